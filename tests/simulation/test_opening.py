import numpy as np
import pytest

from simulation.opening import OpenClock, changes, next_open

DAY = 1440


def test_the_last_servers_stay_until_those_inside_are_served() -> None:
    pieces = [(540.0, 600.0, 3.0), (600.0, 660.0, 0.0), (DAY + 540.0, DAY + 600.0, 2.0)]
    assert changes(pieces, serve_out=True) == [
        (540, 3),
        (600, 0),
        (660, 3),
        (DAY + 540, 2),
        (DAY + 600, 2),
    ]


def test_officers_go_home_at_closing() -> None:
    assert changes([(540.0, 600.0, 3.0)], serve_out=False) == [(540, 3), (600, 0)]


def test_the_open_clock_stands_still_while_closed() -> None:
    clock = OpenClock.of([(10, 20), (30, 35)])
    assert clock.total == 15
    assert list(clock.until(np.array([0.0, 10, 15, 20, 25, 30, 32, 40]))) == [
        0, 0, 5, 10, 10, 10, 12, 15,
    ]  # fmt: skip
    assert [clock.time_at(minutes) for minutes in (0, 9, 10, 14)] == [10, 19, 30, 34]


def test_a_clock_without_open_hours_never_moves() -> None:
    clock = OpenClock.of([])
    assert clock.total == 0
    assert list(clock.until(np.array([5.0]))) == [0]


@pytest.mark.parametrize(("time", "found"), [(5, (10, 20)), (19.9, (10, 20)), (20, (30, 35))])
def test_the_next_open_interval_is_the_one_that_has_not_ended(
    time: float, found: tuple[float, float]
) -> None:
    assert next_open([(10, 20), (30, 35)], time) == found
    assert next_open([(10, 20), (30, 35)], 35) is None
