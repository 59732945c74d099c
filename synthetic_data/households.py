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
    to[alone] = _guardian(roll, ties.care, alone, random)
    return _roots(to), parent


def _resident_parent(now: Parents, n: int) -> Ints:
    """Return the resident parent each resident may live with, the mother first; -1 for none."""
    mother, father = now.mother[:n], now.father[:n]
    here: Ints = np.where((mother >= 0) & (mother < n), mother, father)
    return np.where(here < n, here, -1).astype(np.int32)


def _guardian(roll: Roll, care: Care, wards: Ints, random: draws.Random) -> Ints:
    """Return the guardian of each ward, for others some resident woman of middle age."""
    fit = roll.resident & (roll.sex == FEMALE)
    fit &= roll.within(evidence.numbers("families.stranger_guardian_ages"))
    found = draws.pick(random, np.flatnonzero(fit), len(wards))
    found = np.where(found < 0, wards, found)
    guardian = np.full(roll.residents, -1)
    here = (care.ward < roll.residents) & (care.guardian < roll.residents)
    guardian[care.ward[here]] = care.guardian[here]
    return np.where(guardian[wards] >= 0, guardian[wards], found)


def _roots(to: Ints) -> Ints:
    """Return the end of each chain of steps."""
    open_ = np.flatnonzero(to != np.arange(len(to)))
    while len(open_):
        further = to[to[open_]]
        moved = further != to[open_]
        open_, further = open_[moved], further[moved]
        to[open_] = further
    return to


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
    return Units(size, kind, above, (first, second), age, roll.sex[head], studies[head])


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
