"""Times of day are written and read in one place."""

import pytest

from simulation.clock_readers import clock, minute_of


@pytest.mark.parametrize(
    ("text", "minute"),
    [
        ("00:00", 0),
        ("09:05", 545),
        ("9:05", 545),
        ("23:59", 1439),
        ("24:00", 1440),
        ("24:01", None),
        ("25:00", None),
        ("09:60", None),
        ("9:5", None),
        (":05", None),
        ("009:05", None),
        ("-1:05", None),
        ("09:05 ", None),
        ("٠٩:٠٥", None),
        ("", None),
    ],
)
def test_a_minute_of_the_day_is_read_until_midnight(text: str, minute: int | None) -> None:
    assert minute_of(text) == minute


@pytest.mark.parametrize("minute", [0, 1, 59, 60, 545, 1439, 1440])
def test_a_minute_that_is_written_is_read_as_the_same(minute: int) -> None:
    assert len(clock(minute)) == 5
    assert minute_of(clock(minute)) == minute
