"""The sections below the curve of the Norms page: words, numbers that agree, files."""

import csv
import io
import time
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from dash import Dash
from flask.testing import FlaskClient

from app.components.plain_html import as_html
from app.exports import Table
from app.factory import create_app
from app.i18n import LANGUAGES, words
from app.pages.norms.account import Account, account
from app.pages.norms.breakdown_view import code_words, parts_of
from app.pages.norms.choices import CHOICES, DIMENSIONS, HEADLINES
from app.pages.norms.detail_routes import PARTS
from app.pages.norms.flows_view import end_words
from app.pages.norms.kept_out_view import GROUNDS, cause_words, kind_of
from app.pages.norms.screens import Screen, screen
from app.pages.norms.sections import sections
from app.pages.norms.state import PATH, read_setting
from app.pages.norms.tables import TABLES, about_lines, file_name
from app.pages.norms.tornado_view import (
    OF,
    chosen,
)
from app.pages.norms.tornado_view import (
    end_words as value_words,
)
from app.services import Services
from app.settings import Settings
from app.slow_lane import SlowLane
from app.studies import Held, KeptSlow, Progress, Studies
from app.visit import visit
from simulation.demand.applications import CATEGORIES
from simulation.demand.mix import FIGURES
from simulation.impact import grouping
from simulation.impact.assumptions import assumptions
from simulation.impact.endings import ENDINGS
from simulation.impact.false_refusals import CAUSES
from simulation.impact.kept_out import NAMED_BY_TEXT
from simulation.impact.results import DIMENSIONS as ALL_DIMENSIONS
from simulation.impact.results import KeptOut, Swing
from simulation.impact.study import Study
from synthetic_data.city import DISTRICTS, DWELLING_KINDS
from synthetic_data.generate import generate_city

DAY: Final = date(2026, 2, 2)
READY_SECONDS: Final = 60
SETTINGS: Final[list[dict[str, str]]] = [
    {},
    {"norm": "12"},
    {"norm": "6"},
    {"norm": "30", "owner_himself": "literal"},
    {"norm": "15.5", "area": "useful", "ratio": "0.9", "exemptions": "order_677"},
]


@pytest.fixture(scope="module")
def study() -> Study:
    return Study(generate_city(8_000, 1), DAY)


def held(study: Study) -> Held:
    lane = SlowLane()
    ranges, effects = KeptSlow(study.ranges, lane), KeptSlow(study.reading_effects, lane)
    return Held(Progress.READY, study, ranges, effects)


def table_of(asked: Account, name: str) -> Table:
    found = TABLES[name](asked)
    assert found is not None
    return found


def shown(study: Study, **query: str) -> Screen:
    here = visit(PATH, query, None)
    return Screen(here, read_setting(here), held(study))


def told(study: Study, **query: str) -> Account:
    found = account(shown(study, **query))
    assert found is not None
    return found


# ---------------------------------------------------------------- words
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("query", SETTINGS)
def test_every_section_is_told_in_every_language(
    study: Study, language: str, query: dict[str, str]
) -> None:
    asked = told(study, lang=language, **query)
    everything = as_html([sections(asked), *(part(asked) for part in PARTS.values())])
    for name in ("kept-out", "breakdown", "flows", "further", "readings", "ranges"):
        assert f'id="norms-{name}"' in everything


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("parameter", "value"), [(p, v) for p, vs in CHOICES.items() for v in vs])
def test_every_choice_is_told_in_every_language(
    study: Study, language: str, parameter: str, value: str
) -> None:
    asked = told(study, lang=language, **{parameter: value})
    drawn = as_html(PARTS["breakdown" if parameter == "by" else "ranges"](asked))
    assert f'aria-pressed="true" data-value="{value}"' in drawn


CODES: Final[dict[str, tuple[str, ...]]] = {
    "district": DISTRICTS,
    "rooms": grouping.ROOMS,
    "dwelling_kind": DWELLING_KINDS,
    "owner_kind": grouping.OWNERS,
    "age": grouping.AGES,
    "origin": grouping.ORIGINS,
    "category": (*CATEGORIES, grouping.NOTHING_STATED),
    "relation": (*FIGURES["relations"]["value"], *FIGURES["other_kin"]["value"]),
}


