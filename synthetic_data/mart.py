"""The kinship data mart: pairs that follow from the digital acts on the reference day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from synthetic_data import evidence
from synthetic_data.adoptions import Kin
from synthetic_data.city import MART_RELATIONS
from synthetic_data.days import FOREVER
from synthetic_data.defects import Acts
from synthetic_data.draws import Ints, Random
from synthetic_data.marriages import Marriages
from synthetic_data.streams import Streams

FORMER_SPOUSE = MART_RELATIONS.index("former_spouse")


@dataclass(frozen=True, slots=True)
class Mart:
    """Pairs of the kinship data mart: the relative is the relation of the person."""

    person: Ints
    relative: Ints
    relation: Ints


def mart(kin: Kin, marriages: Marriages, acts: Acts, streams: Streams) -> Mart:
    """Return the pairs, sorted by person and within a person by relation.

    Args:
        kin: adoptions; an adoptive pair stands as father and mother.
        marriages: all marriages.
        acts: the digital acts.
        streams: the random streams of the city.
    """
    single = _single_relations(kin, marriages, acts)
    kept = single >= 0
    random, lag = streams("mart"), evidence.number("registers.mart_lag_share")
    place = np.flatnonzero(kept)
    place = place[_refreshed(random, len(place), lag)].astype(np.int32)
    relative = single.ravel()[place]
    person, relation = np.divmod(place, np.int32(FORMER_SPOUSE))
    ended = _ended(marriages, acts)
    ended = ended[:, _refreshed(random, ended.shape[1], lag)]
    return _merged(Mart(person, relative, relation.astype(np.int8)), ended)


def _refreshed(random: Random, rows: int, lag: float) -> Ints:
    fresh: Ints = random.random(rows, dtype=np.float32) >= np.float32(lag)
    return fresh


def _single_relations(kin: Kin, marriages: Marriages, acts: Acts) -> Ints:
    """Return the relatives of whom there is one at most, a column a relation, -1 for none."""
    single = np.full((len(acts.birth), FORMER_SPOUSE), -1, np.int32)
    father, mother, child = acts.recorded.father, acts.recorded.mother, kin.child
    single[:, 0], single[:, 1] = father, mother
    single[child, 0], single[child, 1] = kin.now.father[child], kin.now.mother[child]
    single[child, 2], single[child, 3] = father[child], mother[child]
    now = acts.marriage & (marriages.until >= FOREVER)
    husband, wife = marriages.husband[now], marriages.wife[now]
    single[husband, 4], single[wife, 4] = wife, husband
    return single


def _ended(marriages: Marriages, acts: Acts) -> Ints:
    """Return the former spouses of everybody, person above spouse, sorted by person."""
    over = acts.marriage & (marriages.until < FOREVER)
    husband, wife = marriages.husband[over], marriages.wife[over]
    pairs = np.array(
        [np.concatenate([husband, wife]), np.concatenate([wife, husband])], dtype=np.int32
    )
    return pairs[:, np.argsort(pairs[0], kind="stable")]


def _merged(single: Mart, ended: Ints) -> Mart:
    """Return the pairs with those of ended marriages behind the others of each person."""
    place = np.searchsorted(single.person, ended[0], side="right")
    return Mart(
        np.insert(single.person, place, ended[0]),
        np.insert(single.relative, place, ended[1]),
        np.insert(single.relation, place, np.int8(FORMER_SPOUSE)),
    )
