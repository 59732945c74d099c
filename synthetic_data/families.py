"""Children and their parents: the births of each marriage find their children.

The number of children, the ages of mothers and the people there are must agree. So
births are laid out first, over the marriages; then as many of them are used as there
are children of an age, the ages of mothers by quotas; a minor takes the birthday of
the birth, a grown-up is one born within days of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from synthetic_data import draws, evidence
from synthetic_data.births import TERM_DAYS, Births, Windows, births, single_births, windows
from synthetic_data.city import PEOPLES
from synthetic_data.days import FOREVER, YEAR_DAYS
from synthetic_data.draws import Floats, Ints, Random
from synthetic_data.marriages import Marriages
from synthetic_data.people import MALE, OF_AGE, Roll
from synthetic_data.streams import Streams

TWINS_UNDER = 16
"""Age below which a child may still move to the birthday of its elder sibling."""

BANDS = (0, 5, 10, 15, TWINS_UNDER, OF_AGE, *range(20, 105, 5))
"""Ages at which the bands begin within which births and children are balanced."""

MINOR_BANDS = BANDS.index(OF_AGE)

IN_CITY, SINGLE, LOST = 0, 1, 2
"""The kinds of families of minors, in the order of ``families.minors_families``."""

DIED_YOUNG = 42
"""Couples elsewhere who are dead and would be younger than this leave orphans."""

MOST_OF_A_POOL = 0.9
"""Parents elsewhere are found for at most this share of the grown-ups of an age."""


@dataclass(frozen=True, slots=True)
class Parents:
    """The parents of each person as rows of the roll, -1 where unknown.

    ``born`` holds the birthdays that minors take from their families, None where
    they are those of the roll.
    """

    father: Ints
    mother: Ints
    born: Ints | None = None


@dataclass(frozen=True, slots=True)
class _Search:
    """What is being filled: parents and birthdays; and where everybody stands.

    Args:
        roll: all people.
        of: the marriages that may have children.
        father: row of the roll, -1 where unknown.
        mother: row of the roll, -1 where unknown.
        born: days since 1970.
        band: place in ``BANDS`` of each person's age.
    """

    roll: Roll
    of: Windows
    father: Ints
    mother: Ints
    born: Ints
    band: Ints


def make_parents(roll: Roll, marriages: Marriages, streams: Streams) -> Parents:
    """Return father and mother of everybody.

    Args:
        roll: all people.
        marriages: all marriages; children fall inside them or shortly after.
        streams: the random streams of the city.
    """
    of = windows(roll, marriages, streams)
    nobody = np.full(roll.rows, -1, np.int32)
    search = _Search(roll, of, nobody, nobody.copy(), roll.born.copy(), _bands(roll, roll.born))
    laid = births(roll, of, streams)
    alone = single_births(roll, marriages, streams)
    kind = _kinds(search, streams("families/kind"))
    for people, name in enumerate(PEOPLES):
        own = roll.people == people
        of_people = laid.only(own[laid.mother])
        _find_all(search, of_people, (own, kind), streams(f"families/{name}"))
        single = alone.only(own[alone.mother])
        _take_in(search, single, np.flatnonzero(own & (kind == SINGLE)), streams(f"single/{name}"))
    _name_partners(search, marriages, streams("families/partners"))
    return _without_incest(_apart(search), marriages)


def _bands(roll: Roll, day: Ints) -> Ints:
    """Return the place in ``BANDS`` of the age today of those born on the days."""
    ages = np.arange(roll.today, int(day.min(initial=roll.today)) - 1, -1)
    places = np.searchsorted(np.array(BANDS) * YEAR_DAYS, roll.today - ages, side="right") - 1
    band: Ints = places.astype(np.int8)[roll.today - day]
    return band


def _kinds(search: _Search, random: Random) -> Ints:
    """Return the kind of family of each minor resident and of children elsewhere, -1 for none.

    Some grown-ups elsewhere are ``IN_CITY`` too: they may be children of residents.
    """
    roll = search.roll
    kind = np.full(roll.rows, -1, np.int8)
    minors = np.flatnonzero(roll.resident & (search.band < MINOR_BANDS))
    shares = evidence.table("families.minors_families")
    kind[minors] = draws.quota(random, list(shares.values()), len(minors))
    kind[kind > LOST] = -1
    grown = roll.resident & (search.band >= MINOR_BANDS)
    far = np.flatnonzero(~roll.resident & (search.band >= MINOR_BANDS))
    share = evidence.number("families.elsewhere_mother_in_city_share")
    kind[far[draws.chosen(random, len(far), share)]] = IN_CITY
    kind[grown] = IN_CITY
    return kind


def _find_all(search: _Search, laid: Births, families: tuple[Ints, Ints], random: Random) -> None:
    """Find the children of the marriages of one people, in the city and elsewhere.

    Args:
        search: what is being filled.
        laid: the births of this people's mothers.
        families: who is of this people, and the kind of family each is to have.
        random: the stream of this people.
    """
    roll, (own, kind) = search.roll, families
    kind = np.where(own, kind, -1)
    here = roll.resident[laid.mother]
    here |= (laid.father >= 0) & roll.resident[laid.father]
    young = _bands(roll, laid.day) < MINOR_BANDS
    minor = search.band < MINOR_BANDS
    lost = ~here & (np.maximum(roll.died[laid.mother], roll.died[laid.father]) < FOREVER)
    lost &= ~roll.older(DIED_YOUNG)[laid.mother]
    of_city = np.flatnonzero(minor & (kind == IN_CITY))
    _take_in(search, laid.only(here & young), of_city, random)
    _take_in(search, laid.only(lost & young), np.flatnonzero(kind == LOST), random)
    kept = laid.wanted | (random.random(len(young)) < evidence.number("families.grown_up_kept"))
    grown_up = np.flatnonzero(~minor & (kind == IN_CITY))
    _join(search, laid.only(here & ~young & kept), grown_up, random)
    far = own & (search.mother < 0) & (~minor | ~roll.resident)
    _elsewhere(search, laid.only(~here & ~lost), far, random)


def _classes() -> int:
    return len(evidence.table("families.mother_age_share"))


def _age_class(age: Ints) -> Ints:
    """Return the class of ``families.mother_age_share`` of mothers' ages in days."""
    starts = [float(start) * YEAR_DAYS for start in evidence.table("families.mother_age_share")]
    oldest = round(evidence.number("families.mother_age_end") * YEAR_DAYS)
    table = np.searchsorted(starts, np.arange(oldest + 1), side="right") - 1
    found: Ints = np.maximum(table, 0).astype(np.int8)[np.clip(age, 0, oldest)]
    return found


