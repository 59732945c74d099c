"""How applicants come: through which channel, to which office, when, and with or without access."""

from collections import Counter
from math import sqrt
from typing import Any

import numpy as np
import pytest

from simulation.demand.claims import Claim, Supply, claims, supply
from simulation.scenario import scenario_from
from simulation.scenario_parts import Scenario
from simulation.variates import Variates
from synthetic_data.city import DISTRICTS, City

DAY = 1440


def scenario(offices: list[dict[str, Any]] | None = None, **demand: Any) -> Scenario:  # noqa: ANN401 - JSON
    document: dict[str, Any] = {"format": "tirkeu.scenario/1", "offices": offices or [{}]}
    period = {"from": "2026-01-12", "until": "2026-01-19"}
    levers = {"residence_per_day": 200, "temporary_stay_per_day": 0} | demand
    return scenario_from({**document, "period": period, "demand": levers})


@pytest.fixture(scope="module")
def stock(city: City) -> Supply:
    return supply(city, scenario().first)


def drawn(asked: Scenario, stock: Supply, replication: int = 0) -> list[Claim]:
    return claims(asked, stock, Variates(1, replication))


@pytest.mark.parametrize("first", ["2026-01-12", "2026-01-17"])
def test_a_whole_week_has_seven_calendar_days_of_applications(stock: Supply, first: str) -> None:
    """So that applications a calendar day keep their meaning whatever the weights."""
    weights = [2, 1, 1, 1, 1, 0.5, 0.1]
    asked = scenario(online_weekdays=weights, centre_share=0, months=[5] + [1] * 11)
    day = asked.first.fromisoformat(first)
    moved = scenario_from(
        {
            **asked.document,
            "period": {
                "from": first,
                "until": day.fromordinal(day.toordinal() + 7).isoformat(),
            },
        }
    )
    counts = [len(drawn(moved, stock, number)) for number in range(20)]
    assert abs(np.mean(counts) - 1400) < 4 * sqrt(1400 / 20)


def test_who_has_no_access_comes_to_a_centre_and_all_others_as_before(stock: Supply) -> None:
    everyone, most = drawn(scenario(), stock), drawn(scenario(access_share=0.9), stock)
    without = [claim for claim in most if not claim.access]
    count = len(most)
    assert abs(len(without) - 0.1 * count) < 4 * sqrt(count * 0.09)
    assert {claim.channel for claim in without} == {"service_centre"}
    before = {claim.index: claim for claim in everyone}
    assert all(before[claim.index] == claim for claim in most if claim.access)


def test_without_any_access_nobody_applies_online(stock: Supply) -> None:
    assert {c.channel for c in drawn(scenario(access_share=0), stock)} == {"service_centre"}
    assert all(claim.access for claim in drawn(scenario(access_share=1), stock))


def test_applicants_go_to_the_office_of_the_district_they_live_in(
    city: City, stock: Supply
) -> None:
    offices = [{"id": name, "district": name} for name in DISTRICTS if name != "outside"]
    for claim in drawn(scenario(offices), stock):
        home = DISTRICTS[city.district[claim.applicant]]
        there = DISTRICTS[city.dwelling_district[claim.dwelling]]
        assert offices[claim.office]["id"] == (there if home == "outside" else home)


def test_the_choice_of_an_office_changes_nothing_else(stock: Supply) -> None:
    offices = [{"id": "a", "district": "esil"}, {"id": "b", "district": "nura"}]
    one, other = (drawn(scenario(offices, anywhere_share=share), stock) for share in (0, 1))
    same = {claim.index: (claim.applicant, claim.channel) for claim in one}
    assert same == {claim.index: (claim.applicant, claim.channel) for claim in other}
    assert Counter(c.office for c in one) != Counter(c.office for c in other)


def test_whoever_comes_to_a_centre_comes_while_it_is_open(stock: Supply) -> None:
    offices = [{"lunch": ["13:00", "14:00"], "hours": {"6": ["10:00", "12:00"]}}]
    visits = [c.time for c in drawn(scenario(offices, centre_share=1), stock)]
    minute, day = np.array(visits) % DAY, np.array(visits) // DAY
    assert set(day.tolist()) == {0, 1, 2, 3, 4, 5}
    saturday = day == 5
    assert ((minute[saturday] >= 600) & (minute[saturday] <= 720)).all()
    assert ((minute >= 540) & (minute <= 1080) & ~((minute > 780) & (minute < 840))).all()


def test_nobody_comes_to_a_centre_that_never_opens(stock: Supply) -> None:
    assert drawn(scenario([{"working_days": []}], centre_share=1), stock) == []


def test_online_weights_move_nobody_who_comes_to_a_centre(stock: Supply) -> None:
    def visits(**demand: Any) -> list[Claim]:  # noqa: ANN401 - JSON
        return [c for c in drawn(scenario(**demand), stock) if c.channel == "service_centre"]

    assert visits() == visits(online_hours=[1] * 12 + [3] * 12)


def test_bookings_are_for_centres_alone_and_some_do_not_come(stock: Supply) -> None:
    without, booked, absent = (
        drawn(scenario(centre_share=0.5, booked_share=share, no_show_share=away), stock)
        for share, away in ((0, 0), (1, 0), (1, 1))
    )
    in_centre = {c.index for c in without if c.channel == "service_centre"}
    assert {c.index for c in booked if c.booked} == in_centre
    assert {c.index for c in absent} == {c.index for c in without} - in_centre


def test_claims_are_in_order_of_time(stock: Supply) -> None:
    asked = scenario(centre_share=0.5, booked_share=0.5, temporary_stay_per_day=50)
    times = [claim.time for claim in drawn(asked, stock)]
    assert times == sorted(times)
