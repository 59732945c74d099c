"""What is looked at before a page is: origin, rates, sizes, health; and what is written down."""

import io
import json
import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.access.health import attach_health
from app.access.limits import (
    A_SESSION,
    AN_ADDRESS,
    Buckets,
    Limits,
    Rate,
    limit_addresses,
    limit_rates,
)
from app.access.request_log import Lines, write_log
from app.access.same_origin import is_same_origin
from app.access.user import LOGIN
from app.callback_bodies import MOST_BYTES, PATH
from app.factory import create_app
from app.security import is_address
from app.services import Services, open_services
from app.settings import Settings
from domain.errors import BadInput

OWN = "https://planner.example"


# ---------------------------------------------------------------- where a request comes from
@pytest.mark.parametrize(
    ("headers", "said"),
    [
        ({}, None),
        ({"Origin": OWN}, True),
        ({"Origin": f"{OWN}:443"}, True),
        ({"Referer": f"{OWN}/norms?lang=kk"}, True),
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, None),
        ({"Sec-Fetch-Site": "same-origin", "Origin": OWN}, True),
        ({"Sec-Fetch-Site": "same-site", "Origin": OWN}, False),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Origin": "http://planner.example"}, False),
        ({"Origin": f"{OWN}:8443"}, False),
        ({"Origin": f"{OWN}.far.invalid"}, False),
        ({"Origin": "https://far.invalid"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": "https://[::1"}, False),
        ({"Referer": "https://far.invalid/planner.example"}, False),
    ],
)
def test_a_browser_says_where_a_request_comes_from(
    headers: dict[str, str], *, said: bool | None
) -> None:
    assert is_same_origin(headers, f"{OWN}/") is said


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    made = open_services(Settings(home=tmp_path_factory.mktemp("requests")))
    yield made
    made.jobs.close()


@pytest.fixture(scope="module")
def server(services: Services) -> Flask:
    return cast("Flask", create_app(services.settings, services).server)


@pytest.fixture
def client(server: Flask) -> FlaskClient:
    return server.test_client()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://far.invalid"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://localhost"}, 400),
        ({}, 400),  # no browser; it is no callback either
    ],
)
@pytest.mark.parametrize("path", [PATH])
def test_a_page_of_elsewhere_changes_nothing(
    client: FlaskClient, path: str, headers: dict[str, str], status: int
) -> None:
    assert client.post(path, json={}, headers=headers).status_code == status


def test_a_log_of_tickets_sent_from_elsewhere_is_refused(client: FlaskClient) -> None:
    answer = client.post("/centres/log", data=b"x", headers={"Origin": "https://far.invalid"})
    assert answer.status_code == 403


def test_where_a_login_is_demanded_who_does_not_say_is_refused(server: Flask) -> None:
    server.config[LOGIN] = True
    try:
        assert server.test_client().post(PATH, json={}).status_code == 403
    finally:
        server.config[LOGIN] = False


@pytest.mark.parametrize(
    "header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "X-Forwarded-Proto", "Via"]
)
def test_without_a_login_nothing_that_a_proxy_sends_on_is_answered(
    client: FlaskClient, header: str
) -> None:
    assert client.get("/norms", headers={header: "192.0.2.1"}).status_code == 421


@pytest.mark.parametrize(
    ("host", "is_one"),
    [("192.0.2.1:80", True), ("[2001:db8::1]:80", True), ("planner.example", False), ("", False)],
)
def test_an_address_in_numbers_is_known(host: str, *, is_one: bool) -> None:
    assert is_address(host) is is_one


def test_a_proxy_is_believed_only_where_it_is_said_to_be_there(tmp_path: Path) -> None:
    own = Settings(home=tmp_path, login=True, names=("planner.example",), behind_proxy=True)
    client = create_app(own).server.test_client()
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "planner.example"}
    assert "Strict-Transport-Security" in client.get("/login", headers=headers).headers
    assert client.get("/login", headers={"X-Forwarded-Host": "far.invalid"}).status_code == 421


