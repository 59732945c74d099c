"""The dashboard as a server: pages, languages, states of error, safety."""

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient

from app import library
from app.factory import PAGES, create_app
from app.figures.config import GRAPH_CONFIG
from app.i18n import LANGUAGES
from app.navigation import ENTRIES
from app.pages import not_found
from app.pages.application import page
from app.pages.application.callbacks import (
    found_dwellings,
    found_people,
    saved,
    saved_protocol,
)
from app.services import Services, open_services
from app.settings import Settings
from app.visit import visit
from domain.errors import BadInput

STEP_SECONDS = 0.1


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Services:
    return open_services(Settings(home=tmp_path_factory.mktemp("no city")))


@pytest.fixture(scope="module")
def dashboard(tmp_path_factory: pytest.TempPathFactory) -> Dash:
    return create_app(Settings(home=tmp_path_factory.mktemp("served")))


@pytest.fixture
def client(dashboard: Dash) -> FlaskClient:
    found: FlaskClient = dashboard.server.test_client()
    return found


def shown(services: Services, **query: str) -> str:
    content = page.content(visit("/application", query, None), services)
    return json.dumps(content, default=lambda part: part.to_plotly_json(), ensure_ascii=False)


def test_every_page_of_the_navigation_exists(client: FlaskClient) -> None:
    assert {entry.name for entry in ENTRIES} == set(PAGES)
    for entry in ENTRIES:
        assert client.get(entry.path).status_code == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [("/application", 200), ("/centres?norm=12", 200), ("/nowhere", 404), ("/centres/more", 404)],
)
def test_a_page_that_does_not_exist_is_not_found(
    client: FlaskClient, path: str, status: int
) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert "<html" in answer.get_data(as_text=True)


@pytest.mark.parametrize("case", ["card", "card-early", "card-late", "card-photo"])
def test_a_card_is_told_its_window(services: Services, case: str) -> None:
    query = {"case": case, "lang": "en"}
    with_answers = page.content(visit("/application", query, None), services)
    end = re.search(r"/application\?[^']*step=end", str(with_answers))
    assert end
    asked = dict(pair.split("=") for pair in end[0].partition("?")[2].split("&"))
    text = shown(services, **asked)
    assert "can be renewed online from" in text


def test_every_answer_says_what_may_run(client: FlaskClient) -> None:
    headers = client.get("/application").headers
    policy = headers["Content-Security-Policy"]
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "unsafe" not in scripts
    assert "sha256-" in scripts
    assert "default-src 'self'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"


def test_the_first_page_names_no_other_machine(client: FlaskClient) -> None:
    text = client.get("/application").get_data(as_text=True)
    assert "http://" not in text
    assert "https://" not in text


def test_charts_cannot_be_sent_away() -> None:
    assert GRAPH_CONFIG["showSendToCloud"] is False
    assert GRAPH_CONFIG["plotlyServerURL"] == ""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted(library.promises()))
def test_every_ready_case_is_shown_in_every_language(
    services: Services, name: str, language: str
) -> None:
    for step in ("0", "5", "99"):
        assert "headline" in shown(services, case=name, lang=language, step=step)


@pytest.mark.parametrize(
    "query",
    [
        {"norm": "12", "step": "16"},
        {"off": "zags,smart_data_ukimet"},
        {"removed": "birth.damir,marriage.serik.gulnar"},
        {"readings": "grandkin.literal"},
        {"panel": "edit"},
        {"panel": "city"},
        {"service": "id_card"},
        {"case": "grandchild", "applicant": "dana"},
        {"case": "card", "panel": "edit", "before": "5"},
        {"case": "minor-owner", "step": "7"},
        {"case": "minor-owner", "belief": "truth", "typed_iin": "truth", "step": "12"},
        {"case": "card-pickup", "step": "99", "biometrics": "match", "collect": "paid"},
    ],
)
def test_a_state_is_shown(services: Services, query: dict[str, str]) -> None:
    assert "headline" in shown(services, **query)


def test_what_the_address_got_wrong_is_said_in_one_sentence(services: Services) -> None:
    assert "нужно от 1 до 60, пришло soft" in shown(services, norm="soft")
    assert "norm, step" in shown(services, norm="soft", step="x")


def test_a_step_beyond_the_walk_is_the_end_and_says_how_many_there_are(services: Services) -> None:
    text = shown(services, case="grandchild", step="9999", lang="en")
    assert "The furthest that can be reached is shown." in text


@pytest.mark.parametrize(("norm", "got"), [("-5", "-5"), ("9999", "9999")])
def test_a_norm_out_of_range_is_told_its_range(services: Services, norm: str, got: str) -> None:
    assert f"from 1 to 60 is needed, {got} came" in shown(services, norm=norm, lang="en")


def test_an_unknown_person_is_named_and_the_case_goes_on(services: Services) -> None:
    text = shown(services, case="grandchild", applicant="nobody")
    assert "«applicant»: nobody" in text
    assert "Дамир Ахметов" in text


def test_without_a_city_people_of_a_city_lead_to_the_first_case(services: Services) -> None:
    assert "Дамир Ахметов" in shown(services, applicant="12")
    assert "tirkeu generate" in shown(services, panel="city")


def test_nothing_is_found_without_a_city(services: Services) -> None:
    here = visit("/application", {}, None)
    assert found_people(here, "Ахметов", services) == []
    assert found_dwellings(here, "Абай", services) == []


def test_the_protocol_is_saved_as_a_decision(services: Services) -> None:
    file = saved(visit("/application", {"case": "child", "lang": "en"}, None), services)
    document = json.loads(file["content"])
    assert file["filename"] == "child.json"
    assert document["format"] == "tirkeu.decision/1"
    assert document["decided_by"] == "RES-10.child"


def test_the_protocol_is_saved_as_a_page_of_the_steps_shown(services: Services) -> None:
    query = {"case": "grandchild", "lang": "en"}
    for step in (0, 3):
        visited = visit("/application", query | {"step": str(step)}, None)
        file = saved_protocol(visited, services)
        assert file["filename"] == f"grandchild-{step}.html"
        assert file["content"].count("<tr>") == step + 1
        assert "Damir" in file["content"]
        assert "<script" not in file["content"]
        assert "http" not in file["content"]


def test_a_page_that_fails_says_so_in_words(
    dashboard: Dash, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    text = json.dumps(
        not_found.failed(visit("/application", {}, None)),
        default=lambda part: part.to_plotly_json(),
        ensure_ascii=False,
    )
    assert "Страницу не удалось показать" in text


def test_an_unknown_page_says_so_and_leads_on() -> None:
    here = visit("/nowhere", {"lang": "en"}, None)
    text = str(not_found.content(here))
    assert "There is no such page" in text
    assert "href='/?lang=en'" in text


def test_a_city_that_is_not_there_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        open_services(Settings(home=tmp_path, city=(1000, 7)))


def test_a_step_takes_a_tenth_of_a_second_of_the_processor_at_most(services: Services) -> None:
    query: dict[str, Any] = {"category": "grandchild.father", "consent": "given", "sign": "signed"}
    shown(services, **query)
    took = []
    for step in range(17):
        start = time.process_time()
        page.content(visit("/application", query | {"step": str(step)}, None), services)
        took.append(time.process_time() - start)
    assert sorted(took)[len(took) // 2] < STEP_SECONDS
