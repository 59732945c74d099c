"""Registrations of those who live elsewhere: rubber flats, and how many are on file where."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from synthetic_data import draws, evidence
from synthetic_data.draws import Ints, Random
from synthetic_data.dwellings import FLAT, Dwellings

CROWD = 20
"""From so many registered people on a dwelling is a rubber flat."""

SEVERAL = 6
"""The first of the class of dwellings with six and more registered, up to a crowd."""


@dataclass(frozen=True, slots=True)
class Filing:
    """A register being filled.

    Args:
        home: dwelling in which each person lives, -1 for none.
        place: dwelling of registration of each person so far, -1 for none.
        capital: mask of the capital's dwellings.
        open_: mask of those among them in which people may register who live elsewhere.
        away: rows of the people who register elsewhere.
        residents: how many people live in the city.
    """

    home: Ints
    place: Ints
    capital: Ints
    open_: Ints
    away: Ints
    residents: int


@dataclass(frozen=True, slots=True)
class Ways:
    """With whom, and where, people register who do not live there.

    Args:
        parents: columns of parents.
        owner: persons who own, one row an ownership.
        dwelling: the dwelling owned.
    """

    parents: tuple[Ints, Ints]
    owner: Ints
    dwelling: Ints


def crowd_sizes(dwellings: int, residents: int) -> Ints:
    """Return the registered people of each rubber flat, the largest first.

    Their number is the reported share of the dwellings. The reported cases occur in
    cities of which they would be no more than the share of the evidence; the others
    are quantiles of the Pareto tail between a crowd and the second reported case, or
    that share of the residents, so they are the same in every city of a size.

    Args:
        dwellings: how many dwellings the city has.
        residents: how many people live in it.
    """
    count = max(1, round(dwellings * evidence.number("housing.rubber_flats")))
    most = residents * evidence.number("housing.rubber_case_share")
    cases = [int(case) for case in evidence.numbers("housing.rubber_cases") if case <= most]
    least, exponent = evidence.numbers("housing.rubber_size")
    cap = max(least + 1, min(most, *evidence.numbers("housing.rubber_cases")))
    tail = max(0, count - len(cases))
    middle = (np.arange(tail) + 1 / 2) / max(tail, 1)
    low, high = least**-exponent, cap**-exponent
    sizes = np.floor((high + middle * (low - high)) ** (-1 / exponent)).astype(np.int64)
    return np.concatenate([np.array(cases, np.int64), np.maximum(sizes, CROWD)])[:count]


def rubber_flats(
    filing: Filing, dwellings: Dwellings, alone: Ints, random: Random
) -> tuple[Ints, Ints]:
    """Return registrations with crowds of strangers in a few dwellings, and who is left.

    Args:
        filing: the register so far.
        dwellings: all dwellings.
        alone: those who register elsewhere and bring no child.
        random: the stream of this step.
    """
    place = filing.place.copy()
    size = crowd_sizes(int(filing.capital.sum()), filing.residents)
    size = np.minimum(size, max(1, len(alone) // 2))
    size = size[size.cumsum() <= len(alone)]
    used = np.bincount(place[place >= 0], minlength=dwellings.rows) > 0
    empty = random.permutation(np.flatnonzero(~used & filing.open_ & (dwellings.kind == FLAT)))
    where = _crowded(empty, dwellings, size)
    people = random.permutation(alone)[: size.sum()]
    place[people] = np.repeat(where, size)
    return place, filing.away[place[filing.away] < 0]


def _crowded(empty: Ints, dwellings: Dwellings, size: Ints) -> Ints:
    """Return a flat for each crowd; the reported one-room flat has its reported area."""
    case, area = evidence.numbers("housing.rubber_one_room")
    where = empty[: len(size)].copy()
    reported = np.flatnonzero(size == case)
    if len(reported):
        single = empty[dwellings.rooms[empty] == 1]
        fits = single[dwellings.total[single] == round(area * 10)]
        fits = fits[~np.isin(fits, where)]
        where[reported[:1]] = fits[:1] if len(fits) else where[reported[:1]]
    return where


def fill(filing: Filing, ways: Ways, random: Random) -> Ints:
    """Return registrations with everybody who is left, by counts.

    As many dwellings as are too many with nobody on file get one person, as many as are
    then too many with one get another, and so on: one pass meets the shares of dwellings
    by registered people. Owners register in their other dwelling, others with a parent,
    the rest anywhere.

    Args:
        filing: the register so far.
        ways: parents and owners.
        random: the stream of this step.
    """
    slots = _slots(filing, random)
    place = filing.place.copy()
    people = random.permutation(filing.away)
    for who, where in (_as_owners(ways, filing, people), _with_parents(ways, filing, people)):
        _take(place, slots, who, where)
    rest = people[place[people] < 0]
    left = random.permutation(np.repeat(np.arange(len(slots)), slots))
    both = min(len(rest), len(left))
    place[rest[:both]] = left[:both]
    return place


def _slots(filing: Filing, random: Random) -> Ints:
    """Return how many more people register in each dwelling."""
    here = np.flatnonzero(filing.capital)
    heads = np.bincount(filing.place[filing.place >= 0], minlength=len(filing.open_))
    shares = list(evidence.table("housing.registered_per_dwelling").values())
    wanted = np.rint(np.array(shares) * len(here)).astype(np.int64)
    now, open_ = heads[here], filing.open_[here]
    left = len(filing.away)
    for size in range(SEVERAL):
        surplus = (now == size).sum() - wanted[size]
        moves = min(left, max(0, int(surplus)))
        moved = draws.some(random, np.flatnonzero((now == size) & open_), moves)
        now[moved] += 1
        left -= len(moved)
    several = np.flatnonzero((now >= SEVERAL) & (now < CROWD) & open_)
    room = random.permutation(np.repeat(several, CROWD - 1 - now[several]))[:left]
    np.add.at(now, room, 1)
    slots = np.zeros(len(heads), np.int32)
    slots[here] = now - heads[here]
    return slots


def _as_owners(ways: Ways, filing: Filing, people: Ints) -> tuple[Ints, Ints]:
    """Return those who own a dwelling in which they do not live, and the dwelling."""
    owned = np.full(int(max(people.max(initial=0), ways.owner.max(initial=0))) + 1, -1, np.int32)
    other = ways.dwelling != filing.home[ways.owner]
    owned[ways.owner[other]] = ways.dwelling[other]
    who = people[owned[people] >= 0]
    return who, owned[who]


def _with_parents(ways: Ways, filing: Filing, people: Ints) -> tuple[Ints, Ints]:
    """Return those with a parent on file elsewhere than they live, and the parent's dwelling."""
    where = np.full(len(people), -1, np.int32)
    for column in ways.parents:
        parent = column[people]
        where = np.where((parent >= 0) & (where < 0), filing.place[parent], where)
    apart = (where >= 0) & (where != filing.home[people])
    return people[apart], where[apart]


def _take(place: Ints, slots: Ints, who: Ints, where: Ints) -> None:
    """Register people where they ask for as long as there is room; both columns are changed."""
    free = place[who] < 0
    who, where = who[free], where[free]
    order = np.argsort(where, kind="stable")
    sorted_ = where[order]
    rank = np.arange(len(order)) - np.searchsorted(sorted_, sorted_)
    kept = order[rank < slots[sorted_]]
    place[who[kept]] = where[kept]
    np.subtract.at(slots, where[kept], 1)
