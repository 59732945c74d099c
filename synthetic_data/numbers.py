"""Identification numbers for a whole column: the arithmetic of ``domain.iin`` over arrays."""

from __future__ import annotations

from functools import cache

import numpy as np

from domain.iin import FIRST_WEIGHTS, NEVER_ISSUED, SECOND_WEIGHTS, SERIALS
from synthetic_data.city import SEXES
from synthetic_data.days import calendar_day
from synthetic_data.draws import Ints, ordered

FIRST_YEAR = 1900
CHUNK = 10_000
"""Digits are summed four at a time, by a table of every such group."""


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
    sums = _stem_sums(stem) + _sums(7)[serial]
    control = _control(sums)
    number = (stem * np.int64(SERIALS) + serial) * 10 + control
    return np.where(control < 0, -1, number)


@cache
def _sums(first: int) -> Ints:
    """Return the weighted sums of each group of four digits that starts at place ``first``.

    Returns:
        One int32 a group 0…9999: the sum by the second weights in the upper sixteen
        bits, that by the first in the lower.
    """
    group = np.arange(CHUNK)
    total = np.zeros(CHUNK, np.int32)
    for place, power in enumerate((1000, 100, 10, 1), start=first):
        weight = FIRST_WEIGHTS[place] + (SECOND_WEIGHTS[place] << 16)
        total += (group // power % 10 * weight).astype(np.int32)
    return total


@cache
def _head_sums() -> Ints:
    """Return the same for the first three digits."""
    group = np.arange(CHUNK // 10)
    total = np.zeros(CHUNK // 10, np.int32)
    for place, power in enumerate((100, 10, 1)):
        weight = FIRST_WEIGHTS[place] + (SECOND_WEIGHTS[place] << 16)
        total += (group // power % 10 * weight).astype(np.int32)
    return total


def _stem_sums(stem: Ints) -> Ints:
    total: Ints = _head_sums()[stem // CHUNK] + _sums(3)[stem % CHUNK]
    return total


def _control(sums: Ints) -> Ints:
    """Return the control digit of both weighted sums, -1 where neither gives one."""
    first, second = (sums & 0xFFFF) % 11, (sums >> 16) % 11
    digit = np.where(first == NEVER_ISSUED, second, first)
    return np.where(digit == NEVER_ISSUED, -1, digit)


def identification_numbers(born: Ints, sex: Ints) -> Ints:
    """Return a number for each person, nobody's twice; serials not issued are skipped.

    Args:
        born: birth days since 1970.
        sex: codes of ``city.SEXES``.

    Raises:
        ValueError: more people of one day and sex than there are serials, about 9,900.
    """
    stem, group, count = _groups(born, sex)
    sums = _stem_sums(stem)
    remainders = (sums & 0xFFFF) % 11 * 11 + (sums >> 16) % 11
    if (count > _issued()[1][remainders]).any():
        message = "more people of one birthday and sex than serials"
        raise ValueError(message)
    order = ordered(group)
    result = np.empty(len(group), np.int64)
    rank = np.arange(len(group), dtype=np.int32) - np.repeat(
        (np.cumsum(count) - count).astype(np.int32), count
    )
    tail = _issued()[0][np.repeat(remainders, count), rank]
    result[order] = np.repeat(stem * (SERIALS * 10), count) + tail
    return result


def _groups(born: Ints, sex: Ints) -> tuple[Ints, Ints, Ints]:
    """Return the stems that occur, which one each person has, and how many have each."""
    low, high = (int(born.min()), int(born.max())) if len(born) else (0, 0)
    days = calendar_day(np.arange(low, high + 1))
    both = stems(np.repeat(days, 2), np.tile(np.array([0, 1]), len(days)))
    stem, which = np.unique(both, return_inverse=True)
    group = which.astype(np.int32)[(born - low) * 2 + sex]
    return stem, group, np.bincount(group, minlength=len(stem))


@cache
def _issued() -> tuple[Ints, Ints]:
    """Return what follows a stem, by the remainders of its two sums.

    Returns:
        The endings that are issued in order, serial and control digit as one number, a
        row for each of the 121 pairs of remainders; and how many they are.
    """
    endings = np.zeros((121, SERIALS), np.int32)
    counts = np.zeros(121, np.int64)
    serial = np.arange(SERIALS, dtype=np.int32)
    for pair in range(121):
        control = _control(_sums(7) + (pair // 11) + (pair % 11 << 16))
        good = np.flatnonzero(control >= 0)
        counts[pair] = len(good)
        endings[pair, : len(good)] = serial[good] * 10 + control[good]
    return endings, counts
