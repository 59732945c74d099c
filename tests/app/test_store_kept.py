"""Documents that nobody opens any more are forgotten, and no other."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import update

from app.saved import Content, SavedScenarios
from app.store import DAY_SECONDS, KEPT_DAYS, Store
from app.store_schema import DOCUMENTS
from domain.errors import BadInput

NOW = 2_000_000_000.0
AGE = KEPT_DAYS * DAY_SECONDS


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setattr("app.store.time", lambda: NOW)
    made = Store(tmp_path)
    yield made
    made.close()


def kept(store: Store, name: str, opened: float) -> str:
    """A document that was opened last at some time."""
    key = store.keep({"name": name})
    with store.changing() as connection:
        mine = update(DOCUMENTS).where(DOCUMENTS.c.key == key)
        connection.execute(mine.values(kept_at=opened))
    return key


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
    ("age", "noted"), [(DAY_SECONDS - 1, NOW - DAY_SECONDS + 1), (DAY_SECONDS + 1, NOW)]
)
def test_opening_one_is_noted_once_a_day(store: Store, age: float, noted: float) -> None:
    key = kept(store, "opened", NOW - age)
    assert store.find(key) == {"name": "opened"}
    with store.changing() as connection:
        assert connection.execute(DOCUMENTS.select()).one().kept_at == noted


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
