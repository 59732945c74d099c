"""Measures on traces of a few stays, whose numbers can be worked out by hand."""

import json
from collections.abc import Sequence
from math import inf, isnan, nan
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.demand.claims import supply
from simulation.measures import Summary, plain, summarise, summary_from
from simulation.measures.ratios import percentile
from simulation.model import replicate
from simulation.scenario import scenario_from
from simulation.scenario_parts import Scenario
from simulation.trace import LEFT, OTHER, SERVED, Card, Trace, post
from synthetic_data.city import City

Stay = tuple[str, float, float, float]
"""Station, and minutes: ready, served from (nan: never), until."""

HOUR = 60.0
MONDAY_TEN = 10 * HOUR


def scenario(days: int = 2, **office: Any) -> Scenario:  # noqa: ANN401 - any lever
    """From Monday, a centre that is open from nine to six, with two windows."""
    return scenario_from(
        {
            "format": "tirkeu.scenario/1",
            "period": {"from": "2026-01-12", "until": f"2026-01-{12 + days}"},
            "offices": [{"id": "one", "windows": 2} | office],
            "run": {"replications": 1, "warm_up_days": 0},
        }
    )


def traced(*stays: Stay, office: int = 0) -> Trace:
    trace = Trace()
    for number, (station, ready, start, end) in enumerate(stays):
        trace.open_case(OTHER, ready, 1)
        trace.stay(number, post(station, office), ready, start, end)
        trace.close_case(number, end, ("left", None) if isnan(start) else ("served", None))
    assert set(trace.ending) <= {SERVED, LEFT}
    return trace


def hours(summary: Summary, measure: str, statistic: str = "mean") -> dict[int, float]:
    """At the windows of the centre, by hour; hours without a value are left out."""
    return {
        hour: value
        for (what, station, office, name, hour), value in summary.hours.items()
        if (what, station, office, name) == (measure, "window", "one", statistic)
        if not isnan(value)
    }


def days(summary: Summary, measure: str) -> list[float]:
    return [value for (what, _), value in summary.days.items() if what == measure]


def test_a_wait_belongs_to_the_hour_in_which_the_visitor_became_ready() -> None:
    found = summarise(
        traced(
            ("window", MONDAY_TEN - 0.5, MONDAY_TEN + 1, MONDAY_TEN + 9),
            ("window", MONDAY_TEN, MONDAY_TEN + 4, MONDAY_TEN + 9),
            ("window", MONDAY_TEN + 59.5, MONDAY_TEN + 67.5, MONDAY_TEN + 90),
            ("window", MONDAY_TEN + 60, MONDAY_TEN + 60, MONDAY_TEN + 61),
        ),
        scenario(),
    )
    assert hours(found, "wait_minutes") == {9: 1.5, 10: 6, 11: 0}
    assert hours(found, "wait_minutes", "p90") == pytest.approx({9: 1.5, 10: 7.6, 11: 0})
    assert {hour: n for hour, n in hours(found, "visits", "count").items() if n} == {
        9: 0.5,  # in two open days
        10: 1,
        11: 0.5,
    }


def test_hours_of_all_days_are_taken_together_and_closed_ones_left_out() -> None:
    found = summarise(
        traced(
            ("window", MONDAY_TEN, MONDAY_TEN + 4, MONDAY_TEN + 9),
            ("window", MONDAY_TEN + 24 * HOUR, MONDAY_TEN + 24 * HOUR, MONDAY_TEN + 25 * HOUR),
        ),
        scenario(),
    )
    assert hours(found, "wait_minutes") == {10: 2}
    assert sorted(hours(found, "visits", "count")) == list(range(9, 18))


def test_a_visitor_whose_reception_ended_after_closing_has_an_hour_of_his_own() -> None:
    evening = 18 * HOUR + 5
    found = summarise(traced(("window", evening, evening + 3, evening + 8)), scenario())
    assert hours(found, "wait_minutes") == {18: 3}
    assert 18 not in hours(found, "queue_length")
    assert 18 not in hours(found, "utilisation")


@pytest.mark.parametrize("standard", [19.9, 20, 20.1])
def test_a_wait_as_long_as_the_standard_is_within_it(standard: float) -> None:
    document = {**scenario().document} | {"standards": {"wait_minutes": standard}}
    trace = traced(("window", MONDAY_TEN, MONDAY_TEN + 20, MONDAY_TEN + 21))
    found = summarise(trace, scenario_from(document))
    assert hours(found, "within_standard_share") == {10: float(standard >= 20)}


def test_queue_and_busy_windows_are_averaged_over_the_clock() -> None:
    trace = traced(
        ("window", MONDAY_TEN + 30, MONDAY_TEN + 75, MONDAY_TEN + 105),
        ("window", MONDAY_TEN + 45, nan, MONDAY_TEN + 60),
    )
    found = summarise(trace, scenario(days=1))
    assert hours(found, "queue_length")[10] == pytest.approx((30 + 15) / 60)
    assert hours(found, "queue_length")[11] == pytest.approx(15 / 60)
    assert hours(found, "utilisation")[11] == pytest.approx(30 / 120)  # of two windows
    assert hours(found, "abandoned_share") == {10: 0.5}
    assert found.measures["queue_length", "window", "one", "mean"] == pytest.approx(60 / 540)
    assert found.measures["queue_length", "window", "one", "max"] == 2
    assert found.measures["utilisation", "window", "one", "mean"] == pytest.approx(30 / 1080)


def test_half_hours_that_are_closed_do_not_count() -> None:
    half = scenario(days=1, opens="09:30", closes="17:45")
    wait = ("window", 9 * HOUR, 9 * HOUR + 45, 10 * HOUR)
    found = summarise(traced(wait), half)
    assert hours(found, "queue_length")[9] == pytest.approx(15 / 30)
    assert hours(found, "utilisation")[9] == pytest.approx(15 / 60)


