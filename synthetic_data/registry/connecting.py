"""Opening a database that somebody names, and telling in a few words why it cannot be used.

No message repeats a URL or a part of one that could be a password.
"""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import URL, Engine, Inspector, create_engine, inspect, make_url
from sqlalchemy.engine.interfaces import ReflectedColumn
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from domain.errors import BadInput
from synthetic_data.registry.schema import FilledCity, Table

FORMS = "sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/NAME"
ANSWER_SECONDS = 10
"""How long a server may take to answer; one behind a wall never does."""

FILE_OPTIONS = frozenset(
    {"timeout", "isolation_level", "check_same_thread", "cached_statements", "detect_types"}
)
"""What a URL may say of a SQLite file after a ``?``, besides what SQLite itself takes of a URI."""

IN_USE = "55P03"
"""The state in which PostgreSQL gives up waiting for a table."""


def file_url(path: Path) -> URL:
    """Return the URL of a SQLite file, whatever signs its path has."""
    return URL.create("sqlite", database=str(path.absolute()))


def open_engine(url: str | URL, where: str) -> Engine:
    """Return the engine of a URL; nothing is connected yet.

    Args:
        url: any SQLAlchemy URL.
        where: the place that a message names.

    Raises:
        BadInput: it is no URL, or of a database or driver that is not there, or of one that
            cannot be used here.
    """
    parsed = url if isinstance(url, URL) else _parsed(url, where)
    try:
        is_server = parsed.get_backend_name() == "postgresql"
        waiting = is_server and "connect_timeout" not in parsed.query
        patience = {"connect_timeout": ANSWER_SECONDS} if waiting else {}
        _refuse_unfit(parsed, where)
        # a server, or a wall before it, may have ended what was connected: asked before it is used
        return create_engine(parsed, connect_args=patience, pool_pre_ping=is_server)
    except NoSuchModuleError:
        expected = f"a database and driver that are known, {FORMS}"
        raise BadInput(where, expected, parsed.drivername) from None
    except ImportError as reason:
        expected = f"a database whose driver is installed, {FORMS}"
        raise BadInput(where, expected, f"{parsed.drivername}: {reason}") from None


def _parsed(url: str, where: str) -> URL:
    """Read a URL; of two ``@`` one was meant for the password, and the rest for no host."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        parsed = None
    if parsed is None or (url.count("@") > 1 and parsed.get_backend_name() != "sqlite"):
        expected = f"a URL such as {FORMS}, with %40 for an @ in the password and %3A for a :"
        raise BadInput(where, expected, "another form")
    return parsed


def _refuse_unfit(url: URL, where: str) -> None:
    """Refuse what SQLAlchemy would take and nobody here could use."""
    if url.get_dialect().is_async:
        raise BadInput(where, f"a driver that is not asynchronous, {FORMS}", url.drivername)
    if url.get_backend_name() != "sqlite":
        return
    if _in_memory(url):
        raise BadInput(
            where, "a database that outlasts the command", f"sqlite:///{url.database or ''}"
        )
    unknown = set(url.query) - FILE_OPTIONS
    if unknown and "uri" not in url.query:
        raise BadInput(where, f"a SQLite file with known options, {FORMS}", f"?{min(unknown)}=")


def _in_memory(url: URL) -> bool:
    path = url.database or ":memory:"
    is_uri = path.startswith("file:")
    return path == ":memory:" or (
        is_uri and (":memory:" in path or url.query.get("mode") == "memory" or path == "file:")
    )


def unusable() -> tuple[type[Exception], ...]:
    """Return what using a database raises, whoever of its drivers is asked."""
    # needed only after a failure; whoever asks a file need not wait for the driver of a server
    import psycopg  # noqa: PLC0415

    return SQLAlchemyError, psycopg.Error, ImportError, ValueError


def reason_of(problem: Exception) -> str:
    """Return what a database says of a failure, without what comes around it."""
    said = problem.orig if isinstance(problem, DBAPIError) and problem.orig else problem
    if getattr(said, "sqlstate", None) == IN_USE:
        return "tables that somebody else is using"
    return " ".join(str(said).split()).rsplit(" failed: ", 1)[-1]


def refuse_tables_of_others(engine: Engine, where: str) -> None:
    """Refuse a database in which somebody else's tables have names of the registries'.

    Tables of other names are welcome. The registries' own, also of an earlier form, are known by
    the note of their city, or by their columns where a drop was cut short. Letters large or small
    are the same, as they are for SQLite.

    Raises:
        BadInput: such a table or view is there; filling the database would replace it.
    """
    here, tables = inspect(engine), Table.metadata.tables
    found = {name: name.casefold() for name in sorted(here.get_table_names())}
    views = [f"view {name}" for name in here.get_view_names() if name.casefold() in tables]
    noted = _has_note(here)
    others = [
        f"table {name}"
        for name, plain in found.items()
        if plain in tables and not noted and not _is_own(here.get_columns(name), plain)
    ]
    for other in (*views, *others):
        expected = "a database without tables of others under the registries' names"
        raise BadInput(where, expected, other)


def _has_note(here: Inspector) -> bool:
    """Tell the note of a city, in whatever form, from somebody else's table of its name."""
    name = FilledCity.__tablename__
    if not here.has_table(name):
        return False
    return {str(column["name"]) for column in here.get_columns(name)} >= {"population", "seed"}


def _is_own(columns: Sequence[ReflectedColumn], name: str) -> bool:
    return {str(column["name"]) for column in columns} == set(Table.metadata.tables[name].c.keys())


def has_registries(engine: Engine) -> bool:
    """Say whether a database has a table of the registries, of whatever form or owner."""
    return any(
        name.casefold() in Table.metadata.tables for name in inspect(engine).get_table_names()
    )
