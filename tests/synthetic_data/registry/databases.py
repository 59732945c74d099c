"""Databases of the tests' own, and cases in them."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event

from domain.registries import Registries
from synthetic_data.case_file import Case
from synthetic_data.registry.case_rows import load_case

KINDS = ("sqlite", "postgresql")

Databases = Callable[[], AbstractContextManager[str]]
"""Makes an empty database, gives its URL and removes it at the end."""

CaseEngine = Callable[[Case], AbstractContextManager[Engine]]
"""Loads a case into a database of its own."""

Asking = Callable[..., AbstractContextManager[Registries]]
"""Opens the registries of a case; its people choose as given, else as the case says."""


@contextmanager
def file(path: Path) -> Iterator[str]:
    yield f"sqlite:///{path}"


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    engine = create_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


def cases_in(databases: Databases) -> CaseEngine:
    """Return what loads cases, whose keys are words; the tables as they stand take numbers."""

    @contextmanager
    def load(case: Case) -> Iterator[Engine]:
        with databases() as made, opened(made) as engine:
            event.listen(engine, "before_cursor_execute", keys_as_words, retval=True)
            load_case(case.records, engine)
            yield engine

    return load


def keys_as_words(*call: Any) -> tuple[str, Any]:  # noqa: ANN401 - what SQLAlchemy hands over
    """Let PostgreSQL keep a case's keys as text where a city's are whole numbers."""
    _connection, _cursor, statement, parameters, *_rest = call
    if statement.lstrip().startswith("CREATE TABLE"):
        statement = statement.replace("BIGINT", "TEXT")
    return statement, parameters
