"""Documents that nobody opens any more are forgotten, and no other."""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from time import perf_counter

import pytest
from sqlalchemy import update

from app.saved import Content, SavedScenarios
from app.store import BUSY_SECONDS, DAY_SECONDS, FILE, KEPT_DAYS, Store, StoreAway, packed
from app.store_schema import DOCUMENTS, KNOWN_SINCE
from domain.errors import BadInput
from tests.postgresql import Cluster

NOW = 2_000_000_000.0
AGE = KEPT_DAYS * DAY_SECONDS


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setattr("app.store.time", lambda: NOW)
    made = Store(tmp_path)
    made.forget(NOW - AGE)  # it has known the rule for so long
    yield made
    made.close()


def kept(store: Store, name: str, opened: float) -> str:
    """A document that was opened last at some time."""
    key = store.keep({"name": name})
    opened_last(store, key, opened)
    return key


def opened_last(store: Store, key: str, opened: float) -> None:
    with store.changing() as connection:
        mine = update(DOCUMENTS).where(DOCUMENTS.c.key == key)
        connection.execute(mine.values(kept_at=opened))


def noted(store: Store, key: str) -> float:
    """When a document was opened last, as it is noted."""
    with store.changing() as connection:
        found = DOCUMENTS.select().where(DOCUMENTS.c.key == key)
        return float(connection.execute(found).one().kept_at)


@pytest.mark.parametrize(("age", "is_kept"), [(AGE - 1, True), (AGE, True), (AGE + 1, False)])
def test_a_document_is_kept_for_its_age_after_it_was_opened(
    store: Store, age: float, *, is_kept: bool
) -> None:
    key = kept(store, "moved once", NOW - age)
    assert store.forget(NOW) == (not is_kept)
    assert (store.find(key) is not None) is is_kept


def test_what_a_saved_scenario_names_stays_and_a_deleted_one_too(store: Store) -> None:
    saved, keys = SavedScenarios(store), []
    for name in ("one", "other"):
        keys.append(store.keep({"name": name}))
        saved.save(name, Content(keys[-1]), "", NOW)
    saved.delete((saved.all()[0].id, 1), NOW)
    keys = [kept(store, name, 0.0) for name in ("one", "other")]
    assert store.forget(NOW) == 0
    assert all(store.find(key) for key in keys)


@pytest.mark.parametrize(
    ("age", "expected"), [(DAY_SECONDS - 1, NOW - DAY_SECONDS + 1), (DAY_SECONDS + 1, NOW)]
)
def test_opening_one_is_noted_once_a_day(store: Store, age: float, expected: float) -> None:
    key = kept(store, "opened", NOW - age)
    assert store.find(key) == {"name": "opened"}
    assert noted(store, key) == expected


def test_a_server_forgets_once_a_day_as_it_keeps_something_new(store: Store) -> None:
    store.keep({"name": "first"})
    old = kept(store, "old", 0.0)
    store.keep({"name": "of the same day"})
    assert store.find(old) is not None
    old = kept(store, "old", 0.0)
    store._forgot = NOW - DAY_SECONDS
    store.keep({"name": "of the next day"})
    assert store.find(old) is None


def test_what_one_server_saves_another_does_not_forget(store: Store, tmp_path: Path) -> None:
    other = Store(tmp_path)
    saved = SavedScenarios(store)
    keys = [kept(store, f"document {number}", 0.0) for number in range(12)]

    def save(number: int) -> bool:
        try:
            saved.save(f"scenario {number}", Content(keys[number]), "", NOW)
        except BadInput:  # it was forgotten before: told, and nothing is saved
            return False
        return True

    with ThreadPoolExecutor(4) as many:
        tries = [many.submit(save, number) for number in range(12)]
        drops = [many.submit(other.forget, NOW) for _ in range(4)]
        done = [one.result() for one in tries]
        assert all(one.result() >= 0 for one in drops)
    other.close()
    named = [one.content.document for one in saved.all()]
    assert len(named) == sum(done)
    assert all(store.find(key) is not None for key in named)


# ---------------------------------------------------------------- what may fail, and nobody notices
def busy(file: sqlite3.Connection, _store: Store) -> None:
    """Somebody writes, and does not end."""
    file.execute("BEGIN IMMEDIATE")


def read_only(_file: sqlite3.Connection, store: Store) -> None:
    """The disk takes nothing more."""
    with store.changing() as connection:
        connection.exec_driver_sql("PRAGMA query_only = 1")


