"""The database is locked, gone, put back: it is said, and all goes on without a new start."""

import json
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.callback_bodies import PATH
from app.factory import PAGES, create_app
from app.frame import Children
from app.jobs.conductor import Conductors, Desk
from app.jobs.jobs import Jobs
from app.jobs.run import Run, State
from app.jobs.table import RunTable
from app.jobs.turn import Turn
from app.services import Services, open_services
from app.settings import Settings
from app.store import FILE, Store, StoreAway
from app.visit import Visit

PATIENCE_SECONDS = 30


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setattr("app.store.BUSY_SECONDS", 0.2)
    made = Store(tmp_path)
    yield made
    made.close()


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a database as somebody does who writes without end."""
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    yield
    holder.execute("ROLLBACK")
    holder.close()


def awaited(is_so: Callable[[], bool]) -> bool:
    until = time.monotonic() + PATIENCE_SECONDS
    while not is_so() and time.monotonic() < until:
        time.sleep(0.02)
    return is_so()


def test_a_locked_database_is_said_to_be_away_and_used_again(store: Store, tmp_path: Path) -> None:
    key = store.keep({"before": 1})
    with locked(tmp_path / FILE):
        with pytest.raises(StoreAway, match="database that can be used"):
            store.keep({"meanwhile": 1})
        assert store.find(key) == {"before": 1}
    assert store.find(store.keep({"after": 1})) == {"after": 1}


def test_a_database_that_is_gone_is_away_and_has_lost_nothing_when_it_is_put_back(
    store: Store, tmp_path: Path
) -> None:
    other, file = Store(tmp_path), tmp_path / FILE  # of another process
    keys = [store.keep({"before": 1}), other.keep({"before": 2})]
    file.rename(tmp_path / "aside")
    for one in (store, other):
        with pytest.raises(StoreAway, match="nothing there any more"):
            one.keep({"meanwhile": 1})
    assert not file.exists()
    (tmp_path / "aside").rename(file)
    for one in (store, other):
        assert [one.find(key) for key in keys] == [{"before": 1}, {"before": 2}]
    other.close()
    assert Store(tmp_path).find(keys[0]) == {"before": 1}


def test_another_database_put_in_place_is_read(store: Store, tmp_path: Path) -> None:
    key, file = store.keep({"before": 1}), tmp_path / FILE
    made = Store(tmp_path / "other")
    wanted = made.keep({"other": 1})
    made.close()
    for left in tmp_path.glob(f"{FILE}*"):  # what SQLite notes beside it too
        left.unlink()
    assert not store.answers()
    (tmp_path / "other" / FILE).rename(file)
    assert store.find(wanted) == {"other": 1}
    assert store.find(key) is None


def test_what_is_no_database_is_away_until_it_is_one(store: Store, tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no database " * 100)
    assert not store.answers()
    (tmp_path / FILE).unlink()
    assert store.answers()


def test_one_at_a_time_tries_where_the_database_was_away(store: Store, tmp_path: Path) -> None:
    store.keep({"before": 1})
    with locked(tmp_path / FILE), pytest.raises(StoreAway):
        store.keep({"meanwhile": 1})
    with store.changing(), pytest.raises(StoreAway, match="no answer"), store.changing():
        pass
    with store.changing(), store.changing():  # it answered: nobody waits for the other any more
        pass


def test_a_run_outlasts_a_lock_and_its_result_is_written_down_afterwards(
    store: Store, tmp_path: Path
) -> None:
    began: list[float] = []

    def waits(_document: Mapping[str, Any], _desk: Desk) -> int:
        began.append(time.monotonic())
        assert awaited((tmp_path / "go").exists)
        return 42

    table = RunTable(store)
    table.ask(Run("0" * 16, "waits", {}, State.WAITING, asked_at=1.0))
    conductors = Conductors(table, {"waits": waits}, 1)
    try:
        assert awaited(lambda: bool(began))
        with locked(tmp_path / FILE):
            (tmp_path / "go").touch()
            time.sleep(1)
        assert awaited(lambda: _state(table) is State.DONE)
        found = table.find("0" * 16)
        assert found is not None
        assert (found.result, found.tries, len(began)) == (42, 1, 1)
        assert conductors.live
    finally:
        conductors.close()


def test_a_run_that_the_database_fails_is_begun_anew_and_not_failed(store: Store) -> None:
    tried: list[int] = []

    def fails_once(_document: Mapping[str, Any], _desk: Desk) -> int:
        tried.append(1)
        if len(tried) == 1:
            raise StoreAway("dashboard.sqlite", "database is locked")
        return 7

    table = RunTable(store)
    table.ask(Run("1" * 16, "fails", {}, State.WAITING, asked_at=1.0))
    conductors = Conductors(table, {"fails": fails_once}, 1)
    try:
        assert awaited(lambda: _state(table, "1" * 16) is State.DONE)
    finally:
        conductors.close()
    found = table.find("1" * 16)
    assert found is not None
    assert (found.result, found.tries) == (7, 1)


def _state(table: RunTable, run_id: str = "0" * 16) -> State | None:
    try:
        found = table.find(run_id)
    except StoreAway:
        return None
    return None if found is None else found.state


# ---------------------------------------------------------------- on screen
@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    monkeypatch.setattr("app.store.BUSY_SECONDS", 0.2)
    services = open_services(Settings(home=tmp_path))

    def content(_here: Visit, asked: Services) -> Children:
        return [str(asked.store.find("0" * 16))]

    monkeypatch.setitem(PAGES, "rules", replace(PAGES["rules"], content=content))
    server = cast("Flask", create_app(services.settings, services).server)

    def kept() -> str:
        return services.store.keep({"now": time.time()})

    server.view_functions["health"] = kept
    return server.test_client()


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("ru", "База данных сейчас не отвечает."),
        ("kk", "Дерекқор қазір жауап бермейді."),
        ("en", "The database does not answer just now."),
    ],
)
def test_who_asks_meanwhile_is_told_in_a_sentence(
    client: FlaskClient, tmp_path: Path, language: str, sentence: str
) -> None:
    assert client.get("/health").status_code == 200
    headers = {"Sec-Fetch-Mode": "cors", "Referer": f"http://localhost/norms?lang={language}"}
    with locked(tmp_path / FILE):
        told = client.get("/health", headers=headers)
        looked_at = client.get(f"/health?lang={language}")
    assert (told.status_code, looked_at.status_code) == (503, 503)
    assert told.get_data(as_text=True).startswith(sentence)
    assert told.headers["Retry-After"] == "3"
    assert sentence in looked_at.get_data(as_text=True)
    assert client.get("/health").status_code == 200


def test_a_page_that_needs_the_database_says_so_and_is_drawn_afterwards(
    client: FlaskClient, tmp_path: Path
) -> None:
    file = tmp_path / FILE
    page = "/rules", "?lang=en"
    assert "data-away" not in drawn(client, *page)
    file.rename(tmp_path / "aside")
    file.mkdir()
    try:
        text = drawn(client, *page)
        assert "data-away" in text
        assert "The database does not answer" in text
    finally:
        file.rmdir()
        (tmp_path / "aside").rename(file)
    assert "data-away" not in drawn(client, *page)


def drawn(client: FlaskClient, path: str, query: str) -> str:
    """What Dash's renderer is given for an address."""
    named = ("_pages_content", "children"), ("_pages_store", "data")
    location = "_pages_location"
    body = {
        "output": ".._pages_content.children..._pages_store.data..",
        "outputs": [{"id": name, "property": part} for name, part in named],
        "inputs": [
            {"id": location, "property": "pathname", "value": path},
            {"id": location, "property": "search", "value": query},
        ],
        "changedPropIds": [f"{location}.pathname"],
        "state": [],
    }
    answer = client.post(PATH, data=json.dumps(body), content_type="application/json")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


