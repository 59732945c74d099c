"""Where people are registered, which is often not where they live."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from synthetic_data import crowding, draws, evidence
from synthetic_data.city import ASTANA
from synthetic_data.crowding import Filing
from synthetic_data.days import birthday
from synthetic_data.draws import Ints, Random
from synthetic_data.dwellings import DORMITORY_ROOM, STATE_RENTAL, Dwellings
from synthetic_data.households import Households, Ties
from synthetic_data.ownership import LET, TENURES, Ownership
from synthetic_data.people import Roll
from synthetic_data.streams import Streams

PERMANENT, TEMPORARY, WITH_PARENT = range(3)
SEPARATE_FROM = 14
"""Age from which people are registered separately (Rules of population registration, 2024)."""


@dataclass(frozen=True, slots=True)
class Residence:
    """Where each person lives and is registered.

    Args:
        home: dwelling lived in, -1 outside the modelled dwellings, one a person.
        dwelling: dwelling of registration, -1 for none in the modelled cities.
        kind: code of ``city.REGISTRATION_KINDS``, meaningless without a dwelling.
    """

    home: Ints
    dwelling: Ints
    kind: Ints


@dataclass(frozen=True, slots=True)
class Housing:
    """Households in their dwellings, with the owners."""

    households: Households
    dwellings: Dwellings
    ownership: Ownership


def register(roll: Roll, ties: Ties, housing: Housing, streams: Streams) -> Residence:
    """Return homes and registrations of everybody.

    Args:
        roll: all people.
        ties: kin and guardians.
        housing: households, dwellings and owners.
        streams: the random streams of the city.
    """
    home = _homes(roll, housing, streams("residence/elsewhere"))
    separate = roll.alive & (birthday(roll.born, SEPARATE_FROM) <= roll.today)
    away = _away(roll, housing, separate, streams("residence/away"))
    place = np.where(separate, home, -1).astype(np.int32)
    place[away] = -1
    kind = np.full(roll.rows, PERMANENT, np.int8)
    kind[_temporary(roll, housing, place, streams("residence/temporary"))] = TEMPORARY
    random = streams("residence/crowds")
    outside = round(separate[: roll.residents].sum() * evidence.number("housing.outside_share"))
    masks = (housing.dwellings.city == ASTANA, _open_dwellings(housing.dwellings))
    filing = Filing(home, place, *masks, away, roll.residents)
    alone = _without_children(roll, ties, separate, away)
    place, away = crowding.rubber_flats(filing, housing.dwellings, alone, random)
    away = random.permutation(away)[: max(0, len(away) - outside)]
    filing = Filing(home, place, *masks, away, roll.residents)
    place = crowding.fill(filing, _ways(ties, housing.ownership), streams("residence/fill"))
    return _with_children(roll, ties, Residence(home, place, kind), separate)


def _homes(roll: Roll, housing: Housing, random: Random) -> Ints:
    """Return the dwelling lived in; some people elsewhere live in the other cities' dwellings."""
    home = np.full(roll.rows, -1, np.int32)
    home[: roll.residents] = housing.dwellings.home[housing.households.of]
    away = np.flatnonzero(housing.dwellings.city > 0)
    people = draws.some(random, np.flatnonzero(roll.alive & ~roll.resident), 2 * len(away))
    home[people] = away[np.arange(len(people)) % len(away)]
    return home


def _away(roll: Roll, housing: Housing, separate: Ints, random: Random) -> Ints:
    """Return the residents registered elsewhere than they live, as many as wanted.

    A household that rents is registered in its dwelling as a whole or not at all.
    """
    who = np.flatnonzero(separate[: roll.residents])
    table = evidence.table("housing.registered_at_home")
    leaves = 1 - np.array([table[name] for name in TENURES])
    of = housing.households.of[who]
    tenure = housing.ownership.tenure[of]
    draw = random.random(len(who))
    together = random.random(len(housing.households.size))
    key = np.where(tenure == LET, together[of], draw) / leaves[tenure]
    count = round(len(who) * evidence.number("housing.registered_elsewhere_share"))
    return who[_least(key, count)].astype(np.int32)


def _least(key: Ints, count: int) -> Ints:
    """Return a mask of so many least keys, but for equal keys at the end.

    By the value of the last one: the order of a partition differs between processors.
    """
    mask: Ints = key < np.partition(key, count)[count]
    return mask


def _temporary(roll: Roll, housing: Housing, place: Ints, random: Random) -> Ints:
    """Return those registered at home for a time only, as many as wanted."""
    who = np.flatnonzero(place[: roll.residents] >= 0)
    table = evidence.table("housing.temporary_share")
    short = np.array([table[name] for name in TENURES])
    tenure = housing.ownership.tenure[housing.households.of[who]]
    count = round(len(who) * evidence.number("housing.temporary_of_registered"))
    key = random.random(len(who)) / short[tenure]
    return who[_least(key, count)]


def _open_dwellings(dwellings: Dwellings) -> Ints:
    """Return a mask of the capital's dwellings in which people may register who live elsewhere."""
    closed: Ints = np.isin(dwellings.kind, (DORMITORY_ROOM, STATE_RENTAL))
    open_: Ints = (dwellings.city == ASTANA) & ~closed
    return open_


def _without_children(roll: Roll, ties: Ties, separate: Ints, who: Ints) -> Ints:
    """Return those of the given with whom nobody under 14 is registered."""
    has = np.zeros(roll.rows, bool)
    small = np.flatnonzero(roll.alive & ~separate)
    for column in (ties.now.mother, ties.now.father):
        parent = column[small]
        has[parent[parent >= 0]] = True
    has[ties.care.guardian] = True
    return who[~has[who]]


def _ways(ties: Ties, ownership: Ownership) -> crowding.Ways:
    """Return with whom, and where as owners, people register who do not live there."""
    person = ~ownership.organisation
    return crowding.Ways(
        (ties.now.mother, ties.now.father), ownership.owner[person], ownership.dwelling[person]
    )


def _with_children(roll: Roll, ties: Ties, residence: Residence, separate: Ints) -> Residence:
    """Return registrations with those under 14 where the mother, father or guardian is."""
    place, kind = residence.dwelling.copy(), residence.kind.copy()
    small = np.flatnonzero(roll.alive & ~separate)
    guardian = np.full(roll.rows, -1, np.int32)
    guardian[ties.care.ward] = ties.care.guardian
    found = np.full(len(small), -1, np.int32)
    for column in (ties.now.mother, ties.now.father, guardian):
        who = column[small]
        found = np.where((found < 0) & (who >= 0), place[who], found)
    place[small] = found
    kind[small] = WITH_PARENT
    return Residence(residence.home, place, kind)
