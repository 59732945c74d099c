"""Days that are no ordinary days: everybody is accounted for and nothing hangs."""

from typing import Any

import pytest

from simulation.run import run
from simulation.scenario import scenario_from
from simulation.trace import STATIONS
from synthetic_data.city import City

ALWAYS = {"opens": "00:00", "closes": "24:00", "working_days": [1, 2, 3, 4, 5, 6, 7]}
HOLIDAYS = {"from": "2026-03-21", "until": "2026-03-26"}  # a weekend and three days of Nauryz
WEEK = {"from": "2026-01-12", "until": "2026-01-19"}


def ran(city: City, office: dict[str, Any], **more: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    document = {"format": "tirkeu.scenario/1", "period": WEEK, "offices": [office], **more}
    document["run"] = {"replications": 1}
    document["demand"] = {"residence_per_day": 10} | document.get("demand", {})
    return run(scenario_from(document), city)


def value(results: dict[str, Any], measure: str, station: str, statistic: str) -> float | None:
    for row in results["measures"]:
        key = (row["measure"], row["station"], row["office"], row["statistic"])
        if key == (measure, station, "all", statistic):
            return row["value"]  # type: ignore[no-any-return]
    return None


@pytest.mark.parametrize(
    ("office", "more"),
    [
        ({"working_days": []}, {}),
        ({}, {"period": HOLIDAYS}),
        ({"lunch": ["09:00", "18:00"]}, {}),
        ({"shifts": []}, {}),
        ({"breaks": [{"from": "00:00", "until": "24:00", "away_share": 1}]}, {}),
        ({"windows": 0, "reception_desks": 0, "self_service_terminals": 0}, {}),
        ({"consultants": 0}, {"demand": {"access_share": 0}}),
        ({}, {"demand": {"booked_share": 1, "no_show_share": 1, "centre_share": 1}}),
        ({}, {"id_pipeline": {"lunch": ["09:00", "18:00"]}}),
        ({**ALWAYS, "lunch": ["00:00", "24:00"]}, {}),
    ],
)
def test_on_odd_days_everybody_is_accounted_for(
    office: dict[str, Any], more: dict[str, Any], city: City
) -> None:
    flow = ran(city, office, **more)["flow"]
    assert flow["entered"] == flow["completed"] + flow["abandoned"] + flow["in_progress"]


def test_on_holidays_nobody_is_at_a_centre_and_everybody_else_goes_on(city: City) -> None:
    results = ran(city, {}, period=HOLIDAYS)
    visits = {station: value(results, "visits", station, "count") for station in STATIONS}
    assert visits["reception"] == visits["window"] == 0
    assert (visits["online"] or 0) > 10


def test_an_office_that_never_closes_has_visitors_on_holidays(city: City) -> None:
    results = ran(city, ALWAYS, period=HOLIDAYS)
    assert (value(results, "visits", "reception", "count") or 0) > 10


def test_over_holidays_cards_take_as_many_working_days_as_ever(
    city: City,
) -> None:
    """Intake, production and delivery of fixed length, a check and a pick-up of none."""
    nothing = {"dist": "constant", "mean": 0}
    pipeline = {
        "officers": 50,
        "pickup_desks": 50,
        "opens": "00:00",
        "closes": "24:00",
        "intake_days": {"dist": "constant", "mean": 1},
        "production_days": {"dist": "constant", "mean": 4},
        "check_minutes": nothing,
    }
    more = {
        "id_pipeline": pipeline,
        "demand": {"id_online_share": 1, "residence_per_day": 0, "temporary_stay_per_day": 0},
        "behaviour": {"pickup_days": nothing, "attempts": 1},
        "service_minutes": {"pickup": nothing},
    }
    period = {"from": "2026-03-02", "until": "2026-03-30"}  # with 9, 23, 24, 25 March off
    lead = value(ran(city, {}, period=period, **more), "lead_time_working_days", "all", "mean")
    assert lead == pytest.approx(5, abs=0.02)
