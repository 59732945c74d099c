"""The filing window of the card: every day around both of its ends."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.identity_card.window import days_over, too_early, too_late
from tests.domain.cases import End, decide_case
from tests.domain.endings import ISSUED, TOO_EARLY, unavailable

EXPIRES = date(2026, 2, 15)


def end_of(day: date, expires: date, reading: str) -> End:
    return decide_case(
        service="id_card",
        channel="egov_portal",
        applicant="owner",
        day=day.isoformat(),
        expires=expires.isoformat(),
        readings={"expiry_day": reading},
        law={"id_card_pilot": (date(2000, 1, 1), date(2100, 1, 1))},
    ).end


@pytest.mark.parametrize(
    ("expires", "reading"),
    [
        (date(2026, 2, 15), "valid"),
        (date(2026, 2, 15), "expired"),
        (date(2026, 1, 5), "valid"),
        (date(2025, 12, 28), "expired"),
        (date(2028, 2, 29), "valid"),
        (date(2028, 2, 29), "expired"),
        (date(2028, 3, 1), "valid"),
        (date(2027, 3, 1), "expired"),
    ],
)
def test_the_window_opens_30_days_before_and_closes_10_days_after(
    expires: date, reading: str
) -> None:
    last = 10 if reading == "valid" else 9
    for offset in range(-33, 14):
        expected = ISSUED if -30 <= offset <= last else TOO_EARLY
        expected = unavailable("IDC-06") if offset > last else expected
        assert end_of(expires + timedelta(offset), expires, reading) == expected, offset


@pytest.mark.parametrize(("reading", "wide"), [("valid", 41), ("expired", 40)])
def test_the_window_is_so_many_filing_days_wide(reading: str, wide: int) -> None:
    days = [EXPIRES + timedelta(offset) for offset in range(-60, 60)]
    assert sum(end_of(day, EXPIRES, reading) == ISSUED for day in days) == wide


@pytest.mark.parametrize(
    ("since", "valid", "expired"),
    [(-30, -30, -29), (-1, -1, 0), (0, 0, 1), (1, 1, 2), (10, 10, 11)],
)
def test_a_card_is_good_on_its_expiry_day_or_that_day_is_the_first_of_being_expired(
    since: int, valid: int, expired: int
) -> None:
    assert days_over(since, "valid") == valid
    assert days_over(since, "expired") == expired


@given(st.lists(st.integers(-400, 400)), st.integers(0, 60), st.sampled_from(["valid", "expired"]))
def test_the_window_over_an_array_is_the_window_of_each(
    since: list[int], limit: int, reading: str
) -> None:
    array = np.array(since, dtype=np.int64)
    over = days_over(array, reading)
    assert too_late(over, limit).tolist() == [too_late(days_over(s, reading), limit) for s in since]
    assert too_early(-array, limit).tolist() == [too_early(-s, limit) for s in since]
