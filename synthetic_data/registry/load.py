"""Filling the registries' database: rows of a case one by one, columns of a city in bulk.

A city is written as Arrow batches by whatever is quickest for its database
(docs/decisions/0005-bulk-loading.md); everything else goes through SQLAlchemy.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from sqlalchemy import URL, Connection, Engine, MetaData, Table, insert
from sqlalchemy.schema import CreateTable

from synthetic_data.registry import schema

CHUNK_ROWS = 50_000
TABLES = schema.Table.metadata


class Filling(NamedTuple):
    """Rows for a table.

    Attributes:
        table: name of the table.
        columns: names of the columns that the rows fill; the others stay empty.
        rows: one tuple a row; days as ISO text.
    """

    table: str
    columns: tuple[str, ...]
    rows: Iterable[tuple[Any, ...]]


class Writer(Protocol):
    """Writes tables of a city within one transaction."""

    tables: MetaData

    def write(self, table: Table, batches: Iterator[Any]) -> None:
        """Add rows, given as Arrow record batches of which there is at least one.

        Days are ``yyyymmdd``, identification numbers whole numbers.
        """

    def index(self, table: Table) -> None:
        """Make the indexes of a table, which is quicker once its rows are there."""


def clear(engine: Engine) -> None:
    """Take the registries' tables out of a database."""
    TABLES.drop_all(engine)


def fill(engine: Engine, fillings: Iterable[Filling]) -> None:
    """Make the tables and insert rows, all in one transaction; indexes come last.

    Args:
        engine: a database without the registries' tables.
        fillings: rows by table; a table may come more than once.
    """
    with engine.begin() as connection:
        for table in TABLES.sorted_tables:
            connection.execute(CreateTable(table))
        for filling in fillings:
            _insert(connection, filling)
        for table in TABLES.sorted_tables:
            make_indexes(connection, table)


def _insert(connection: Connection, filling: Filling) -> None:
    table = TABLES.tables[filling.table]
    rows = iter(filling.rows)
    while chunk := list(islice(rows, CHUNK_ROWS)):
        named = [dict(zip(filling.columns, row, strict=True)) for row in chunk]
        connection.execute(insert(table), named)


def make_indexes(connection: Connection, table: Table) -> None:
    """Make the indexes of a table, always in the same order."""
    for index in sorted(table.indexes, key=lambda index: str(index.name)):
        index.create(connection)


@contextmanager
def writing(engine: Engine, *, aside: bool = False) -> Iterator[Writer]:
    """Open a database to write a city into it, in place of the registries it held.

    Whatever fails or is killed, the database is left as it was.

    Args:
        engine: any database; other tables in it are left alone.
        aside: the file is new and nobody misses it if it stays half: a SQLite file may be
            written without a journal.

    Yields:
        What writes; all tables are there, and empty.
    """
    # whoever only reads a city need not wait for the drivers of bulk loads, which are large
    from synthetic_data.registry.postgresql import PostgresqlWriter  # noqa: PLC0415
    from synthetic_data.registry.sqlite_file import file_writer  # noqa: PLC0415

    path = file_of(engine.url)
    if path is not None:
        with file_writer(path, schema.numbered(), aside=aside) as written:
            yield written
        return
    with engine.begin() as connection:
        TABLES.drop_all(connection)
        for table in TABLES.sorted_tables:
            connection.execute(CreateTable(table))
        has_copy = connection.dialect.driver == "psycopg"
        yield (PostgresqlWriter if has_copy else RowWriter)(connection)


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
