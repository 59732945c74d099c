"""What the Centres page says: finding, board, cards, chart, grid, files, in every language."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from math import inf
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import pytest
from dash import dcc, html
from dash.development.base_component import Component

from app.components.centres_numbers import Estimate, margin
from app.factory import create_app
from app.figures.centres import Limit, Line, waits_figure
from app.figures.config import GRAPH_CONFIG
from app.i18n import LANGUAGES, words
from app.pages.centres.board import board, is_over
from app.pages.centres.cards import cards
from app.pages.centres.changes import after, after_edit
from app.pages.centres.found import Found, Hourly, found_in, peak
from app.pages.centres.grid import columns, estimate_line, rows
from app.pages.centres.head import head
from app.pages.centres.mixture import quantile
from app.pages.centres.needed import scheduled
from app.pages.centres.page import page
from app.pages.centres.screens import Screen, simulation_of
from app.pages.centres.sentences import headline, is_hypothetical, mend_of, unmanned, unserved_of
from app.planning.scenarios import capital, scenario_of, with_office
from app.services import Services
from simulation.staffing.preview import Preview
from tests.app.centres_services import Standing, services, shown


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Services:
    return services(tmp_path_factory.mktemp("centres"))


@pytest.fixture(scope="module")
def ran(made: Services) -> Screen:
    """A run of a scenario with another norm, beside the capital's."""
    return after(shown(made, norm="12", office="nura-1"), {"act": "run"}, made)


def every(content: object) -> Iterator[Component]:
    if isinstance(content, list | tuple):
        for one in content:
            yield from every(one)
    elif isinstance(content, Component):
        yield content
        yield from every(getattr(content, "children", None))


def text(content: object) -> str:
    if isinstance(content, list | tuple):
        return "".join(map(text, content))
    if isinstance(content, Component):
        return text(getattr(content, "children", None))
    return "" if content is None else str(content)


def hours(*waits: float) -> list[Hourly]:
    return [Hourly(9 + place, Estimate(wait)) for place, wait in enumerate(waits)]


@pytest.mark.parametrize(
    ("waits", "missed", "first", "until"),
    [
        ([10, 30, 36, 25, 12], {10, 11, 12}, 10, 13),
        ([30, 10, 36], {9, 11}, 11, 12),
        ([10, 12, 11], set(), 10, 11),
        ([30, 40, 50], {9, 10, 11}, 9, 12),
    ],
)
def test_the_worst_hours_are_all_around_the_worst_that_miss_the_target(
    waits: list[float], missed: set[int], first: int, until: int
) -> None:
    found = peak(hours(*waits), missed)
    assert found is not None
    assert (found.wait, found.first, found.until) == (max(waits), first, until)
    assert found.is_missed == bool(missed)


def test_where_nobody_waits_there_are_no_worst_hours() -> None:
    assert peak([], set()) is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("query", [{}, {"station": "terminal"}, {"office": "almaty-1"}])
def test_the_quick_estimate_is_told_until_there_is_a_run(
    made: Services, language: str, query: dict[str, str]
) -> None:
    now = shown(made, language, **query)
    assert now.quick is not None
    said = text(head(now))
    assert words(language)("centres.about.quick").partition(" ")[0] in said
    assert headline(now)
    assert "{" not in text(page(now))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_run_is_told_with_its_replications_and_what_it_stands_on(
    made: Services, ran: Screen, language: str
) -> None:
    now = shown(made, language, **ran.visit.query)
    said = text(page(now))
    assert "{" not in said
    assert "2\u00a0000" in said or "2,000" in said
    assert "12" in text(head(now))


def test_offices_stand_with_the_longest_waits_first_and_those_over_the_limit_are_marked(
    ran: Screen,
) -> None:
    assert ran.found is not None
    waits = [
        ran.found("wait_minutes", "window", office, "p90").value or -1.0 for office in ran.offices
    ]
    assert waits == sorted(waits, reverse=True)
    buttons = [one for one in every(board(ran)) if isinstance(one, html.Button)]
    rows_ = [one for one in buttons if getattr(one, "data-centres", "") == "office"]
    over = [getattr(one, "data-over") == "true" for one in rows_]
    assert over == [is_over(ran, office) for office in ran.offices]
    assert [("▲" in text(one)) for one in rows_] == over


