from datetime import date
from typing import Any

import numpy as np
import pytest

from simulation.astana import astana
from simulation.distributions import Distribution
from simulation.scenario import scenario_from
from simulation.spread import processes
from simulation.staffing.calibrated import calibrated
from simulation.staffing.counted import counted
from simulation.staffing.crowd import crowd
from simulation.staffing.expected import STATIONS, expected
from simulation.staffing.moments import variance
from simulation.staffing.officers import fewest_officers
from simulation.staffing.patience import survival
from simulation.staffing.preview import preview
from simulation.staffing.target import Target
from synthetic_data.city import City
from tests.simulation.conftest import queue_scenario

EVERY = [
    Distribution("constant", (12.0,)),
    Distribution("exponential", (12.0,)),
    Distribution("uniform", (3.0, 20.0)),
    Distribution("triangular", (2.0, 5.0, 30.0)),
    Distribution("lognormal", (12.0, 7.0)),
    Distribution("gamma", (12.0, 7.0)),
    Distribution("empirical", (1.0, 4.0, 4.0, 30.0)),
]


@pytest.mark.parametrize("distribution", EVERY, ids=lambda one: one.name)
def test_moments_and_survival_are_those_of_the_draws(distribution: Distribution) -> None:
    draws = distribution.sample(np.random.default_rng(1), 200_000)
    assert variance(distribution) == pytest.approx(draws.var(), rel=0.05, abs=1e-9)
    waits = np.array([0.0, 3.5, 11.0, 13.0, 29.0])
    left = (draws[:, None] > waits).mean(axis=0)
    assert survival(distribution, waits) == pytest.approx(left, abs=0.005)


def test_nobody_s_patience_ends_where_there_is_no_limit() -> None:
    assert survival(None, np.array([0.0, 1e6])).tolist() == [1.0, 1.0]


def busy_office() -> dict[str, Any]:
    """The first office of the capital for three days, with nearly all that its people do."""
    document = astana(date(2026, 2, 2), date(2026, 2, 5))
    document["offices"] = document["offices"][:1]
    weights = document["demand"]["visit_hours"]
    document["demand"]["other_visits_per_hour"] = {"yesil-1": [78 * hour for hour in weights]}
    return document


def test_the_preview_is_near_the_simulation_of_an_office_of_the_capital(city: City) -> None:
    scenario = scenario_from(busy_office())
    visitors = expected(scenario, crowd(city, scenario.first))
    found = counted(scenario, list(processes(city, 1)(scenario, range(6))))
    rows = [row for row in preview(scenario, visitors) if row.weekday <= 3]
    window = STATIONS.index("window")
    came = found.visits.mean(axis=0)[0, window].sum(axis=0) / 3
    visits, served = (many.sum(axis=(0, 3))[0, window] for many in (found.visits, found.in_time))
    in_time = served / np.maximum(visits, 1)
    for hour in range(9, 18):
        here = [row for row in rows if row.station == "window" and row.hour == hour]
        visits = sum(row.arrivals for row in here) / 3
        assert visits == pytest.approx(came[hour], rel=0.1)
        weight = sum(row.arrivals * row.within_share * (1 - row.abandoned_share) for row in here)
        # about nine points where the queue is hardly kept up with; see docs/staffing.md
        assert weight / visits / 3 == pytest.approx(in_time[hour], abs=0.15)


def test_calibration_makes_the_visitors_those_that_were_counted(city: City) -> None:
    scenario = scenario_from(busy_office())
    visitors = expected(scenario, crowd(city, scenario.first))
    found = counted(scenario, list(processes(city, 1)(scenario, range(3))))
    nearer = calibrated(scenario, visitors, found)
    days = np.array([1, 1, 1, 0, 0, 0, 0])
    in_all = (nearer.visitors[0, 2] * days[:, None]).sum()
    counts = found.visits.sum(axis=(0, 3, 4))[0, 2]
    before = (visitors.visitors[0, 2] * days[:, None]).sum()
    assert in_all == pytest.approx((counts + before) / 4, rel=0.01)


def test_other_visits_alone_need_no_city_and_are_all_the_load() -> None:
    visitors = expected(scenario_from(queue_scenario(per_hour=30)), None)
    assert visitors.visitors[0, 2] == pytest.approx(30)
    assert visitors.load_share()[0, 2].tolist() == [1, 0, 0, 0]
    assert np.isnan(visitors.load_share()[0, 1]).all()


def test_shares_of_the_load_add_up_and_the_pilots_have_some(city: City) -> None:
    scenario = scenario_from(astana(date(2026, 2, 2), date(2026, 2, 9), city.population))
    share = expected(scenario, crowd(city, scenario.first)).load_share()
    assert share.sum(axis=2) == pytest.approx(1)
    assert (share[:, 2, 0] > 0.5).all()
    assert (share[:, 2, 1:].sum(axis=1) > 0).all()


def test_one_officer_less_would_not_do(city: City) -> None:
    document = astana(date(2026, 2, 2), date(2026, 3, 2), city.population)
    document["id_pipeline"]["check_minutes"] = {"dist": "exponential", "mean": 1400}
    document["demand"]["id_online_share"] = 1.0
    scenario = scenario_from(document)
    found = fewest_officers(scenario, crowd(city, scenario.first), Target(officer_days=2))
    assert found.officers is not None
    assert found.officers > 1
    assert found.days_share is not None
    assert found.one_less_share is not None
    assert found.one_less_share < 0.9 <= found.days_share


def test_without_renewals_no_officer_is_needed() -> None:
    scenario = scenario_from(queue_scenario())
    assert fewest_officers(scenario, None, Target()).officers is None
