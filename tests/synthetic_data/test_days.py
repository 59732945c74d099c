from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthetic_data.days import FOREVER, as_number, birthday, calendar_day, day_number

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("day", "number"),
    [(date(2026, 2, 2), 20260202), (date(1999, 12, 31), 19991231), (date(2000, 1, 1), 20000101)],
)
def test_a_day_is_written_as_year_month_and_day(day: date, number: int) -> None:
    assert as_number(day) == number


def number(day: date) -> int:
    return (day - date(1970, 1, 1)).days


@given(DAYS)
def test_days_and_calendar_days_are_the_same_calendar_as_pythons(day: date) -> None:
    written = int(f"{day:%Y%m%d}")
    assert day_number(written) == number(day)
    assert calendar_day(np.array([number(day)]))[0] == written


@pytest.mark.parametrize("day", [FOREVER, FOREVER + 1])
def test_not_yet_is_written_as_zero(day: int) -> None:
    assert calendar_day(np.array([day]))[0] == 0


@given(DAYS, st.integers(0, 100))
def test_before_the_birthday_the_calendar_says_younger_and_on_it_not(
    born: date, years: int
) -> None:
    on = int(birthday(np.array([number(born)]), years)[0])
    before, after = calendar_day(np.array([on - 1, on]))
    written = int(f"{born:%Y%m%d}")
    assert before - written < years * 10_000
    assert after - written >= years * 10_000


def test_a_leap_day_child_comes_of_age_on_the_first_of_march() -> None:
    born = number(date(2008, 2, 29))
    on = int(birthday(np.array([born]), 18)[0])
    assert date(1970, 1, 1) + timedelta(days=on) == date(2026, 3, 1)
