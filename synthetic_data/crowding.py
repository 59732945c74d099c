"""Registrations of those who live elsewhere: rubber flats, and how many are on file where."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from synthetic_data import evidence
from synthetic_data.draws import Ints, Random
from synthetic_data.dwellings import FLAT, Dwellings
from synthetic_data.parties import shuffled

CROWD = 20
"""From so many registered people on a dwelling is a rubber flat."""

SEVERAL = 6
"""The first of the class of dwellings with six and more registered, up to a crowd."""

FILLED = 3
"""So many register in a dwelling that would be left with nobody in a larger city."""


@dataclass(frozen=True, slots=True)
class Filing:
    """A register being filled.

    Args:
        home: dwelling in which each person lives, -1 for none.
        place: dwelling of registration of each person so far, -1 for none.
        capital: mask of the capital's dwellings.
        open_: mask of those among them in which people may register who live elsewhere.
        away: rows of the people who register elsewhere.
        party: the party of each person, who registers together (``parties``).
        residents: how many people live in the city.
    """

    home: Ints
    place: Ints
    capital: Ints
    open_: Ints
    away: Ints
    party: Ints
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
    people = shuffled(alone, filing.party, random)[: size.sum()]
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
    by registered people, those first in which kin or a whole party ask for room. The share
    of the evidence registers with kin or as owners, other parties in a dwelling with
    nobody on file, the rest anywhere.

    Args:
        filing: the register so far.
        ways: parents and owners.
        random: the stream of this step.
    """
    heads = np.bincount(filing.place[filing.place >= 0], minlength=len(filing.open_))
    size = np.bincount(filing.party[filing.away], minlength=len(filing.party))
    party = random.permutation(np.flatnonzero(size))
    wish = _wishes(filing, ways, heads, random)[party]
    where = _asked(filing, wish, size[party], heads)
    asked = np.bincount(where[where >= 0], size[party[where >= 0]], len(heads))
    slots = _slots(filing, heads, asked, random)
    found = np.full(len(size), -1, np.int32)
    found[party] = _capped(_fitted(slots, where, size[party]), wish, size[party])
    several = party[(found[party] < 0) & (size[party] > 1)]
    several = several[np.argsort(-size[several], kind="stable")]
    left = _left(slots, found, size)
    roomy = np.argsort(-left, kind="stable")[: len(several)]
    several = several[: len(roomy)]
    found[several] = _fitted(left, roomy, size[several])
    place = filing.place.copy()
    place[filing.away] = found[filing.party[filing.away]]
    many = heads + slots >= SEVERAL
    return _anywhere(replace(filing, place=place), _left(slots, found, size), many, random)


def _left(slots: Ints, found: Ints, size: Ints) -> Ints:
    """Return the room left when each party is where it found a place, if it did."""
    party = np.flatnonzero(found >= 0)
    taken = np.bincount(found[party], size[party], len(slots))
    left: Ints = slots - taken.astype(slots.dtype)
    return left


def _anywhere(filing: Filing, room: Ints, many: Ints, random: Random) -> Ints:
    """Return registrations with those who have none in the room that is left.

    Those of parties that found no room together come first, and where many are on file last:
    minors go where their parent is.
    """
    place, party = filing.place.copy(), filing.party
    rest = random.permutation(filing.away[place[filing.away] < 0])
    alone = np.bincount(party[rest], minlength=len(party))[party[rest]] == 1
    rest = rest[np.argsort(alone, kind="stable")]
    left = random.permutation(np.repeat(np.arange(len(room)), room))
    left = left[np.argsort(many[left], kind="stable")]
    both = min(len(rest), len(left))
    place[rest[:both]] = left[:both]
    return place


def _wishes(filing: Filing, ways: Ways, heads: Ints, random: Random) -> Ints:
    """Return for each party an open dwelling that one of it or a parent owns, -1 for none.

    One with nobody on file comes first: the other dwelling of a parent or of one's own.
    """
    empty, any_ = _owned(filing, ways, heads, random)
    who = random.permutation(filing.away)
    father, mother = (column[who] for column in ways.parents)
    first = random.random(len(who)) < 1 / 2
    kin = (who, np.where(first, father, mother), np.where(first, mother, father))
    where = np.full(len(who), -1, np.int32)
    for owned in (any_, empty):
        for whose in kin[::-1]:
            dwelling = np.where(whose >= 0, owned[whose], -1)
            good = (dwelling >= 0) & (dwelling != filing.home[who])
            where = np.where(good, dwelling, where)
    wish = np.full(len(filing.party), -1, np.int32)
    good = where >= 0
    wish[filing.party[who[good]]] = where[good]
    return wish


