"""Who lives with whom: families, three generations, sharers, people alone, in given numbers.

Minors live with a parent and the married together: these are units, and units alone
or together are households. Types are met by joining units, sizes by letting single
people join families, each by counts (``gathering``).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from synthetic_data import draws, evidence
from synthetic_data.adoptions import Care
from synthetic_data.days import YEAR_DAYS
from synthetic_data.draws import Ints
from synthetic_data.families import Parents
from synthetic_data.gathering import (
    COUPLE,
    LONE,
    OTHER,
    PARENT,
    WITH_CHILDREN,
    Gathering,
    Units,
)
from synthetic_data.lodging import Lines
from synthetic_data.people import FEMALE, OF_AGE, Roll
from synthetic_data.streams import Streams
from synthetic_data.study import Study


@dataclass(frozen=True, slots=True)
class Households:
    """Households of residents.

    Args:
        of: household of each resident, 0….
        head: the resident at the head of each household.
        kind: ``FAMILY`` (also a person alone), ``DORMITORY`` or ``SHARED``.
        size: people of each household.
    """

    of: Ints
    head: Ints
    kind: Ints
    size: Ints


@dataclass(frozen=True, slots=True)
class Ties:
    """What binds people to a household: parents that hold, spouse, guardian, study."""

    now: Parents
    spouse: Ints
    care: Care
    study: Study


def make_households(roll: Roll, ties: Ties, streams: Streams) -> Households:
    """Return the households of the residents.

    Args:
        roll: all people.
        ties: their kin, guardians and studies.
        streams: the random streams of the city.
    """
    root, parent = _unit_roots(roll, ties, streams("households/wards"))
    head = np.flatnonzero(root == np.arange(roll.residents)).astype(np.int32)
    number = np.empty(roll.residents, np.int32)
    number[head] = np.arange(len(head), dtype=np.int32)
    of = number[root]
    units = _units(roll, ties, of, head, parent)
    gathering = Gathering(units, roll.residents, streams)
    gathering.three_generations()
    kind = gathering.share()
    gathering.children_stay()
    gathering.meet_sizes()
    home = gathering.houses()
    kept, place, size = _counted(home, units.size)
    return Households(place[of], head[kept], kind[kept], size)


def _counted(home: Ints, size: Ints) -> tuple[Ints, Ints, Ints]:
    """Return the units that stay households, the household of each unit, and the sizes."""
    kept = np.flatnonzero(home == np.arange(len(home)))
    place = np.empty(len(home), np.int32)
    place[kept] = np.arange(len(kept), dtype=np.int32)
    place = place[home]
    return kept, place, np.bincount(place, size, len(kept)).astype(np.int32)


def _unit_roots(roll: Roll, ties: Ties, random: draws.Random) -> tuple[Ints, Ints]:
    """Return the head of each resident's unit, and the resident parent of each, -1 for none.

    A step leads to the husband, a parent or a guardian of age, so no chain returns.
    """
    n = roll.residents
    minor = roll.born[:n] > _of_age_until(roll)
    to = np.arange(n, dtype=np.int32)
    spouse = ties.spouse[:n]
    wife = np.flatnonzero((roll.sex[:n] == FEMALE) & (spouse >= 0) & (spouse < n))
    to[wife] = spouse[wife]
    parent = _resident_parent(ties.now, n)
    small = np.flatnonzero(minor & (parent >= 0) & (to == np.arange(n)))
    to[small] = parent[small]
    alone = np.flatnonzero(minor & (parent < 0))
    to[alone] = _guardian(roll, ties, alone, random)
    return _roots(to), parent


def _resident_parent(now: Parents, n: int) -> Ints:
    """Return the resident parent each resident may live with, the mother first; -1 for none."""
    mother, father = now.mother[:n], now.father[:n]
    here: Ints = np.where((mother >= 0) & (mother < n), mother, father)
    return np.where(here < n, here, -1).astype(np.int32)


def _guardian(roll: Roll, ties: Ties, wards: Ints, random: draws.Random) -> Ints:
    """Return with whom each ward lives, the children of a family with one and the same person.

    That is the guardian of one of them, else a resident grandparent, else some resident
    woman of middle age.
    """
    family = _families(ties.now, wards)
    guardian = np.full(roll.rows, -1)
    guardian[ties.care.ward] = ties.care.guardian
    fit = roll.resident & (roll.sex == FEMALE)
    fit &= roll.within(evidence.numbers("families.stranger_guardian_ages"))
    found = draws.pick(random, np.flatnonzero(fit), len(wards))
    for kin in (*_grandparents(ties.now, wards), guardian[wards]):
        found = np.where((kin >= 0) & (kin < roll.residents), kin, found)
    rank = (guardian[wards] < 0) | (guardian[wards] >= roll.residents)
    order = np.argsort(rank, kind="stable")
    _, first = np.unique(family[order], return_index=True)
    together = found[order[first]][family]
    return np.where(together >= 0, together, wards)


def _families(now: Parents, wards: Ints) -> Ints:
    """Return a number for each ward, 0…, the same for children of one mother, else father."""
    key = np.where(now.mother[wards] >= 0, now.mother[wards], now.father[wards])
    key = np.where(key >= 0, key, -1 - wards)
    return np.unique(key, return_inverse=True)[1]


def _grandparents(now: Parents, wards: Ints) -> list[Ints]:
    """Return the parents of the parents of each ward, the mother's mother last."""
    parents = (column[wards] for column in (now.father, now.mother))
    return [
        np.where(parent >= 0, column[parent], -1)
        for parent in parents
        for column in (now.father, now.mother)
    ]


