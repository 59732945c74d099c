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
"""The one relation of which a person may have several; those before it are columns."""

AT_ONCE = 1 << 18
"""Persons looked at together: few enough that the columns stay small."""


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
    random = streams("mart")
    single = _by_person(kin, acts, _spouses(marriages, acts), random)
    ended = _ended(marriages, acts)
    return _merged(single, ended[:, _refreshed(random, ended.shape[1])])


def _by_person(kin: Kin, acts: Acts, spouse: Ints, random: Random) -> Mart:
    """Return the pairs of all relations but former spouses, part after part."""
    parts = [
        _fresh(_single_relations(start, kin, acts, spouse), start, random)
        for start in range(0, len(spouse), AT_ONCE)
    ]
    return Mart(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _fresh(single: Ints, start: int, random: Random) -> tuple[Ints, Ints, Ints]:
    """Return person, relative and relation of the pairs that the mart has already."""
    place = np.flatnonzero(single >= 0)
    place = place[_refreshed(random, len(place))].astype(np.int32)
    person, relation = np.divmod(place, np.int32(FORMER_SPOUSE))
    return person + np.int32(start), single.ravel()[place], relation.astype(np.int8)


def _refreshed(random: Random, rows: int) -> Ints:
    lag = np.float32(evidence.number("registers.mart_lag_share"))
    fresh: Ints = random.random(rows, dtype=np.float32) >= lag
    return fresh


def _spouses(marriages: Marriages, acts: Acts) -> Ints:
    """Return the present spouse of each person by the digital acts, -1 for none."""
    spouse = np.full(len(acts.birth), -1, np.int32)
    now = acts.marriage & (marriages.until >= FOREVER)
    husband, wife = marriages.husband[now], marriages.wife[now]
    spouse[husband], spouse[wife] = wife, husband
    return spouse


def _single_relations(start: int, kin: Kin, acts: Acts, spouse: Ints) -> Ints:
    """Return the relatives of whom there is one at most, a column a relation, -1 for none.

    Args:
        start: the first person of this part.
        kin: adoptions.
        acts: the digital acts.
        spouse: the present spouse of everybody.
    """
    stop = min(start + AT_ONCE, len(spouse))
    single = np.full((stop - start, FORMER_SPOUSE), -1, np.int32)
    father, mother = acts.recorded.father, acts.recorded.mother
    single[:, 0], single[:, 1] = father[start:stop], mother[start:stop]
    child = kin.child[(kin.child >= start) & (kin.child < stop)]
    row = child - start
    single[row, 0], single[row, 1] = kin.now.father[child], kin.now.mother[child]
    single[row, 2], single[row, 3] = father[child], mother[child]
    single[:, 4] = spouse[start:stop]
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