def _owned(filing: Filing, ways: Ways, heads: Ints, random: Random) -> tuple[Ints, Ints]:
    """Return an open dwelling that each person owns, with nobody on file; and any."""
    order = random.permutation(np.flatnonzero(filing.open_[ways.dwelling]))
    owner, dwelling = ways.owner[order], ways.dwelling[order]
    any_, empty = (np.full(len(filing.party), -1, np.int32) for _ in range(2))
    any_[owner] = dwelling
    vacant = heads[dwelling] == 0
    empty[owner[vacant]] = dwelling[vacant]
    return empty, any_


def _asked(filing: Filing, wish: Ints, size: Ints, heads: Ints) -> Ints:
    """Return the dwelling each party asks for: as it wishes, an empty one for several, else -1."""
    where = wish.copy()
    several = np.flatnonzero((wish < 0) & (size > 1))
    wished = np.zeros(len(heads), bool)
    wished[wish[wish >= 0]] = True
    empty = np.flatnonzero((heads == 0) & filing.open_ & ~wished)
    several = several[: len(empty)]
    where[several] = empty[: len(several)]
    return where


def _capped(found: Ints, wish: Ints, size: Ints) -> Ints:
    """Return the dwellings found, but for parties with kin beyond the share of the evidence."""
    with_kin = (wish >= 0) & (found >= 0)
    count = evidence.number("housing.elsewhere_with_kin_share") * size.sum()
    beyond = np.cumsum(np.where(with_kin, size, 0)) > count
    return np.where(with_kin & beyond, -1, found)


def _wanted(dwellings: int, people: int) -> Ints:
    """Return how many dwellings should have 0, 1, … registered people, up to a crowd.

    Those of ``SEVERAL`` and more fall as a power of the number. A smaller city has smaller
    crowds, so more people to register: fewer of its dwellings have nobody, more have three.

    Args:
        dwellings: how many there are.
        people: the registered people of those without a crowd.
    """
    shares = list(evidence.table("housing.registered_per_dwelling").values())
    sizes = np.arange(CROWD, dtype=float)
    fall = sizes[SEVERAL:] ** -evidence.number("housing.several_fall")
    share = np.concatenate([shares[:SEVERAL], shares[SEVERAL] * fall / fall.sum()])
    more = (people / dwellings - share @ sizes) / FILLED
    more = np.clip(more, -share[FILLED], share[0])
    share[0] -= more
    share[FILLED] += more
    ends = np.rint(np.cumsum(share) * dwellings).astype(np.int64)
    wanted: Ints = np.diff(ends, prepend=0)
    return wanted


def _slots(filing: Filing, heads: Ints, asked: Ints, random: Random) -> Ints:
    """Return how many more people register in each dwelling, where asked for if possible."""
    here = np.flatnonzero(filing.capital)
    now, open_, before = heads[here], filing.open_[here], heads[here]
    left = len(filing.away)
    wanted = _wanted(len(here), int(now[now < CROWD].sum()) + left)
    for size in range(CROWD - 1):
        may = np.flatnonzero((now == size) & open_)
        surplus = int((now == size).sum() - wanted[size])
        first = asked[here[may]] > now[may] - before[may]
        order = may[np.argsort(random.random(len(may)) - first, kind="stable")]
        moved = order[: min(left, max(0, surplus))]
        now[moved] += 1
        left -= len(moved)
    slots = np.zeros(len(heads), np.int32)
    slots[here] = now - before
    return slots


def _fitted(slots: Ints, where: Ints, size: Ints) -> Ints:
    """Return the dwelling of each party that gets the room it asks for, in their order.

    Args:
        slots: room of each dwelling.
        where: the dwelling each party asks for, -1 for none.
        size: people of each party.
    """
    order = np.argsort(where, kind="stable")
    sorted_, until = where[order], np.cumsum(size[order])
    start = np.searchsorted(sorted_, sorted_)
    fits = (sorted_ >= 0) & (until - (until - size[order])[start] <= slots[sorted_])
    found = np.full(len(where), -1, np.int32)
    found[order[fits]] = sorted_[fits]
    return found