def test_cards_hold_an_interval_and_what_was_before(ran: Screen) -> None:
    said = text(cards(ran))
    assert said.count("±") >= 4
    assert words("ru")("centres.card.was", value="").strip(": ") in said


def test_an_estimate_has_no_intervals_and_leaves_to_a_run_what_it_cannot_know(
    made: Services,
) -> None:
    said = text(cards(shown(made)))
    assert "±" not in said
    assert said.count(words("ru")("centres.card.later")) == 2


def test_the_grid_has_a_row_of_what_is_needed_below_the_chosen_station(made: Services) -> None:
    for station, kind in (("window", "windows"), ("reception", "reception_desks")):
        kinds = [row["kind"] for row in rows(shown(made, station=station))]
        assert kinds.index("needed") == kinds.index(kind) + 1


def test_the_grid_shows_the_open_hours_of_the_chosen_day(made: Services) -> None:
    def hours_shown(**query: str) -> list[str]:
        return [one["field"] for one in columns(shown(made, office="nura-1", **query))[1:]]

    assert hours_shown() == [f"h{hour}" for hour in range(9, 20)]
    assert hours_shown(weekday="6") == [f"h{hour}" for hour in range(9, 13)]
    assert hours_shown(weekday="7") == []


def test_what_is_needed_keeps_the_target_once_it_is_taken(made: Services) -> None:
    now = after(shown(made, office="nura-1", norm="12"), {"act": "take"}, made)
    assert now.quick is not None
    share = now.quick.found("within_standard_share", "window", "nura-1").value
    assert share is not None
    assert share >= 0.9
    assert "▲" not in text(estimate_line(now))
    assert not any("▲" in str(cell) for row in rows(now) for cell in row.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_office_without_windows_is_told_before_any_wait(made: Services, language: str) -> None:
    now = shown(made, language, office="yesil-1")
    changes = [
        {"data": {"kind": "windows"}, "colId": f"h{hour}", "value": 0} for hour in range(9, 18)
    ]
    said = headline(after_edit(now, changes, made))
    assert words(language)("centres.office.yesil-1") in said
    assert "9:00" in said
    assert "*" not in said


def test_an_hour_in_which_nobody_serves_is_the_finding_of_a_run_too(made: Services) -> None:
    now = shown(made, "en", office="yesil-1")
    closed = [{"data": {"kind": "windows"}, "colId": "h12", "value": 0}]
    ran = after(after_edit(now, closed, made), {"act": "run"}, made)
    assert ran.result is not None
    assert unmanned(ran.document, "yesil-1", ran.asked) == {12}
    waited: Any = SimpleNamespace(by_hour=lambda *_: [Hourly(h, Estimate(5.0)) for h in (11, 12)])
    assert "12:00" in unserved_of(ran, waited), "who came at noon was served at one"
    assert "13:00" in unserved_of(ran, waited)
    assert unserved_of(now, waited) == ""


@pytest.mark.parametrize(
    ("lacking", "found"),
    [
        ({9: 1, 10: 2, 11: 0, 12: 1, 13: 1}, (1, 2, 9, 11)),
        ({9: 1, 10: 1, 11: -1, 12: 1}, (1, 1, 9, 11)),
        ({9: 1, 10: 0, 11: 1}, (1, 1, 9, 10)),
        ({9: 0, 10: 3}, (3, 3, 10, 11)),
        ({9: 0}, None),
        ({}, None),
    ],
)
def test_what_an_office_lacks_is_told_of_the_worst_hours_that_follow_each_other(
    made: Services, lacking: dict[int, int], found: tuple[int, ...] | None
) -> None:
    now = shown(made, office="yesil-1")
    with patch("app.pages.centres.sentences.lacks", lambda *_: lacking):
        assert mend_of(now.quick, now.document, "yesil-1", "window") == found


def test_while_the_law_is_run_beside_it_the_plan_is_said_to_be_done(
    made: Services, ran: Screen
) -> None:
    jobs: Any = made.jobs
    known: Any = ran.result
    said = []
    for result in (None, {**known, "baseline": None}):
        jobs.standing["r1"] = Standing("running", 34, 40, result=result)
        said.append(text(head(shown(made, "en", run="r1"))))
    assert ["quick estimate meanwhile" in one for one in said] == [True, False]
    assert ["Your plan is run" in one for one in said] == [False, True]


@pytest.mark.parametrize(
    ("count", "station", "hour", "found"),
    [
        (17, "window", (1, 12), 25),
        (17, "window", (1, 11), 17),
        (17, "window", (6, 12), 25),
        (17, "terminal", (1, 12), 17),
        (1, "window", (1, 12), 1),
        (0, "window", (1, 12), 0),
    ],
)
def test_more_are_scheduled_where_a_part_is_away_for_a_break(
    count: int, station: str, hour: tuple[int, int], found: int
) -> None:
    document = capital(date(2026, 2, 2), date(2026, 2, 9), 1_600_000)
    break_ = {"from": "12:00", "until": "13:00", "away_share": 0.34}
    office = scenario_of(with_office(document, "nura-1", breaks=[break_])).offices[1]
    assert scheduled(count, office, station, hour) == found


def test_a_day_on_which_the_office_is_closed_says_so(made: Services) -> None:
    now = shown(made, office="yesil-1", weekday="7")
    assert text(estimate_line(now)) == words("ru")("centres.grid.closed")
    assert text(page(now))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "run",
    [
        Standing("waiting"),
        Standing("running"),
        Standing("running", 3.5, 20, 65.0),
        Standing("running", 3, 20, 9.0),
        Standing("failed", reason="died"),
        Standing("failed", reason="scenario: a line"),
        Standing("cancelled"),
    ],
)
def test_every_state_of_a_run_has_its_words(made: Services, run: Standing, language: str) -> None:
    jobs: Any = made.jobs
    jobs.standing["r1"] = run
    now = shown(made, language, run="r1", plan="r1")
    said = text(head(now))
    assert "{" not in said
    assert now.is_open == (run.state in ("waiting", "running"))
    assert (words(language)("centres.button.cancel") in said) == now.is_open
    assert run.reason in KNOWN or run.reason in said


