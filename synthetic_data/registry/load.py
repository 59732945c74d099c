"""Filling the registries' database with the rows of a case, through SQLAlchemy.

A city, which is larger by far, is written in bulk (`synthetic_data.registry.writing`).
"""

from collections.abc import Iterable
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, Table, insert
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
