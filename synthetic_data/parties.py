"""Who registers together: a couple, and those of 14 to 17 with the parent they live with."""

from __future__ import annotations

import numpy as np

from synthetic_data import evidence
from synthetic_data.days import birthday
from synthetic_data.draws import Ints, Random
from synthetic_data.households import Ties
from synthetic_data.people import OF_AGE, Roll


def make_parties(roll: Roll, ties: Ties, home: Ints, random: Random) -> Ints:
    """Return the party of each person: the row of one of those who register together.

    Children under 14 are in no party: they are on file with a parent in any case.

    Args:
        roll: all people.
        ties: kin and guardians.
        home: dwelling lived in, -1 for none, one a person.
        random: the stream of this step.
    """
    rows = np.arange(roll.rows, dtype=np.int32)
    party = np.where(_near(home, rows, ties.spouse), np.minimum(rows, ties.spouse), rows)
    apart = random.random(roll.rows) >= evidence.number("housing.couple_together_share")
    party = np.where(apart[party], rows, party)
    minor = np.flatnonzero(minors(roll) & (home >= 0))
    carer = carers(ties, home, minor)
    party[minor] = np.where(carer >= 0, party[carer], minor)
    return party


def minors(roll: Roll) -> Ints:
    """Return a mask of the living under age."""
    mask: Ints = roll.alive & (birthday(roll.born, OF_AGE) > roll.today)
    return mask


def shuffled(who: Ints, party: Ints, random: Random) -> Ints:
    """Return people in random order, those of a party one after the other.

    Args:
        who: rows of people.
        party: the party of each person of the roll.
        random: the stream of this step.
    """
    key = random.random(len(party))
    return who[np.argsort(key[party[who]], kind="stable")]


def whole(who: Ints, party: Ints, count: int) -> Ints:
    """Return the first ``count`` people, or a few less so that no party is divided.

    Args:
        who: rows of people, those of a party one after the other.
        party: the party of each person of the roll.
        count: how many at most.
    """
    count = max(0, min(count, len(who)))
    while 0 < count < len(who) and party[who[count]] == party[who[count - 1]]:
        count -= 1
    return who[:count]


def carers(ties: Ties, home: Ints, minor: Ints) -> Ints:
    """Return mother, father or guardian in whose home each minor lives, -1 for none.

    Args:
        ties: kin and guardians.
        home: dwelling lived in, -1 for none, one a person.
        minor: rows of minors.
    """
    guardian = np.full(len(home), -1, np.int32)
    guardian[ties.care.ward] = ties.care.guardian
    carer = np.full(len(minor), -1, np.int32)
    for column in (guardian, ties.now.father, ties.now.mother):
        other = column[minor]
        carer = np.where(_near(home, minor, other), other, carer)
    return carer


def _near(home: Ints, who: Ints, other: Ints) -> Ints:
    """Return who of the given lives in one dwelling with the other; no other is -1."""
    mask: Ints = (other >= 0) & (home[who] >= 0) & (home[who] == home[other])
    return mask