KNOWN = ("", "died")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lost_run_is_told_in_one_sentence(made: Services, language: str) -> None:
    said = text(head(shown(made, language, run="ffff")))
    assert words(language)("centres.problem.lost_run") in said


def test_dates_beyond_the_laws_are_marked_hypothetical(made: Services) -> None:
    assert is_hypothetical(shown(made)) == []
    later = shown(made, day="2025-06-02", norm="12")
    assert is_hypothetical(later) == ["policy.norm_m2"]
    assert words("ru")("centres.mark.hypothetical") in text(head(later))


def test_the_chart_uses_the_shared_configuration_and_names_its_lines(ran: Screen) -> None:
    graphs: list[Any] = [one for one in every(page(ran)) if isinstance(one, dcc.Graph)]
    assert len(graphs) == 1
    assert GRAPH_CONFIG.items() <= graphs[0].config.items()
    names = [one["text"] for one in graphs[0].figure["layout"]["annotations"]]
    assert len(names) == 4


def test_names_of_lines_stand_apart_where_lines_end_close_by() -> None:
    lines = [
        Line(kind, kind, [9, 10], [Estimate(20.0), Estimate(20.0)])
        for kind in ("yours", "mean", "baseline")
    ]
    figure = waits_figure(lines, Limit(20.0, "limit"), words("en"))
    places = sorted(one["y"] for one in figure["layout"]["annotations"])
    assert all(after_ - before > 1.5 for before, after_ in pairwise(places))