def _cells(search: _Search, laid: Births) -> Ints:
    """Return the cell of band and class of mother's age of each birth."""
    band = _bands(search.roll, laid.day).astype(np.int16)
    return band * _classes() + _age_class(laid.day - search.roll.born[laid.mother])


def _needed(must: Ints, wanted: Ints) -> Ints:
    """Return how many births are still needed of each cell of band and class of mother's age.

    Args:
        must: cells of the births that are used in any case.
        wanted: children looking for a mother, one a band.
    """
    shares = np.array(list(evidence.table("families.mother_age_share").values()))
    have = np.bincount(must, minlength=len(BANDS) * len(shares)).reshape(len(BANDS), -1)
    need = np.maximum(wanted[:, None] * (shares / shares.sum()) - have, 0)
    left = np.maximum(wanted - have.sum(axis=1), 0)
    scale = left / np.maximum(need.sum(axis=1), 1)
    counts: Ints = np.round(need * np.minimum(scale, 1)[:, None]).astype(np.int64).ravel()
    return counts


def _by_quota(cell: Ints, need: Ints, random: Random) -> Ints:
    """Return a mask of births, as many of each cell as needed, or all there are."""
    order = random.permutation(len(cell))
    order = order[np.argsort(cell[order], kind="stable")]
    start = np.searchsorted(cell[order], np.arange(len(need)))
    rank = np.arange(len(cell)) - start[cell[order]]
    mask = np.zeros(len(cell), bool)
    mask[order] = rank < need[cell[order]]
    return mask


