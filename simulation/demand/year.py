"""A year of applications for registration, drawn from a city with what each would state.

The same seed draws the same people whatever the mix, so that two mixes differ only where their
shares do: every draw is a column of its own, looked up by the application's number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from simulation.demand.applications import Applications, Bools, Ints
from simulation.demand.kindred import NOBODY, Floats, Kindred, kindred
from simulation.demand.mix import Mix
from simulation.demand.pairs import STEPS, WAYS
from simulation.demand.people import People
from simulation.demand.statements import Pairs, states
from synthetic_data.city import ASTANA, REGISTRATION_KINDS, City
from synthetic_data.streams import Streams

ROUNDS: Final = 40
"""How often an application looks for an owner with such a relative; the rest become tenants."""

EITHER_FROM: Final = 28
"""The round from which a relative of the other origin will do too."""

TENANT: Final = "tenant_no_kin"


@dataclass(frozen=True, slots=True, eq=False)
class Year:
    """Applications of a year in the order of filing, one row each.

    Args:
        asked: what the rules are applied to.
        relation: what the applicant truly is to the owner, a place in ``relations``.
        relations: codes of the mix.
        owner: the owner by whom the dwelling was found, -1 for an organisation.
        arrival: whether the applicant comes from outside of the capital.
        row: place of each in the pool from which the year was chosen.
        origin: the dwelling of the capital in which each is registered permanently, -1 none.
        party: number of those who move together into one dwelling; every row has one.
        follows: place in the year of the visit that a row goes on from, -1 for a row of its own.
        left: dwellings of the capital that people leave the city from, one row a departure.
        left_before: place in the year before which each departure happens, ascending; the count
            of rows stands for the end.
    """

    asked: Applications
    relation: Ints
    relations: tuple[str, ...]
    owner: Ints
    arrival: Bools
    row: Ints
    origin: Ints
    party: Ints
    follows: Ints
    left: Ints
    left_before: Ints


class Draws:
    """Columns of draws from 0 to 1 by name; a longer year repeats the beginning of a shorter.

    Args:
        seed: of the year.
        count: applications.
    """

    def __init__(self, seed: int, count: int) -> None:
        self._streams, self.count = Streams(seed), count

    def __call__(self, name: str) -> Floats:
        """Return a column."""
        return self._streams(f"year/{name}").random(self.count)


def draw_year(city: City, mix: Mix, day: int, seed: int) -> Year:
    """Draw the applications of a year.

    Args:
        city: any city.
        mix: the shares.
        day: ``yyyymmdd``, on which kin, ages and registrations are looked at.
        seed: of the draws.
    """
    count = round((mix.arrivals + mix.moves) * city.population)
    draws, relations = Draws(seed, count), tuple(mix.relations)
    pairs = _pairs(People.of(city, day), kindred(city, day), mix, draws)
    asked = states(pairs, relations, mix, draws, city)
    rows = np.arange(count, dtype=np.int32)
    return Year(
        asked=asked,
        relation=pairs.relation,
        relations=relations,
        owner=pairs.owner,
        arrival=pairs.arrival,
        row=rows,
        origin=_permanent(city)[pairs.applicant],
        party=rows,
        follows=np.full(count, NOBODY, np.int32),
        left=np.empty(0, np.int32),
        left_before=np.empty(0, np.int32),
    )


def _permanent(city: City) -> Ints:
    """Return the dwelling of the capital in which each is registered permanently."""
    held = city.registration_kind == REGISTRATION_KINDS.index("permanent")
    held &= city.dwelling_city[city.registered_dwelling] == ASTANA
    place = np.full(city.persons, NOBODY, np.int32)
    place[city.registered_person[held]] = city.registered_dwelling[held]
    return place


def _pairs(people: People, kin: Kindred, mix: Mix, draws: Draws) -> Pairs:
    relations = list(mix.relations)
    edges = np.cumsum(list(mix.relations.values()))
    relation = np.searchsorted(edges, draws("relation") * edges[-1], side="right").astype(np.int8)
    arrival = draws("origin") < mix.arrivals / (mix.arrivals + mix.moves)
    nobody = np.full(draws.count, NOBODY, np.int32)
    pairs = Pairs(
        relation,
        nobody,
        nobody.copy(),
        nobody.copy(),
        np.full(draws.count, NOBODY, np.int8),
        arrival,
    )
    of_kin = np.isin(relation, [relations.index(name) for name in WAYS if name in relations])
    _find_kin(people, kin, pairs, (relations, np.flatnonzero(of_kin)), draws)
    relation[pairs.applicant < 0] = np.where(of_kin, relations.index(TENANT), relation)[
        pairs.applicant < 0
    ]
    _find_strangers(people, pairs, relations, draws)
    _registered_already(people, pairs, draws("already") < mix.already, draws)
    return pairs


def _find_kin(
    people: People,
    kin: Kindred,
    pairs: Pairs,
    wanted: tuple[list[str], Ints],
    draws: Draws,
) -> None:
    """Fill applicant, owner, dwelling and side of those who are kin to the owner."""
    relations, open_ = wanted
    for turn in range(ROUNDS):
        row = people.owner_row(draws(f"{turn}/owner")[open_])
        owner, dwelling = people.owner[row], people.owned[row]
        steps = tuple(draws(f"{turn}/step {step}")[open_] for step in range(STEPS))
        applicant, side = _relatives(kin, owner, steps, (relations, pairs.relation[open_]))
        himself = applicant == owner
        fits = people.may_apply(applicant, dwelling)
        fits &= himself | ~people.owns(applicant, dwelling)
        if turn < EITHER_FROM:
            fits &= people.outside[applicant] == pairs.arrival[open_]
        placed = open_[fits]
        for column, values in (
            (pairs.applicant, applicant),
            (pairs.owner, owner),
            (pairs.dwelling, dwelling),
            (pairs.side, side),
        ):
            column[placed] = values[fits]
        pairs.arrival[placed] = people.outside[applicant[fits]]
        open_ = open_[~fits]
        if not len(open_):
            return


def _relatives(
    kin: Kindred, owner: Ints, steps: tuple[Floats, ...], wanted: tuple[list[str], Ints]
) -> tuple[Ints, Ints]:
    """Return a relative of each owner by the relation wanted, -1 where there is none."""
    relations, relation = wanted
    applicant, side = np.full(len(owner), NOBODY), np.full(len(owner), NOBODY, np.int8)
    for code, name in enumerate(relations):
        if name in WAYS:
            rows = np.flatnonzero(relation == code)
            found = WAYS[name](kin, owner[rows], tuple(draw[rows] for draw in steps))
            applicant[rows], side[rows] = found
    return applicant, side


def _find_strangers(people: People, pairs: Pairs, relations: list[str], draws: Draws) -> None:
    """Fill applicant and dwelling of those who are no kin: each a person and a dwelling apart."""
    open_ = np.flatnonzero(pairs.applicant < 0)
    who, where = draws("stranger")[open_], draws("stranger's dwelling")[open_]
    relation, arrival = pairs.relation[open_], pairs.arrival[open_]
    row = people.owner_row(where)
    owner, dwelling = people.owner[row], people.owned[row]
    housed = relation == relations.index("organisation_housing")
    if len(people.of_organisations):
        own = people.of_organisations
        dwelling = np.where(housed, own[(where * len(own)).astype(np.int64)], dwelling)
        owner = np.where(housed, NOBODY, owner)
    applicant = people.somebody(who, arrival)
    studies = relation == relations.index("student_no_kin")
    applicant = np.where(studies, people.student(who, arrival), applicant)
    pairs.applicant[open_], pairs.owner[open_] = applicant, owner
    pairs.dwelling[open_] = dwelling
    pairs.arrival[open_] = people.outside[applicant]


def _registered_already(people: People, pairs: Pairs, who: Bools, draws: Draws) -> None:
    """Let some apply for the dwelling in which they are registered."""
    rows = np.flatnonzero(who)
    held = people.registered
    chosen = held[(draws("registered")[rows] * len(held)).astype(np.int64)]
    pairs.applicant[rows] = chosen
    pairs.dwelling[rows] = people.place[chosen]
    pairs.arrival[rows] = False
