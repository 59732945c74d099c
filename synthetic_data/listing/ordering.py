"""Orders of rows, whole or only the part that a page shows, in little memory."""

from __future__ import annotations

import numpy as np

from synthetic_data.draws import Ints

CHUNK_BITS = 16
CHUNK = (1 << CHUNK_BITS) - 1
ROWS_AT_ONCE = 1 << 18
"""Rows looked at together, so that what is made meanwhile stays small."""

MOST_GAPS = 1 << 22
"""Range of numbers within which it is worth looking whether few of them occur."""


def order_of(keys: Ints) -> Ints:
    """Return the rows in the order of whole numbers; equal ones stay in their order.

    Sixteen bits at a time, the lowest first, which NumPy sorts by counting: a million and a half
    numbers of 32 bits take a third of the time that sorting them whole does.

    Args:
        keys: one whole number a row; negative ones come first.

    Returns:
        int32 rows.
    """
    if not len(keys):
        return np.empty(0, np.int32)
    left, most = _from_zero(keys)
    order = np.argsort((left & CHUNK).astype(np.uint16), kind="stable").astype(np.int32)
    shift = CHUNK_BITS
    while most >> shift:
        chunk = ((left >> shift) & CHUNK).astype(np.uint16)
        order = order[np.argsort(chunk[order], kind="stable")]
        shift += CHUNK_BITS
    return order


def _from_zero(keys: Ints) -> tuple[Ints, int]:
    """Return numbers in the same order from 0 on, and the largest.

    Days as ``yyyymmdd`` leave gaps: numbered by place they fit into sixteen bits.
    """
    wide = keys if keys.itemsize >= np.dtype(np.int32).itemsize else keys.astype(np.int32)
    left = wide - wide.min()
    most = int(left.max())
    if not CHUNK < most <= MOST_GAPS:
        return left, most
    occurs = np.zeros(most + 1, bool)
    occurs[left] = True
    places = np.cumsum(occurs, dtype=np.int32) - 1
    last = int(places[-1])
    return (places[left], last) if last <= CHUNK else (left, most)


def standing(keys: Ints, first: int, last: int) -> Ints:
    """Return the rows at some places of the order of whole numbers; equal ones stay in order.

    The whole order is not made: rows are counted by the highest sixteen bits of their numbers,
    and only those near the places are sorted.

    Args:
        keys: one whole number a row.
        first: the first place, from 0.
        last: the place after the last; what is beyond the end is left out.

    Returns:
        int32 rows.
    """
    last = min(last, len(keys))
    if first >= last:
        return np.empty(0, np.int32)
    chunks, counts = _chunks(keys)
    ends = np.cumsum(counts)
    low, high = (int(at) for at in np.searchsorted(ends, (first, last - 1), side="right"))
    rows = np.flatnonzero((chunks >= low) & (chunks <= high)).astype(np.int32)
    before = int(ends[low - 1]) if low else 0
    return rows[order_of(keys[rows])[first - before : last - before]]


def _chunks(keys: Ints) -> tuple[Ints, Ints]:
    """Return the highest bits of each number, uint16 in the same order, and how often each is."""
    least = int(keys.min())
    shift = max(0, (int(keys.max()) - least).bit_length() - CHUNK_BITS)
    chunks, counts = np.empty(len(keys), np.uint16), np.zeros(CHUNK + 1, np.int64)
    for at in range(0, len(keys), ROWS_AT_ONCE):
        part = keys[at : at + ROWS_AT_ONCE].astype(np.int64)
        part -= least
        part >>= shift
        chunks[at : at + ROWS_AT_ONCE] = part
        counts += np.bincount(part, minlength=CHUNK + 1)
    return chunks, counts