# ---------------------------------------------------------------- who conducts
def test_of_several_processes_one_conducts_and_another_when_it_ends(tmp_path: Path) -> None:
    first, second = Turn(tmp_path), Turn(tmp_path)
    assert first.take()
    assert first.take()
    assert not second.take()
    assert (first.is_mine, second.is_mine) == (True, False)
    first.give_back()
    assert second.take()
    second.give_back()


def test_servers_of_two_cities_or_databases_in_one_home_conduct_each_their_own(
    tmp_path: Path,
) -> None:
    urls = (None, "sqlite:///one.sqlite", "sqlite:///other.sqlite")
    shared = [Jobs(Settings(home=tmp_path), Store(tmp_path), None) for _ in range(2)]
    shared += [Jobs(Settings(tmp_path, url), Store(tmp_path, url), None) for url in urls[1:]]
    for jobs in shared:
        jobs.share()
    turns = [jobs._turn for jobs in shared if jobs._turn is not None]
    try:
        assert [turn.take() for turn in turns] == [True, False, True, True]
        assert Turn(tmp_path, "another city").take()
    finally:
        for turn in turns:
            turn.give_back()


def test_a_home_that_cannot_be_written_is_named_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    turn = Turn(tmp_path / "gone")
    assert [turn.take(), turn.take()] == [False, False]
    (said,) = caplog.messages
    assert "conducting.lock: expected a file that can be written, got No such file" in said
    (tmp_path / "gone").mkdir()
    assert turn.take()
    turn.give_back()


def test_who_has_no_turn_begins_no_run(store: Store, tmp_path: Path) -> None:
    held = Turn(tmp_path)
    assert held.take()
    table, done = RunTable(store), []
    conductors = Conductors(table, {"count": lambda *_: done.append(1)}, 1, Turn(tmp_path))
    try:
        table.ask(Run("2" * 16, "count", {}, State.WAITING, asked_at=1.0))
        conductors.look()
        time.sleep(0.3)
        assert not done
        held.give_back()
        assert awaited(lambda: len(done) == 1)
    finally:
        conductors.close()