def test_the_queue_of_one_who_goes_as_another_comes_is_one_long() -> None:
    found = summarise(
        traced(
            ("window", MONDAY_TEN, MONDAY_TEN + 5, MONDAY_TEN + 6),
            ("window", MONDAY_TEN + 5, MONDAY_TEN + 6, MONDAY_TEN + 7),
        ),
        scenario(),
    )
    assert found.measures["queue_length", "window", "one", "max"] == 1


def test_the_network_is_all_offices_together() -> None:
    document = {**scenario().document} | {"offices": [{"id": "one"}, {"id": "two"}]}
    trace = traced(("window", MONDAY_TEN, MONDAY_TEN + 2, MONDAY_TEN + 3))
    other = traced(("window", MONDAY_TEN, MONDAY_TEN + 8, MONDAY_TEN + 9), office=1)
    trace.open_case(OTHER, MONDAY_TEN, 1)
    trace.stay(1, other.post[0], other.enabled[0], other.start[0], other.end[0])
    found = summarise(trace, scenario_from(document))
    waits = {
        office: value
        for (measure, station, office, statistic, hour), value in found.hours.items()
        if (measure, station, statistic, hour) == ("wait_minutes", "window", "mean", 10)
    }
    assert waits == {"one": 2, "two": 8, "all": 5}


def test_days_are_those_of_the_warm_up_too() -> None:
    trace = traced(
        ("window", MONDAY_TEN, MONDAY_TEN + 2, MONDAY_TEN + 3),
        ("window", MONDAY_TEN + 48 * HOUR, MONDAY_TEN + 48 * HOUR + 1, MONDAY_TEN + 49 * HOUR),
    )
    document = {**scenario(days=3).document} | {"run": {"warm_up_days": 2}}
    found = summarise(trace, scenario_from(document))
    assert days(found, "visits") == [1, 0, 1]
    waits = days(found, "wait_minutes")
    assert (waits[0], isnan(waits[1]), waits[2]) == (2, True, 1)
    assert found.measures["visits", "window", "one", "count"] == 1


def test_a_visit_that_goes_on_at_a_terminal_is_one() -> None:
    trace = traced(("reception", MONDAY_TEN, MONDAY_TEN, MONDAY_TEN + 2))
    number = trace.open_case(1, MONDAY_TEN + 2, 1, reason=1)
    trace.stay(number, post("terminal"), MONDAY_TEN + 2, MONDAY_TEN + 2, MONDAY_TEN + 30)
    assert days(summarise(trace, scenario()), "visits") == [1, 0]


@pytest.mark.parametrize(
    ("end", "backlog"), [(24 * HOUR - 1, [0, 0]), (24 * HOUR + 1, [1, 0]), (inf, [1, 1])]
)
def test_a_file_is_in_the_backlog_of_every_midnight_it_lies_through(
    end: float, backlog: Sequence[float]
) -> None:
    start = nan if end == inf else MONDAY_TEN
    found = summarise(traced(("ums", MONDAY_TEN, start, end)), scenario())
    assert days(found, "ums_backlog") == backlog


def test_a_card_that_is_made_lies_at_the_pick_up_point_until_it_is_fetched() -> None:
    trace = traced(
        ("production", MONDAY_TEN, MONDAY_TEN, MONDAY_TEN + 60),
        ("pickup", MONDAY_TEN + 2 * HOUR, MONDAY_TEN + 2 * HOUR, MONDAY_TEN + 3 * HOUR),
    )
    handed_over = MONDAY_TEN + 25 * HOUR  # the first time, his ticket was the wrong one
    trace.cards.append(Card(1, 0.0, handed_over, 0.0, issued=True, duty_kzt=0, refundable_kzt=0))
    found = summarise(trace, scenario())
    assert days(found, "pickup_backlog") == [1, 0]
    assert days(found, "production_backlog") == [0, 0]


@given(st.lists(st.floats(0, 1e4), min_size=1, max_size=40), st.floats(0, 1))
def test_a_percentile_is_numpy_s(values: list[float], rank: float) -> None:
    expected = np.percentile(values, 100 * rank)
    assert percentile(np.sort(values), rank) == pytest.approx(expected, rel=1e-9, abs=1e-9)


@pytest.fixture(scope="module")
def week(city: City) -> Summary:
    busy = scenario_from(
        {
            "format": "tirkeu.scenario/1",
            "period": {"from": "2026-01-12", "until": "2026-01-19"},
            "offices": [{"id": "one", "windows": 1}, {"id": "two", "windows": 1}],
            "demand": {"residence_per_day": 20},
            "behaviour": {"patience_minutes": {"dist": "exponential", "mean": 9}},
        }
    )
    return summarise(replicate(busy, supply(city, busy.first), 0), busy)


def test_a_summary_comes_back_from_json_exactly_and_in_order(week: Summary) -> None:
    back = summary_from(json.loads(json.dumps(plain(week), allow_nan=False)))
    for part in ("measures", "hours", "days", "outcomes", "flow"):
        given, found = (list(getattr(each, part).items()) for each in (week, back))
        assert given
        assert repr(given) == repr(found)


def test_hours_add_up_to_the_whole(week: Summary) -> None:
    def by_hour(measure: str, statistic: str) -> list[float]:
        return [v for v in hours(week, measure, statistic).values() if not isnan(v)]

    visits = by_hour("visits", "count")
    assert sum(visits) * 5 == pytest.approx(week.measures["visits", "window", "one", "count"])
    queue = by_hour("queue_length", "mean")
    mean = week.measures["queue_length", "window", "one", "mean"]
    assert sum(queue) / len(queue) == pytest.approx(mean)
    assert mean > 0
