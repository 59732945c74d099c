"""Renewals in a centre: a part of the other visits, or visits of their own, never both."""

from typing import Any

import numpy as np
import pytest

from simulation.arrivals import visits_an_open_hour
from simulation.card_visits import centre_renewals_a_week
from simulation.demand.claims import supply
from simulation.demand.holders import centre_holders
from simulation.scenario import scenario_from
from simulation.scenario_parts import Scenario
from simulation.variates import Variates
from synthetic_data.city import City

PEOPLE = 1_600_000


def scenario(**demand: Any) -> Scenario:  # noqa: ANN401 - levers
    return scenario_from(
        {
            "format": "tirkeu.scenario/1",
            "period": {"from": "2026-02-02", "until": "2027-01-04"},
            "offices": [{"id": "a"}, {"id": "b"}],
            "demand": demand,
        }
    )


def a_week(levers: Scenario) -> float:
    """Other visits of a week of both offices, nine hours a day."""
    return float(sum(np.array(profile)[:5, 9:18].sum() for profile in _profiles(levers)))


def _profiles(levers: Scenario) -> list[Any]:
    return list(visits_an_open_hour(levers, PEOPLE))


def test_visits_of_their_own_are_taken_out_of_the_other_visits() -> None:
    hidden, told = (a_week(scenario(id_centre_visits=flag)) for flag in (False, True))
    assert hidden == pytest.approx(5 * 4_800)
    assert hidden - told == pytest.approx(centre_renewals_a_week(scenario().demand, PEOPLE))
    assert 1_200 < hidden - told < 1_500  # 95,000 a year, a quarter of them online


def test_given_visits_lose_them_too_and_never_more_than_there_are() -> None:
    given = {"other_visits_per_hour": {"a": 100, "b": 1}, "id_centre_visits": True}
    left = [np.array(profile).max() for profile in _profiles(scenario(**given))]
    assert left[0] / left[1] == pytest.approx(100)
    assert 0 < left[0] < 100
    few = {"other_visits_per_hour": {"a": 1}, "id_centre_visits": True}
    assert a_week(scenario(**few)) == 0
    assert a_week(scenario(other_visits_per_hour={}, id_centre_visits=True)) == 0


@pytest.mark.parametrize(
    "levers", [{"id_centre_visits": False}, {"id_centre_visits": True, "id_renewals": False}]
)
def test_the_other_visits_stay_as_they_are_where_nobody_is_told_apart(
    levers: dict[str, Any],
) -> None:
    assert _profiles(scenario(**levers)) == _profiles(scenario())


def test_as_many_are_taken_out_as_come(city: City) -> None:
    levers = scenario(id_centre_visits=True)
    stock = supply(city, levers.first)
    came = [len(centre_holders(levers, stock, Variates(1, number))) for number in range(20)]
    weeks = levers.days / 7
    expected = centre_renewals_a_week(levers.demand, city.population) * weeks
    assert np.mean(came) == pytest.approx(expected, rel=0.15)  # the city is a small one