def _take_in(search: _Search, laid: Births, children: Ints, random: Random) -> None:
    """Give minors a family each and the birthday of one of its births.

    Births of mothers whose number is exact come first, then those of the classes of
    mother's age that lack most, then any: no child is left as long as there are births.
    """
    band, cell = _bands(search.roll, laid.day), _cells(search, laid)
    count = np.bincount(search.band[children], minlength=len(BANDS))
    need = _needed(cell[laid.wanted], count)
    rest = np.flatnonzero(~laid.wanted)
    priority = np.full(len(band), 2, np.int8)
    priority[rest[_by_quota(cell[rest], need, random)]] = 1
    priority[laid.wanted] = 0
    order = random.permutation(len(band))
    order = order[np.argsort(band[order] * 3 + priority[order], kind="stable")]
    rank = _ranks(band[order])
    order = order[rank < count[band[order]]]
    child = random.permutation(children)
    child = child[np.argsort(search.band[child], kind="stable")]
    rank = _ranks(search.band[child])
    used = np.bincount(band[order], minlength=len(BANDS))
    child = child[rank < used[search.band[child]]]
    _settle(search, child, laid.only(order))
    search.born[child] = laid.day[order]


def _ranks(group: Ints) -> Ints:
    """Return the place of each row within its group; groups stand together, in order."""
    rank: Ints = np.arange(len(group)) - np.searchsorted(group, group)
    return rank


def _settle(search: _Search, child: Ints, laid: Births) -> None:
    search.mother[child], search.father[child] = laid.mother, laid.father


def _elsewhere(search: _Search, laid: Births, may: Ints, random: Random) -> None:
    """Find the children of couples elsewhere, so that the ages of all mothers add up."""
    kept = evidence.number("families.elsewhere_kept")
    pool = np.bincount(search.band[may], minlength=len(BANDS))
    cells = _cells(search, laid)
    supply = np.bincount(cells, minlength=len(BANDS) * _classes()).reshape(len(BANDS), -1)
    used = np.minimum(kept, MOST_OF_A_POOL * pool / np.maximum(supply.sum(axis=1), 1))
    supply = supply * used[:, None] / kept
    need = _lacking(search, laid, kept * supply.sum()) / np.maximum(supply.sum(axis=0), 1)
    counts = np.round(supply * np.minimum(need, 1)).astype(np.int64).ravel()
    _join(search, laid.only(_by_quota(cells, counts, random)), np.flatnonzero(may), random)


def _lacking(search: _Search, laid: Births, wanted: float) -> Floats:
    """Return how many births of each class of mother's age would even out those found so far."""
    if not len(laid.day):
        return np.zeros(_classes())
    roll = search.roll
    child = np.flatnonzero((search.mother >= 0) & (roll.people == roll.people[laid.mother[0]]))
    age = search.born[child] - roll.born[search.mother[child]]
    have = np.bincount(_age_class(age), minlength=_classes())
    shares = np.array(list(evidence.table("families.mother_age_share").values()))
    lacking = np.maximum(shares / shares.sum() * (have.sum() + wanted) - have, 0)
    even: Floats = lacking * min(1, wanted / max(lacking.sum(), 1))
    return even


