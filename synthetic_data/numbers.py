"""Identification numbers for a whole column: the arithmetic of ``domain.iin`` over arrays."""

from __future__ import annotations

import numpy as np

from domain.iin import FIRST_WEIGHTS, NEVER_ISSUED, SECOND_WEIGHTS, SERIALS
from synthetic_data.city import SEXES
from synthetic_data.days import calendar_day
from synthetic_data.draws import Ints

FIRST_YEAR = 1900
SPARE = 8
"""Serials tried beyond the number of people of one day and sex: about one in 120 is not issued."""


def stems(born: Ints, sex: Ints) -> Ints:
    """Return the first seven digits as numbers: YYMMDD and the synthetic block of digit 7.

    Args:
        born: birth days, ``yyyymmdd``; a year before 1900 takes the block of 19xx.
        sex: codes of ``city.SEXES``.
    """
    year = np.maximum(born // 10_000, FIRST_YEAR)
    digit = np.where(year < FIRST_YEAR + 100, 7 + sex, np.where(sex == SEXES.index("M"), 9, 0))
    return (born % 1_000_000).astype(np.int64) * 10 + digit


def numbered(stem: Ints, serial: Ints) -> Ints:
    """Return whole numbers of twelve digits, -1 where the number would not be issued.

    Args:
        stem: the first seven digits.
        serial: 0…9999.
    """
    first = stem * SERIALS + serial
    powers = 10 ** np.arange(10, -1, -1, dtype=np.int64)
    sums = np.zeros((2, len(first)), np.int64)
    for power, *weights in zip(powers, FIRST_WEIGHTS, SECOND_WEIGHTS, strict=True):
        digit = first // power % 10
        sums[0] += digit * weights[0]
        sums[1] += digit * weights[1]
    sums %= 11
    control = np.where(sums[0] == NEVER_ISSUED, sums[1], sums[0])
    return np.where(control == NEVER_ISSUED, -1, first * 10 + control)


def identification_numbers(born: Ints, sex: Ints) -> Ints:
    """Return a number for each person, nobody's twice; serials not issued are skipped.

    Args:
        born: birth days since 1970.
        sex: codes of ``city.SEXES``.

    Raises:
        ValueError: more people of one day and sex than there are serials.
    """
    stem = stems(calendar_day(born), sex)
    groups, group, count = np.unique(stem, return_inverse=True, return_counts=True)
    result = np.empty(len(stem), np.int64)
    result[np.argsort(group, kind="stable")] = _in_order(groups, count)
    return result


def _in_order(groups: Ints, count: Ints) -> Ints:
    """Return the first ``count`` numbers of each stem, stem by stem."""
    tried = np.minimum(count + count // 20 + SPARE, SERIALS)
    owner = np.repeat(np.arange(len(groups)), tried)
    serial = np.arange(len(owner)) - np.repeat(np.cumsum(tried) - tried, tried)
    number = numbered(groups[owner], serial)
    good = number >= 0
    number, owner = number[good], owner[good]
    have = np.bincount(owner, minlength=len(groups))
    if (have < count).any():
        message = "more people of one birthday and sex than serials"
        raise ValueError(message)
    rank = np.arange(len(owner)) - np.repeat(np.cumsum(have) - have, have)
    taken: Ints = number[rank < count[owner]]
    return taken
