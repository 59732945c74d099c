"""Where people are registered, which is often not where they live."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from synthetic_data import draws, evidence
from synthetic_data.city import ASTANA
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
    place, kind = _at_home(roll, housing, home, separate, streams("residence/at home"))
    open_ = separate & roll.resident & (place < 0)
    place = _with_parents(ties, place, open_, streams("residence/with parents"))
    place = _crowds(housing.dwellings, place, open_, streams("residence/crowds"))
    place = _fill(housing, place, open_, streams("residence/elsewhere registered"))
    kind[open_] = PERMANENT
    return _with_children(roll, ties, Residence(home, place, kind), separate)


def _homes(roll: Roll, housing: Housing, random: Random) -> Ints:
    """Return the dwelling lived in; some people elsewhere live in the other cities' dwellings."""
    home = np.full(roll.rows, -1)
    home[: roll.residents] = housing.dwellings.home[housing.households.of]
    away = np.flatnonzero(housing.dwellings.city > 0)
    people = draws.some(random, np.flatnonzero(roll.alive & ~roll.resident), 2 * len(away))
    home[people] = away[np.arange(len(people)) % len(away)]
    return home


def _at_home(
    roll: Roll, housing: Housing, home: Ints, separate: Ints, random: Random
) -> tuple[Ints, Ints]:
    """Return registrations of those registered where they live, by the household's tenure."""
    n = roll.residents
    names = ("registered_at_home", "temporary_share")
    tables = [evidence.table(f"housing.{name}") for name in names]
    stays, short = (np.array([table[name] for name in TENURES]) for table in tables)
    tenure = housing.ownership.tenure[housing.households.of]
    draw = random.random((2, n))
    together = draw[0]
    of_household = random.random(len(housing.households.size))[housing.households.of]
    together = np.where(tenure == LET, of_household, together)
    here = separate[:n] & (together < stays[tenure])
    place = np.full(roll.rows, -1)
    place[:n][here] = home[:n][here]
    far = separate & ~roll.resident & (home >= 0)
    place[far] = home[far]
    kind = np.full(roll.rows, PERMANENT, np.int8)
    kind[:n][here & (draw[1] < short[tenure])] = TEMPORARY
    return place, kind


def _with_parents(ties: Ties, place: Ints, open_: Ints, random: Random) -> Ints:
    """Return registrations after some of the others stay registered with a parent."""
    place = place.copy()
    share = evidence.number("housing.registered_with_parents_share")
    stays = open_ & (random.random(len(place)) < share)
    for column in (ties.now.mother, ties.now.father):
        where = np.where(column >= 0, place[column], -1)
        goes = stays & (place < 0) & (where >= 0)
        place[goes] = where[goes]
    return place


def _crowds(dwellings: Dwellings, place: Ints, open_: Ints, random: Random) -> Ints:
    """Return registrations after crowds of strangers are registered in a few dwellings."""
    own = np.flatnonzero((dwellings.city == ASTANA) & (dwellings.kind < DORMITORY_ROOM))
    count = max(1, round(len(own) * evidence.number("housing.rubber_flats")))
    least, exponent, cap = evidence.numbers("housing.rubber_size")
    size = np.minimum(least * random.random(count) ** (-1 / exponent), cap).astype(np.int64)
    people = random.permutation(np.flatnonzero(open_ & (place < 0)))
    size = np.minimum(size, max(1, len(people) // 3))
    where = np.repeat(draws.some(random, own, count), size)[: len(people) // 2]
    place = place.copy()
    place[people[: len(where)]] = where
    return place


def _fill(housing: Housing, place: Ints, open_: Ints, random: Random) -> Ints:
    """Return registrations after as many dwellings are used as are not vacant on file.

    Owners register in their other dwelling; the rest go to dwellings in which
    nobody is registered yet, one to three together.
    """
    dwellings, ownership = housing.dwellings, housing.ownership
    place = place.copy()
    person = ~ownership.organisation
    mine, where = ownership.owner[person], ownership.dwelling[person]
    free = _free(dwellings, place)
    good = open_[mine] & (place[mine] < 0) & free[where]
    place[mine[good]] = where[good]
    vacant = evidence.number("housing.vacant_share")
    here = dwellings.city == ASTANA
    free = np.flatnonzero(_free(dwellings, place) & (dwellings.kind != STATE_RENTAL))
    count = len(free) - round(vacant * here.sum())
    targets = draws.some(random, free, count)
    people = random.permutation(np.flatnonzero(open_ & (place < 0)))
    sizes = evidence.numbers("housing.registered_together")
    group = draws.grouped(random, len(people), [int(size) for size in sizes])
    within = group < len(targets)
    place[people[within]] = targets[group[within]]
    return place


def _free(dwellings: Dwellings, place: Ints) -> Ints:
    """Return a mask of the capital's dwellings in which nobody is registered, dormitories out."""
    used = np.bincount(place[place >= 0], minlength=dwellings.rows) > 0
    free: Ints = ~used & (dwellings.city == ASTANA) & (dwellings.kind != DORMITORY_ROOM)
    return free


def _with_children(roll: Roll, ties: Ties, residence: Residence, separate: Ints) -> Residence:
    """Return registrations with those under 14 where the mother, father or guardian is."""
    place, kind = residence.dwelling.copy(), residence.kind.copy()
    small = roll.alive & ~separate
    guardian = np.full(roll.rows, -1)
    guardian[ties.care.ward] = ties.care.guardian
    for column in (ties.now.mother, ties.now.father, guardian):
        where = np.where(column >= 0, place[column], -1)
        goes = small & (place < 0) & (where >= 0)
        place[goes] = where[goes]
    kind[small] = WITH_PARENT
    return Residence(residence.home, place, kind)
