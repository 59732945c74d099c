"""Ways to draw for a whole column at once: exact quotas, shares by age, weighted picks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[Any]
Floats = NDArray[np.float64]
Random = np.random.Generator

SCALINGS = 8
"""Rounds in which chances cut at 1 are scaled again: the total is met to a few rows."""

TINY = 1e-300

SIXTEEN_BITS = 0xFFFF

WIDEST, PLACES = 30.0, 3001
"""The table of a gamma distribution: up to so many times its scale, at so many places."""


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


def sampled(random: Random, chances: Floats, count: int) -> Ints:
    """Return places of ``count`` rows, each taken with its own chance (systematic sampling).

    The chances are scaled to add up to the count, none above 1. Rows of chance 0 are
    never taken; if fewer than ``count`` rows have a chance, all of those are taken.

    Args:
        random: the stream of this step.
        chances: one a row, non-negative.
        count: how many.
    """
    chances = np.asarray(chances, float)
    count = max(0, min(count, int((chances > 0).sum())))
    for _ in range(SCALINGS):
        chances = np.minimum(chances * (count / max(chances.sum(), TINY)), 1)
    steps = np.cumsum(chances) + random.random()
    taken = np.flatnonzero(np.diff(np.floor(steps), prepend=0.0) > 0)
    return taken[:count]


def ordered(*keys: Ints) -> Ints:
    """Return the places of rows in rising order of whole numbers, equal ones as they stood.

    Sorts sixteen bits at a time, from the lowest, which NumPy does by counting: several
    times faster than comparing.

    Args:
        keys: whole numbers of one length each, the first counts most.
    """
    order = np.arange(len(keys[0]), dtype=np.int32)
    for key in reversed(keys):
        lowest = int(key.min(initial=0))
        span, shift = int(key.max(initial=0)) - lowest, 0
        rest = key - lowest
        while span >> shift:
            part = ((rest >> shift) & SIXTEEN_BITS).astype(np.uint16)
            order = order[np.argsort(part[order], kind="stable")]
            shift += 16
    return order


def nearest(wanted: Ints, pool: Ints) -> Ints:
    """Return for each wanted day the place in the pool of its own near day, none twice.

    Both sides are sorted and joined in order: each takes the first free one from itself
    on. Takes time in proportion to the rows, however crowded the days are.

    Args:
        wanted: days, at most as many as the pool.
        pool: days.

    Raises:
        ValueError: more are wanted than the pool holds.
    """
    if len(wanted) > len(pool):
        message = f"{len(wanted)} values wanted of a pool of {len(pool)}"
        raise ValueError(message)
    by_value, order = ordered(pool), ordered(wanted)
    rank = np.arange(len(wanted), dtype=np.int32)
    first = np.searchsorted(pool[by_value], wanted[order]).astype(np.int32)
    place = np.maximum.accumulate(first - rank) + rank
    place = np.minimum(place, len(pool) - len(wanted) + rank)
    found = np.empty(len(wanted), np.int32)
    found[order] = by_value[place]
    return found


def within_bands(random: Random, starts: Sequence[float], band: Ints) -> Floats:
    """Return a value drawn evenly from each row's band.

    Args:
        random: the stream of this step.
        starts: first value of each band, and the end of the last.
        band: band of each row.
    """
    edges = np.asarray(starts, float)
    value: Floats = edges[band] + random.random(len(band)) * np.diff(edges)[band]
    return value


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


def gamma_between(random: Random, form: Sequence[float], low: Floats, high: Floats) -> Floats:
    """Return draws of a gamma distribution cut to a range of its own for each row.

    Rows that fall outside are drawn again inside, so that nothing heaps at an end.
    Where ``high`` is not above ``low``, ``low`` is returned.

    Args:
        random: the stream of this step.
        form: shape, from 1 on, and scale.
        low: a value a row, below 0 is as 0.
        high: a value a row.
    """
    shape, scale = form
    value = random.standard_gamma(shape, len(low), np.float32) * scale
    out = np.flatnonzero((value < low) | (value >= high))
    value[out] = _gamma_inside(random, (shape, scale), low[out], high[out])
    return value.astype(float)


def _gamma_inside(random: Random, form: tuple[float, float], low: Floats, high: Floats) -> Floats:
    """Draw by the inverse of the distribution function between its values at both ends."""
    shape, scale = form
    places = np.linspace(0, WIDEST, PLACES)
    density = places ** (shape - 1) * np.exp(-places)
    chance = np.concatenate([[0.0], np.cumsum(density[1:] + density[:-1])])
    chance /= chance[-1]
    first, last = (np.interp(end / scale, places, chance) for end in (low, high))
    drawn = first + random.random(len(first)) * np.maximum(last - first, 0)
    value = np.interp(drawn, chance, places) * scale
    inside: Floats = np.maximum(np.minimum(value, high), low)
    return inside


def exponential_within(random: Random, mean: float, limit: Floats) -> Floats:
    """Return draws of an exponential distribution cut to 0 up to a limit for each row.

    Args:
        random: the stream of this step.
        mean: of the distribution before it is cut.
        limit: a value a row, below 0 is as 0.
    """
    part = -np.expm1(-np.maximum(limit, 0) / mean)
    value: Floats = -mean * np.log1p(-random.random(len(limit)) * part)
    return value


def pick(random: Random, pool: Ints, count: int) -> Ints:
    """Return ``count`` members of the pool with repetition; -1 when the pool is empty."""
    if not len(pool):
        return np.full(count, -1)
    return pool[random.integers(0, len(pool), count)]
