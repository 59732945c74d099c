"""Numbers and days in the form of each language."""

from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal

from app.i18n.catalogue import words


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
