"""Numbers of one row that agree: with so many decimals that a difference is what they differ by."""

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from app.components.centres_numbers import NOTHING, PERCENT, Estimate
from app.i18n import Words
from app.i18n.formats import decimal
from app.pages.scenarios.measures import Cell, Row
from app.report.measures import COUNT, FEW, MINUS, SHARE, Measure, below_shown

FURTHER: Final = 2
"""Decimals that a row may have beyond those of its unit."""


def digits_of(row: Row, cells: Sequence[Cell]) -> int:
    """Return the decimals of a row: the fewest with which its numbers agree.

    Args:
        row: whose numbers.
        cells: one for each scenario; what is not known asks for none.
    """
    known = [one for one in cells if one.change.difference.value is not None]
    least = _least(row.measure, cells)
    tried = range(least, least + FURTHER)
    found = (digits for digits in tried if all(_agrees(one, row, digits) for one in known))
    return next(found, least + FURTHER if known else least)


def _least(measure: Measure, cells: Sequence[Cell]) -> int:
    """Return the decimals of a unit; counts that are means have one where they are small."""
    if measure.unit != COUNT:
        return measure.digits
    found = [(one.value.value, one.law.value, one.change.difference.value) for one in cells]
    numbers = [number for three in found for number in three if number is not None]
    is_mean = any(number != int(number) for number in numbers)
    return int(is_mean and any(abs(number) < FEW for number in numbers))


def _agrees(one: Cell, row: Row, digits: int) -> bool:
    difference = one.change.difference.value or 0.0
    told = rounded(difference, row.measure, digits)
    if not told and sign_of(one) in ("higher", "lower"):
        return False
    return told == between(one, row, digits)


def between(one: Cell, row: Row, digits: int) -> Decimal:
    """Return what the shown value and the shown baseline differ by, per cent for shares."""
    value, law = (rounded(part.value or 0.0, row.measure, digits) for part in (one.value, one.law))
    return value - law


def rounded(value: float, measure: Measure, digits: int) -> Decimal:
    """Return a number as it is shown, per cent for shares."""
    scaled = value * PERCENT if measure.unit == SHARE else value
    return Decimal(str(scaled)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_EVEN)


def sign_of(one: Cell) -> str | None:
    """Return the sign of a difference: ``same`` for none at all, ``unclear`` if it may be none."""
    difference, sign = one.change.difference, one.change.sign
    if sign is None or not any(difference):
        return sign and "same"
    low, high = difference.low, difference.high
    if low is not None and high is not None and low <= 0 <= high:
        return "unclear"
    return "unclear" if sign == "same" else sign


def number_told(value: float, row: Row, digits: int, words: Words) -> str:
    """Return a number without its unit, with so many decimals."""
    shown = rounded(value, row.measure, digits)
    text = decimal(abs(float(shown)), words.language, digits=digits)
    return f"{MINUS}{text}" if shown < 0 else text


def value_told(value: float | None, row: Row, digits: int, words: Words) -> str:
    """Return a number with its unit; a dash where it is not known."""
    if value is None:
        return NOTHING
    return words(f"report.unit.{row.measure.unit}", n=number_told(value, row, digits, words))


def difference_told(one: Cell, row: Row, digits: int, words: Words) -> str:
    """Return what the shown numbers differ by, and in brackets the interval where there is one.

    Where those are shown alike and no figure of the difference is shown either, it is told to be
    below the smallest number that is; an interval of which no figure is shown is left out.
    """
    shown = between(one, row, digits)
    parts = [part for part in one.change.difference if part is not None]
    is_below = any(parts) and not any(rounded(part, row.measure, digits) for part in parts)
    if is_below and not shown:
        return below_shown(1.0, digits, words)
    scale = PERCENT if row.measure.unit == SHARE else 1
    text = _signed(float(shown) / scale, row, digits, words)
    return text if is_below else f"{text}{_interval(one.change.difference, row, digits, words)}"


def _interval(difference: Estimate, row: Row, digits: int, words: Words) -> str:
    if difference.low is None or difference.high is None:
        return ""
    ends = (_signed(end, row, digits, words) for end in (difference.low, difference.high))
    told = "…\u2060".join(ends)
    return f" ({told})"


def _signed(value: float, row: Row, digits: int, words: Words) -> str:
    text = number_told(value, row, digits, words)
    return f"+{text}" if rounded(value, row.measure, digits) > 0 else text
