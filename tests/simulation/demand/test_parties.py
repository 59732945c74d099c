"""Who moves together with whom."""

from dataclasses import replace

import numpy as np
import pytest

from simulation.demand.mix import Mix, assumed, assumptions, moved
from simulation.demand.movers import BESIDE
from simulation.demand.pool import Pool
from simulation.demand.year import Year, choose
from synthetic_data.city import City
from tests.simulation.demand.drawn import companions, first_time


def test_who_moves_together_lives_together_and_moves_into_one_dwelling_of_one_owner(
    city: City, year: Year
) -> None:
    beside = companions(year)
    leader = year.party[beside]
    assert len(beside) > 100
    assert np.array_equal(year.party[leader], leader)
    assert np.array_equal(year.asked.dwelling[beside], year.asked.dwelling[leader])
    assert np.array_equal(year.owner[beside], year.owner[leader])
    one, other = year.asked.applicant[beside], year.asked.applicant[leader]
    assert (one != other).all()
    assert np.array_equal(city.home[one], city.home[other])
    away = city.home[one] < 0
    assert (city.region[one[away]] != 0).all()


def test_those_who_move_together_file_one_after_the_other(year: Year) -> None:
    beside = companions(year)
    for row in beside:
        between = year.party[year.party[row] : row]
        assert (between == year.party[row]).all()


def test_who_moves_together_comes_the_same_way_for_the_same_stay(year: Year) -> None:
    beside = companions(year)
    leader = year.party[beside]
    for column in ("service", "channel", "consents"):
        values = getattr(year.asked, column)
        assert np.array_equal(values[beside], values[leader]), column


def test_a_son_brings_his_wife_and_an_owner_his_family(year: Year) -> None:
    beside = companions(year)
    names = [
        (year.relations[a], year.relations[b])
        for a, b in zip(year.relation[year.party[beside]], year.relation[beside], strict=True)
    ]
    pairs = {
        ("child", "in_law_other_way"),
        ("owner_himself", "spouse"),
        ("owner_himself", "child"),
        ("tenant_no_kin", "tenant_no_kin"),
    }
    assert pairs <= set(names)
    assert {beside for _, beside in names} <= set(BESIDE)


def of_those_who_may(year: Year) -> int:
    may = np.isin(year.relation, [year.relations.index(name) for name in BESIDE])
    return int((may & first_time(year)).sum())


@pytest.mark.parametrize(
    "mix",
    [
        assumed(),
        *(moved("together", end) for end in ("low", "high")),
        *(moved(name, end) for name in assumptions() if "." in name for end in ("low", "high")),
    ],
)
def test_as_many_move_in_beside_somebody_as_the_mix_says(pool: Pool, mix: Mix) -> None:
    year = choose(pool, mix)
    assert len(companions(year)) == round(mix.together * of_those_who_may(year))


def test_those_of_the_lowest_draws_move_in_beside_somebody(pool: Pool, year: Year) -> None:
    leader = pool.leader[year.row]
    might = first_time(year) & (leader >= 0) & np.isin(leader, year.row)
    follows = np.zeros(len(year.row), bool)
    follows[companions(year)] = True
    draw = pool.latent["together"][year.row]
    assert draw[follows].max() <= draw[might & ~follows].min()


@pytest.mark.parametrize("relation", ["spouse", "child", "in_law_other_way", "tenant_no_kin"])
def test_relations_move_together_alike_as_far_as_they_have_somebody(
    year: Year, relation: str
) -> None:
    code = year.relations.index(relation)
    all_ = ((year.relation == code) & first_time(year)).sum()
    beside = (year.relation[companions(year)] == code).sum()
    assert beside / all_ == pytest.approx(assumed().together, abs=0.1)


def test_too_few_who_can_follow_are_said_and_move_alone(pool: Pool) -> None:
    everybody = replace(assumed(), together=1.0)
    year, lack = choose(pool, everybody), pool.shortfall(everybody)[-1]
    assert (lack.relation, lack.asked) == ("together", of_those_who_may(year))
    assert lack.given == len(companions(year)) < lack.asked
    assert "together" not in {lack.relation for lack in pool.shortfall(assumed())}


def test_who_is_beside_nobody_is_alone(pool: Pool) -> None:
    alone = choose(pool, replace(assumed(), together=0.0))
    assert not len(companions(alone))
