"""What is expected of the ID cards without a run is what the runs give on the mean."""

from collections import Counter
from datetime import date
from time import process_time
from typing import Any

import numpy as np
import pytest

from domain.procedure import Verdict
from simulation.application import Case
from simulation.demand.claims import Supply, supply
from simulation.demand.holders import OFFSETS, filing_shares, holders
from simulation.distributions import distribution_from
from simulation.forecast import Forecast, expiries, forecast
from simulation.model import replicate
from simulation.quantiles import at, points
from simulation.scenario import scenario_from
from simulation.scenario_parts import Scenario
from simulation.variates import Variates
from synthetic_data.city import City

FIRST = date(2026, 2, 2)
CERTIFIED = ("issued", "pickup_refused")


def scenario(**sections: dict[str, Any]) -> Scenario:
    """Everybody renews online, nobody else comes, and the officers never have a queue."""
    document: dict[str, Any] = {
        "format": "tirkeu.scenario/1",
        "period": {"from": FIRST.isoformat(), "until": "2026-03-30"},
        "demand": {
            "residence_per_day": 0,
            "temporary_stay_per_day": 0,
            "id_online_share": 1,
            "other_visits_per_hour": {},
        },
        "id_pipeline": {
            "officers": 1000,
            "photo_mismatch_share": 0.4,
            "check_minutes": {"dist": "constant", "mean": 1},
        },
    }
    for name, levers in sections.items():
        document[name] = {**document.get(name, {}), **levers}
    return scenario_from(document)


@pytest.fixture(scope="module")
def stock(city: City) -> Supply:
    return supply(city, FIRST)


def simulated(busy: Scenario, stock: Supply, replications: int) -> list[Counter[str]]:
    """Count in each run what became of the applications, as the forecast names it."""
    counts = []
    for number in range(replications):
        journal: list[tuple[Case, Verdict]] = []
        trace = replicate(busy, stock, number, journal)
        found = Counter(
            "IDC-15" if verdict.outcome in CERTIFIED else verdict.decided_by
            for _, verdict in journal
        )
        found["shut_out"] = sum(card.shut_out for card in trace.cards)
        found["duty_kzt"] = sum(card.duty_kzt for card in trace.cards)
        found["refundable_kzt"] = sum(card.refundable_kzt for card in trace.cards)
        found["filings"] = len(journal)
        found.update(f"to centre {card.decided_by}" for card in trace.cards if card.to_centre)
        counts.append(found)
    return counts


def expected(found: Forecast) -> dict[str, float]:
    names = ("shut_out", "duty_kzt", "refundable_kzt", "filings")
    return (
        {rule: float(by_day.sum()) for rule, by_day in found.decided.items()}
        | {name: float(getattr(found, name).sum()) for name in names}
        | {f"to centre {rule}": float(by.sum()) for rule, by in found.to_centre.items()}
    )


SCENARIOS: list[tuple[str, dict[str, dict[str, Any]]]] = [
    ("the law's windows", {}),
    (
        "a wide window, few reminded, no retries",
        {
            "policy": {"window_before_days": 45, "window_after_days": 20},
            "behaviour": {"mobile_base_share": 0.5, "reminder_days": 45, "attempts": 1},
        },
    ),
    (
        "a narrow window, read strictly, many early and late, no duty",
        {
            "policy": {
                "window_before_days": 10,
                "window_after_days": 3,
                "readings": {"expiry_day": "expired", "duty_2026": "exempt", "reason": "stated"},
            },
            "behaviour": {
                "filing_early_share": 0.2,
                "filing_near_share": 0.3,
                "filing_late_share": 0.2,
                "passport_share": 0.1,
                "duty_unpaid_share": 0.3,
                "filed_by_other_share": 0.1,
            },
        },
    ),
    (
        "a register that is often down, and a pilot that ends",
        {
            "policy": {"id_card_pilot": ["2025-05-28", "2026-02-28"]},
            "registries": {"gbd_fl": {"availability": 0.6, "outage_minutes": 5}},
            "id_pipeline": {"outside_days": {"dist": "constant", "mean": 4}},
        },
    ),
]


@pytest.mark.parametrize(
    "levers", [levers for _, levers in SCENARIOS], ids=[name for name, _ in SCENARIOS]
)
def test_the_runs_give_on_the_mean_what_the_forecast_says(
    levers: dict[str, dict[str, Any]], stock: Supply, city: City
) -> None:
    busy, replications = scenario(**levers), 25
    counts = simulated(busy, stock, replications)
    wanted = expected(forecast(busy, expiries(city, busy.first, busy.days)))
    assert wanted["filings"] > 20
    assert {name for count in counts for name in count} <= set(wanted)
    for name, value in wanted.items():
        got = np.array([count[name] for count in counts], dtype=float)
        error = max(got.std(ddof=1), np.sqrt(value)) / np.sqrt(replications)
        assert abs(got.mean() - value) <= 4 * error, (name, got.mean(), value, error)