# ---------------------------------------------------------------- how much and how often
def test_too_large_a_body_is_answered_in_a_sentence(client: FlaskClient) -> None:
    answer = client.post(PATH, data=b" " * (MOST_BYTES + 1), content_type="application/json")
    assert answer.status_code == 413
    assert answer.get_data(as_text=True) == "Это больше, чем сервер принимает за один раз."


def test_a_bucket_is_emptied_at_once_and_filled_with_time() -> None:
    now = [0.0]
    bucket = Buckets(Rate(2.0, 3), lambda: now[0])
    assert [bucket.wait("a") for _ in range(4)] == [0, 0, 0, 0.5]
    assert bucket.wait("b") == 0
    now[0] = 0.5
    assert [bucket.wait("a"), bucket.wait("a") > 0] == [0, True]
    now[0] = 100.0
    assert [bucket.wait("a") for _ in range(4)] == [0, 0, 0, 0.5]


def test_fifty_people_behind_one_address_pull_sliders_for_a_minute() -> None:
    now = [0.0]
    address, session = Buckets(AN_ADDRESS, lambda: now[0]), Buckets(A_SESSION, lambda: now[0])
    for tenth in range(600):
        now[0] = tenth / 10
        assert all(address.wait("office") == 0 for _ in range(50))
        assert session.wait("one of them") == 0


def test_who_asks_too_often_is_told_how_long_to_wait() -> None:
    server = Flask("app")
    limit_addresses(server, Limits(addresses=Buckets(Rate(0.1, 2), lambda: 0.0)))
    attach_health(server, {})
    client = server.test_client()
    statuses = [client.get("/norms?lang=en").status_code for _ in range(3)]
    assert statuses == [404, 404, 429]
    answer = client.get("/norms?lang=en", headers={"Sec-Fetch-Mode": "cors"})
    assert answer.headers["Retry-After"] == "10"
    assert answer.get_data(as_text=True).startswith("Too many requests at once.")
    assert [client.get("/health").status_code for _ in range(9)] == [200] * 9
    assert client.get("/healthy").status_code == 429


def test_who_has_not_logged_in_cannot_ask_as_often_as_he_likes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = Limits(addresses=Buckets(Rate(0.1, 2), lambda: 0.0))
    monkeypatch.setattr("app.access.guard.Limits", lambda: few)
    client = create_app(Settings(home=tmp_path, login=True)).server.test_client()
    few.addresses._left.clear()  # making it has asked too
    headers = {"Cookie": "tirkeu-session=nobodys", "Sec-Fetch-Mode": "cors"}
    asked = [client.get("/norms", headers=headers).status_code for _ in range(3)]
    assert asked == [401, 401, 429]


@pytest.mark.parametrize(
    ("sent", "taken"),
    [
        ({"path": "/norms/groups.csv", "method": "GET"}, 30),
        ({"path": "/centres/windows.xlsx", "method": "GET"}, 30),
        ({"path": "/scenarios/0123456789abcdef.json", "method": "GET"}, 30),
        ({"path": "/report.html", "method": "GET"}, 30),
        ({"path": PATH, "method": "POST", "json": {"output": "cards-download.data"}}, 30),
        ({"path": "/centres/log", "method": "POST", "data": b"x"}, 6),
        ({"path": "/scenarios/file", "method": "POST", "data": b"{}"}, 6),
    ],
)
def test_files_and_uploads_are_limited_more_strictly(sent: dict[str, Any], taken: int) -> None:
    server, limits = Flask("app"), Limits()
    for bucket in (limits.files, limits.uploads):
        bucket.clock = lambda: 0.0
    limit_rates(server, limits)
    client = server.test_client()
    statuses = [client.open(**sent).status_code for _ in range(taken + 1)]
    assert statuses[taken - 1] in (404, 405)
    assert statuses[taken] == 429


@pytest.mark.parametrize("body", ["[" * 100_000, '{"output":' + "[" * 5_000 + "]" * 5_000 + "}"])
def test_a_body_too_deep_to_be_read_is_no_failure_of_the_counts(body: str) -> None:
    server = Flask("app")
    limit_rates(server, Limits())
    answer = server.test_client().post(PATH, data=body, content_type="application/json")
    assert answer.status_code == 404