@pytest.mark.parametrize("name", ALL_DIMENSIONS)
def test_every_code_of_a_breakdown_has_words_of_its_own(study: Study, name: str) -> None:
    codes = {*CODES[name], *(group.code for group in told(study).yours.by[name])}
    for language in LANGUAGES:
        said = {code_words(name, code, words(language)) for code in codes}
        assert len(said) == len(codes)
        assert not said & codes - {"1", "2"}


def test_every_breakdown_can_be_chosen() -> None:
    assert set(DIMENSIONS) == set(ALL_DIMENSIONS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_assumption_has_words_a_kind_and_values(language: str) -> None:
    for each in assumptions():
        assert words(language).has(f"norms_detail.assumption.{each.name}"), each.name
        assert words(language).has(f"norms_detail.evidence.{each.kind}"), each.name
        assert words(language).has(f"norms.rests.law.{each.kind}"), each.name
        swing = Swing(each.name, each.low, each.high, 1, 2, each.kind)
        ends = [value_words(swing, end, words(language)) for end in ("low", "high")]
        assert ends[0] != ends[1], each.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_ending_group_and_cause_has_words(language: str) -> None:
    said = words(language)
    for end in (*((e.outcome, e.basis) for e in ENDINGS), ("not_made", None)):
        assert end_words(end, said)
    for cause in CAUSES:
        assert cause_words(cause, said)
    for code in NAMED_BY_TEXT:
        assert said.has(f"norms_detail.ground.{code}")
        assert code in GROUNDS


@pytest.mark.parametrize(
    ("code", "named", "kind"),
    [
        ("tenant", False, "unnamed"),
        ("owner_himself", False, "unnamed"),
        ("student", True, "named"),
        ("false_refusal", True, "false"),
        ("wrong_category", True, "wrong"),
    ],
)
def test_who_is_kept_out_is_told_apart_by_why(code: str, *, named: bool, kind: str) -> None:
    assert kind_of(KeptOut(code, 1, named)) == kind


# ---------------------------------------------------------------- numbers
@pytest.mark.parametrize("query", SETTINGS)
def test_every_table_has_as_many_cells_as_heads(study: Study, query: dict[str, str]) -> None:
    for name in TABLES:
        table = table_of(told(study, **query), name)
        assert table.title
        assert {len(row) for row in table.rows} <= {len(table.columns)}


def total(table: Table, column: int) -> int:
    return sum(int(row[column] or 0) for row in table.rows)


@pytest.mark.parametrize("query", SETTINGS)
def test_the_groups_kept_out_sum_to_all_of_them(study: Study, query: dict[str, str]) -> None:
    asked = told(study, **query)
    assert total(table_of(asked, "kept-out"), 2) == asked.yours.turned_away
    assert total(table_of(asked, "false-refusals"), 1) == asked.yours.false_refusals.total


@pytest.mark.parametrize("name", DIMENSIONS)
def test_the_parts_of_every_group_sum_to_its_applications(study: Study, name: str) -> None:
    asked = told(study, by=name, norm="18")
    table = table_of(asked, "breakdown")
    for row in table.rows:
        assert sum(int(cell or 0) for cell in row[2:6]) == row[1]
    assert total(table, 1) == asked.yours.total
    assert total(table, 2) == asked.yours.turned_away
    assert all(min(parts_of(group).values()) >= 0 for group in asked.yours.by[name])


def test_flows_come_from_every_application_of_the_law(study: Study) -> None:
    asked = told(study, norm="10")
    table = table_of(asked, "flows")
    made = sum(
        int(row[2] or 0)
        for row in table.rows
        if row[0] != end_words(("not_made", None), asked.words)
    )
    assert made == study.result(asked.asked.lawful).total


def test_under_the_law_there_is_nothing_to_compare(study: Study) -> None:
    assert table_of(told(study), "flows").rows == ()


@pytest.mark.parametrize("name", HEADLINES)
def test_a_headline_lies_in_its_range(study: Study, name: str) -> None:
    asked = told(study, range=name)
    found = chosen(asked, study.ranges(asked.asked.setting))
    assert found.headline == OF[name]
    assert found.low <= found.value <= found.high


# ---------------------------------------------------------------- what cannot be meant
def test_a_choice_that_there_is_not_is_named_and_the_first_is_shown(study: Study) -> None:
    asked = told(study, by="planet", range="all")
    assert asked.asked.wrong == {"by": "planet", "range": "all"}
    assert table_of(asked, "breakdown").columns[0] == words("ru")("norms_detail.by.rooms")


# ---------------------------------------------------------------- files
@pytest.fixture(scope="module")
def dashboard(study: Study, tmp_path_factory: pytest.TempPathFactory) -> Dash:
    settings = Settings(home=tmp_path_factory.mktemp("norms"))
    services = Services(settings, studies=Studies(lambda _day: study))
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until:
        found = screen(visit(PATH, {}, None), services)
        if found and found.study:
            break
        time.sleep(0.05)
    return create_app(settings, services)


@pytest.fixture
def client(dashboard: Dash) -> FlaskClient:
    found: FlaskClient = dashboard.server.test_client()
    return found


@pytest.mark.parametrize("name", list(TABLES))
def test_every_table_is_saved_as_csv_and_as_a_workbook(client: FlaskClient, name: str) -> None:
    answer = client.get(f"/norms/{name}.csv?norm=12&lang=en")
    assert answer.status_code == 200
    rows = list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
    assert any("made up" in row[0] for row in rows)
    assert f'filename="tirkeu-{name}' in answer.headers["Content-Disposition"]
    book = client.get(f"/norms/{name}.xlsx?norm=12&lang=kk")
    assert book.status_code == 200
    assert book.get_data().startswith(b"PK")


@pytest.mark.parametrize("name", list(TABLES))
@pytest.mark.parametrize("value", ["\r\nX-Own: 1", "Ж", '"; filename="other.exe', "\0", "../x"])
def test_what_is_no_choice_comes_into_no_header(client: FlaskClient, name: str, value: str) -> None:
    answer = client.get(f"/norms/{name}.csv", query_string={"by": value, "range": value})
    assert answer.status_code == 200
    chosen_first = {"breakdown": "-rooms", "ranges": "-refused"}.get(name, "")
    named = f'attachment; filename="tirkeu-{name}{chosen_first}-15.csv"'
    assert answer.headers["Content-Disposition"] == named
    assert "X-Own" not in answer.headers


@pytest.mark.parametrize(
    "path", ["answer", "whole", "sections", *(f"sections/{name}" for name in PARTS), "curve.csv"]
)
def test_no_answer_is_kept_by_the_browser(client: FlaskClient, path: str) -> None:
    assert client.get(f"/norms/{path}?lang=en").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["sections", *(f"sections/{name}" for name in PARTS)])
