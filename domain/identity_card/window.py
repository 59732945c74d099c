"""The filing window of the ID card (IDC-05, IDC-06): calendar days, plain operators."""

from typing import Any

Days = Any
"""Whole days or an array of them."""


def days_over(days_since_expiry: Days, expiry_day: str) -> Days:
    """Return for how many days the card has been expired; zero or less: it is still good.

    Args:
        days_since_expiry: t − E.
        expiry_day: ``valid``: the card is good on its expiry day; ``expired``: that day is the
            first of being expired.
    """
    return days_since_expiry + 1 if expiry_day == "expired" else days_since_expiry


def too_early(days_left: Days, before_days: Days) -> Days:
    """Say whether more than the allowed days remain: E − t > before (IDC-05)."""
    return days_left > before_days


def too_late(over: Days, after_days: Days) -> Days:
    """Say whether the card expired too long ago (IDC-06)."""
    return over > after_days
