"""Measures of offices and of cases, on traces of a few rows."""

from collections.abc import Sequence
from math import inf, isnan, nan
from typing import Any

import numpy as np
import pytest

from simulation.measures import Summary, summarise
from simulation.measures.offices import overtime
from simulation.scenario import scenario_from
from simulation.scenario_parts import Scenario
from simulation.trace import REASONS, SERVICES, Card, Trace, post

HOUR = 60.0
DAY = 1440.0
NEVER = {"opens": "00:00", "closes": "24:00", "working_days": [1, 2, 3, 4, 5, 6, 7]}


def scenario(**office: Any) -> Scenario:  # noqa: ANN401 - any lever
    """Monday and Tuesday, open from nine to six, the first day not measured if it says so."""
    run = {"replications": 1, "warm_up_days": office.pop("warm_up_days", 0)}
    return scenario_from(
        {
            "format": "tirkeu.scenario/1",
            "period": {"from": "2026-01-12", "until": "2026-01-14"},
            "offices": [{"id": "one"} | office],
            "run": run,
        }
    )


def served(*ends: float, service: str = "other", station: str = "window") -> Trace:
    trace = Trace()
    for number, end in enumerate(ends):
        trace.open_case(SERVICES.index(service), end - 10, 1)
        trace.stay(number, post(station), end - 10, end - 10, end)
    return trace


def row(found: Summary, measure: str, statistic: str = "count", office: str = "all") -> float:
    (value,) = (
        value
        for (what, station, place, name), value in found.measures.items()
        if (what, station, place, name) == (measure, "all", office, statistic)
    )
    return value


EVENING = 18 * HOUR


@pytest.mark.parametrize(
    ("ends", "mean"),
    [
        ((), 0),
        ((EVENING - 1,), 0),
        ((EVENING,), 0),
        ((EVENING + 1,), 0.5),
        ((EVENING + 1, EVENING + 7, EVENING + 3), 3.5),
        ((EVENING + 7, DAY + EVENING + 20), 13.5),
        ((DAY + 10 * HOUR,), 0),  # the next day's visitors do not stay late the evening before
    ],
)
def test_overtime_lasts_from_closing_to_the_last_visitor(
    ends: Sequence[float], mean: float
) -> None:
    found = summarise(served(*ends), scenario())
    assert row(found, "overtime_minutes", "mean", "one") == mean
    assert row(found, "overtime_minutes", "mean") == mean


def test_a_day_that_is_not_measured_has_no_overtime() -> None:
    found = summarise(served(EVENING + 30, DAY + EVENING + 4), scenario(warm_up_days=1))
    assert row(found, "overtime_minutes", "mean", "one") == 4


def test_an_office_that_never_closes_has_no_overtime() -> None:
    found = summarise(served(2 * DAY - 1, 2 * DAY + 30), scenario(**NEVER))
    assert isnan(row(found, "overtime_minutes", "mean", "one"))


def test_noon_is_no_closing() -> None:
    found = summarise(served(13 * HOUR + 20), scenario(lunch=["13:00", "14:00"]))
    assert row(found, "overtime_minutes", "mean", "one") == 0


def test_those_who_were_never_served_stay_no_evening_long() -> None:
    assert overtime([(10, 20), (30, inf)], np.array([inf, 12, 21, 31])).tolist() == [2, 1]


def test_the_load_of_a_station_is_shared_out_by_minutes_of_service() -> None:
    trace = Trace()
    for service, station, minutes in (
        ("other", "window", 30),
        ("residence", "window", 10),
        ("residence", "terminal", 20),
        ("id_card", "reception", 0),
    ):
        number = trace.open_case(SERVICES.index(service), 600, 1)
        trace.stay(number, post(station), 600, 600, 600 + minutes)
    trace.stay(0, post("window"), 600, nan, 900)
    found = summarise(trace, scenario()).measures
    at_windows = {s: found["load_share", "window", "one", s] for s in SERVICES}
    in_all = {s: found["load_share", "all", "all", s] for s in SERVICES}
    assert at_windows == {"other": 0.75, "residence": 0.25, "temporary_stay": 0, "id_card": 0}
    assert in_all == {"other": 0.5, "residence": 0.5, "temporary_stay": 0, "id_card": 0}