def test_every_application_of_the_forecast_is_decided_by_one_rule(city: City) -> None:
    busy = scenario()
    found = forecast(busy, expiries(city, busy.first, busy.days))
    assert sum(found.decided.values()) == pytest.approx(found.filings)
    assert (found.filings >= found.first_filings - 1e-9).all()
    assert found.refundable_kzt.sum() < found.duty_kzt.sum()


def test_nobody_is_expected_where_nobody_renews(city: City) -> None:
    quiet = scenario(demand={"id_renewals": False})
    found = forecast(quiet, expiries(city, quiet.first, quiet.days))
    assert found.filings.sum() == found.in_centre.sum() == found.duty_kzt.sum() == 0
    assert found.expiring.sum() > 0


def test_the_others_renew_in_a_centre_of_the_capital(city: City) -> None:
    cards = expiries(city, FIRST, 56)
    half, nobody = (
        forecast(scenario(demand={"id_online_share": share}), cards) for share in (0.5, 0)
    )
    assert half.in_centre == pytest.approx(nobody.in_centre / 2)
    assert nobody.filings.sum() == 0
    assert nobody.in_centre.sum() < cards.counts.sum()


def test_without_officers_nobody_is_shut_out(city: City) -> None:
    idle = scenario(id_pipeline={"officers": 0, "outside_days": {"dist": "constant", "mean": 0}})
    cards = expiries(city, FIRST, 56)
    only_capital = cards.counts.copy()
    only_capital[1] = 0
    found = forecast(idle, type(cards)(cards.first, cards.days, only_capital))
    assert found.shut_out.sum() == 0


@pytest.mark.parametrize(
    "levers",
    [
        {},
        {"mobile_base_share": 0.3, "filing_near_share": 0.2},
        {"reminder_days": 0},
        {"reminder_days": 60, "filing_early_share": 0.4},
        {"reminder_follow_days": 0},
        {"filing_early_share": 0, "filing_after_share": 0, "filing_late_share": 1},
    ],
)
def test_the_days_of_filing_are_drawn_as_the_forecast_takes_them(
    levers: dict[str, Any], stock: Supply
) -> None:
    busy = scenario(period={"from": "2026-02-02", "until": "2026-09-01"}, behaviour=levers)
    shares = filing_shares(busy.behaviour)
    offsets = [
        int(holder.time // 1440) - holder.expiry
        for number in range(60)
        for holder in holders(busy, stock, Variates(1, number))
        if 60 <= holder.expiry < busy.days - 45  # they all file inside the period
    ]
    assert shares.sum() == pytest.approx(1)
    counts = np.bincount(np.array(offsets) + 60, minlength=len(OFFSETS))
    wanted = shares * len(offsets)
    assert len(offsets) > 1000
    assert (counts[shares == 0] == 0).all()
    assert (abs(counts - wanted) <= 4.5 * np.sqrt(wanted + 1)).all()


@pytest.mark.parametrize(
    "document",
    [
        {"dist": "constant", "mean": 3},
        {"dist": "exponential", "mean": 3},
        {"dist": "uniform", "low": 1, "high": 5},
        {"dist": "triangular", "low": 0, "mode": 1, "high": 5},
        {"dist": "triangular", "low": 2, "mode": 2, "high": 2},
        {"dist": "lognormal", "mean": 3, "sd": 2},
        {"dist": "lognormal", "mean": 0, "sd": 0},
        {"dist": "gamma", "mean": 3, "sd": 2},
        {"dist": "empirical", "values": [5, 1, 1, 2]},
    ],
)
def test_the_points_of_a_distribution_lie_as_its_draws_do(document: dict[str, Any]) -> None:
    distribution = distribution_from(document, "here")
    drawn = distribution.sample(np.random.default_rng(1), 40_000)
    assert points(distribution, 4000).mean() == pytest.approx(distribution.mean, rel=0.01)
    for share in (0.1, 0.5, 0.9):
        value = at(distribution, np.array([share]))[0]
        below = (drawn < value - 1e-9).mean(), (drawn <= value + 1e-9).mean()
        assert below[0] - 0.01 <= share <= below[1] + 0.01


def test_a_forecast_of_four_weeks_takes_milliseconds(city: City) -> None:
    busy = scenario(period={"from": FIRST.isoformat(), "until": "2026-03-02"})
    cards = expiries(city, busy.first, busy.days)
    forecast(busy, cards)  # the calendar of holidays is read once
    spent = []
    for _ in range(5):
        start = process_time()
        forecast(busy, cards)
        spent.append(process_time() - start)
    assert min(spent) < 0.05  # 7 ms on a quiet machine
