"""Ways to draw for a whole column at once: exact quotas, shares by age, weighted picks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[Any]
Floats = NDArray[np.float64]
Random = np.random.Generator


def quota(random: Random, shares: Sequence[float], rows: int) -> Ints:
    """Return codes 0… in random order, each as often as its share asks (largest remainder).

    Args:
        random: the stream of this step.
        shares: non-negative, normalised here.
        rows: how many codes.
    """
    exact = np.asarray(shares, float) / np.sum(shares) * rows
    counts = np.floor(exact).astype(np.int64)
    last = np.argsort(counts - exact, kind="stable")[: rows - counts.sum()]
    counts[last] += 1
    return random.permutation(np.repeat(np.arange(len(counts), dtype=np.int8), counts))


def chosen(random: Random, rows: int, share: float) -> NDArray[np.bool_]:
    """Return a mask over rows with exactly ``round(share * rows)`` true entries."""
    mask = np.zeros(rows, bool)
    mask[: round(share * rows)] = True
    return random.permutation(mask)


def some(random: Random, rows: Ints, count: int) -> Ints:
    """Return ``count`` of the given rows without repetition, or all of them if they are fewer."""
    return random.permutation(rows)[: max(count, 0)]


def weighted(random: Random, rows: Ints, weights: Floats, count: int) -> Ints:
    """Return ``count`` rows without repetition, likelier where the weight is larger.

    Rows of weight 0 are never taken (Efraimidis and Spirakis, 2006: exponential keys).
    """
    rows, weights = rows[weights > 0], weights[weights > 0]
    keys = random.exponential(size=len(rows)) / weights
    return rows[np.argsort(keys, kind="stable")[: max(count, 0)]]


def by_age(table: Mapping[str, float], age: Floats) -> Floats:
    """Return the value of the age band that each age falls in; 0 below the first band.

    Args:
        table: first year of a band → value, in rising order.
        age: ages in years.
    """
    edges = np.array([float(edge) for edge in table])
    values = np.array([0.0, *table.values()])
    return values[np.searchsorted(edges, age, side="right")]


def normal(random: Random, spread: Sequence[float], rows: int) -> Floats:
    """Return normal draws cut to a range; ``spread`` is mean, deviation, low, high."""
    mean, deviation, low, high = spread
    return np.clip(random.normal(mean, deviation, rows), low, high)


def grouped(random: Random, rows: int, sizes: Sequence[int]) -> Ints:
    """Return group numbers 0… for rows in order, group sizes drawn evenly from ``sizes``."""
    enough = random.choice(np.asarray(sizes), size=rows // min(sizes) + 1)
    return np.repeat(np.arange(len(enough)), enough)[:rows]


def pick(random: Random, pool: Ints, count: int) -> Ints:
    """Return ``count`` members of the pool with repetition; -1 when the pool is empty."""
    if not len(pool):
        return np.full(count, -1)
    return pool[random.integers(0, len(pool), count)]
