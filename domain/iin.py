"""The individual identification number (Government resolution 565 of 2003).

Twelve digits: six of the birth date, one of century and sex, four of a serial, one of control.
Since 2013 the digits need not agree with the person, so nothing here infers an age.
"""

from collections.abc import Sequence
from datetime import date

LENGTH = 12
SERIALS = 10_000
FIRST_WEIGHTS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
SECOND_WEIGHTS = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
NEVER_ISSUED = 10
"""The remainder that no digit can show: the number is not issued."""

SYNTHETIC_DIGIT = {(19, "M"): "7", (19, "F"): "8", (20, "M"): "9", (20, "F"): "0"}
"""The block of digit 7 that is never issued: a synthetic number can belong to nobody."""


def control_digit(digits: Sequence[int]) -> int:
    """Return the control digit of the first eleven digits, or ``NEVER_ISSUED``.

    Args:
        digits: eleven whole numbers 0…9.
    """
    for weights in (FIRST_WEIGHTS, SECOND_WEIGHTS):
        remainder = sum(d * w for d, w in zip(digits, weights, strict=True)) % 11
        if remainder != NEVER_ISSUED:
            return remainder
    return NEVER_ISSUED


def is_well_formed(iin: str) -> bool:
    """Say whether a text is twelve ASCII digits with the right control digit (RES-03)."""
    if len(iin) != LENGTH or not (iin.isascii() and iin.isdigit()):
        return False
    *first, last = map(int, iin)
    return control_digit(first) == last


def synthetic(born: date, sex: str, serial: int) -> str | None:
    """Return the number of an invented person, or None where it would not be issued.

    Args:
        born: day of birth; a year before 1900 takes the block of 19xx.
        sex: ``M`` or ``F``.
        serial: 0…9999, telling apart people of one day and sex.
    """
    century = max(19, born.year // 100)
    stem = f"{born:%y%m%d}{SYNTHETIC_DIGIT[century, sex]}{serial:04d}"
    control = control_digit([int(d) for d in stem])
    return None if control == NEVER_ISSUED else f"{stem}{control}"
