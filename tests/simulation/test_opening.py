from datetime import date

import numpy as np
import pytest

from simulation.opening import (
    OpenClock,
    add_working_days,
    changes,
    next_open,
    openings,
    shifts,
    working_days,
)

MONDAY = date(2026, 1, 12)
FRIDAY = date(2026, 1, 16)
DAY = 1440
WEEK = dict.fromkeys(range(1, 6), (540, 1080))


def test_an_office_is_open_on_its_days_only() -> None:
    assert openings(WEEK, FRIDAY, 4) == [(540, 1080), (3 * DAY + 540, 3 * DAY + 1080)]


def test_a_weekday_can_have_hours_of_its_own() -> None:
    assert openings({**WEEK, 6: (540, 780)}, FRIDAY, 2)[1] == (DAY + 540, DAY + 780)


def test_an_office_open_all_day_on_all_days_never_closes() -> None:
    assert openings(dict.fromkeys(range(1, 8), (0, DAY)), MONDAY, 7) == [(0, 7 * DAY)]


def test_servers_change_by_the_hour_and_touching_equals_are_one() -> None:
    row = tuple(2.0 if hour < 11 else 5.0 for hour in range(24))
    profile = (row,) * 7
    assert shifts([(540, 750)], profile, MONDAY) == [(540, 660, 2.0), (660, 750, 5.0)]


def test_the_hour_of_the_week_counts_from_the_first_days_own_weekday() -> None:
    profile = tuple((float(weekday),) * 24 for weekday in range(7))
    assert shifts([(0, 2 * DAY)], profile, FRIDAY) == [(0, DAY, 4.0), (DAY, 2 * DAY, 5.0)]


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


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (0, 1, 1),  # Monday to Tuesday
        (4, 1, 7),  # Friday 00:00 plus a day is Monday 00:00
        (4.5, 1, 7.5),  # over a weekend
        (5.25, 1, 8),  # from Saturday the count starts on Monday
        (6, 0.5, 7.5),
        (1, 5, 8),  # a working week is a week
        (2.25, 10.5, 16.75),
    ],
)
def test_working_days_pass_over_the_weekend(start: float, days: float, end: float) -> None:
    assert add_working_days(start * DAY, days, MONDAY) == pytest.approx(end * DAY)
    passed = working_days(np.array([start * DAY]), np.array([end * DAY]), MONDAY)
    assert passed[0] == pytest.approx(days)


def test_no_working_days_never_lead_back_in_time() -> None:
    times = np.random.default_rng(1).random(2000) * 28 * DAY
    assert all(add_working_days(time, 0, FRIDAY) >= time for time in map(float, times))


def test_working_days_know_on_which_weekday_the_period_begins() -> None:
    assert add_working_days(0, 1, FRIDAY) == pytest.approx(3 * DAY)


@pytest.mark.parametrize(("time", "found"), [(5, (10, 20)), (19.9, (10, 20)), (20, (30, 35))])
def test_the_next_open_interval_is_the_one_that_has_not_ended(
    time: float, found: tuple[float, float]
) -> None:
    assert next_open([(10, 20), (30, 35)], time) == found
    assert next_open([(10, 20), (30, 35)], 35) is None