def test_a_section_is_drawn_as_plain_html(client: FlaskClient, path: str) -> None:
    answer = client.get(f"/norms/{path}?norm=12&lang=en")
    assert answer.status_code == 200
    assert answer.get_data(as_text=True).startswith("<")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("sections/planet", 404),
        ("sections?day=2026-08-01", 204),
        ("sections/ranges?day=2026-08-01", 204),
        ("sections?norm=soft&by=planet&range=%00&by=2", 200),
    ],
)
def test_what_there_is_nothing_to_say_of_is_no_section(
    client: FlaskClient, path: str, status: int
) -> None:
    assert client.get(f"/norms/{path}").status_code == status


@pytest.mark.parametrize("path", ["nothing.csv", "kept-out.exe", "kept-out.json", "..csv"])
def test_a_table_that_there_is_not_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(f"/norms/{path}").status_code == 404


def test_a_file_before_the_study_is_ready_says_so(tmp_path: Path) -> None:
    app = create_app(Settings(home=tmp_path))
    assert app.server.test_client().get("/norms/kept-out.csv").status_code == 503


def test_a_file_says_which_levers_were_moved(study: Study) -> None:
    asked = told(study, norm="12.5", sibling="both", by="age", lang="en")
    lines = dict(about_lines(asked, table_of(asked, "kept-out")).lines)
    assert lines["Norm, m² a person"] == 12.5
    assert lines["Full sibling"] == "both parents in common"
    assert lines["Residents of the model"] == 8_000
    assert file_name(asked, "breakdown", "csv") == "tirkeu-breakdown-age-12.5.csv"
    assert file_name(asked, "ranges", "xlsx") == "tirkeu-ranges-refused-12.5.xlsx"
