"""Writing a city into a database by whatever is quickest there.

Columns go in as Arrow batches: into a SQLite file as pages, by COPY into PostgreSQL, through
SQLAlchemy into anything else (docs/decisions/0005-bulk-loading.md).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import URL, Connection, Engine, MetaData, Table, insert
from sqlalchemy.schema import CreateTable

from synthetic_data.registry.load import TABLES, make_indexes

PATIENCE_SECONDS = 10
"""How long to wait for those who use the tables that are there."""


class Writer(Protocol):
    """Writes tables of a city within one transaction."""

    tables: MetaData

    def write(self, table: Table, batches: Iterator[Any]) -> None:
        """Add rows, given as Arrow record batches of which there is at least one.

        Days are ``yyyymmdd``, identification numbers whole numbers.
        """

    def index(self, table: Table) -> None:
        """Make the indexes of a table, which is quicker once its rows are there."""


@contextmanager
def writing(engine: Engine) -> Iterator[Writer]:
    """Open a database to write a city into it, in place of the registries it held.

    Whatever fails or is killed, the database is left as it was.

    Args:
        engine: any database but a SQLite file; other tables in it are left alone.

    Yields:
        What writes; all tables are there, and empty.
    """
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":  # an idle reader would be waited for without end
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{PATIENCE_SECONDS}s'")
        TABLES.drop_all(connection)
        for table in TABLES.sorted_tables:
            connection.execute(CreateTable(table))
        yield _writer(connection)


def _writer(connection: Connection) -> "Writer":
    if connection.dialect.driver != "psycopg":
        return RowWriter(connection)
    # whoever writes a file need not wait for the driver of a server
    from synthetic_data.registry.postgresql import PostgresqlWriter  # noqa: PLC0415

    return PostgresqlWriter(connection)


def file_of(url: URL) -> Path | None:
    """Return the SQLite file that a URL names; None: another database, or one in memory."""
    if url.get_backend_name() != "sqlite" or url.query:
        return None
    path = url.database or ":memory:"
    return None if path == ":memory:" or path.startswith("file:") else Path(path)


class RowWriter:
    """Writes into any database that SQLAlchemy knows, row by row.

    Args:
        connection: in a transaction.
    """

    tables = TABLES

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def write(self, table: Table, batches: Iterator[Any]) -> None:
        """Add rows."""
        for batch in batches:
            if batch.num_rows:
                self._connection.execute(insert(table), batch.to_pylist())

    def index(self, table: Table) -> None:
        """Make the indexes."""
        make_indexes(self._connection, table)
