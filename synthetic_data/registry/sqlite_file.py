"""Writing a city into a SQLite file: Arrow batches bound by ADBC, without a Python object a cell.

The driver holds no lock of Python while it inserts or sorts, so a city can be made beside it.
"""

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
from adbc_driver_sqlite import dbapi
from sqlalchemy import MetaData, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import OperationalError
from sqlalchemy.schema import CreateIndex, CreateTable, DDLElement

ALWAYS = (
    "busy_timeout = 5000",  # milliseconds to wait for another writer, as SQLAlchemy waits
    "temp_store = FILE",  # an index is sorted in parts on disk, whatever its size
    "cache_size = -4000",  # KiB; parts that fit the processor's own cache sort twice as quickly
)
ASIDE = (
    "page_size = 16384",
    "journal_mode = OFF",  # a file that is not finished is thrown away
    "synchronous = OFF",
    "locking_mode = EXCLUSIVE",
)
PART = "part{}"
"""The name under which another file is attached."""

DIALECT = sqlite.dialect()


class FileWriter:
    """Writes tables within one transaction.

    Args:
        cursor: of ADBC, its connection in a transaction.
        tables: the tables.
    """

    def __init__(self, cursor: Any, tables: MetaData) -> None:  # noqa: ANN401 - ADBC has no types
        self._cursor, self.tables = cursor, tables

    def make(self, names: Collection[str]) -> None:
        """Make some of the tables, in place of those that were there."""
        wanted = [table for table in self.tables.sorted_tables if table.name in names]
        for table in reversed(wanted):
            # a name alone would also mean a table of an attached file
            self._cursor.execute(f'DROP TABLE IF EXISTS main."{table.name}"')
        for table in wanted:
            self._run(CreateTable(table))

    def write(self, table: Table, batches: Iterator[Any]) -> None:
        """Add rows."""
        first = next(batches)
        reader = pa.RecordBatchReader.from_batches(first.schema, _from(first, batches))
        self._cursor.adbc_ingest(table.name, reader, mode="append")

    def index(self, table: Table) -> None:
        """Make the indexes, always in the same order."""
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            self._run(CreateIndex(index))

    def take_over(self, number: int) -> None:
        """Copy the tables of an attached file, with their indexes, page by page.

        SQLite copies without sorting or decoding a row as long as both tables and all their
        indexes are the same, and the own ones are empty.
        """
        part = PART.format(number)
        held = f"SELECT name FROM {part}.sqlite_schema WHERE type = 'table'"  # noqa: S608 - own name
        self._cursor.execute(held)
        for (name,) in self._cursor.fetchall():
            self.index(self.tables.tables[name])
            copy = f'INSERT INTO main."{name}" SELECT * FROM {part}."{name}"'  # noqa: S608 - own names
            self._cursor.execute(copy)

    def _run(self, statement: DDLElement) -> None:
        self._cursor.execute(str(statement.compile(dialect=DIALECT)))


def _from(first: Any, rest: Iterator[Any]) -> Iterator[Any]:  # noqa: ANN401 - Arrow batches
    yield first
    yield from rest


@contextmanager
def file_writer(
    path: Path, tables: MetaData, *, aside: bool, parts: Sequence[Path] = ()
) -> Iterator[FileWriter]:
    """Open a file to write tables into it in one transaction.

    Args:
        path: the file; it need not exist.
        tables: the tables; others in the file are left alone.
        aside: the file is new and thrown away if it stays half, so no journal is kept.
        parts: files to take tables over from.

    Raises:
        OperationalError: the file cannot be written; ``orig`` says why.
    """
    try:
        path.open("ab").close()  # the driver says nothing of why a file cannot be opened
        with dbapi.connect(str(path), autocommit=True) as connection, connection.cursor() as cursor:
            for pragma in (*(ASIDE if aside else ()), *ALWAYS):
                cursor.execute(f"PRAGMA {pragma}")
            for number, part in enumerate(parts):
                cursor.execute(f"ATTACH ? AS {PART.format(number)}", (str(part),))
            with _transaction(connection.adbc_connection):
                yield FileWriter(cursor, tables)
    except OSError as problem:
        raise OperationalError(None, None, problem) from problem
    except dbapi.Error as problem:
        reason = str(problem).partition("\nquery")[0].rpartition(": ")[2]
        raise OperationalError(None, None, sqlite3.OperationalError(reason)) from problem


@contextmanager
def _transaction(connection: Any) -> Iterator[None]:  # noqa: ANN401 - ADBC has no types
    """Commit at the end; what is not committed the driver undoes as it closes."""
    connection.set_autocommit(False)
    yield
    connection.commit()
