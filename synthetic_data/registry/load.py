"""Filling the registries' database.

Rows go in as plain tuples: SQLite takes them through its own driver in large chunks, inside
SQLAlchemy's transaction, which is several times faster than statements of mappings.
"""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, insert
from sqlalchemy import Table as SqlTable
from sqlalchemy.schema import CreateTable

from synthetic_data.registry.schema import Table

CHUNK_ROWS = 50_000


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


def clear(engine: Engine) -> None:
    """Take the registries' tables out of a database."""
    Table.metadata.drop_all(engine)


def fill(engine: Engine, fillings: Iterable[Filling]) -> None:
    """Make the tables and insert rows, all in one transaction; indexes come last, which is faster.

    Args:
        engine: a database without the registries' tables.
        fillings: rows by table; a table may come more than once.
    """
    tables = Table.metadata.sorted_tables
    with engine.begin() as connection:
        for table in tables:
            connection.execute(CreateTable(table))
        for filling in fillings:
            _insert(connection, filling)
        for index in (index for table in tables for index in table.indexes):
            index.create(connection)


def _insert(connection: Connection, filling: Filling) -> None:
    table = Table.metadata.tables[filling.table]
    rows = iter(filling.rows)
    while chunk := list(islice(rows, CHUNK_ROWS)):
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(_statement(connection, table, filling.columns), chunk)
        else:
            named = [dict(zip(filling.columns, row, strict=True)) for row in chunk]
            connection.execute(insert(table), named)


def _statement(connection: Connection, table: SqlTable, columns: Sequence[str]) -> str:
    """Return the INSERT of these columns in SQLite's own words."""
    quote = connection.dialect.identifier_preparer.quote
    named = ", ".join(quote(table.columns[name].name) for name in columns)
    marks = ", ".join("?" for _ in columns)
    return f"INSERT INTO {quote(table.name)} ({named}) VALUES ({marks})"  # noqa: S608 - names of the schema
