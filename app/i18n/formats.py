"""Numbers and days in the form of each language."""

from datetime import date, datetime, timedelta, timezone
from typing import Final

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from app.i18n.catalogue import words

ASTANA: Final = timezone(timedelta(hours=5))
"""The one clock of the product: all of Kazakhstan is five hours ahead of UTC since 2024-03-01."""


def decimal(value: float, language: str, *, digits: int = 0) -> str:
    """Return a number with a fixed count of decimal places.

    Args:
        value: the number.
        language: ``ru``, ``kk`` or ``en``.
        digits: places after the mark.
    """
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return str(format_decimal(value, pattern, locale=language))


def tenths(value: int, language: str) -> str:
    """Return whole tenths as a decimal number with one place, ``150`` as 15.0."""
    return decimal(value / 10, language, digits=1)


def long_day(day: date, language: str) -> str:
    """Return a day with its month in words."""
    return str(format_date(day, words(language)("shell.day_pattern"), locale=language))


def moment(seconds: float, language: str) -> str:
    """Return a moment as day and time in Astana; whoever shows it says so (``shell.clock``).

    Args:
        seconds: since 1970.
        language: ``ru``, ``kk`` or ``en``.
    """
    at = datetime.fromtimestamp(seconds, ASTANA)
    return str(format_datetime(at, words(language)("shell.moment_pattern"), locale=language))
