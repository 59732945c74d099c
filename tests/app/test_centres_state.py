"""The address of the Centres page: what it means, what cannot be used, and what stays the same."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.i18n import LANGUAGES, words
from app.pages.centres.changes import after, after_edit
from app.pages.centres.grid import columns, estimate_line
from app.pages.centres.screens import Screen
from app.pages.centres.state import read_asked
from app.planning.scenarios import capital, compact, expanded, office_of
from app.services import Services
from app.visit import visit
from tests.app.centres_services import PEOPLE, Documents, Runs, Standing, services, shown


@pytest.fixture
def made(tmp_path: Path) -> Services:
    return services(tmp_path)


def test_without_an_address_the_capitals_week_is_shown_under_the_law(made: Services) -> None:
    now = shown(made)
    assert now.shown.document == capital(date(2026, 2, 2), date(2026, 2, 9), PEOPLE)
    assert not now.shown.is_moved
    assert now.asked.wrong == {}


def test_norm_readings_and_windows_of_other_pages_change_the_policy_and_nothing_else(
    made: Services,
) -> None:
    now = shown(made, norm="12.5", sibling="both", before="45", after="5")
    policy = now.shown.document["policy"]
    assert policy["norm_m2"] == 12.5
    assert policy["readings"]["sibling"] == "both"
    assert (policy["window_before_days"], policy["window_after_days"]) == (45, 5)
    assert now.shown.kept["policy"]["norm_m2"] is None
    assert now.shown.base["policy"]["norm_m2"] is None
    assert now.shown.is_moved


def test_the_norm_of_the_law_is_no_change(made: Services) -> None:
    assert shown(made, norm="15").asked.carried == {}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("norm", "99"),
        ("sibling", "neither"),
        ("before", "366"),
        ("after", "-1"),
        ("station", "roof"),
        ("weekday", "8"),
        ("goal", "49"),
        ("goal", "100"),
        ("scenario", "../x"),
        ("run", "a b"),
        ("colour", "red"),
    ],
)
def test_what_cannot_be_used_is_named_and_left_out(name: str, value: str) -> None:
    asked = read_asked(visit("/centres", {name: value, "office": "nura-1"}, "ru"))
    assert asked.wrong == {name: value}
    assert asked.office == "nura-1"


@pytest.mark.parametrize("goal", ["50", "99"])
def test_the_goal_is_taken_up_to_its_limits(goal: str) -> None:
    asked = read_asked(visit("/centres", {"goal": goal}, "ru"))
    assert asked.goal == int(goal) / 100
    assert asked.wrong == {}


def test_the_day_of_the_page_moves_the_period_of_an_edited_scenario(made: Services) -> None:
    edited = after(shown(made), {"act": "lever", "value": "weeks", "typed": "2"}, made)
    moved = shown(made, scenario=str(edited.asked.scenario), day="2026-03-02")
    assert moved.shown.document["period"] == {"from": "2026-03-02", "until": "2026-03-16"}


@pytest.mark.parametrize(
    ("kept", "problem"),
    [(None, "unknown"), ({"format": "tirkeu.scenario/1", "offices": "many"}, "damaged")],
)
def test_an_unknown_or_damaged_scenario_is_told_and_the_capitals_is_shown(
    made: Services, kept: dict[str, Any] | None, problem: str
) -> None:
    key = "0123456789abcdef" if kept is None else made.store.keep(kept)
    now = shown(made, scenario=key)
    assert now.shown.problem == problem
    assert now.shown.document == shown(made).shown.document


def edit(now: Screen, made: Services, value: object, kind: str = "windows") -> Screen:
    change = {"data": {"kind": kind}, "colId": "h10", "oldValue": 1, "value": value}
    return after_edit(now, [change], made)


def test_an_edited_cell_is_kept_under_a_key_that_gives_the_same_screen_elsewhere(
    made: Services,
) -> None:
    now = edit(shown(made, office="nura-1"), made, 7)
    again = shown(made, **dict(now.visit.query))
    assert again.shown.document == now.shown.document
    windows = expanded(again.shown.document["offices"][1]["windows"])
    assert [day[10] for day in windows] == [7, 7, 7, 7, 7, 1, 1]
    assert [day[11] for day in windows] == [1] * 7


def test_an_edit_of_one_weekday_leaves_the_others(made: Services) -> None:
    now = edit(shown(made, office="nura-1", weekday="6"), made, 7)
    windows = expanded(now.shown.document["offices"][1]["windows"])
    assert [day[10] for day in windows] == [1, 1, 1, 1, 1, 7, 1]


def test_an_edit_is_of_the_office_and_the_day_it_was_typed_at(made: Services) -> None:
    row = {"kind": "windows", "office": "nura-1", "weekday": 6}
    there = after_edit(
        shown(made, office="yesil-1"), [{"data": row, "colId": "h10", "value": "7"}], made
    )
    windows = expanded(office_of(there.shown.document, "nura-1")["windows"])
    assert [day[10] for day in windows] == [1, 1, 1, 1, 1, 7, 1]
    assert there.office == "yesil-1"


@pytest.mark.parametrize("place", [{"office": "nowhere"}, {"weekday": 8}, {"office": ["nura-1"]}])
def test_an_edit_of_no_office_or_day_changes_nothing(
    made: Services, place: dict[str, object]
) -> None:
    row = {"kind": "windows", **place}
    now = after_edit(
        shown(made, office="yesil-1"), [{"data": row, "colId": "h10", "value": "7"}], made
    )
    assert "scenario" not in now.visit.query
    assert now.refused is not None


def test_an_edit_taken_back_takes_the_key_out_of_the_address(made: Services) -> None:
    now = edit(edit(shown(made, office="nura-1"), made, 7), made, 1)
    assert "scenario" not in now.visit.query


@pytest.mark.parametrize("value", ["-1", "1001", "2.5", "many", None, ""])
def test_a_cell_that_cannot_be_used_changes_nothing_and_is_told(
    made: Services, value: object
) -> None:
    now = edit(shown(made, office="nura-1"), made, value)
    assert "scenario" not in now.visit.query
    assert now.refused is not None
    assert "grid" in now.refused


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("typed", "key"), [("2.5", "refused"), (" ", "refused_empty")])
def test_a_refused_cell_is_told_below_the_grid_with_what_it_takes(
    made: Services, language: str, typed: str, key: str
) -> None:
    edits = [{"data": {"kind": "windows"}, "colId": "h10", "value": typed}]
    now = after_edit(shown(made, office="nura-1", lang=language), edits, made)
    said = words(language)(f"centres.grid.{key}", got=typed, most=1000)
    assert said in str(estimate_line(now))


def test_whatever_is_typed_into_a_cell_reaches_the_server(made: Services) -> None:
    hours = columns(shown(made, office="nura-1"))[1:]
    assert {hour["cellEditor"] for hour in hours} == {"agTextCellEditor"}


@pytest.mark.parametrize("value", ["0", 1000])
def test_the_limits_of_a_cell_are_taken(made: Services, value: object) -> None:
    assert "scenario" in edit(shown(made, office="nura-1"), made, value).visit.query


@pytest.mark.parametrize(
    "edits", [None, "x", [1], [{"data": {"kind": "roof"}, "colId": "h10", "value": 1}], [{}]]
)
def test_what_no_grid_tells_changes_nothing(made: Services, edits: object) -> None:
    assert "scenario" not in after_edit(shown(made), edits, made).visit.query


@pytest.mark.parametrize(
    "asked", [None, "run", {}, {"act": "fly"}, {"act": "office", "value": "x"}]
)
def test_what_no_button_says_changes_nothing(made: Services, asked: object) -> None:
    now = shown(made)
    assert after(now, asked, made).visit.query == now.visit.query


@pytest.mark.parametrize(
    ("act", "value"), [("office", "nura-1"), ("station", "terminal"), ("weekday", "6")]
)
def test_a_choice_stands_in_the_address(made: Services, act: str, value: str) -> None:
    assert after(shown(made), {"act": act, "value": value}, made).visit.query[act] == value


def test_a_run_is_asked_with_the_city_and_compared_with_the_capital_under_the_law(
    made: Services,
) -> None:
    now = after(edit(shown(made, norm="12"), made, 7), {"act": "run"}, made)
    jobs: Any = made.jobs
    assert isinstance(jobs, Runs)
    ((kind, document),) = jobs.started
    assert kind == "simulate"
    assert document["scenario"]["city"] == {"population": PEOPLE, "seed": 1}
    assert document["scenario"]["policy"]["norm_m2"] == 12
    assert document["baseline"]["policy"]["norm_m2"] is None
    assert document["baseline"]["run"] == document["scenario"]["run"]
    assert now.result is not None
    assert not now.is_outdated


def test_the_capital_under_the_law_is_compared_with_nothing(made: Services) -> None:
    now = after(shown(made), {"act": "run"}, made)
    jobs: Any = made.jobs
    assert jobs.started[0][1]["baseline"] is None
    assert now.baseline is None


def test_a_result_is_outdated_as_soon_as_the_scenario_is_another_one(made: Services) -> None:
    ran = after(shown(made, office="nura-1"), {"act": "run"}, made)
    assert edit(ran, made, 7).is_outdated
    assert not edit(edit(ran, made, 7), made, 1).is_outdated
    assert shown(made, **{**ran.visit.query, "norm": "12"}).is_outdated


def test_cancelling_stops_the_run_of_the_address_only(made: Services) -> None:
    jobs: Any = made.jobs
    jobs.standing |= {"r1": Standing("running"), "r2": Standing("running")}
    now = after(shown(made, run="r1", plan="r2"), {"act": "cancel", "value": "run"}, made)
    assert jobs.cancelled == ["r1"]
    assert now.run is not None
    assert now.run.state == "cancelled"
    assert now.is_open


def test_back_to_the_law_takes_the_policy_of_other_pages_away(made: Services) -> None:
    now = after(shown(made, norm="12", before="40", office="nura-1"), {"act": "lawful"}, made)
    assert dict(now.visit.query) == {"office": "nura-1"}


@pytest.mark.parametrize("profile", [3, [1, 2] * 12, [[1, 2] * 12, *[[3] * 24] * 6]])
def test_a_profile_is_written_as_shortly_as_it_came(profile: Any) -> None:  # noqa: ANN401 - a profile
    assert compact(expanded(profile)) == profile


def test_the_store_keeps_one_document_for_one_scenario(made: Services) -> None:
    store: Any = made.store
    assert isinstance(store, Documents)
    for _ in range(2):
        edit(shown(made, office="nura-1"), made, 7)
    assert len(store.kept) == 1
