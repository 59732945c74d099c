"""Where people are registered, which is often not where they live."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from synthetic_data import crowding, draws, evidence
from synthetic_data.city import ASTANA
from synthetic_data.crowding import Filing
from synthetic_data.days import birthday
from synthetic_data.draws import Ints, Random
from synthetic_data.dwellings import DORMITORY_ROOM, STATE_RENTAL, Dwellings
from synthetic_data.households import Households, Ties
from synthetic_data.ownership import LET, TENURES, Ownership
from synthetic_data.parties import carers, make_parties, minors, shuffled, whole
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
    home = _homes(roll, ties, housing, streams("residence/elsewhere"))
    party = make_parties(roll, ties, home, streams("residence/parties"))
    separate = roll.alive & (birthday(roll.born, SEPARATE_FROM) <= roll.today)
    away = _away(housing, separate, party, streams("residence/away"))
    place = np.where(separate, home, -1).astype(np.int32)
    place[away] = -1
    kind = np.full(roll.rows, PERMANENT, np.int8)
    kind[_temporary(roll, housing, place, streams("residence/temporary"))] = TEMPORARY
    masks = (housing.dwellings.city == ASTANA, _open_dwellings(housing.dwellings))
    filing = Filing(home, place, *masks, away, party, roll.residents)
    place = _elsewhere(roll, ties, housing, filing, streams)
    young = np.flatnonzero(separate & minors(roll))
    carer = carers(ties, home, young)
    place[young] = np.where(carer >= 0, place[carer], place[young])
    return _with_children(roll, ties, Residence(home, place, kind), separate)


def _elsewhere(roll: Roll, ties: Ties, housing: Housing, filing: Filing, streams: Streams) -> Ints:
    """Return registrations with those who live elsewhere: in crowds, other regions, homes."""
    random = streams("residence/crowds")
    grown = (filing.place >= 0)[: roll.residents].sum() + len(filing.away)
    outside = round(grown * evidence.number("housing.outside_share"))
    alone = _without_children(roll, ties, filing)
    place, away = crowding.rubber_flats(filing, housing.dwellings, alone, random)
    away = shuffled(away, filing.party, random)
    away = whole(away, filing.party, len(away) - outside)
    filing = replace(filing, place=place, away=away)
    return crowding.fill(filing, _ways(ties, housing.ownership), streams("residence/fill"))


def _homes(roll: Roll, ties: Ties, housing: Housing, random: Random) -> Ints:
    """Return the dwelling lived in; couples elsewhere live in those of the other cities.

    Their children under age who live elsewhere too are with them.
    """
    home = np.full(roll.rows, -1, np.int32)
    home[: roll.residents] = housing.dwellings.home[housing.households.of]
    away = np.flatnonzero(housing.dwellings.city > 0)
    wives = roll.wives_elsewhere
    wives = wives[roll.alive[wives] & (ties.spouse[wives] >= roll.residents)]
    wives = draws.some(random, wives, len(away))
    home[wives] = home[ties.spouse[wives]] = away[: len(wives)]
    small = np.flatnonzero(minors(roll) & ~roll.resident)
    mother = ties.now.mother[small]
    home[small] = np.where(mother >= roll.residents, home[mother], -1)
    return home


def _away(housing: Housing, separate: Ints, party: Ints, random: Random) -> Ints:
    """Return the residents registered elsewhere than they live, as many as wanted.

    A household that rents is registered in its dwelling as a whole or not at all, a
    party likewise.
    """
    of = housing.households.of
    who = np.flatnonzero(separate[: len(of)])
    table = evidence.table("housing.registered_at_home")
    leaves = 1 - np.array([table[name] for name in TENURES])
    tenure = housing.ownership.tenure[of[who]]
    draw = random.random(len(of))[party[who]]
    together = random.random(len(housing.households.size))
    key = np.where(tenure == LET, together[of[who]], draw) / leaves[tenure]
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


def _without_children(roll: Roll, ties: Ties, filing: Filing) -> Ints:
    """Return those on file elsewhere of whose party nobody is, or has, a minor."""
    has = minors(roll)
    small = np.flatnonzero(has)
    for column in (ties.now.mother, ties.now.father):
        parent = column[small]
        has[parent[parent >= 0]] = True
    has[ties.care.guardian] = True
    party = np.zeros(roll.rows, bool)
    party[filing.party[filing.away[has[filing.away]]]] = True
    return filing.away[~party[filing.party[filing.away]]]


def _ways(ties: Ties, ownership: Ownership) -> crowding.Ways:
    """Return with whom, and where as owners, people register who do not live there."""
    person = ~ownership.organisation
    return crowding.Ways(
        (ties.now.father, ties.now.mother), ownership.owner[person], ownership.dwelling[person]
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
