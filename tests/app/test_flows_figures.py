"""What a run shows: every chart has a table and a sentence, in every language and state."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from dash import dcc, html
from dash.development.base_component import Component

from app.components.flows_numbers import UNITS, Compared, Estimate, number, signed, spread, way_of
from app.components.flows_tables import TableRow
from app.exports import harmless
from app.figures.config import GRAPH_CONFIG
from app.i18n import LANGUAGES, words
from app.i18n.catalogue import FOLDER, placeholders
from app.pages.flows.callbacks import saved
from app.pages.flows.exports import csv_table
from app.pages.flows.findings import findings, headline, number_cards
from app.pages.flows.ids import FlowsIds
from app.pages.flows.job import job_of, key_of
from app.pages.flows.levers import read_asked
from app.pages.flows.view import Screen, panel
from app.pages.flows.work import REFUSED_BY_NORM, compare, series
from app.runs import Reason, Run, State
from app.visit import visit
from simulation.measures import Summary

CITY = (20_000, 1)


def summary(shift: float) -> Summary:
    """One replication in which everything moved by as much."""
    measures = {}
    for place, station in enumerate(("reception", "terminal", "window", "ums", "pickup")):
        for statistic, times in (("mean", 1.0), ("p90", 3.0)):
            key = ("wait_minutes", station, "all", statistic)
            measures[key] = (place + 1 + shift) * times
        measures["within_standard_share", station, "all", "mean"] = 0.9 - shift / 100
        measures["utilisation", station, "all", "mean"] = 0.5 + shift / 100
        measures["visits", station, "all", "count"] = 100.0
    measures["wait_minutes", "window", "centre-1", "p90"] = 99.0
    measures["lead_time_working_days", "all", "all", "mean"] = 9.5
    outcomes = {
        ("residence", "registered", "norm"): 50,
        ("temporary_stay", "registered", "norm"): 10,
        ("residence", "norm_reached_no_category", None): int(8 + shift),
        ("id_card", "issued", None): 7,
        ("id_card", "annulled", "photo"): 2,
    }
    return Summary(measures, outcomes, {})


OWN = [summary(3), summary(4), summary(6)]
BASE = [summary(0), summary(1), summary(2)]


def result(*, has_law: bool = True) -> dict[str, Any]:
    document = {"scenario": {"standards": {"wait_minutes": 20}}, "hypothetical": []}
    rows = compare(OWN, BASE if has_law else OWN)
    return {"yours": document, "law": document if has_law else None, "rows": rows}


def screen(language: str = "ru", run: Run | None = None, **query: str) -> Screen:
    here = visit("/flows", {"lang": language, **query}, None)
    asked = read_asked(here, CITY[0])
    return Screen(here, asked, job_of(asked, Path("home"), CITY), run)


def done(shown: Screen, *, has_law: bool = True) -> Screen:
    run = Run(key_of(shown.job), shown.job, State.DONE, result=result(has_law=has_law))
    return replace(shown, run=run)


def parts(tree: object) -> Iterator[Component]:
    if isinstance(tree, Component):
        yield tree
        yield from parts(getattr(tree, "children", None))
    elif isinstance(tree, list | tuple):
        for child in tree:
            yield from parts(child)


def given(part: Component, name: str) -> Any:  # noqa: ANN401 - properties have no types in Dash
    return getattr(part, name, None)


def text(tree: object) -> str:
    if isinstance(tree, str):
        return tree
    if isinstance(tree, Component):
        return text(getattr(tree, "children", None))
    return " ".join(text(child) for child in tree) if isinstance(tree, list | tuple) else ""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("has_law", [False, True])
def test_every_chart_has_a_sentence_a_table_and_the_shared_settings(
    language: str, *, has_law: bool
) -> None:
    shown = panel(done(screen(language, windows="2"), has_law=has_law))
    charts = [part for part in parts(shown) if isinstance(part, html.Section)]
    with_graph = [c for c in charts if any(isinstance(p, dcc.Graph) for p in parts(c))]
    assert len(with_graph) == 3
    for chart in with_graph:
        kinds = [type(part) for part in parts(chart)]
        assert html.H2 in kinds
        assert html.Table in kinds
        assert html.Figcaption in kinds
        graph = next(part for part in parts(chart) if isinstance(part, dcc.Graph))
        assert GRAPH_CONFIG.items() <= given(graph, "config").items()
        assert len(given(graph, "figure").data) == (2 if has_law else 1)
        table = next(part for part in parts(chart) if isinstance(part, html.Table))
        assert len(
            [p for p in parts(table) if isinstance(p, html.Th) and given(p, "scope") == "col"]
        ) == (5 if has_law else 3)


def test_marks_of_a_chart_stand_where_the_numbers_say() -> None:
    shown = panel(done(screen(windows="2")))
    graph = next(p for p in parts(shown) if getattr(p, "id", "") == "flows-graph-registration")
    yours, law = given(graph, "figure").data
    assert list(yours.x) == pytest.approx([60, 8 + 13 / 3])
    assert list(law.x) == pytest.approx([60, 9])
    assert yours.marker.symbol != law.marker.symbol


def test_a_difference_is_taken_replication_by_replication() -> None:
    row = compare(OWN, BASE)["measure/wait_minutes/window/mean"]
    assert row["difference"][0] == pytest.approx(10 / 3)
    low, high = row["difference"][1:]
    assert low is not None
    assert high is not None
    assert high - low < (row["yours"][2] or 0) - (row["yours"][1] or 0)


def test_outcomes_are_counted_by_what_they_mean() -> None:
    found = series(summary(0))
    assert found["outcome/registration/registered/norm"] == 60
    assert found["count/registration"] == 68
    assert found["count/refused_by_norm"] == 8
    assert found["count/issued"] == 7
    assert found["measure/wait_minutes/window/p90"] == 9
    assert len(set(REFUSED_BY_NORM)) == 3


def test_what_did_not_occur_in_a_replication_occurred_no_time() -> None:
    without = replace(summary(0), outcomes={})
    row = compare([summary(0), without], [summary(0), summary(0)])["count/issued"]
    assert (row["yours"][0], row["difference"][0]) == (3.5, -3.5)


@pytest.mark.parametrize(
    ("estimate", "way"),
    [
        (Estimate(2, 1, 3), "more"),
        (Estimate(-2, -3, -1), "less"),
        (Estimate(1, -1, 3), "unclear"),
        (Estimate(1, 0, 2), "unclear"),
        (Estimate(0, 0, 0), "same"),
        (Estimate(1e-15, -1e-15, 3e-15), "same"),
        (Estimate(None), "unknown"),
    ],
)
def test_a_difference_points_somewhere_only_if_its_interval_leaves_out_zero(
    estimate: Estimate, way: str
) -> None:
    assert estimate.way == way


@pytest.mark.parametrize(
    ("value", "plain", "with_sign"),
    [
        (1234.56, "1\u00a0234,6", "+1\u00a0234,6"),
        (-0.04, "0,0", "0,0"),
        (-8.3, "−8,3", "−8,3"),
        (0.0, "0,0", "0,0"),
        (None, "–", "–"),
    ],
)
def test_numbers_are_written_as_the_language_does(
    value: float | None, plain: str, with_sign: str
) -> None:
    assert number(value, UNITS["minutes"], "ru") == plain
    assert signed(value, UNITS["minutes"], "ru") == with_sign


def test_an_interval_of_a_count_does_not_reach_below_zero() -> None:
    said = spread(Estimate(0.3, -0.1, 0.7), UNITS["cases"], words("en"))
    assert said.replace("\u2060", "") == "0.0…0.7"
    assert spread(Estimate(0.3), UNITS["cases"], words("en")) == ""


def test_the_headline_says_what_was_found_and_what_the_levers_changed() -> None:
    first, second = headline(findings(result(), words("en")))
    assert first.startswith("Nine in ten wait up to 22.0 min for a window: 10.0 min longer")
    assert second.startswith("The norm refused 12.3 a replication: 3.3 more")
    alone = headline(findings(result(has_law=False), words("en")))
    assert alone[1].startswith("The norm shut out 12.3 of 72")


@pytest.mark.parametrize(
    ("moved", "starts"),
    [
        ([], ("Nine in ten", "The norm")),
        (["windows"], ("Nine in ten", "The norm")),
        (["before"], ("Nine in ten", "ID cards handed over a replication: 7.0, as by the law")),
        (["norm", "after"], ("The norm", "ID cards")),
        (["desks", "officers"], ("Nine in ten", "ID cards")),
    ],
)
def test_the_headline_answers_the_levers_that_were_moved(
    moved: list[str], starts: tuple[str, str]
) -> None:
    said = headline(findings(result(), words("en"), moved))
    assert [sentence.startswith(s) for sentence, s in zip(said, starts, strict=True)] == [True] * 2


@pytest.mark.parametrize(
    ("yours", "law", "said"),
    [
        (
            0.0,
            4.0,
            "Nine in ten go to a window with hardly any wait: by the law they wait up to 4.0",
        ),
        (0.49, 0.2, "Nine in ten go to a window with hardly any wait."),
        (0.5, 4.0, "Nine in ten wait up to 0.5 min for a window: 3.5 min less"),
    ],
)
def test_a_wait_under_half_a_minute_is_told_in_words(yours: float, law: float, said: str) -> None:
    found = result()
    row = {"yours": [yours] * 3, "law": [law] * 3, "difference": [yours - law] * 3}
    found["rows"]["measure/wait_minutes/window/p90"] = row
    assert headline(findings(found, words("en")))[0].startswith(said)


def test_a_difference_that_is_written_as_zero_is_none() -> None:
    tiny = Estimate(0.01, 0.005, 0.015)
    assert (tiny.way, way_of(tiny, UNITS["minutes"], "ru")) == ("more", "unclear")
    assert way_of(tiny, UNITS["percent"], "ru") == "more"


def test_what_was_not_measured_is_said_and_not_shown_as_zero() -> None:
    bare = result()
    bare["rows"] = {}
    shown = done(screen("en", windows="2"))
    assert shown.run is not None
    empty = replace(shown, run=replace(shown.run, result=bare))
    said = text(panel(empty))
    assert "Nobody came to a window" in said
    assert "there was no such case" in said
    assert len(number_cards(findings(bare, words("en")))) == 8


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "run",
    [
        None,
        Run("0" * 16, None, State.WAITING, ahead=2),
        Run("0" * 16, None, State.RUNNING),
        Run("0" * 16, None, State.RUNNING, done=3, total=20, seconds=6.0),
        Run("0" * 16, None, State.FAILED, reason=Reason.DIED.value),
        Run("0" * 16, None, State.FAILED, reason="levers: windows: no"),
        Run("0" * 16, None, State.CANCELLED),
    ],
)
def test_every_state_is_designed_in_every_language(language: str, run: Run | None) -> None:
    said = text(panel(screen(language, run)))
    assert len(said) > 40
    assert "{" not in said


def test_time_left_follows_from_the_speed_so_far() -> None:
    run = Run("0" * 16, None, State.RUNNING, done=3, total=20, seconds=6.0)
    assert run.seconds_left == pytest.approx(34)
    assert "3 of 20, about 34 s left" in text(panel(screen("en", run)))


def test_results_are_outdated_when_the_levers_have_moved() -> None:
    current = done(screen(windows="2"))
    moved = replace(screen(windows="4"), run=current.run)
    assert (current.is_outdated, moved.is_outdated) == (False, True)
    assert "flows-outdated" in str(panel(moved))
    assert "flows-outdated" not in str(panel(current))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_a_table_is_a_formula(start: str) -> None:
    assert harmless(f"{start}1+1") == f"'{start}1+1"
    row = TableRow(f"{start}cmd", UNITS["cases"], Compared(*[Estimate(-1.5, -2, -1)] * 3))
    lines = list(csv.reader(io.StringIO(csv_table([row], "about", words("en")))))
    assert lines[1][0].startswith("'")
    assert lines[1][2:5] == ["-1.5", "-2", "-1"]


@pytest.mark.parametrize(
    ("button", "ending"),
    [
        (FlowsIds.SAVE_STATIONS, ".csv"),
        (FlowsIds.SAVE_OUTCOMES, ".csv"),
        (FlowsIds.SAVE_RESULTS, ".json"),
    ],
)
def test_what_is_shown_can_be_saved(button: str, ending: str) -> None:
    name, content = saved(done(screen(windows="2")), button)
    assert name.endswith(ending)
    if ending == ".json":
        assert json.loads(content) == result()["yours"]
    else:
        rows = list(csv.reader(io.StringIO(content)))
        assert len(rows) > 4
        assert {len(row) for row in rows[:-1]} == {11}


def test_the_words_are_complete_in_every_language() -> None:
    own = {
        language: {k: v for k, v in words(language).texts.items() if k.startswith("flows.")}
        for language in LANGUAGES
    }
    assert (FOLDER / "ru" / "flows.toml").exists()
    assert own["ru"].keys() == own["kk"].keys() == own["en"].keys()
    for key, said in own["ru"].items():
        for other in ("kk", "en"):
            assert placeholders(own[other][key]) == placeholders(said), (other, key)
