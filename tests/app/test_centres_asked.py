"""What the Centres page is asked: by scripts, addresses and files that may be wrong or late."""

from pathlib import Path
from typing import Any

import pytest
from dash import no_update

from app.factory import create_app
from app.i18n import words
from app.pages.centres.callbacks import DRAWN, answered
from app.pages.centres.changes import after, after_edit
from app.pages.centres.grid import rows
from app.pages.centres.page import known, page
from app.pages.centres.screens import Screen
from app.pages.centres.sentences import is_hypothetical
from app.services import Services
from tests.app.centres_services import Standing, services, shown
from tests.app.test_centres_page import text


@pytest.fixture
def made(tmp_path: Path) -> Services:
    return services(tmp_path)


@pytest.fixture
def ran(made: Services) -> Screen:
    return after(shown(made), {"act": "run"}, made)


def saved_text(made: Services, name: str, **query: str) -> str:
    client = create_app(made.settings, made).server.test_client()
    answer = client.get(f"/centres/{name}.csv", query_string={"lang": "en", **query})
    assert answer.status_code == 200
    return str(answer.get_data(as_text=True))


def test_head_and_files_are_marked_each_by_what_it_is_of(made: Services) -> None:
    """The run is lawful, the scenario beside it is not."""
    lawful = after(shown(made, day="2026-08-03"), {"act": "run"}, made)
    asked = {"act": "lever", "value": "residence_pilot_until", "typed": "2026-12-31"}
    beside = after(lawful, asked, made)
    assert is_hypothetical(lawful) == []
    assert is_hypothetical(beside) == ["policy.residence_pilot"]
    assert words("en")("centres.file.hypothetical") not in saved_text(
        made, "offices", **dict(beside.visit.query)
    )


@pytest.mark.parametrize("name", ["plan", "roster"])
def test_a_plan_is_saved_with_its_own_period_target_and_mark(made: Services, name: str) -> None:
    later = after(
        shown(made, day="2026-08-03"),
        {"act": "lever", "value": "residence_pilot_until", "typed": "2026-12-31"},
        made,
    )
    plan = {
        "scenario": {**later.shown.document, "city": None},
        "target": {"wait_minutes": 15.0, "share": 0.8},
        "replications": 12,
        "hypothetical": ["policy.residence_pilot"],
        "hours": [],
        "roster": [],
    }
    made.jobs.standing["p"] = Standing(result=plan)  # type: ignore[attr-defined]
    said = saved_text(made, name, plan="p")
    assert "3 August 2026" in said
    assert "2 February 2026" not in said
    assert "80% wait no longer than 15" in said
    assert "policy.residence_pilot" in said
    assert words("en")("centres.file.search") in said
    assert words("en")("centres.plan.outdated") in said
    assert "Quick estimate" not in said


@pytest.mark.parametrize("parameter", ["run", "plan", "play"])
@pytest.mark.parametrize("kind", ["simulate", "staff", "playback"])
def test_a_run_of_another_kind_is_lost_and_no_error(
    made: Services, parameter: str, kind: str
) -> None:
    made.jobs.standing["x"] = Standing(kind=kind, result={})  # type: ignore[attr-defined]
    if {"run": "simulate", "plan": "staff", "play": "playback"}[parameter] == kind:
        return
    now = shown(made, "en", **{parameter: "x"})
    said = text(page(now))
    lost = f"centres.problem.lost_{parameter}"
    assert words("en")(lost if parameter != "play" else "centres_below.lost.play") in said
    after(now, {"act": "cancel", "value": parameter}, made)
    assert made.jobs.cancelled == []  # type: ignore[attr-defined]


FORGED: list[dict[str, Any]] = [
    {"format": "tirkeu.fit/1"},
    {"format": "tirkeu.fit/1", "service_minutes": None, "arrivals": "many"},
    {"shifts": "nothing of a shift"},
    {"shifts": ["name,start,end,lunch"]},
    {"format": "tirkeu.scenario/1"},
    {},
]


@pytest.mark.parametrize("document", FORGED)
@pytest.mark.parametrize("parameter", ["fit", "shifts"])
def test_a_document_that_is_not_what_it_claims_is_lost_and_no_error(
    made: Services, parameter: str, document: dict[str, Any]
) -> None:
    key = made.store.keep(document)
    said = text(page(shown(made, "en", **{parameter: key})))
    assert words("en")(f"centres_below.lost.{parameter}") in said