def test_a_margin_is_never_written_as_nothing_where_there_is_one() -> None:
    assert margin(Estimate(1.0, 0.999, 1.001), words("en")) == "±0.1"
    assert margin(Estimate(1.0, 1.0, 1.0), words("en")) == "±0.0"
    assert margin(Estimate(1.0), words("en")) == ""


def row(p90: float, within: float, arrivals: float = 10) -> Preview:
    return Preview("a", "window", 1, 9, arrivals, 2, 0.8, p90 / 3, p90, within, 0)


def test_nine_of_ten_of_equal_hours_wait_as_long_as_those_of_one() -> None:
    assert quantile([row(30, 0.8)] * 3, 20) == pytest.approx(30, abs=0.01)


def test_nine_of_ten_of_different_hours_wait_between_theirs() -> None:
    found = quantile([row(30, 0.8), row(10, 0.99, 30)], 20)
    assert found is not None
    assert 10 < found < 30


def test_an_hour_in_which_nobody_serves_has_no_such_wait() -> None:
    assert quantile([row(30, 0.8), row(inf, 0)], 20) is None


def test_results_without_hours_are_read_too() -> None:
    measures = [
        {
            "measure": "utilisation",
            "station": "window",
            "office": "a",
            "statistic": "mean",
            "value": None,
            "ci95": None,
        }
    ]
    found = found_in({"measures": measures})
    assert isinstance(found, Found)
    assert found("utilisation", "window", "a") == Estimate(None)
    assert found.by_hour("wait_minutes", "window", "a") == []


# ---------------------------------------------------------------- files and routes
@pytest.fixture(scope="module")
def client(made: Services) -> Any:  # noqa: ANN401 - Flask's client
    return create_app(made.settings, made).server.test_client()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["hours", "offices"])
def test_a_table_is_saved_with_what_it_is_of(
    client: Any,  # noqa: ANN401 - as above
    ran: Screen,
    name: str,
    language: str,
) -> None:
    query = {**ran.visit.query, "lang": language}
    answer = client.get(f"/centres/{name}.csv", query_string=query)
    assert answer.status_code == 200
    lines = list(csv.reader(io.StringIO(answer.get_data(as_text=True).lstrip("\ufeff"))))
    assert len(lines[0]) == len(lines[1])
    assert words(language)("centres.file.run") in answer.get_data(as_text=True)
    assert client.get(f"/centres/{name}.xlsx", query_string=query).status_code == 200


def test_a_hypothetical_setting_is_marked_in_its_file(client: Any) -> None:  # noqa: ANN401 - as above
    query = {"day": "2025-06-02", "norm": "12", "lang": "en"}
    said = client.get("/centres/hours.csv", query_string=query).get_data(as_text=True)
    assert words("en")("centres.file.hypothetical") in said


@pytest.mark.parametrize("path", ["roof.csv", "hours.pdf", "hours"])
def test_what_is_no_table_is_not_found(client: Any, path: str) -> None:  # noqa: ANN401 - as above
    assert client.get(f"/centres/{path}").status_code == 404


def test_without_a_city_the_page_says_how_to_make_one(tmp_path: Path) -> None:
    from app.pages.centres import content
    from app.settings import Settings
    from app.visit import visit

    said = text(content(visit("/centres", {}, "en"), Services(Settings(home=tmp_path))))
    assert said == words("en")("centres.no_city")


def test_a_finished_run_of_just_this_is_led_to_instead_of_made_again(tmp_path: Path) -> None:
    few = services(tmp_path)
    assert shown(few, "en").ready is None
    run = few.jobs.start("simulate", simulation_of(shown(few, "en")))
    told = str(head(shown(few, "en")))
    assert shown(few, "en").ready == run
    assert "There is a run of this scenario." in told
    assert f"run={run}" in told
    assert "button primary" not in told
    assert shown(few, "en", run=run).ready is None
