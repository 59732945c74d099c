"""A year of applications for registration: what a mix chooses from the pool of a city."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from simulation.demand.applications import (
    CHANNELS,
    NONE,
    Applications,
    Bools,
    Ints,
)
from simulation.demand.mix import Mix
from simulation.demand.pool import Pool, draw_pool
from simulation.demand.together import asked_together, beside_somebody
from synthetic_data.city import City

CENTRE, MOBILE, PORTAL, TERMINAL = (
    np.int8(CHANNELS.index(name))
    for name in ("service_centre", "egov_mobile", "egov_portal", "self_service")
)

TRUTH: Final = np.int8(-1)
"""What reception believes of an owner whom it looks up."""


@dataclass(frozen=True, slots=True, eq=False)
class Year:
    """Applications of a year in the order of filing, one row each.

    Args:
        asked: what the rules are applied to.
        relation: what the applicant truly is to the owner, a place in ``relations``.
        relations: codes of the mix; the last is of those who are registered there already.
        owner: the owner by whom the dwelling was found, -1 for an organisation.
        arrival: whether the applicant comes from outside of the capital.
        row: place of each in the pool from which the year was chosen.
        origin: the dwelling of the capital in which each is registered permanently, -1 none.
        party: place in the year of the first of those who move together into one dwelling; who
            moves alone is a party of one.
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


def draw_year(city: City, mix: Mix, day: int, seed: int) -> Year:
    """Draw the applications of a year: the pool, and what a mix chooses from it.

    Args:
        city: any city.
        mix: the shares.
        day: ``yyyymmdd``, on which kin, ages and registrations are looked at.
        seed: of the draws.
    """
    return choose(draw_pool(city, day, seed), mix)


def choose(pool: Pool, mix: Mix) -> Year:
    """Return the year of a mix.

    Quotas are met by largest remainder as far as the pool has rows; tenants take the place of
    kin whom the city lacks, and who has nobody to follow moves alone (`Pool.shortfall`).

    Args:
        pool: of a city.
        mix: the shares.
    """
    chosen = pool.chosen(mix)
    channel = _channels(pool, mix)
    goes_on = chosen & (channel == CENTRE) & (pool.latent["goes_on"] < mix.goes_on)
    many = chosen.astype(np.int8) + goes_on
    place = np.cumsum(many, dtype=np.int32) - many  # in the year, of the first row of each
    row = np.repeat(np.arange(pool.count), many)
    follow_up = place[goes_on] + 1
    follows = np.full(len(row), NONE, np.int32)
    follows[follow_up] = follow_up - 1
    channels = channel[row]
    channels[follow_up] = TERMINAL
    left, left_before = _departures(pool, mix, np.append(place, np.int32(len(row))))
    return Year(
        asked=_asked(pool, mix, row, channels),
        relation=pool.relation[row],
        relations=pool.relations,
        owner=pool.owner[row],
        arrival=pool.arrival[row],
        row=row.astype(np.int32),
        origin=pool.origin[row],
        party=_parties(pool, mix, chosen, place)[row],
        follows=follows,
        left=left,
        left_before=left_before,
    )


def _channels(pool: Pool, mix: Mix) -> Ints:
    online = np.where(pool.latent["mobile"] < mix.mobile, MOBILE, PORTAL)
    return np.where(pool.latent["centre"] < mix.centre, CENTRE, online)


def _parties(pool: Pool, mix: Mix, chosen: Bools, place: Ints) -> Ints:
    """Return the place of the leader of those who move in beside somebody, of others their own."""
    beside = beside_somebody(pool, chosen, asked_together(pool, mix, chosen))
    party = place.copy()
    party[beside] = place[pool.leader[beside]]
    return party


def _asked(pool: Pool, mix: Mix, row: Ints, channels: Ints) -> Applications:
    """Return the applications; shares are compared in the pool's order, which is quicker."""
    said, draw = pool.statements, pool.latent
    statement = draw["statement"]
    other = np.where(said.errs, statement < mix.wrong_category, statement >= mix.stops)
    guesses = draw["reception"] < mix.reception_error
    return Applications(
        applicant=pool.applicant[row],
        dwelling=pool.dwelling[row],
        service=(draw["service"] < mix.temporary).astype(np.int8)[row],
        channel=channels,
        category=np.where(other, said.other.category, said.own.category)[row],
        side=np.where(other, said.other.side, said.own.side)[row],
        wider_category=np.where(other, said.other.wider, said.own.wider)[row],
        consents=(draw["consent"] < mix.consent)[row],
        signs=(draw["declined"] >= mix.declined)[row],
        believed=np.where(guesses, pool.guess, TRUTH)[row],
        papers=(draw["papers"] >= mix.papers_mismatch)[row],
    )


def _departures(pool: Pool, mix: Mix, place: Ints) -> tuple[Ints, Ints]:
    """Return dwellings that people leave the city from, and the row before which each does."""
    leavers = pool.leavers
    chosen = leavers.rank < round(mix.departures * pool.population)
    return leavers.dwelling[chosen], place[leavers.before[chosen]]