def _join(search: _Search, laid: Births, pool: Ints, random: Random) -> None:
    """Settle people of the pool who were born on or near the days of births."""
    many = random.permutation(len(laid.day))[: len(pool)]
    near = np.full(len(laid.day), -1, np.int32)
    near[many] = pool[draws.nearest(laid.day[many], search.born[pool])]
    day = search.born[near]
    good = (near >= 0) & (day >= search.of.low[laid.window]) & (day <= search.of.high[laid.window])
    close = (laid.mother[1:] == laid.mother[:-1]) & (np.diff(day) < TERM_DAYS)
    good[1:] &= ~close
    _settle(search, near[good], laid.only(good))


def _name_partners(search: _Search, marriages: Marriages, random: Random) -> None:
    """Name the fathers of some children born outside of marriage: unmarried men of like age."""
    roll = search.roll
    children = np.flatnonzero((search.mother >= 0) & (search.father < 0))
    share = evidence.number("families.partner_known_share")
    children = children[draws.chosen(random, len(children), share)]
    free = roll.resident & roll.alive & (marriages.current_spouse(roll.rows) < 0)
    free &= roll.within(evidence.numbers("families.single_mother_ages")) & (roll.sex == MALE)
    for people in range(len(PEOPLES)):
        own = children[roll.people[children] == people]
        men = np.flatnonzero(free & (roll.people == people))
        own = random.permutation(own)[: len(men)]
        mother_born = roll.born[search.mother[own]]
        man = men[draws.nearest(mother_born, roll.born[men])]
        fits = search.born[own] - roll.born[man] > OF_AGE * YEAR_DAYS
        search.father[own[fits]] = man[fits]


def _siblings(born: Ints, children: Ints, mother: Ints) -> tuple[Ints, Ints, Ints]:
    """Return next-younger siblings by the mother, their elders, and the days between them."""
    order = children[draws.ordered(mother[children], born[children])]
    same = np.diff(mother[order]) == 0
    gap = np.diff(born[order])[same]
    return order[1:][same], order[:-1][same], gap


def _apart(search: _Search) -> Parents:
    """Return the parents found, unknown for the grown who were born too near to a sibling."""
    mother, father = search.mother.copy(), search.father.copy()
    younger, elder, gap = _siblings(search.born, np.flatnonzero(mother >= 0), mother)
    near = (gap > 0) & (gap < TERM_DAYS)
    younger, elder = younger[near], elder[near]
    grown = np.where(search.band[younger] < MINOR_BANDS, elder, younger)
    mother[grown] = father[grown] = -1
    return Parents(father, mother, search.born)


def with_twins(roll: Roll, parents: Parents, streams: Streams) -> Roll:
    """Return the roll with the birthdays of the families, some of them shared by siblings.

    Args:
        roll: all people.
        parents: their parents.
        streams: the random streams of the city.
    """
    born = (roll.born if parents.born is None else parents.born).copy()
    young = roll.born > roll.today - TWINS_UNDER * YEAR_DAYS
    known = np.flatnonzero(young & (parents.mother >= 0))
    younger, elder, gap = _siblings(born, known, parents.mother)
    band = _bands(roll, born[younger]), _bands(roll, born[elder])
    near = (gap > 0) & (gap < 3 * YEAR_DAYS) & (band[0] == band[1])
    near &= parents.father[younger] == parents.father[elder]
    count = round(evidence.number("families.twin_share") * (young & roll.resident).sum() / 2)
    taken = draws.some(streams("families/twins"), np.flatnonzero(near), count)
    apart = taken[~np.isin(elder[taken], younger[taken])]
    born[younger[apart]] = born[elder[apart]]
    return replace(roll, born=born)


def _without_incest(parents: Parents, marriages: Marriages) -> Parents:
    """Return the parents, unknown for wives who would have a parent in common with the husband."""
    a, b = marriages.husband, marriages.wife
    shared = np.zeros(len(a), bool)
    for column in (parents.father, parents.mother):
        shared |= (column[a] >= 0) & (column[a] == column[b])
    father, mother = parents.father.copy(), parents.mother.copy()
    father[b[shared]] = mother[b[shared]] = -1
    return replace(parents, father=father, mother=mother)
