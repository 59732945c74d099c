"""Opening a database that somebody names, and telling in a few words why it cannot be used.

No message repeats a URL or a part of one that could be a password.
"""

from sqlalchemy import URL, Engine, create_engine, inspect, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from domain.errors import BadInput
from synthetic_data.registry.schema import FilledCity, Table

FORMS = "sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/NAME"
ANSWER_SECONDS = 10
"""How long a server may take to answer; one behind a wall never does."""


def open_engine(url: str, where: str) -> Engine:
    """Return the engine of a URL; nothing is connected yet.

    Args:
        url: any SQLAlchemy URL.
        where: the place that a message names.

    Raises:
        BadInput: it is no URL, or of a database or driver that is not there.
    """
    parsed = _parsed(url, where)
    try:
        waiting = (
            parsed.get_backend_name() == "postgresql" and "connect_timeout" not in parsed.query
        )
        patience = {"connect_timeout": ANSWER_SECONDS} if waiting else {}
        return create_engine(parsed, connect_args=patience)
    except NoSuchModuleError:
        expected = f"a database and driver that are known, {FORMS}"
        raise BadInput(where, expected, parsed.drivername) from None
    except ImportError as reason:
        expected = f"a database whose driver is installed, {FORMS}"
        raise BadInput(where, expected, f"{parsed.drivername}: {reason}") from None


def _parsed(url: str, where: str) -> URL:
    """Read a URL; an ``@`` left in the host was meant for the password."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        parsed = None
    if parsed is None or "@" in (parsed.host or ""):
        expected = f"a URL such as {FORMS}, with %40 for an @ in the password and %3A for a :"
        raise BadInput(where, expected, "another form")
    return parsed


def unusable() -> tuple[type[Exception], ...]:
    """Return what using a database raises, whoever of its drivers is asked."""
    # needed only after a failure; whoever just asks a database need not wait for all drivers
    import adbc_driver_manager  # noqa: PLC0415
    import psycopg  # noqa: PLC0415

    return SQLAlchemyError, psycopg.Error, adbc_driver_manager.Error, ImportError, ValueError


def reason_of(problem: Exception) -> str:
    """Return what a database says of a failure, without what comes around it."""
    said = problem.orig if isinstance(problem, DBAPIError) and problem.orig else problem
    return " ".join(str(said).split()).rsplit(" failed: ", 1)[-1]


def refuse_tables_of_others(engine: Engine, where: str) -> None:
    """Refuse a database in which somebody else's tables have names of the registries'.

    Tables of other names are welcome. The registries' own, also of an earlier form, are known by
    the note of their city, or by their columns where a drop was cut short.

    Raises:
        BadInput: such a table is there; filling the database would replace it.
    """
    tables, here = Table.metadata.tables, inspect(engine)
    names = sorted(set(here.get_table_names()) & set(tables))
    own = {name: set(tables[name].c.keys()) for name in names}
    held = {name: {str(column["name"]) for column in here.get_columns(name)} for name in names}
    note = FilledCity.__tablename__
    if note in names and held[note] == own[note]:
        return
    for name in names:
        if held[name] != own[name]:
            expected = "a database without tables of others under the registries' names"
            raise BadInput(where, expected, f"table {name}")
