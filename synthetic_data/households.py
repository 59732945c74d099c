"""Who lives with whom: couples, three generations, single parents, sharers, people alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from synthetic_data import draws, evidence
from synthetic_data.adoptions import Care
from synthetic_data.draws import Ints
from synthetic_data.families import Parents
from synthetic_data.people import FEMALE, MALE, OF_AGE, Roll
from synthetic_data.streams import Streams
from synthetic_data.study import Study

FAMILY, DORMITORY, SHARED = 0, 1, 2


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
    root = _roots(_anchors(roll, ties, streams))
    root = _old_join(roll, ties.now, root, streams)
    root, kind = _share(roll, ties.study, root, streams)
    head, of, size = np.unique(root, return_inverse=True, return_counts=True)
    return Households(of, head, kind[head], size)


def _anchors(roll: Roll, ties: Ties, streams: Streams) -> Ints:
    """Return for each resident the person lived with: husband, parent, guardian, or oneself.

    A step leads to the husband or to an older generation, so no chain returns.
    """
    n, age = roll.residents, roll.age[: roll.residents]
    to = np.arange(n)
    spouse = ties.spouse[:n]
    wife = (roll.sex[:n] == FEMALE) & (spouse >= 0)
    to[wife] = spouse[wife]
    parent = _resident_parent(roll, ties.now)
    random = streams("households/anchors")
    draw = random.random((2, n))
    stays = evidence.table("housing.stays_with_parents_by_age")
    single = (spouse < 0) & (age >= OF_AGE) & (draw[0] < draws.by_age(stays, age))
    with_his = (
        (roll.sex[:n] == MALE) & (spouse >= 0) & (age < evidence.number("housing.sons_stay_until"))
    )
    with_his &= draw[1] < evidence.number("housing.couple_with_husbands_parents")
    joins = (parent >= 0) & (single | with_his | (age < OF_AGE))
    to[joins] = parent[joins]
    alone = (age < OF_AGE) & (parent < 0)
    to[alone] = _guardian(roll, ties.care, random)[alone]
    return to


def _resident_parent(roll: Roll, now: Parents) -> Ints:
    """Return the resident parent each resident may live with, the mother first; -1 for none."""
    mother, father = now.mother[: roll.residents], now.father[: roll.residents]
    here_m = (mother >= 0) & roll.resident[mother]
    here_f = (father >= 0) & roll.resident[father]
    return np.where(here_m, mother, np.where(here_f, father, -1))


def _guardian(roll: Roll, care: Care, random: draws.Random) -> Ints:
    """Return the guardian of each resident, for others some resident woman of middle age."""
    fit = roll.resident & (roll.sex == FEMALE)
    fit &= roll.within(evidence.numbers("families.stranger_guardian_ages"))
    found = draws.pick(random, np.flatnonzero(fit), roll.residents)
    found = np.where(found < 0, np.arange(roll.residents), found)
    here = (care.ward < roll.residents) & (care.guardian < roll.residents)
    found[care.ward[here]] = care.guardian[here]
    return found


def _roots(to: Ints) -> Ints:
    """Return the end of each chain of steps."""
    while True:
        further = to[to]
        if np.array_equal(further, to):
            return to
        to = further


def _old_join(roll: Roll, now: Parents, root: Ints, streams: Streams) -> Ints:
    """Return the heads after some of the old, who live with nobody younger, join a child."""
    n = roll.residents
    random = streams("households/old")
    old = evidence.number("housing.old_from")
    younger = np.bincount(root, roll.age[:n] < old, minlength=n)
    joins = (root == np.arange(n)) & (younger == 0)
    joins &= random.random(n) < evidence.number("housing.old_join_children")
    child = random.permutation(n)
    goes = root.copy()
    for column in (now.father, now.mother):
        parent = column[child]
        known = (parent >= 0) & (parent < n)
        home, target = root[parent[known]], root[child[known]]
        fits = joins[home] & (target != home) & (roll.age[target] < old)
        goes[home[fits]] = target[fits]
    return goes[root]


def _share(roll: Roll, study: Study, root: Ints, streams: Streams) -> tuple[Ints, Ints]:
    """Return heads and kinds after people without family move together."""
    n, random = roll.residents, streams("households/sharing")
    alone = np.bincount(root, minlength=n)[root] == 1
    young = alone & (roll.age[:n] < evidence.number("housing.shares_until"))
    studies = np.zeros(roll.rows, bool)
    studies[study.student[study.full_time & (study.until >= roll.today)]] = True
    draw = random.random(n)
    dormitory = evidence.number("housing.student_dormitory_share")
    sharing = dormitory + evidence.number("housing.student_sharing_share")
    in_dormitory = young & studies[:n] & (draw < dormitory)
    sharers = young & studies[:n] & ~in_dormitory & (draw < sharing)
    others = young & ~studies[:n] & (draw < evidence.number("housing.tenant_sharing_share"))
    kind = np.full(n, FAMILY, np.int8)
    root = root.copy()
    for members, name in ((in_dormitory, DORMITORY), (sharers, SHARED), (others, SHARED)):
        people = random.permutation(np.flatnonzero(members))
        sizes = [int(size) for size in evidence.numbers("housing.sharing_sizes")]
        group = draws.grouped(random, len(people), sizes)
        first = people[np.searchsorted(group, group)]
        root[people], kind[people] = first, name
    return root, kind