@pytest.mark.parametrize("parameter", ["play", "fit", "shifts"])
def test_a_key_below_the_grid_that_cannot_be_one_is_named(made: Services, parameter: str) -> None:
    assert shown(made, **{parameter: "a b"}).asked.wrong == {parameter: "a b"}


CELL = {"data": {"kind": "windows"}, "colId": "h10", "value": "5"}


@pytest.mark.parametrize(
    "edit",
    [
        {**CELL, "data": None},
        {**CELL, "data": ["windows"]},
        {**CELL, "data": {"kind": ["windows"]}},
        {**CELL, "colId": "h²"},
        {**CELL, "colId": "h" + "1" * 5_000},
        {**CELL, "colId": None},
        {**CELL, "value": "²"},
        {**CELL, "value": "٣"},
        {**CELL, "value": "9" * 5_000},
        {**CELL, "value": "1001"},
        {**CELL, "value": None},
        {**CELL, "value": "2.5"},
        {**CELL, "value": "-1"},
    ],
)
def test_an_edit_that_no_grid_sends_changes_nothing(made: Services, edit: dict[str, Any]) -> None:
    now = after_edit(shown(made), [edit], made)
    assert "scenario" not in now.visit.query
    assert now.refused is not None


@pytest.mark.parametrize("typed", ["²", "9" * 5_000, "٨٠", "", "8 0"])
@pytest.mark.parametrize("act", ["lever", "play"])
def test_a_number_that_is_none_is_refused_in_a_lever_and_in_a_day(
    made: Services, act: str, typed: str
) -> None:
    asked = {"act": act, "value": "goal" if act == "lever" else typed, "typed": typed}
    now = after(shown(made), asked, made)
    assert "goal" not in now.visit.query
    assert len(made.jobs.started) == 0  # type: ignore[attr-defined]


def changed_parts(made: Services, known_before: str, **query: str) -> set[str]:
    """Names of the parts that a look draws."""
    parts = answered(shown(made, **query), {"count": 3}, known_before, made)
    assert parts[0]["count"] == 3
    return {name for name, part in zip(DRAWN, parts, strict=True) if part is not no_update}


def test_a_look_draws_the_page_anew_as_soon_as_more_is_known(made: Services, ran: Screen) -> None:
    standing = made.jobs.standing  # type: ignore[attr-defined]
    standing["r"], standing["p"] = Standing("running"), Standing("running")
    names = {"run": "r", "plan": "p"}
    before = known(shown(made, **names))
    assert changed_parts(made, before, **names) == {"state", "head", "poll"}
    # the run ends, the search goes on
    standing["r"] = Standing(result=ran.result)
    assert changed_parts(made, before, **names) == set(DRAWN)
    then = known(shown(made, **names))
    assert changed_parts(made, then, **names) == {"state", "head", "poll"}
    standing["p"] = Standing("failed", reason="error")
    assert changed_parts(made, then, **names) == set(DRAWN)


def test_an_edit_draws_a_run_that_has_ended_since_the_last_look(
    made: Services, ran: Screen
) -> None:
    standing = made.jobs.standing  # type: ignore[attr-defined]
    standing["r"] = Standing("running")
    before = known(shown(made, run="r"))
    standing["r"] = Standing(result=ran.result)
    asked = {"act": "cells", "edits": [CELL], "count": 1}
    parts = answered(shown(made, run="r"), asked, before, made)
    assert no_update not in parts


def windows(now: Screen) -> dict[str, Any]:
    return next(row for row in rows(now) if row["kind"] == "windows")


def test_days_that_differ_are_shown_as_such_and_edited_by_themselves(made: Services) -> None:
    office = shown(made).office
    monday = after_edit(shown(made, weekday="1", office=office), [{**CELL, "value": "9"}], made)
    kept = dict(monday.visit.query)
    week = shown(made, "en", **{**kept, "weekday": "0"})
    usual = windows(shown(made, office=office))["h10"]
    assert windows(week)["h10"] == f"{usual}–9"
    assert windows(week)["h11"] == windows(shown(made, office=office))["h11"]
    assert words("en")("centres.grid.differ") in text(page(week))
    assert words("ru")("centres.grid.differ") not in text(page(shown(made, office=office)))
    refused = after_edit(week, [{**CELL, "value": "7"}], made)
    assert refused.visit.query == week.visit.query
    assert refused.refused == {"grid": "7"}
    again = after_edit(shown(made, **{**kept, "weekday": "1"}), [{**CELL, "value": "7"}], made)
    assert windows(again)["h10"] == 7
