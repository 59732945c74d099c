"""What no page sends: foreign hosts, malformed callbacks, paths of no page.

What Hypothesis makes up is asked in tests/faults/test_any_request.py.
"""

import json
import logging
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from types import ModuleType
from urllib.parse import urlencode

import pytest
from dash import Dash
from flask.testing import FlaskClient

from app.callback_bodies import MOST_BYTES, PATH
from app.factory import create_app
from app.pages.application.search import typed
from app.pages.centres import changes as centres
from app.pages.id_cards import changes as id_cards
from app.search.city import LONGEST_SOUGHT
from app.security import is_own
from app.services import Services, open_services
from app.settings import Settings
from synthetic_data.home import make_city
from synthetic_data.registry.city_database import CityDatabase
from tests.faults.requests_made import ROUTER, body

PEOPLE = 500
FAILED = "Страницу не удалось показать"


@pytest.fixture(scope="module")
def dashboard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dash]:
    own = Settings(home=tmp_path_factory.mktemp("home"))
    make_city(own.home, (PEOPLE, 1), CityDatabase())
    services = open_services(own)
    yield create_app(own, services)
    services.jobs.close()


@pytest.fixture(scope="module")
def client(dashboard: Dash) -> Iterator[FlaskClient]:
    logging.disable(logging.CRITICAL)  # what a fuzz test provokes is told by its status
    dashboard.server.config["PROPAGATE_EXCEPTIONS"] = False
    yield dashboard.server.test_client()
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize(
    ("host", "is_answered"),
    [
        ("localhost", True),
        ("localhost:8050", True),
        ("LOCALHOST:8050", True),
        ("127.0.0.1:8050", True),
        ("127.0.0.2", True),
        ("[::1]:8050", True),
        ("own.invalid:8050", True),
        ("far.invalid", False),
        ("localhost.far.invalid:8050", False),
        ("127.0.0.1.far.invalid", False),
        ("far.invalid:80@localhost", True),  # a browser sends no such thing; it names this machine
        ("192.168.1.5", False),
        ("[::1", False),
        ("", False),
    ],
)
def test_only_names_of_this_machine_are_its_own(host: str, *, is_answered: bool) -> None:
    assert is_own(host, "own.invalid") is is_answered


@pytest.mark.parametrize("path", ["/", "/application", "/_dash-layout"])
def test_a_name_of_elsewhere_is_refused(client: FlaskClient, path: str) -> None:
    assert client.get(path, headers={"Host": "far.invalid"}).status_code == 421
    assert client.get(path, headers={"Host": "127.0.0.1:8050"}).status_code in (200, 302)


def post(client: FlaskClient, sent: object) -> int:
    data = json.dumps(sent)
    return client.post(PATH, data=data, content_type="application/json").status_code


def page(client: FlaskClient, dashboard: Dash, path: str, query: dict[str, str]) -> str:
    sent = body(dashboard, ROUTER, [path, f"?{urlencode(query)}"])
    answer = client.post(PATH, json=sent)
    assert answer.status_code == 200
    return json.dumps(answer.get_json(), ensure_ascii=False)


def test_a_callback_of_a_page_is_answered(client: FlaskClient, dashboard: Dash) -> None:
    assert "headline" in page(client, dashboard, "/application", {"case": "child"})
    assert post(client, body(dashboard, "person-results.children", ["Ахм", ""])) == 200


@pytest.mark.parametrize(
    "sent",
    [
        {},
        [],
        None,
        "text",
        {"output": 5},
        {"output": "nothing.children"},
        {"output": "person-results.children"},
        {"output": "person-results.children", "inputs": {}, "state": []},
        {"output": "person-results.children", "inputs": [5], "state": [{}]},
        [[[]]] * 3,
    ],
)
def test_what_is_no_callback_is_a_bad_request(client: FlaskClient, sent: object) -> None:
    assert post(client, sent) == HTTPStatus.BAD_REQUEST


@pytest.mark.parametrize("text", ["{", "[" * 100_000, '{"output": "\\ud800"}'])
def test_what_is_no_document_is_a_bad_request(client: FlaskClient, text: str) -> None:
    answer = client.post(PATH, data=text, content_type="application/json")
    assert answer.status_code == HTTPStatus.BAD_REQUEST


def test_a_body_that_is_too_long_is_not_read(client: FlaskClient, dashboard: Dash) -> None:
    sent = body(dashboard, "person-results.children", ["x" * MOST_BYTES, ""])
    assert post(client, sent) == HTTPStatus.REQUEST_ENTITY_TOO_LARGE


@pytest.mark.parametrize("sought", [5, ["x"], {"a": 1}, None, True, "x" * 100_000, "\0%_'"])
@pytest.mark.parametrize("output", ["person-results.children", "dwelling-results.children"])
def test_a_search_takes_whatever_comes(
    client: FlaskClient, dashboard: Dash, output: str, sought: object
) -> None:
    assert post(client, body(dashboard, output, [sought, "?panel=city"])) in (200, 204)


@pytest.mark.parametrize("path", ["", "registries", " /", "http://far.invalid/"])
def test_a_path_of_no_page_is_a_bad_request(
    client: FlaskClient, dashboard: Dash, path: str
) -> None:
    assert post(client, body(dashboard, ROUTER, [path, ""])) == HTTPStatus.BAD_REQUEST


def test_an_address_that_is_not_known_yet_is_answered(client: FlaskClient, dashboard: Dash) -> None:
    assert post(client, body(dashboard, ROUTER, [None, None])) in (200, 204)


def test_a_search_reads_text_only_and_not_without_end() -> None:
    assert typed(5) == typed(None) == typed(["Ахметов"]) == ""
    assert len(typed("x" * 1000)) == LONGEST_SOUGHT
    assert typed("Ах\0метов") == "Ах метов"


@pytest.mark.parametrize("said", [None, 5, [], {"query": []}, {"language": 1}, {"shown": "x"}])
@pytest.mark.parametrize("page", [centres, id_cards])
def test_what_no_page_noted_is_not_taken_for_its_note(page: ModuleType, said: object) -> None:
    assert page.screen_of(said, Services(Settings(home=Path("nowhere")))) is None


@pytest.mark.parametrize("number", [2**63 - 1, 2**63, 10**30])
@pytest.mark.parametrize("name", ["applicant", "dwelling"])
def test_a_number_that_no_record_has_is_named(
    client: FlaskClient, dashboard: Dash, name: str, number: int
) -> None:
    query = {name: str(number)} if name == "applicant" else {"applicant": "1", name: str(number)}
    text = page(client, dashboard, "/application", query)
    assert FAILED not in text
    assert f"«{name}»: {number}"[:40] in text
