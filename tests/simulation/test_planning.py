"""Planning a month after the pilots have ended: their days and the norm's are levers."""

from datetime import date
from typing import Any

import pytest

from simulation.astana import astana
from simulation.run import run
from simulation.scenario import scenario_from
from synthetic_data.city import City

FIRST, UNTIL = date(2027, 2, 1), date(2027, 3, 1)
EXTENDED = {
    "residence_pilot": ["2025-11-11", "2027-12-31"],
    "id_card_pilot": ["2025-05-28", "2027-12-31"],
}


def ran(city: City, policy: dict[str, Any]) -> dict[str, Any]:
    document = astana(FIRST, UNTIL, city.population) | {"policy": policy}
    document["run"] = {"replications": 1}
    document["demand"]["residence_per_day"] = 20
    document["demand"]["id_online_share"] = 1
    return run(scenario_from(document), city)


def ended(results: dict[str, Any]) -> dict[tuple[str, str], float]:
    found: dict[tuple[str, str], float] = {}
    for row in results["outcomes"]:
        key = (row["service"], row["outcome"])
        found[key] = found.get(key, 0) + row["count"]
    return found


def test_after_the_laws_dates_every_pilot_is_over(city: City) -> None:
    results = ran(city, {})
    assert results["hypothetical"] == []
    outcomes = ended(results)
    services = {service for service, _ in outcomes}
    assert services >= {"residence", "id_card"}
    assert {outcome for service, outcome in outcomes if service == "residence"} == {"not_in_pilot"}


def test_pilots_extended_beyond_the_law_run_and_are_marked_hypothetical(city: City) -> None:
    results = ran(city, EXTENDED)
    assert results["hypothetical"] == ["policy.residence_pilot", "policy.id_card_pilot"]
    outcomes = ended(results)
    assert "not_in_pilot" not in {outcome for _, outcome in outcomes}
    assert outcomes["residence", "registered"] > 100
    assert outcomes["id_card", "issued"] > 0
    assert results["flow"]["entered"] > 1000


def test_a_pilot_may_end_inside_the_period(city: City) -> None:
    until = {**EXTENDED, "residence_pilot": ["2025-11-11", "2027-02-14"]}
    outcomes = ended(ran(city, until))
    over = sum(
        n
        for (service, end), n in outcomes.items()
        if (service, end) == ("residence", "not_in_pilot")
    )
    every = sum(n for (service, _), n in outcomes.items() if service == "residence")
    assert 0.3 * every < over < 0.7 * every


@pytest.mark.parametrize(
    "policy",
    [
        {"norm_m2": 12},  # a norm is in force, of another size
        {"norm_m2": 12, "norm_in_force_from": "2025-12-26"},
        {"norm_in_force_from": "2027-02-10"},
    ],
)
def test_a_norm_that_the_law_has_by_then_is_none_beyond_its_dates(
    policy: dict[str, Any], city: City
) -> None:
    assert ran(city, EXTENDED | policy)["hypothetical"] == [
        "policy.residence_pilot",
        "policy.id_card_pilot",
    ]


def test_the_norm_decides_in_an_extended_pilot(city: City) -> None:
    strict, generous = (
        ended(ran(city, EXTENDED | {"norm_m2": norm})).get(
            ("residence", "norm_reached_no_category"), 0
        )
        for norm in (60, 1)
    )
    assert strict > 10 > generous
