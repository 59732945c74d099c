"""Who guards whom: the nearest able kin of a family of wards, else a stranger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from synthetic_data import draws, evidence
from synthetic_data.draws import Ints, Random
from synthetic_data.families import Parents
from synthetic_data.people import FEMALE, Roll


@dataclass(frozen=True, slots=True)
class Ties:
    """What decides who may guard whom, one entry a person.

    Args:
        parents: those that hold today.
        spouse: row of the present spouse, -1 for none.
        able: a mask of those who may guard kin.
        minor: a mask of those who are not of age.
    """

    parents: Parents
    spouse: Ints
    able: Ints
    minor: Ints


def guardians(roll: Roll, ties: Ties, wards: Ints, random: Random) -> tuple[Ints, Ints]:
    """Return the wards who have a guardian, and the guardians: one a family of minors.

    Args:
        roll: all people.
        ties: parents, spouses and who is able.
        wards: rows of orphans and of the incapacitated.
        random: the stream of this step.
    """
    family = families(ties, wards)
    share = evidence.number("families.guarded_share")
    guarded = draws.chosen(random, _count(family), share)[family]
    wards, family = wards[guarded], family[guarded]
    fit = ties.able & (roll.sex == FEMALE)
    fit &= roll.within(evidence.numbers("families.stranger_guardian_ages"))
    stranger = draws.pick(random, np.flatnonzero(fit), _count(family))[family]
    guardian = able_kin(ties, wards, family)
    guardian = np.where(guardian < 0, stranger, guardian)
    kept = guardian >= 0
    return wards[kept], guardian[kept]


def _count(family: Ints) -> int:
    return int(family.max(initial=-1)) + 1


def families(ties: Ties, wards: Ints) -> Ints:
    """Return the number of each ward's family: minors of one mother, or else father, are one.

    Args:
        ties: parents and who is a minor.
        wards: rows of the wards.
    """
    parents = ties.parents
    head = np.where(parents.mother[wards] >= 0, parents.mother[wards], parents.father[wards])
    head = np.where(ties.minor[wards] & (head >= 0), head, wards)
    family: Ints = np.unique(head, return_inverse=True)[1]
    return family


def able_kin(ties: Ties, wards: Ints, family: Ints) -> Ints:
    """Return the nearest able kin of the first ward of each family for all of it, -1 for none.

    Args:
        ties: parents, spouses and who is able.
        wards: rows of the wards.
        family: number of each ward's family.
    """
    found = np.full(len(wards), -1, np.int32)
    for those in _kin(ties, wards):
        found = np.where((found < 0) & (those >= 0) & ties.able[those], those, found)
    _, first, place = np.unique(family, return_index=True, return_inverse=True)
    guardian: Ints = found[first][place]
    return guardian


def _kin(ties: Ties, wards: Ints) -> Iterator[Ints]:
    """Yield the kin of the wards, the nearest first, -1 where there is none.

    The spouse, the parents, a child of age, the grandparents, a brother or sister, an uncle
    or aunt; of several children of a parent one who is able.
    """
    columns = (ties.parents.mother, ties.parents.father)
    child_of = np.full(len(ties.able), -1, np.int32)
    grown = np.flatnonzero(ties.able)
    for column in columns:
        child = grown[column[grown] >= 0]
        child_of[column[child]] = child
    parents = [column[wards] for column in columns]
    above = [np.where(one >= 0, column[one], -1) for one in parents for column in columns]
    yield ties.spouse[wards]
    yield from parents
    yield child_of[wards]
    yield from above
    for elders in (parents, above):
        yield from (np.where(one >= 0, child_of[one], -1) for one in elders)
