"""Runs as a whole: same bytes, nobody lost, extremes, and the same people in every scenario."""

import csv
import json
from math import isfinite
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from domain.errors import BadInput
from simulation.demand.claims import supply
from simulation.model import replicate
from simulation.run import run
from simulation.scenario import scenario_from
from simulation.trace import FIRST, Trace, post
from synthetic_data.city import City

Document = dict[str, Any]
WEEK: Document = {
    "format": "tirkeu.scenario/1",
    "period": {"from": "2026-01-12", "until": "2026-01-19"},
    "demand": {"residence_per_day": 20, "temporary_stay_per_day": 5, "id_online_share": 1},
    "run": {"replications": 3},
}


def merged(*parts: Document) -> Document:
    whole: Document = {}
    for part in parts:
        for key, value in part.items():
            both = isinstance(value, dict) and isinstance(whole.get(key), dict)
            whole[key] = {**whole[key], **value} if both else value
    return whole


def traced(document: Document, city: City, replication: int = 0) -> Trace:
    scenario = scenario_from(document)
    return replicate(scenario, supply(city, scenario.first), replication)


def value(results: Document, measure: str, station: str, statistic: str = "mean") -> float:
    rows = [
        row["value"]
        for row in results["measures"]
        if (row["measure"], row["station"], row["statistic"]) == (measure, station, statistic)
        and row["office"] == "all"
    ]
    assert len(rows) == 1
    return float(rows[0])


def test_the_same_seed_gives_the_same_bytes_with_one_and_with_two_processes(
    city: City, tmp_path: Path
) -> None:
    scenario = scenario_from(WEEK)
    texts: list[str] = []
    logs: list[bytes] = []
    for jobs in (1, 2, 1):
        events = tmp_path / f"{len(logs)}.csv"
        texts.append(json.dumps(run(scenario, city, jobs=jobs, events=events)))
        logs.append(events.read_bytes())
    assert len(set(texts)) == 1
    assert len(set(logs)) == 1


def test_another_seed_gives_another_result(city: City) -> None:
    other = scenario_from(merged(WEEK, {"run": {"seed": 2}}))
    assert run(other, city)["measures"] != run(scenario_from(WEEK), city)["measures"]