# ---------------------------------------------------------------- health
def test_health_says_nothing_but_that_it_lives(client: FlaskClient) -> None:
    answer = client.get("/health")
    assert (answer.status_code, answer.json) == (200, {"alive": True})


def test_it_is_ready_when_all_its_parts_are() -> None:
    parts, server = {"city": True, "database": True}, Flask("app")
    attach_health(server, {name: lambda name=name: parts[name] for name in parts})  # type: ignore[misc] # the name of each turn
    client = server.test_client()
    assert client.get("/ready").status_code == 200
    parts["database"] = False
    answer = client.get("/ready")
    assert answer.status_code == 503
    assert answer.json == {"ready": False, "city": True, "database": False}


def test_a_server_without_a_city_lives_and_is_not_ready(client: FlaskClient) -> None:
    told = client.get("/ready")
    assert told.status_code == 503
    assert told.json == {
        "ready": False,
        "city": False,
        "database": True,
        "runs": False,
        "pages": True,
    }


# ---------------------------------------------------------------- what is written down
@pytest.fixture
def written() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before = (root.handlers[:], root.level)
    stream = io.StringIO()
    write_log("json", stream)
    yield stream
    root.handlers[:], root.level = before
    logging.getLogger("tirkeu.requests").setLevel(logging.NOTSET)


SECRETS = ("Ахметов", "Akhmetov", "900101750017", "192.0.2.77", "Мангилик")


def test_no_name_and_no_number_that_was_typed_is_written_down(
    server: Flask, client: FlaskClient, written: io.StringIO
) -> None:
    def fails(typed: str) -> None:
        raise KeyError(typed)

    for secret in SECRETS:
        client.get("/application", query_string={"applicant": secret})
        client.get(f"/{secret}/more")
        client.post(PATH, json={"output": secret, "inputs": [{"value": secret}]})
        with server.test_request_context(f"/{secret}"):
            try:
                fails(secret)
            except KeyError:
                server.log_exception(sys.exc_info())
            problem = BadInput(secret, "a whole number", secret)
            logging.getLogger("app").warning("%s could not be shown: %s", secret, problem)
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    assert len(lines) == 5 * len(SECRETS)
    for secret in SECRETS:
        assert secret not in json.dumps(lines, ensure_ascii=False)
    assert {line["path"] for line in lines if "path" in line} == {"/application", "…", PATH}


def test_a_line_tells_what_was_asked_by_whom_and_how_long_it_took(
    client: FlaskClient, written: io.StringIO
) -> None:
    answer = client.get("/norms?norm=12")
    line = json.loads(written.getvalue().splitlines()[0])
    assert line["id"] == answer.headers["X-Request-ID"]
    assert (line["method"], line["path"], line["status"]) == ("GET", "/norms", 200)
    assert line["role"] == "analyst"
    assert line["milliseconds"] >= 0


def test_a_failure_tells_its_kind_and_its_place_and_not_its_words() -> None:
    with pytest.raises(ZeroDivisionError) as raised:
        assert 1 // int("0")
    said, failure = ("run %s failed", ("0a1b2c3d" * 2,)), ZeroDivisionError("Ахметов")
    failure.__traceback__ = raised.tb
    about = (type(failure), failure, failure.__traceback__)
    record = logging.LogRecord("app", logging.ERROR, "", 1, *said, about)
    told = json.loads(Lines("json").format(record))
    assert told["message"] == "run 0a1b2c3d0a1b2c3d failed"
    assert told["failure"] == "ZeroDivisionError"
    assert told["at"][0].startswith("tests/app/test_access_requests.py:")
    text = Lines("text").format(record)
    assert "Ахметов" not in text
    assert len(text.splitlines()) == 1


def test_a_failure_of_a_request_is_told_under_its_number(tmp_path: Path) -> None:
    server = create_app(Settings(home=tmp_path)).server
    server.config["PROPAGATE_EXCEPTIONS"] = False

    def fails() -> str:
        raise ZeroDivisionError

    server.view_functions["health"] = fails
    answer = server.test_client().get("/health?lang=en", headers={"Sec-Fetch-Mode": "cors"})
    assert answer.status_code == 500
    assert answer.headers["X-Request-ID"] in answer.get_data(as_text=True)