@pytest.fixture
def file(store: Store, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Another connection to the database of the store."""
    assert store.answers()
    with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None)) as found:
        yield found


@pytest.mark.parametrize("way", [busy, read_only])
def test_a_document_is_opened_at_once_where_its_opening_cannot_be_noted(
    store: Store, file: sqlite3.Connection, way: Callable[[sqlite3.Connection, Store], None]
) -> None:
    key = kept(store, "seen two days ago", NOW - 2 * DAY_SECONDS)
    way(file, store)
    began = perf_counter()
    assert store.find(key) == {"name": "seen two days ago"}
    assert perf_counter() - began < BUSY_SECONDS / 2
    assert not store._is_away
    assert noted(store, key) == NOW - 2 * DAY_SECONDS


def test_an_edit_back_to_what_is_kept_already_needs_nothing_written(
    store: Store, file: sqlite3.Connection
) -> None:
    key = kept(store, "seen two days ago", NOW - 2 * DAY_SECONDS)
    read_only(file, store)
    assert store.keep({"name": "seen two days ago"}) == key
    with pytest.raises(StoreAway, match="readonly"):
        store.keep({"name": "new"})


def test_an_opening_is_noted_later_and_writers_are_as_patient_as_before(
    store: Store, file: sqlite3.Connection
) -> None:
    key = kept(store, "opened twice", 0.0)
    busy(file, store)
    assert store.find(key) is not None
    file.execute("ROLLBACK")
    with store.changing() as connection:
        patience = connection.exec_driver_sql("PRAGMA busy_timeout").scalar()
    assert patience == BUSY_SECONDS * 1000
    assert store.find(key) is not None
    assert noted(store, key) == NOW


def test_what_is_saved_or_kept_again_is_noted_whether_or_not_its_opening_was(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = kept(store, "old", 0.0)
    monkeypatch.setattr(Store, "_is_noted", lambda _store, _key: True)  # as if it had failed
    SavedScenarios(store).save("name", Content(key), "", NOW)
    assert noted(store, key) == NOW
    opened_last(store, key, 0.0)
    assert store.keep({"name": "old"}) == key
    assert noted(store, key) == NOW


def test_what_was_kept_is_kept_whatever_becomes_of_the_clean_up(
    store: Store, file: sqlite3.Connection
) -> None:
    old = kept(store, "old", 0.0)
    fails = "INSERT INTO nowhere VALUES (1)"
    file.execute(f"CREATE TRIGGER no BEFORE DELETE ON {DOCUMENTS.name} BEGIN {fails}; END")
    store._forgot = 0.0
    assert store.find(store.keep({"name": "new"})) == {"name": "new"}
    assert store._forgot == NOW
    assert not store._is_away
    assert store.find(old) is not None


# ---------------------------------------------------------------- databases from before the rule
@pytest.mark.parametrize(("age", "dropped"), [(0, 0), (AGE - 1, 0), (AGE, 1), (AGE + 1, 1)])
def test_a_database_that_learns_the_rule_forgets_nothing_before_its_age(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, age: float, dropped: int
) -> None:
    monkeypatch.setattr("app.store.time", lambda: NOW)
    with closing(sqlite3.connect(tmp_path / FILE)) as before, before:
        before.execute(
            f"CREATE TABLE {DOCUMENTS.name}"
            " (key VARCHAR(64) PRIMARY KEY, packed BLOB NOT NULL, kept_at FLOAT NOT NULL)"
        )
        made = ("0" * 16, packed({"opened": "yesterday"}), NOW - 2 * AGE)
        before.execute(f"INSERT INTO {DOCUMENTS.name} VALUES (?, ?, ?)", made)  # noqa: S608
    store = Store(tmp_path)
    store.keep({"name": "first after the upgrade"})
    with store.changing() as connection:
        assert connection.execute(KNOWN_SINCE.select()).one().since == NOW
    opened_last(store, store.keep({"name": "first after the upgrade"}), NOW + age)
    assert store.forget(NOW + age) == dropped
    assert (store.find("0" * 16) is None) is bool(dropped)
    store.close()


def test_a_server_forgets_alike_and_waits_as_briefly(
    postgresql: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.store.time", lambda: NOW)
    name = postgresql.make_database()
    store = Store(tmp_path, postgresql.url(name))
    other = Store(tmp_path, postgresql.url(name))
    try:
        assert store.forget(NOW - AGE) == 0
        key = kept(store, "old", 0.0)
        with other.changing() as connection:  # it writes the same row, and does not end yet
            mine = update(DOCUMENTS).where(DOCUMENTS.c.key == key)
            connection.execute(mine.values(kept_at=1.0))
            assert store.find(key) == {"name": "old"}
            assert store.forget(NOW) == 0
        assert not store._is_away
        assert store.forget(NOW) == 1
    finally:
        store.close()
        other.close()
        postgresql.drop_database(name)
