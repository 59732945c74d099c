"""Users, their passwords and sessions; who is let in, who is slowed down, who is sent away."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.access import NotAllowed, Role, User
from app.access.attempts import LONGEST_WAIT_SECONDS, Attempts, limits_of, wait_seconds
from app.access.passwords import SHORTEST, Cost, hashed, is_right
from app.access.sessions import IDLE_SECONDS, LONGEST_SECONDS, Sessions, form_token, key_of_token
from app.access.tables import ATTEMPTS, SESSIONS, USERS
from app.access.user import KEY
from app.access.users import Users
from app.factory import create_app
from app.services import Services, open_services
from app.settings import Settings
from app.store import Store
from domain.errors import BadInput

QUICK = Cost(n=2, r=1, p=1)
PASSWORD = "correct horse battery"  # noqa: S105 - of nobody
NOW = 1_000_000.0


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path)
    yield made
    made.close()


@pytest.fixture
def users(store: Store) -> Users:
    made = Users(store, QUICK)
    made.add("Aigerim", Role.ANALYST, PASSWORD)
    made.add("Serik", Role.VIEWER, PASSWORD)
    return made


# ---------------------------------------------------------------- passwords
def test_a_password_is_known_by_its_hash_alone() -> None:
    kept = hashed(PASSWORD, QUICK)
    assert PASSWORD not in kept
    assert is_right(PASSWORD, kept)
    assert not is_right(PASSWORD + " ", kept)
    assert hashed(PASSWORD, QUICK) != kept


@pytest.mark.parametrize("kept", ["", "scrypt$2$1$1$!$!", "plain$2$1$1$AA==$AA==", PASSWORD])
def test_what_is_no_hash_is_nobodys_password(kept: str) -> None:
    assert not is_right(PASSWORD, kept)


@pytest.mark.parametrize(
    ("length", "is_taken"), [(0, False), (SHORTEST - 1, False), (SHORTEST, True), (201, False)]
)
def test_a_password_has_a_least_and_a_greatest_length(length: int, *, is_taken: bool) -> None:
    if is_taken:
        assert is_right("x" * length, hashed("x" * length, QUICK))
    else:
        with pytest.raises(BadInput, match="password"):
            hashed("x" * length, QUICK)


def test_a_guess_costs_what_the_cheat_sheet_asks() -> None:
    assert Cost() == Cost(n=2**15, r=8, p=3)


# ---------------------------------------------------------------- users
@pytest.mark.parametrize("name", ["aigerim", "AIGERIM", " Aigerim "])
def test_a_name_is_the_same_with_and_without_capitals(users: Users, name: str) -> None:
    assert users.known(name, PASSWORD) == "aigerim"
    with pytest.raises(BadInput, match="nobody has yet"):
        users.add(name, Role.VIEWER, PASSWORD)


@pytest.mark.parametrize("name", ["", "  ", "x" * 81, "a\u202eb", "a\0b"])
def test_a_name_can_be_read(users: Users, name: str) -> None:
    with pytest.raises(BadInput, match="name"):
        users.add(name, Role.VIEWER, PASSWORD)


def test_an_unknown_name_costs_as_much_as_a_wrong_password(
    users: Users, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []

    def checking(password: str, kept: str) -> bool:
        checked.append(kept)
        return is_right(password, kept)

    monkeypatch.setattr("app.access.users.is_right", checking)
    assert users.known("nobody", PASSWORD) is None
    assert users.known("Serik", "wrong") is None
    assert len(checked) == 2
    assert {kept.split("$")[1] for kept in checked} == {"2"}


def test_whoever_is_removed_or_given_another_password_is_out_at_once(users: Users) -> None:
    sessions = Sessions(users.store)
    tokens = [sessions.begin(name, NOW) for name in ("aigerim", "serik")]
    users.remove("Serik")
    users.set_password("Aigerim", PASSWORD + "!")
    assert [sessions.user(token, NOW) for token in tokens] == [None, None]
    assert [kept.user.name for kept in users.all()] == ["Aigerim"]
    for change in (users.remove, lambda name: users.set_password(name, PASSWORD)):
        with pytest.raises(BadInput, match="users"):
            change("Serik")


# ---------------------------------------------------------------- sessions
def test_the_database_does_not_hold_what_the_browser_holds(users: Users) -> None:
    token = Sessions(users.store).begin("serik", NOW)
    with users.store.changing() as connection:
        row = connection.execute(SESSIONS.select()).one()
        kept = connection.execute(USERS.select()).all()
    assert token not in map(str, row)
    assert row.key == key_of_token(token)
    assert PASSWORD not in str(kept)


@pytest.mark.parametrize(
    ("asked_after", "lives"),
    [
        ([IDLE_SECONDS - 1], True),
        ([IDLE_SECONDS], False),
        ([IDLE_SECONDS - 1] * 6 + [10], False),  # beyond the longest, though never idle
        ([IDLE_SECONDS - 1] * 5, True),
        ([LONGEST_SECONDS], False),
    ],
)
def test_a_session_ends_when_idle_and_when_it_is_old(
    users: Users, asked_after: list[int], *, lives: bool
) -> None:
    sessions, now = Sessions(users.store), NOW
    token, found = sessions.begin("serik", now), None
    for seconds in asked_after:
        now += seconds
        found = sessions.user(token, now)
    assert (found is not None) is lives


def test_a_login_gives_a_new_session_and_ends_the_one_before(users: Users) -> None:
    sessions = Sessions(users.store)
    first = sessions.begin("serik", NOW)
    second = sessions.begin("aigerim", NOW, first)
    assert first != second
    assert sessions.user(first, NOW) is None
    assert sessions.user(second, NOW) == User("Aigerim", Role.ANALYST)
    sessions.end(second)
    assert sessions.user(second, NOW) is None


# ---------------------------------------------------------------- attempts
def test_one_waits_twice_as_long_after_each_failure_beyond_the_free_ones() -> None:
    assert [wait_seconds(n, 5) for n in (0, 4, 5, 6, 7)] == [0, 0, 1, 2, 4]
    assert wait_seconds(1000, 5) == LONGEST_WAIT_SECONDS


def test_a_stranger_slows_down_himself_and_not_the_owner_elsewhere(store: Store) -> None:
    attempts = Attempts(store)
    here, there = limits_of("Serik", "192.0.2.1"), limits_of("serik", "192.0.2.2")
    waits = [attempts.begin(here, NOW) for _ in range(6)]
    assert waits == [0, 0, 0, 0, 0, 1]
    assert attempts.begin(there, NOW) == 0
    assert attempts.begin(here, NOW + 1) == 0
    assert attempts.begin(here, NOW + 1) == 2


def test_a_right_password_is_no_failure(store: Store) -> None:
    attempts, limits = Attempts(store), limits_of("Serik", "192.0.2.1")
    for _ in range(100):
        assert attempts.begin(limits, NOW) == 0
        attempts.succeeded(limits)
    with store.changing() as connection:
        assert {row.failures for row in connection.execute(ATTEMPTS.select())} == {0}


def test_who_mistypes_now_and_then_never_waits(store: Store) -> None:
    attempts, limits = Attempts(store), limits_of("Serik", "192.0.2.1")
    for day in range(100):
        now = NOW + day * 20 * 3600
        assert [attempts.begin(limits, now) for _ in range(2)] == [0, 0]
        attempts.succeeded(limits)


# ---------------------------------------------------------------- the dashboard behind a login
@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    own = Settings(home=tmp_path_factory.mktemp("login"), login=True, names=("planner.example",))
    made = open_services(own)
    users = Users(made.store, QUICK)
    users.add("Aigerim", Role.ANALYST, PASSWORD)
    users.add("Serik", Role.VIEWER, PASSWORD)
    yield made
    made.jobs.close()


@pytest.fixture(scope="module")
def dashboard(services: Services) -> Flask:
    return cast("Flask", create_app(services.settings, services).server)


@pytest.fixture
def client(dashboard: Flask) -> FlaskClient:
    return dashboard.test_client()


SAME = {"Origin": "http://localhost"}


def log_in(
    client: FlaskClient, name: str = "Serik", password: str = PASSWORD, query: str = ""
) -> TestResponse:
    shown = client.get(f"/login{query}").get_data(as_text=True)
    token = re.search(r'name="token" value="([0-9a-f]+)"', shown)
    assert token
    form = {"name": name, "password": password, "token": token[1]}
    return client.post(f"/login{query}", data=form, headers=SAME)


@pytest.mark.parametrize("path", ["/", "/norms", "/nowhere", "/application?lang=kk"])
def test_nobody_sees_a_page_before_logging_in(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/login?next=%2F")


@pytest.mark.parametrize(
    "path", ["/_dash-layout", "/_dash-dependencies", "/_dash-component-suites/dash/x.js"]
)
def test_no_script_is_answered_before_logging_in(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 401


def test_every_route_but_the_open_ones_demands_a_login(client: FlaskClient) -> None:
    rules = client.application.url_map.iter_rules()
    opened = {"/login", "/logout", "/health", "/ready"}
    for rule in rules:
        if rule.rule in opened or rule.rule.startswith("/assets/"):
            continue
        path = re.sub(r"<[^>]*>", "x", rule.rule)
        for method in (rule.methods or set()) & {"GET", "POST"}:
            answer = client.open(path, method=method, headers=SAME)
            assert answer.status_code in (302, 401), (method, path)


def test_a_right_password_leads_where_one_wanted_to_go(client: FlaskClient) -> None:
    answer = log_in(client, query="?next=%2Fnorms%3Flang%3Dkk")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/norms?lang=kk"
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    page = client.get("/norms")
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "wanted",
    ["//far.invalid", "https://far.invalid", "/\\far.invalid", "/login?next=/", "javascript:0", ""],
)
def test_a_login_leads_nowhere_else(client: FlaskClient, wanted: str) -> None:
    answer = log_in(client, query=f"?next={wanted}")
    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ru", "Имя или пароль неверны."),
        ("kk", "Пайдаланушы аты немесе құпиясөз дұрыс емес."),
        ("en", "The name or the password is wrong."),
    ],
)
def test_wrong_names_and_wrong_passwords_are_told_alike(
    client: FlaskClient, language: str, said: str
) -> None:
    texts = []
    for name, password in (("Serik", "wrong"), ("nobody", PASSWORD)):
        answer = log_in(client, name, password, f"?lang={language}")
        assert answer.status_code == 401
        texts.append(answer.get_data(as_text=True).replace(name, ""))
    assert said in texts[0]
    assert texts[0] == texts[1]


def test_what_was_typed_is_shown_as_text(client: FlaskClient) -> None:
    answer = log_in(client, '"><script>alert(1)</script>', "wrong")
    assert "<script>alert" not in answer.get_data(as_text=True)


def test_guessing_is_slowed_down(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.access.login.time", lambda: NOW)
    statuses = [log_in(client, "Guessed", "wrong").status_code for _ in range(7)]
    assert statuses[:5] == [401] * 5
    assert statuses[-1] == 429


def test_a_login_form_of_elsewhere_is_refused(client: FlaskClient) -> None:
    form = {"name": "Serik", "password": PASSWORD, "token": "0" * 64}
    client.get("/login")
    assert client.post("/login", data=form, headers=SAME).status_code == 403


def test_logging_out_ends_the_session_and_needs_the_forms_token(client: FlaskClient) -> None:
    log_in(client)
    client.post("/logout", data={"token": "0" * 64}, headers=SAME)
    assert client.get("/norms").status_code == 200
    shown = client.get("/login?next=/rules")
    assert shown.headers["Location"] == "/rules"
    held = client.get_cookie("tirkeu-session")
    assert held is not None
    gone = client.post("/logout", data={"token": form_token(held.value)}, headers=SAME)
    assert gone.headers["Location"] == "/login"
    assert client.get_cookie("tirkeu-session") is None
    client.set_cookie("tirkeu-session", held.value)
    assert client.get("/norms").status_code == 302


def test_over_https_cookies_and_the_way_are_bound_to_it(dashboard: Flask) -> None:
    client = dashboard.test_client()
    answer = client.get("/login", base_url="https://planner.example")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-")
    assert "Secure" in cookie
    assert "max-age" in answer.headers["Strict-Transport-Security"]
    plain = client.get("/login", base_url="http://planner.example")
    assert "Strict-Transport-Security" not in plain.headers


@pytest.mark.parametrize(
    ("host", "status"),
    [("planner.example", 200), ("192.0.2.7:8050", 200), ("localhost", 200), ("far.invalid", 421)],
)
def test_the_names_that_were_given_are_answered(
    client: FlaskClient, host: str, status: int
) -> None:
    assert client.get("/login", headers={"Host": host}).status_code == status


def test_a_viewer_runs_nothing_and_an_analyst_is_named(services: Services) -> None:
    server = Flask("app")
    for user, may in ((User("Serik", Role.VIEWER), False), (User("A", Role.ANALYST), True)):
        with server.test_request_context():
            setattr(g, KEY, user)
            if may:
                services.jobs.cancel("0" * 16)
                continue
            for change in (
                lambda: services.jobs.start("simulate", {}),
                lambda: services.jobs.cancel("0" * 16),
            ):
                with pytest.raises(NotAllowed):
                    change()


@pytest.mark.parametrize("path", ["/centres/log", "/scenarios/file"])
def test_a_viewer_uploads_nothing_whatever_his_browser_sends(dashboard: Flask, path: str) -> None:
    for name, status in (("Serik", 403), ("Aigerim", 200)):  # of the analyst it is read
        client = dashboard.test_client()
        log_in(client, name)
        headers = {**SAME, "X-Requested-With": "tirkeu"}
        assert client.post(path, data=b"x,y\n", headers=headers).status_code == status


def test_without_a_login_nothing_is_asked(tmp_path: Path, services: Services) -> None:
    own = replace(services.settings, home=tmp_path, login=False)
    client = create_app(own).server.test_client()
    assert client.get("/norms").status_code == 200
    assert client.get("/login").status_code == 404
