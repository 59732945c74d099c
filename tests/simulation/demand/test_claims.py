"""Who applies in a period: people of the city's year, and the draws keep to their levers."""

from collections import Counter
from dataclasses import replace
from math import sqrt

import numpy as np
import pytest

from simulation.demand.claims import Claim, Supply, claims, per_day, supply
from simulation.demand.holders import holders
from simulation.demand.mix import assumed
from simulation.demand.pool import draw_pool
from simulation.demand.statements import STATED
from simulation.demand.year import choose
from simulation.scenario import scenario_from
from simulation.scenario_parts import Scenario
from simulation.variates import Variates
from synthetic_data.city import City

DAY = 20260112
SERVICES = ("residence", "temporary_stay")


def scenario(**demand: object) -> Scenario:
    return scenario_from({"format": "tirkeu.scenario/1", "demand": demand})


@pytest.fixture(scope="module")
def stock(city: City) -> Supply:
    return supply(city, scenario().first)


def test_applicants_are_people_of_the_citys_year(city: City, stock: Supply) -> None:
    pool = draw_pool(city, DAY, 1)
    year = choose(pool, replace(assumed(), already=0.0))
    who, where = pool.applicant[year.row].tolist(), pool.dwelling[year.row].tolist()
    asked = set(zip(who, where, strict=True))
    drawn = claims(scenario(residence_per_day=3), with_nobody_there(stock), Variates(1, 0))
    assert drawn
    assert {(claim.applicant, claim.dwelling) for claim in drawn} <= asked


def with_nobody_there(stock: Supply) -> Supply:
    nobody = replace(stock.applicants, registered=stock.applicants.registered[:0])
    return replace(stock, applicants=nobody)


def test_nobody_applies_twice_before_everybody_of_the_year_has(stock: Supply) -> None:
    drawn = claims(scenario(residence_per_day=5), with_nobody_there(stock), Variates(1, 0))
    pairs = [(claim.applicant, claim.dwelling) for claim in drawn]
    assert 100 < len(pairs) < len(stock.applicants.rows["residence"])
    assert len(set(pairs)) == len(pairs)


def test_those_of_one_service_are_not_those_of_the_other(stock: Supply) -> None:
    permanent, temporary = (set(stock.applicants.rows[name].tolist()) for name in SERVICES)
    assert permanent
    assert temporary
    assert not permanent & temporary


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_so_many_are_registered_there_already_as_the_lever_says(
    city: City, stock: Supply, share: float
) -> None:
    behaviour = {"already_registered_share": share}
    asked = scenario_from(
        {
            "format": "tirkeu.scenario/1",
            "demand": {"residence_per_day": 20},
            "behaviour": behaviour,
        }
    )
    place = np.full(city.persons, -1)
    place[city.registered_person] = city.registered_dwelling
    there = [place[c.applicant] == c.dwelling for c in claims(asked, stock, Variates(1, 0))]
    assert np.mean(there) == pytest.approx(share, abs=0.08)


def test_another_share_of_the_registered_changes_nobody_else(stock: Supply) -> None:
    def of(share: float) -> list[Claim]:
        behaviour = {"already_registered_share": share}
        asked = scenario_from({"format": "tirkeu.scenario/1", "behaviour": behaviour})
        return claims(asked, stock, Variates(1, 0))

    few, more = of(0.0), of(0.2)
    changed = sum(one.applicant != other.applicant for one, other in zip(few, more, strict=True))
    assert 0 < changed < 0.35 * len(few)


def test_a_day_is_a_day_of_the_citys_own_year(city: City) -> None:
    rates = per_day(scenario(), city)
    assert sum(rates.values()) == pytest.approx(
        240_000 / 365 * city.population / 1_630_000, rel=0.001
    )
    assert rates["temporary_stay"] == pytest.approx(sum(rates.values()) / 4)
    assert per_day(scenario(residence_per_day=0), city)["residence"] == 0


def test_claims_keep_to_the_levers(stock: Supply) -> None:
    busy = scenario(residence_per_day=200, temporary_stay_per_day=0, centre_share=0.3)
    drawn: list[Claim] = claims(busy, stock, Variates(1, 0))
    assert abs(len(drawn) - 5600) < 4 * sqrt(5600)
    channels = Counter(claim.channel for claim in drawn)
    assert channels["service_centre"] / len(drawn) == pytest.approx(0.3, abs=0.03)
    assert all(0 <= claim.time < 28 * 1440 for claim in drawn)
    stated = Counter(claim.category for claim in drawn)
    assert {None, *STATED.values()} >= set(stated)
    sided = {"half_sibling", "grandparent", "grandchild"}
    assert all((claim.side is not None) == (claim.category in sided) for claim in drawn)


def test_more_of_one_service_changes_no_applicant_of_the_other(stock: Supply) -> None:
    def of(residence: float) -> list[Claim]:
        busy = scenario(residence_per_day=residence, temporary_stay_per_day=5)
        return [c for c in claims(busy, stock, Variates(1, 0)) if c.service == "temporary_stay"]

    assert of(1) == of(50)


def test_cards_are_tried_around_their_expiry_and_only_if_somebody_renews(stock: Supply) -> None:
    drawn = holders(scenario(id_online_share=1), stock, Variates(1, 0))
    offsets = [int(holder.time // 1440) - holder.expiry for holder in drawn]
    assert drawn
    assert min(offsets) >= -60
    assert max(offsets) <= 45
    assert all(8 * 60 <= holder.time % 1440 < 23 * 60 for holder in drawn)
    assert holders(scenario(id_renewals=False), stock, Variates(1, 0)) == []


def test_every_centre_is_gone_to_alike(stock: Supply) -> None:
    one = scenario(residence_per_day=200, temporary_stay_per_day=0)
    busy = replace(one, offices=one.offices[:1] * 3)
    drawn = claims(busy, stock, Variates(1, 0))
    many = len(busy.offices)
    share = np.bincount([claim.office for claim in drawn], minlength=many) / len(drawn)
    assert share == pytest.approx(1 / many, abs=5 / sqrt(many * len(drawn)))


def test_who_is_registered_there_already_comes_by_the_same_channels(stock: Supply) -> None:
    form = {"format": "tirkeu.scenario/1", "demand": {"residence_per_day": 200}}
    asked = scenario_from(form | {"behaviour": {"already_registered_share": 0.5}})
    drawn = [c for c in claims(asked, stock, Variates(1, 0)) if c.service == "residence"]
    there = set(stock.applicants.applicant[stock.applicants.registered].tolist())
    mobile = {True: [0, 0], False: [0, 0]}
    for claim in drawn:
        if claim.channel != "service_centre":
            mobile[claim.applicant in there][claim.channel == "egov_mobile"] += 1
    shares = [yes / (yes + no) for no, yes in mobile.values()]
    assert shares[0] == pytest.approx(shares[1], abs=0.06)