def test_progress_is_told_after_every_replication(city: City) -> None:
    told: list[tuple[int, int]] = []
    run(scenario_from(WEEK), city, progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_one_replication_has_no_interval(city: City) -> None:
    results = run(scenario_from(merged(WEEK, {"run": {"replications": 1}})), city)
    assert {row["ci95"] for row in results["measures"]} == {None}


def test_the_results_say_what_was_run(city: City) -> None:
    results = run(scenario_from(WEEK), city)
    assert results["format"] == "tirkeu.results/1"
    assert results["scenario"]["city"] == {"population": 4000, "seed": 1}
    assert scenario_from(results["scenario"]).document == results["scenario"]
    assert (results["replications"], results["seed"]) == (3, 1)
    assert len(results["scenario_sha256"]) == 64


def test_a_measure_is_there_where_nothing_happened(queue: Any) -> None:  # noqa: ANN401
    quiet, busy = (run(scenario_from(queue(visits, replications=2))) for visits in (0, 5))
    keys = [[tuple(row.values())[:4] for row in found["measures"]] for found in (quiet, busy)]
    assert keys[0] == keys[1]
    waits = [row for row in quiet["measures"] if row["measure"] == "wait_minutes"]
    assert waits
    assert {(row["value"], row["ci95"]) for row in waits} == {(None, None)}
    assert value(quiet, "visits", "window", "count") == 0


EXTREMES: list[tuple[str, Document]] = [
    ("as it is", {}),
    ("closed", {"offices": [{"working_days": []}]}),
    ("no windows", {"offices": [{"windows": 0}]}),
    ("no desks", {"offices": [{"reception_desks": 0}]}),
    ("no terminals", {"offices": [{"self_service_terminals": 0}]}),
    ("one window for everybody", {"demand": {"other_visits_per_hour": {"centre-1": 60}}}),
    ("endless windows", {"offices": [{"windows": 1000}]}),
    ("impatient", {"behaviour": {"patience_minutes": {"dist": "constant", "mean": 0}}}),
    ("no officers", {"id_pipeline": {"officers": 0}}),
    ("officers without a day", {"id_pipeline": {"working_days": []}}),
    ("payment never answers", {"registries": {"payment": {"availability": 0}}}),
    ("nothing answers", {"registries": {"egkn": {"availability": 0}}}),
    ("everything answers", {"registries": {"egkn": {"availability": 1, "latency_seconds": 0}}}),
    ("tiny norm", {"policy": {"norm_m2": 0.1}}),
    ("huge norm", {"policy": {"norm_m2": 1000}}),
    ("no demand", {"demand": {"residence_per_day": 0, "temporary_stay_per_day": 0}}),
    ("warm-up", {"run": {"warm_up_days": 6}}),
    (
        "owners who take a year",
        {
            "behaviour": {
                "consent_hours": {"dist": "constant", "mean": 9000},
                "consent_limit_hours": 10000,
            }
        },
    ),
    (
        "cards that take a year",
        {
            "id_pipeline": {"production_days": {"dist": "constant", "mean": 100}},
            "behaviour": {"pickup_days": {"dist": "constant", "mean": 365}},
        },
    ),
    ("lunch", {"offices": [{"windows": [0] * 9 + [3] * 4 + [0] + [3] * 10}]}),
    ("two offices", {"offices": [{"id": "a"}, {"id": "b", "opens": "00:00", "closes": "24:00"}]}),
]


@pytest.mark.parametrize(("name", "change"), EXTREMES)
def test_everybody_is_accounted_for(name: str, change: Document, city: City) -> None:
    results = run(scenario_from(merged(WEEK, change)), city)
    flow = results["flow"]
    assert flow["entered"] == flow["completed"] + flow["abandoned"] + flow["in_progress"]
    assert flow["entered"] > 0
    assert all(row["value"] is None or isfinite(row["value"]) for row in results["measures"])
    assert "NaN" not in json.dumps(results)


def test_a_norm_that_nobody_reaches_and_one_that_everybody_reaches(city: City) -> None:
    def admitted_by(norm: float) -> set[str]:
        results = run(scenario_from(merged(WEEK, {"policy": {"norm_m2": norm}})), city)
        rows = [row for row in results["outcomes"] if row["outcome"] == "registered"]
        return {row["basis"] for row in rows}

    assert admitted_by(0.1) <= {"norm", "owner", "hall"}
    assert "norm" not in admitted_by(1000)


def test_a_closed_pilot_takes_no_application(city: City) -> None:
    policy = {"residence_pilot": ["2027-01-01", "2027-06-30"]}
    results = run(scenario_from(merged(WEEK, {"policy": policy})), city)
    outcomes = {r["outcome"] for r in results["outcomes"] if r["service"] != "id_card"}
    assert outcomes == {"not_in_pilot"}
    assert results["hypothetical"] == ["policy.residence_pilot"]


def test_a_wider_window_lets_more_cards_be_renewed(city: City) -> None:
    def too_early(days: int) -> float:
        policy = {"window_before_days": days}
        results = run(scenario_from(merged(WEEK, {"policy": policy})), city)
        rows = results["outcomes"]
        return float(sum(row["count"] for row in rows if row["outcome"] == "too_early"))

    assert too_early(5) > too_early(30) >= too_early(90) == 0


def test_annulled_applications_are_paid_again_and_owed_back(city: City) -> None:
    pipeline = {"photo_mismatch_share": 1, "intake_days": {"dist": "constant", "mean": 0}}
    document = merged(WEEK, {"id_pipeline": pipeline})
    results = run(scenario_from(document), city)
    assert value(results, "duty_paid_kzt", "all", "sum") > 0
    assert value(results, "duty_refundable_kzt", "all", "sum") >= value(
        results, "duty_paid_kzt", "all", "sum"
    )
    assert "issued" not in {row["outcome"] for row in results["outcomes"]}
    assert value(results, "repeat_visits", "all", "count") > 0


@pytest.mark.parametrize(
    ("first", "until"), [("2000-01-01", "2000-01-03"), ("2100-12-29", "2100-12-31")]
)
def test_a_city_lives_through_the_first_and_the_last_days_of_the_range(
    first: str, until: str, city: City
) -> None:
    document = merged(WEEK, {"period": {"from": first, "until": until}})
    assert run(scenario_from(document), city)["flow"]["entered"] > 0


def test_a_run_that_needs_people_says_that_it_has_no_city() -> None:
    with pytest.raises(BadInput, match="city"):
        run(scenario_from(WEEK), None)


@pytest.mark.parametrize("jobs", [0, -1, 10_000])
def test_a_number_of_processes_that_makes_no_sense_is_refused(jobs: int, city: City) -> None:
    with pytest.raises(BadInput, match="jobs"):
        run(scenario_from(WEEK), city, jobs=jobs)


def test_events_that_cannot_be_written_are_refused(city: City, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="can be written"):
        run(scenario_from(WEEK), city, events=tmp_path)


def test_events_are_written_as_replications_arrive_and_none_is_kept(
    city: City, tmp_path: Path
) -> None:
    path = tmp_path / "events.csv"
    sizes: list[int] = []

    def look(_done: int, _all: int) -> None:
        assert not path.exists()
        (aside,) = tmp_path.iterdir()
        sizes.append(aside.stat().st_size)

    run(scenario_from(WEEK), city, events=path, progress=look)
    assert 0 < sizes[0] < sizes[1] < sizes[2] <= path.stat().st_size


def test_a_run_that_is_stopped_leaves_the_events_of_the_last(city: City, tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text("old", "utf-8")

    def stop(_done: int, _all: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(scenario_from(WEEK), city, events=path, progress=stop)
    assert path.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_the_event_log_keeps_the_order_of_every_stay(city: City, tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    patience = {"patience_minutes": {"dist": "exponential", "mean": 2}}
    offices = [{"windows": 1}]
    run(scenario_from(merged(WEEK, {"behaviour": patience, "offices": offices})), city, events=path)
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    left = [row for row in rows if row["left"]]
    served = [row for row in rows if not row["left"]]
    assert left
    assert all(not row["start"] and not row["end"] for row in left)
    assert all(float(r["enabled"]) <= float(r["start"]) <= float(r["end"]) for r in served)
    assert {row["replication"] for row in rows} == {"1", "2", "3"}
    assert {row["service"] for row in rows} == {
        "other",
        "residence",
        "temporary_stay",
        "id_card",
    }


def columns(trace: Trace, station: str) -> np.ndarray:
    here = np.array(trace.post) == post(station)
    return np.array([trace.case, trace.enabled, trace.start, trace.end], dtype=float)[:, here]


def test_other_windows_change_nobodys_coming_service_or_patience(city: City) -> None:
    alike = {"demand": {"residence_per_day": 0, "temporary_stay_per_day": 0, "id_renewals": False}}
    few, many = (
        columns(traced(merged(WEEK, alike, {"offices": [{"windows": n}]}), city), "window")
        for n in (1, 5)
    )
    few, many = few[:, np.argsort(few[0])], many[:, np.argsort(many[0])]
    assert np.array_equal(few[:2], many[:2])
    assert np.allclose(few[3] - few[2], many[3] - many[2])
    assert (few[2] - few[1]).mean() > (many[2] - many[1]).mean()


def test_a_norm_changes_nobodys_coming(city: City) -> None:
    def firsts(norm: float) -> list[tuple[int, float]]:
        trace = traced(merged(WEEK, {"policy": {"norm_m2": norm}}), city)
        cases = zip(trace.service, trace.entered, trace.reason, strict=True)
        return sorted((s, round(t, 9)) for s, t, reason in cases if reason == FIRST and s != 0)

    assert firsts(6) == firsts(30)


def test_nobody_is_served_twice_at_once_by_one_window(city: City) -> None:
    trace = traced(merged(WEEK, {"offices": [{"windows": 1}]}), city)
    served = columns(trace, "window")
    order = np.argsort(served[2])
    starts, ends = served[2][order], served[3][order]
    assert (starts[1:] >= ends[:-1] - 1e-9).all()


def test_people_wait_in_the_order_of_their_coming(city: City) -> None:
    served = columns(traced(merged(WEEK, {"offices": [{"windows": 1}]}), city), "window")
    order = np.lexsort((served[0], served[1]))
    assert (np.diff(served[2][order]) >= -1e-9).all()


def test_those_inside_at_closing_are_served_the_same_evening(city: City) -> None:
    visits = {"other_visits_per_hour": {"centre-1": 4}}
    document = merged(WEEK, {"offices": [{"windows": 1}], "demand": visits})
    served = columns(traced(document, city), "window")
    evening = served[3] % 1440 > 18 * 60
    assert evening.any()
    assert (served[1] // 1440 == served[2] // 1440).all()


def test_little_s_law_holds_exactly_on_a_trace_that_ran_empty(queue: Any) -> None:  # noqa: ANN401
    document = queue(30, windows=1, warm_up_days=0, replications=1)
    document["offices"][0] |= {"opens": "09:00", "closes": "18:00"}
    results = run(scenario_from(document))
    scenario = scenario_from(document)
    served = columns(replicate(scenario, None, 0), "window")
    in_hours = (served[2] % 1440 <= 18 * 60) & (served[2] % 1440 >= 9 * 60)
    waits = served[2] - served[1]
    open_minutes = 15 * 9 * 60
    expected = (waits[in_hours].sum() + clipped(served[:, ~in_hours])) / open_minutes
    assert value(results, "queue_length", "window") == pytest.approx(expected, rel=1e-9)


def clipped(late: np.ndarray) -> float:
    """Minutes that those served after closing had waited before it."""
    closing = late[1] // 1440 * 1440 + 18 * 60
    return float(np.maximum(0.0, closing - late[1]).sum())
