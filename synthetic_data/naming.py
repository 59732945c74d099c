"""Names of everybody as codes into the provider's lists."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from synthetic_data.draws import Ints
from synthetic_data.families import Parents
from synthetic_data.people import FEMALE, Roll
from synthetic_data.provider import word_counts
from synthetic_data.streams import Streams

RARER = 1.3
"""Names fall off with rank: a draw u of 0…1 takes the name at u to this power."""

LOTS = 2**16
"""Names are drawn as one of so many lots."""


@dataclass(frozen=True, slots=True)
class Names:
    """Name codes; the patronymic is the code of the father's given name."""

    family: Ints
    given: Ints
    patronymic: Ints


def give_names(roll: Roll, now: Parents, streams: Streams) -> Names:
    """Return the names of everybody.

    The family name passes from father to child along the whole male line, from
    the mother where no father is known; women keep the name they were born with.

    Args:
        roll: all people.
        now: the parents that hold today, adoptive ones included.
        streams: the random streams of the city.
    """
    source = np.where(now.father >= 0, now.father, now.mother)
    family = _drawn(roll.people, "family", streams)
    given = _drawn(roll.people, "male", streams)
    women = np.flatnonzero(roll.sex == FEMALE)
    given[women] = _drawn(roll.people[women], "female", streams)
    patronymic = given[now.father]
    other = np.flatnonzero((now.father < 0) | (roll.people[now.father] != roll.people))
    patronymic[other] = _drawn(roll.people[other], "male", streams, "naming/unknown father")
    return Names(family[_line(roll, source)], given, patronymic)


def _line(roll: Roll, source: Ints) -> Ints:
    """Return the ancestor from whom each person has the family name.

    Args:
        roll: all people.
        source: the parent whose name a child bears, -1 for none.
    """
    own = (source < 0) | (roll.people[source] != roll.people)
    line = np.where(own, np.arange(roll.rows, dtype=np.int32), source.astype(np.int32))
    while True:
        further = line[line]
        if np.array_equal(further, line):
            return line
        line = further


def _drawn(people: Ints, kind: str, streams: Streams, name: str = "") -> Ints:
    """Return a code for each person from the list of the person's own style."""
    ranks = (np.arange(LOTS) + 0.5) / LOTS
    lists = np.stack([ranks**RARER * count for count in word_counts(kind)]).astype(np.int32)
    lot = streams(name or f"naming/{kind}").integers(0, LOTS, len(people), np.uint16)
    code: Ints = lists[people, lot]
    return code
