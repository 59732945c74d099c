"""Draws of a year: each its own, even from 0 to 1, and nobody asked again before the others."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from simulation.demand.applications import CHANNELS
from simulation.demand.free import Free, Moves
from simulation.demand.kindred import kindred
from simulation.demand.mix import assumed
from simulation.demand.movers import TENANT, Movers
from simulation.demand.people import People
from simulation.demand.pool import LATENT, Pool
from simulation.demand.quotas import ARRIVAL
from simulation.demand.year import CENTRE, choose
from synthetic_data.city import City
from tests.simulation.demand.drawn import DAY, first_time, of_relation

OWN = tuple(name for name in LATENT if name != "together")


@pytest.mark.parametrize("name", OWN)
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_share_of_the_draws_is_below_it(pool: Pool, name: str, share: float) -> None:
    below = (pool.latent[name] < share).mean()
    assert below == pytest.approx(share, abs=6 * np.sqrt(share * (1 - share) / pool.count))


@pytest.mark.parametrize(("one", "other"), [*combinations(OWN, 2)])
def test_no_draw_says_anything_about_another(pool: Pool, one: str, other: str) -> None:
    alone = pool.leader < 0
    together = np.corrcoef(pool.latent[one][alone], pool.latent[other][alone])[0, 1]
    assert abs(together) < 5 / np.sqrt(alone.sum())


@pytest.mark.parametrize(
    ("name", "channel"), [("centre", "service_centre"), ("mobile", "egov_mobile")]
)
def test_channels_have_their_shares(pool: Pool, name: str, channel: str) -> None:
    year = choose(pool, replace(assumed(), centre=0.2, mobile=0.3))
    channels = year.asked.channel[first_time(year)]
    of = channels if name == "centre" else channels[channels != CENTRE]
    expected = {"centre": 0.2, "mobile": 0.3}[name]
    assert (of == CHANNELS.index(channel)).mean() == pytest.approx(expected, abs=0.04)


def test_arrivals_who_have_not_applied_are_asked_first(city: City) -> None:
    free = Free(People.of(city, DAY), np.random.default_rng(1))
    before = free.queue(ARRIVAL, None)
    many = len(before) // 2
    where = np.zeros(many, np.int32)
    free.take(Moves(before[:many], where, where, where))
    after = free.queue(ARRIVAL, None)
    assert np.array_equal(after, np.concatenate([before[many:], before[:many]]))


def test_half_of_other_kin_are_uncles_and_aunts_where_both_can_be_had(city: City) -> None:
    people, kin = People.of(city, DAY), kindred(city, DAY)
    movers = Movers(people, kin, np.random.default_rng(1))
    elder = np.zeros(2)
    for _ in range(4):
        moves = movers.ask("other_kin", np.flatnonzero(people.able[:-1]))
        father, mother = kin.parent[:, moves.owner]
        uncle = kin.shares_one(moves.applicant, father) | kin.shares_one(moves.applicant, mother)
        elder += uncle.sum(), len(uncle)
    assert 0.4 < elder[0] / elder[1] < 0.8


@pytest.mark.parametrize("relation", ["grandparent", "grandchild"])
def test_grandparents_and_grandchildren_know_the_side_of_the_parent_between(
    city: City, pool: Pool, relation: str
) -> None:
    parent = kindred(city, DAY).parent
    rows = of_relation(pool, relation)
    rows = rows[pool.statements.own.side[rows] >= 0]
    old, young = pool.applicant[rows], pool.owner[rows]
    if relation == "grandchild":
        old, young = young, old
    between = parent[pool.statements.own.side[rows], young]
    assert len(rows) > 10
    assert ((parent[0, between] == old) | (parent[1, between] == old)).all()


def child_of_a_second_owner(city: City, movers: Movers) -> tuple[int, int, int]:
    """Somebody near the second owner of a flat and not the first, the first, and the flat."""
    owners = movers.people.owners
    for dwelling in np.flatnonzero(owners.many(np.arange(city.dwellings)) > 1):
        first, second = owners.member[owners.first[dwelling] :][:2]
        for child in np.flatnonzero((city.father == second) | (city.mother == second)):
            who, flat = np.array([child]), np.array([dwelling])
            fits = movers.people.may_apply(who, flat) & ~movers.people.owns(who, flat)
            if fits[0] and not movers.kin.is_near(who, np.array([first]))[0]:
                return int(child), int(first), int(dwelling)
    raise LookupError


def test_a_child_of_the_second_owner_is_no_tenant_of_the_first(city: City) -> None:
    movers = Movers(People.of(city, DAY), kindred(city, DAY), np.random.default_rng(1))
    child, first, flat = (np.array([n]) for n in child_of_a_second_owner(city, movers))
    moves = Moves(child, first, flat, np.array([-1]))
    assert not movers.relation_beside(TENANT, moves)[TENANT].any()
    only = replace(movers, people=replace(movers.people, let=first, let_dwelling=flat))
    assert not len(only.ask(TENANT, child).applicant)