def test_nobody_s_load_has_no_shares() -> None:
    found = summarise(Trace(), scenario()).measures
    assert isnan(found["load_share", "window", "one", "other"])


def test_repeat_visits_are_counted_by_what_caused_them() -> None:
    trace = Trace()
    for attempt, reason in ((1, "first"), (1, "goes_on"), (2, "asks"), (3, "asks"), (2, "opens")):
        trace.open_case(1, 600, attempt, REASONS.index(reason))
    trace.open_case(1, 2 * DAY, 2, REASONS.index("asks"))  # after the period
    found = summarise(trace, scenario())
    by_reason = {reason: row(found, "repeat_visits", reason) for reason in REASONS[1:]}
    assert {reason: count for reason, count in by_reason.items() if count} == {
        "asks": 2,
        "opens": 1,
    }
    assert row(found, "repeat_visits") == 3


@pytest.mark.parametrize(
    ("reason", "count"),
    [("first", 1), ("annulled", 1), ("opens", 1), ("collects", 0), ("asks", 0)],
)
def test_visits_on_account_of_an_application_are_none(reason: str, count: int) -> None:
    trace = Trace()
    trace.open_case(SERVICES.index("id_card"), 600, 1, REASONS.index(reason))
    trace.open_case(SERVICES.index("residence"), DAY, 1, REASONS.index(reason))
    found = summarise(trace, scenario())
    assert row(found, "card_applications") == count
    days = {key: value for key, value in found.days.items() if value}
    assert (("card_applications", 0) in days) == count
    assert (("registrations_filed", 1) in days) == count


def cards() -> Trace:
    """Three holders: issued in time, issued three days late, annulled and shut out."""
    trace = Trace()
    endings = (("issued", None), ("issued", None), ("annulled", "photo"), ("too_early", None))
    for ending in endings:
        number = trace.open_case(SERVICES.index("id_card"), 600, 1)
        trace.close_case(number, DAY + 600, ending)
    common = {"first_filed": 600.0, "ended": DAY + 600, "duty_kzt": 865}
    rows: list[dict[str, Any]] = [
        {"expired": 5 * DAY, "issued": True},
        {"expired": DAY + 600 - 3 * DAY, "issued": True},
        {"expired": 0.0, "issued": False, "refundable_kzt": 865, "shut_out": True},
        {"expired": 50 * DAY, "issued": False, "to_centre": True},
    ]
    for number, card in enumerate(rows):
        trace.cards.append(Card(**({"case": number, "refundable_kzt": 0} | common | card)))
    return trace


def test_cards_are_measured_from_the_first_filing_and_from_the_expiry() -> None:
    found = summarise(cards(), scenario())
    expected = {
        ("cards_issued", "count"): 2,
        ("cards_annulled", "count"): 1,
        ("card_applications", "count"): 4,
        ("shut_out_by_clock", "count"): 1,
        ("lead_time_working_days", "mean"): 1,
        ("lead_time_working_days", "p90"): 1,
        ("days_without_valid_card", "mean"): 1.5,
        ("holders_without_valid_card", "count"): 1,
        ("sent_to_centre", "count"): 1,
        ("sent_to_centre", "too_early"): 1,
        ("sent_to_centre", "biometrics_failed"): 0,
        ("duty_paid_kzt", "sum"): 4 * 865,
        ("duty_refundable_kzt", "sum"): 865,
    }
    assert {key: row(found, *key) for key in expected} == pytest.approx(expected)
    assert found.days["cards_issued", 1] == 2
    assert found.days["cards_annulled", 1] == 1


def test_consultants_have_rows_where_somebody_came_to_them_only() -> None:
    def stations(trace: Trace) -> set[str]:
        return {key[1] for key in summarise(trace, scenario()).measures}

    assert "consultant" not in stations(served(700))
    assert "consultant" in stations(served(700, station="consultant"))