def _roots(to: Ints) -> Ints:
    """Return the end of each chain of steps."""
    end = to.copy()
    open_ = np.flatnonzero(end != np.arange(len(end)))
    while len(open_):
        further = end[end[open_]]
        moved = further != end[open_]
        open_, further = open_[moved], further[moved]
        end[open_] = further
    return end


def _units(roll: Roll, ties: Ties, of: Ints, head: Ints, parent: Ints) -> Units:
    """Return the units: size, type, parents' units, age of the head, who of them studies."""
    n, units = roll.residents, len(head)
    spouse = ties.spouse[head]
    paired = (spouse >= 0) & (spouse < n)
    size = np.bincount(of, minlength=units).astype(np.int32)
    minor = np.flatnonzero(roll.born[:n] > _of_age_until(roll))
    strange = minor[(parent[minor] < 0)]
    kind = np.where(size > 1 + paired, np.where(paired, WITH_CHILDREN, PARENT), LONE)
    kind = np.where(paired & (size == 2), COUPLE, kind).astype(np.int8)  # noqa: PLR2004 - two
    kind[of[strange]] = OTHER
    studies = np.zeros(roll.rows, bool)
    studies[ties.study.student[ties.study.full_time & (ties.study.until >= roll.today)]] = True
    above = np.where(parent[head] >= 0, of[parent[head]], -1)
    has = _with_minors(ties.now, of, minor)
    wife = np.where(paired, spouse, 0)
    lines = ((head, has[head]), (wife, paired & has[wife]))
    first, second = (
        np.where(known & (parent[who] >= 0), of[parent[who]], -1) for who, known in lines
    )
    age = ((roll.today - roll.born[head]) / YEAR_DAYS).astype(np.float32)
    couple = (head, np.where(paired, spouse, -1))
    kin = Lines(couple, ties.now.mother, ties.now.father)
    return Units(size, kind, above, (first, second), age, roll.sex[head], studies[head], kin)


def _of_age_until(roll: Roll) -> float:
    """Return the last day of birth of those who are of age."""
    return roll.today - OF_AGE * YEAR_DAYS


def _with_minors(now: Parents, of: Ints, minor: Ints) -> Ints:
    """Return a mask of residents with a minor child in their unit."""
    n = len(of)
    has = np.zeros(n, bool)
    for column in (now.mother, now.father):
        who = column[minor]
        good = np.flatnonzero((who >= 0) & (who < n))
        who = who[good]
        has[who[of[who] == of[minor[good]]]] = True
    return has
