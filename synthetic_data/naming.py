"""Names of everybody as codes into the provider's lists."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from synthetic_data.draws import Ints
from synthetic_data.families import Parents
from synthetic_data.people import MALE, Roll
from synthetic_data.provider import word_counts
from synthetic_data.streams import Streams

RARER = 1.3
"""Names fall off with rank: a draw u of 0…1 takes the name at u to this power."""


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
    family = _drawn(roll, "family", streams)
    male, female = _drawn(roll, "male", streams), _drawn(roll, "female", streams)
    given = np.where(roll.sex == MALE, male, female)
    other = _drawn(roll, "male", streams, "naming/unknown father")
    same = (now.father >= 0) & (roll.people[now.father] == roll.people)
    patronymic = np.where(same, given[now.father], other)
    return Names(family[_line(roll, now)], given, patronymic)


def _line(roll: Roll, now: Parents) -> Ints:
    """Return the ancestor from whom each person has the family name."""
    source = np.where(now.father >= 0, now.father, now.mother)
    own = (source < 0) | (roll.people[source] != roll.people)
    line = np.where(own, np.arange(roll.rows), source)
    while True:
        further = line[line]
        if np.array_equal(further, line):
            return line
        line = further


def _drawn(roll: Roll, kind: str, streams: Streams, name: str = "") -> Ints:
    draw = streams(name or f"naming/{kind}").random(roll.rows) ** RARER
    code: Ints = (draw * np.array(word_counts(kind))[roll.people]).astype(np.int32)
    return code
