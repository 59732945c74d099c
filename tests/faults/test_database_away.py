"""Every page while the dashboard's database is locked, gone, damaged or full, and afterwards."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from app.callback_bodies import PATH
from app.navigation import ENTRIES
from app.saved import SavedScenarios
from app.store import FILE
from tests.extent import extent
from tests.faults.asking import Asked, asked_at
from tests.faults.requests_made import ROUTER, Made, answered, as_json, body

AWAY = "The database does not answer just now."
DATABASE_FILES = (FILE, f"{FILE}-wal", f"{FILE}-shm")


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.store.BUSY_SECONDS", 0.1)
        with asked_at(tmp_path_factory.mktemp("away")) as found:
            yield found


# ---------------------------------------------------------------- ways to take it away
@contextmanager
def locked(asked: Asked) -> Iterator[None]:
    """Somebody writes without end."""
    holder = sqlite3.connect(_file(asked), isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    yield
    holder.execute("ROLLBACK")
    holder.close()


@contextmanager
def aside(asked: Asked) -> Iterator[Path]:
    """The file is somewhere else."""
    asked.known.services.store.close()
    home = _file(asked).parent
    found = [home / name for name in DATABASE_FILES if (home / name).exists()]
    for file in found:
        file.rename(file.with_suffix(f"{file.suffix}.aside"))
    yield _file(asked)
    asked.known.services.store.close()
    for name in DATABASE_FILES:
        (home / name).unlink(missing_ok=True)
    for file in found:
        file.with_suffix(f"{file.suffix}.aside").rename(file)


@contextmanager
def damaged(asked: Asked) -> Iterator[None]:
    """Something else stands in its place."""
    with aside(asked) as file:
        file.write_bytes(b"no database " * 1_000)
        yield


@contextmanager
def unusable(asked: Asked) -> Iterator[None]:
    """Nothing can be opened or made in its place."""
    with aside(asked) as file:
        file.mkdir()
        yield
        file.rmdir()


@contextmanager
def full(asked: Asked) -> Iterator[None]:
    """It can be read, but nothing can be added: SQLite says what it says of a full disk."""
    from app import store

    usual = store._patient

    def small(connection: Any, record: object) -> None:  # noqa: ANN401 - the driver's own class
        usual(connection, record)
        connection.execute("PRAGMA max_page_count = 1")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.store._patient", small)
        _anew(asked)
        yield
    _anew(asked)


@contextmanager
def without_registries(asked: Asked) -> Iterator[None]:
    """The registries' database of the city is gone."""
    services = asked.known.services
    assert services.city is not None
    assert services.stored is not None
    file = services.stored.database
    services.city.engine.dispose()
    file.rename(file.with_suffix(".aside"))
    file.mkdir()
    yield
    services.city.engine.dispose()
    file.rmdir()
    file.with_suffix(".aside").rename(file)


def _file(asked: Asked) -> Path:
    return asked.known.services.settings.home / FILE


def _anew(asked: Asked) -> None:
    store = asked.known.services.store
    store.close()
    store._engine = None


WAYS: dict[str, Callable[[Asked], AbstractContextManager[Any]]] = {
    "locked": locked,
    "gone": aside,
    "damaged": damaged,
    "unusable": unusable,
    "full": full,
    "registries gone": without_registries,
}


# ---------------------------------------------------------------- what is asked meanwhile
def query(asked: Asked) -> dict[str, str]:
    """The parameters of a visit that needs whatever a page keeps."""
    names = ("scenario", "saved", "with", "run", "plan", "play")
    return {"lang": "en", **{name: asked.known.values[name][0] for name in names}}


def drawn(asked: Asked, path: str) -> tuple[int, str]:
    said = [path, f"?{urlencode(query(asked))}"]
    return asked.answer(Made("POST", PATH, as_json(body(asked.app, ROUTER, said))))


def act(asked: Asked, page: str, **said: Any) -> tuple[int, str]:  # noqa: ANN401 - JSON
    """Do something on a page, as its script says it."""
    output = next(
        name
        for name in answered(asked.app)
        if f"{page}-asked" in str(asked.app.callback_map[name]["inputs"])
    )
    noted = {"query": query(asked), "language": "en"}
    sent = body(asked.app, output, [{**said, "count": 1}, noted, "///"])
    return asked.answer(Made("POST", PATH, as_json(sent), headers=(("Accept-Language", "en"),)))


def everything(asked: Asked) -> Iterator[tuple[str, int, str]]:
    """Ask for every page, every document and the acts that write; yield what, status and text."""
    for entry in ENTRIES:
        yield (entry.path, *drawn(asked, entry.path))
    told = urlencode(query(asked))
    for rule in asked.app.server.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and "<" not in rule.rule:
            yield (rule.rule, *asked.answer(Made("GET", f"{rule.rule}?{told}")))
    yield ("lever", *act(asked, "centres", act="lever", value="patience", typed="17"))
    yield ("run", *act(asked, "centres", act="run", value=""))
    yield ("cards", *act(asked, "cards", act="run", value=""))
    yield ("save", *act(asked, "scenarios", act="save", typed="Meanwhile"))


@pytest.mark.parametrize("way", extent(("locked", "gone"), tuple(WAYS)))
def test_while_the_database_is_away_all_is_said_calmly_and_goes_on_afterwards(
    asked: Asked, way: str
) -> None:
    asked.written.lines.clear()
    with WAYS[way](asked):
        for what, status, text in everything(asked):
            assert status in (200, 302, 404, 503), (what, status, text[:300])
            assert "Traceback" not in text, what
            if status == 503 and what != "/ready":
                assert AWAY in text or "Дерекқор" in text or "База" in text, (what, text[:300])
    failures = [line for line in asked.written.lines if "Traceback" in line]
    assert not failures, failures[0]
    for entry in ENTRIES:
        status, text = drawn(asked, entry.path)
        assert (status, "data-away" in text) == (200, False), entry.path
    assert asked.status(Made("GET", "/ready")) in (200, 503)  # nobody conducts runs here
    assert asked.known.services.store.answers()


def test_what_was_saved_before_is_there_after_all_of_it(asked: Asked) -> None:
    saved = SavedScenarios(asked.known.services.store)
    names = {one.name for one in saved.all()}
    for way in WAYS.values():
        with way(asked):
            drawn(asked, "/scenarios")
        assert names <= {one.name for one in saved.all()}
    status, _ = act(asked, "scenarios", act="save", typed="Afterwards")
    assert status == 200
    assert "Afterwards" in {one.name for one in saved.all()}
