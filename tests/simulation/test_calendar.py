"""Public holidays of Kazakhstan, and working days without them."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.calendar import BEYOND_DAYS, calendar_of, public_holidays

DAY = 1440
MONDAY, FRIDAY = date(2026, 1, 12), date(2026, 1, 16)


@pytest.mark.parametrize(
    ("day", "is_off"),
    [
        (date(2025, 12, 15), False),
        (date(2025, 12, 16), True),  # Independence Day
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2026, 1, 2), True),
        (date(2026, 1, 5), False),
        (date(2026, 1, 7), True),  # Christmas of the Orthodox
        (date(2026, 3, 9), True),  # for Sunday 8 March
        (date(2026, 3, 23), True),
        (date(2026, 3, 24), True),  # for Saturday 21 March
        (date(2026, 3, 25), True),  # for Sunday 22 March
        (date(2026, 3, 26), False),
    ],
)
def test_the_public_holidays_of_the_pilots_are_known(day: date, is_off: bool) -> None:  # noqa: FBT001 - a column of the table
    assert (day in public_holidays(day, day + timedelta(1))) == is_off
    assert (calendar_of(day, 1).worked_as[0] is None) == is_off
    assert calendar_of(day, 1, holidays=False).worked_as[0] == day.weekday()


def test_a_sunday_that_is_worked_for_a_day_off_is_worked_as_a_monday() -> None:
    calendar = calendar_of(date(2025, 1, 3), 7)  # Friday off, Sunday worked in its place
    assert calendar.worked_as[:4] == (None, 5, 0, 0)
    assert calendar.working_days(np.array([0.0]), np.array([7.0 * DAY]))[0] == 4


WEEKENDS = [
    (0, 1, 1),  # Monday to Tuesday
    (4, 1, 7),  # Friday 00:00 plus a day is Monday 00:00
    (4.5, 1, 7.5),  # over a weekend
    (5.25, 1, 8),  # from Saturday the count starts on Monday
    (6, 0.5, 7.5),
    (1, 5, 8),  # a working week is a week
    (2.25, 10.5, 16.75),
]


@pytest.mark.parametrize(("start", "days", "end"), WEEKENDS)
def test_working_days_pass_over_the_weekend(start: float, days: float, end: float) -> None:
    calendar = calendar_of(MONDAY, 28)
    assert calendar.add_working_days(start * DAY, days) == pytest.approx(end * DAY)
    passed = calendar.working_days(np.array([start * DAY]), np.array([end * DAY]))
    assert passed[0] == pytest.approx(days)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (4, 1, 10),  # Friday 20 March 00:00: Nauryz takes Monday to Wednesday
        (4.5, 1, 10.5),
        (7, 1, 11),  # inside the holidays the count starts after them
        (9.9, 0, 10),
        (0, 15, 24),  # fifteen working days are eighteen weekdays
    ],
)
def test_working_days_pass_over_public_holidays(start: float, days: float, end: float) -> None:
    calendar = calendar_of(date(2026, 3, 16), 28)
    assert calendar.add_working_days(start * DAY, days) == pytest.approx(end * DAY)
    passed = calendar.working_days(np.array([start * DAY]), np.array([end * DAY]))
    assert passed[0] == pytest.approx(days)


def test_where_holidays_are_worked_only_weekends_are_off() -> None:
    calendar = calendar_of(date(2026, 3, 16), 28, holidays=False)
    assert calendar.add_working_days(4.5 * DAY, 1) == pytest.approx(7.5 * DAY)


@given(
    time=st.floats(0, 60 * DAY),
    days=st.floats(0, 200),
    first=st.dates(date(2020, 1, 1), date(2029, 12, 31)),
)
def test_working_days_added_are_the_working_days_that_pass(
    time: float, days: float, first: date
) -> None:
    calendar = calendar_of(first, 60)
    later = calendar.add_working_days(time, days)
    assert later >= time
    passed = calendar.working_days(np.array([time]), np.array([later]))
    assert passed[0] == pytest.approx(days, abs=1e-6)


def test_no_working_days_never_lead_back_in_time() -> None:
    calendar = calendar_of(FRIDAY, 28)
    times = np.random.default_rng(1).random(2000) * 28 * DAY
    assert all(calendar.add_working_days(time, 0) >= time for time in map(float, times))


def test_every_day_counts_after_the_last_day_that_is_known() -> None:
    calendar = calendar_of(MONDAY, 28)
    last = (28 + BEYOND_DAYS) * float(DAY)
    assert calendar.add_working_days(last, 2) == pytest.approx(last + 2 * DAY)
    assert calendar.working_days(np.array([last]), np.array([last + DAY]))[0] == pytest.approx(1)


def test_the_calendar_of_a_period_is_made_once() -> None:
    assert calendar_of(MONDAY, 28) is calendar_of(MONDAY, 28)
