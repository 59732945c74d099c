"""The state duty for the card (IDC-10, IDC-18)."""

from datetime import date

from domain.law import Law, value_on
from domain.readings import Readings

EXEMPT_FROM: date = value_on("duty_exempt_from", date.max)
"""First day of the exemption that is reported but not verified (reading ``duty_2026``)."""


def is_exempt(day: date, readings: Readings) -> bool:
    """Say whether a renewal on expiry pays no duty on a day."""
    return readings.duty_2026 == "exempt" and day >= EXEMPT_FROM


def duty_due(law: Law, readings: Readings) -> int:
    """Return the duty in tenge for an application filed on the day of the law values."""
    return 0 if is_exempt(law.day, readings) else law.duty_kzt


def refundable(earlier_kzt: int, paid_kzt: int, outcome: str) -> int:
    """Return what is owed back in tenge: earlier annulled duty, and today's if annulled now."""
    return earlier_kzt + (paid_kzt if outcome == "annulled" else 0)
