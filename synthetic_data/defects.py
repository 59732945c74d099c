"""What the civil register holds of the truth: acts on paper, acts made abroad, no father named."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from synthetic_data import draws, evidence
from synthetic_data.adoptions import Kin
from synthetic_data.city import MART_RELATIONS
from synthetic_data.days import FOREVER, YEAR_DAYS
from synthetic_data.draws import Floats, Ints, Random
from synthetic_data.families import Parents
from synthetic_data.marriages import Marriages
from synthetic_data.people import Roll
from synthetic_data.streams import Streams


@dataclass(frozen=True, slots=True)
class Acts:
    """Digital acts.

    Args:
        birth: whether there is a digital birth act, one a person.
        recorded: the parents it names, -1 for none.
        marriage: whether there is a digital act, one a marriage.
    """

    birth: Ints
    recorded: Parents
    marriage: Ints


@dataclass(frozen=True, slots=True)
class Mart:
    """Pairs of the kinship data mart: the relative is the relation of the person."""

    person: Ints
    relative: Ints
    relation: Ints


def record(roll: Roll, kin: Kin, marriages: Marriages, streams: Streams) -> Acts:
    """Return the digital acts.

    Args:
        roll: all people.
        kin: parents by birth.
        marriages: all marriages.
        streams: the random streams of the city.
    """
    birth = _digital(roll.born, streams("defects/births"))
    marriage = _digital(marriages.since, streams("defects/marriages"))
    unnamed = streams("defects/fathers").random(roll.rows) < _unnamed_share(kin.birth)
    father = np.where(birth & ~unnamed, kin.birth.father, -1)
    mother = np.where(birth, kin.birth.mother, -1)
    return Acts(birth, Parents(father, mother), marriage)


def _digital(day: Ints, random: Random) -> Ints:
    """Return which acts of these days are held digitally: neither on paper only nor foreign."""
    year: Floats = 1970 + day / YEAR_DAYS
    share = draws.by_age(evidence.table("registers.digitised_share_by_birth_year"), year)
    foreign = evidence.number("registers.foreign_act_share")
    draw = random.random((2, len(day)))
    digital: Ints = (draw[0] < share) & (draw[1] >= foreign)
    return digital


def _unnamed_share(birth: Parents) -> float:
    """Return the chance that a known father is not named, so that the total share is met."""
    known = (birth.father >= 0).sum()
    fatherless = ((birth.father < 0) & (birth.mother >= 0)).sum()
    missing = evidence.number("registers.father_missing_share") * (known + fatherless)
    return max(0.0, float(missing - fatherless) / max(1, int(known)))


def mart(kin: Kin, marriages: Marriages, acts: Acts, streams: Streams) -> Mart:
    """Return the pairs that follow from the digital acts on the reference day.

    Args:
        kin: adoptions; an adoptive pair stands as father and mother.
        marriages: all marriages.
        acts: the digital acts.
        streams: the random streams of the city.
    """
    adopted = np.zeros(len(acts.birth), bool)
    adopted[kin.child] = True
    everybody = np.arange(len(adopted))
    effective = (
        np.where(adopted, kin.now.father, acts.recorded.father),
        np.where(adopted, kin.now.mother, acts.recorded.mother),
    )
    replaced = [np.where(adopted, c, -1) for c in (acts.recorded.father, acts.recorded.mother)]
    pairs = [(everybody, column) for column in (*effective, *replaced)]
    for now in (True, False):
        held = acts.marriage & ((marriages.until >= FOREVER) == now)
        husband, wife = marriages.husband[held], marriages.wife[held]
        pairs.append((np.concatenate([husband, wife]), np.concatenate([wife, husband])))
    person = np.concatenate([pair[0] for pair in pairs])
    relative = np.concatenate([pair[1] for pair in pairs])
    lengths = [len(pair[0]) for pair in pairs]
    relation = np.repeat(np.arange(len(MART_RELATIONS), dtype=np.int8), lengths)
    lag = evidence.number("registers.mart_lag_share")
    kept = (relative >= 0) & (streams("mart").random(len(person)) >= lag)
    order = np.flatnonzero(kept)
    order = order[np.argsort(person[order], kind="stable")]
    return Mart(person[order], relative[order], relation[order])
