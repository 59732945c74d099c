"""Writing a city into a SQLite file: SQLite makes the tables, arrays fill their pages.

A row costs a tenth of what it costs as an INSERT, and an index a tenth of sorting it on disk;
several threads may write at once, each its own tables.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from sqlalchemy import MetaData, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import OperationalError
from sqlalchemy.schema import CreateIndex, CreateTable

from synthetic_data.draws import Ints
from synthetic_data.registry.partial_index import rows_in
from synthetic_data.registry.sqlite_pages import PAGE, PageFile, TableTree, write_index
from synthetic_data.registry.sqlite_records import (
    Cells,
    Field,
    cells_of,
    field_of,
    known_of,
    number_field,
    numbers_of,
)

ASIDE = (
    f"page_size = {PAGE}",
    "auto_vacuum = NONE",
    "journal_mode = OFF",  # a file that is not finished is thrown away
    "synchronous = OFF",
)
ROWS_AT_ONCE = 100_000
WHOLE_BITS = 63
"""Bits of a whole number without its sign."""
DIALECT = sqlite.dialect()


class Kept:
    """What the indexes of a table need of its rows, batch by batch."""

    def __init__(self) -> None:
        self._parts: dict[str, list[Any]] = {}

    def add(self, columns: dict[str, Any]) -> None:
        """Keep columns of a batch."""
        for name, column in columns.items():
            self._parts.setdefault(name, []).append(column)

    def whole(self) -> dict[str, Ints]:
        """Return the columns of all batches."""
        return {name: np.concatenate(parts) for name, parts in self._parts.items()}


class CityFile:
    """Writes tables of a city into a new file.

    Args:
        pages: the file, in which all tables are there, and empty.
        tables: the tables.
        roots: the root page of each table and index by name.
    """

    def __init__(self, pages: PageFile, tables: MetaData, roots: dict[str, int]) -> None:
        self.tables = tables
        self._pages, self._roots = pages, roots
        self._kept: dict[str, Kept] = {}

    def write(self, table: Table, batches: Iterator[Any]) -> None:
        """Write the rows of a table: all of them, in the order of its key."""
        kept = self._kept[table.name] = Kept()
        if has_row_numbers(table):
            self._write_numbered(table, batches, kept)
        else:
            self._write_keyed(table, batches, kept)

    def _write_numbered(self, table: Table, batches: Iterator[Any], kept: Kept) -> None:
        tree, before = TableTree(self._pages, self._roots[table.name]), 0
        (key,) = table.primary_key.columns
        for batch in batches:
            columns = _by_name(batch)
            if key.name in columns:
                numbers = numbers_of(columns[key.name])
            else:
                numbers = np.arange(before + 1, before + 1 + batch.num_rows)
            before += batch.num_rows
            fields = _fields(table, columns | {key.name: None}, batch.num_rows)
            tree.add(numbers, cells_of(fields, numbers))
            kept.add(_wanted(table, columns) | {key.name: _short(numbers)})
        tree.finish()

    def _write_keyed(self, table: Table, batches: Iterator[Any], kept: Kept) -> None:
        def cells() -> Iterator[Cells]:
            names = [key.name for key in table.primary_key.columns]
            last: list[Ints] = []
            for batch in batches:
                columns = _by_name(batch)
                keys = {name: numbers_of(columns[name]) for name in names}
                last = _last_in_order(list(keys.values()), last)
                kept.add(keys | _wanted(table, columns))
                yield cells_of(_fields(table, columns, batch.num_rows))

        write_index(self._pages, self._roots[table.name], cells())

    def index(self, table: Table) -> None:
        """Fill the indexes of a table that was written."""
        if table.name not in self._kept or not table.indexes:
            return
        columns = self._kept.pop(table.name).whole()
        keys = [columns[column.name] for column in table.primary_key.columns]
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            (column,) = index.columns
            order = _order(columns[column.name], columns.get(str(index.name)))
            cells = _index_cells([columns[column.name], *keys], order)
            write_index(self._pages, self._roots[str(index.name)], cells)


def has_row_numbers(table: Table) -> bool:
    """Tell a table whose rows SQLite numbers from one that is kept in the order of its key."""
    return bool(table.dialect_options["sqlite"]["with_rowid"])


def _by_name(batch: Any) -> dict[str, Any]:  # noqa: ANN401 - an Arrow batch
    return dict(zip(batch.schema.names, batch.columns, strict=True))


def _last_in_order(keys: Sequence[Ints], before: Sequence[Ints]) -> list[Ints]:
    """Return the last row's key, a column of one number for each of its columns.

    Args:
        keys: the columns of the key of some rows.
        before: the key of the row before them, as returned; empty: they are the first.

    Raises:
        ValueError: the keys do not rise.
    """
    all_keys = [np.concatenate(pair) for pair in zip(before, keys, strict=True)] if before else keys
    same = np.ones(max(0, len(all_keys[0]) - 1), bool)
    falls = np.zeros_like(same)
    for key in all_keys:
        falls |= same & (key[1:] < key[:-1])
        same &= key[1:] == key[:-1]
    if (falls | same).any():
        raise ValueError("the rows of a table must come in the order of their keys")
    return [key[-1:] for key in all_keys]


def _fields(table: Table, columns: dict[str, Any], rows: int) -> list[Field]:
    """Return the columns of a table in its order; NULL where one is missing."""
    nothing = Field(np.zeros((rows, 1), np.uint8), np.zeros((rows, 0), np.uint8))
    given = (columns.get(column.name) for column in table.columns)
    return [nothing if column is None else field_of(column) for column in given]


def _wanted(table: Table, columns: dict[str, Any]) -> dict[str, Ints]:
    """Return what the indexes of a table need of a batch; -1 stands for NULL."""
    wanted = {}
    for index in table.indexes:
        (column,) = index.columns
        wanted[column.name] = _indexed(column.name, columns[column.name])
        among = rows_in(index)
        if among is not None:
            wanted[str(index.name)] = _is_among(columns[among.column], among.words)
    return wanted


def _indexed(name: str, column: Any) -> Ints:  # noqa: ANN401 - an Arrow array
    """Return the numbers of a column that has an index; -1 stands for NULL.

    Raises:
        ValueError: a number is below 0, or they are codes of words, which sort otherwise.
    """
    known, numbers = known_of(column), numbers_of(column)
    held = numbers if known is None else numbers[known]
    if pa.types.is_dictionary(column.type) or held.min(initial=0) < 0:
        raise ValueError(f"expected numbers of 0 or more in {name}, which has an index")
    return numbers if known is None else np.where(known, numbers, -1)


def _short(keys: Ints) -> Ints:
    """Return the numbers of rows as an index keeps them.

    Raises:
        ValueError: one takes more than 32 bits.
    """
    if keys.max(initial=0) > np.iinfo(np.int32).max:
        raise ValueError(f"expected numbers of rows up to {np.iinfo(np.int32).max}")
    return keys.astype(np.int32)


def _is_among(column: Any, words: Sequence[str]) -> Ints:  # noqa: ANN401 - an Arrow array
    """Return a mask of the rows that have one of some words, or any value if there are none."""
    known = known_of(column if not words else column.indices)
    held = np.ones(len(column), bool) if known is None else known
    if words:
        chosen = np.array([word in words for word in column.dictionary.to_pylist()], bool)
        held[held] = chosen[numbers_of(column.indices)[held]]
    return held


def _order(values: Ints, mask: Ints | None) -> Ints:
    """Return the places of values in their order, equal ones and NULL as they come.

    Sorted is one whole number of value and place, which is quicker than any sort of places.

    Raises:
        ValueError: value and place take more bits than a whole number has.
    """
    places = np.arange(len(values), dtype=np.int32)
    if mask is not None:
        values, places = values[mask], places[mask]
    bits = len(mask if mask is not None else values).bit_length()
    if (int(values.max(initial=0)) + 1).bit_length() + bits > WHOLE_BITS:
        raise ValueError(f"expected numbers of at most {WHOLE_BITS - bits} bits in this index")
    both = values.astype(np.int64)
    both += 1
    both <<= bits
    both |= places
    both.sort()
    both &= (1 << bits) - 1
    return both.astype(np.int32)


def _index_cells(columns: Sequence[Ints], order: Ints) -> Iterator[Cells]:
    """Yield the cells of an index: its column and the key of the table, in an order."""
    for start in range(0, max(1, len(order)), ROWS_AT_ONCE):
        first, *keys = (column[order[start : start + ROWS_AT_ONCE]] for column in columns)
        known = None if len(first) and first.min() >= 0 else first >= 0
        yield cells_of([number_field(first, known), *map(number_field, keys)])


@contextmanager
def city_file(path: Path, tables: MetaData) -> Iterator[CityFile]:
    """Make a file with empty tables to be filled; it is no database before the end.

    Args:
        path: the file, thrown away by whoever asked for it if it stays half.
        tables: the tables.

    Raises:
        OperationalError: the file cannot be written; ``orig`` says why.
    """
    roots = _made(path, tables)
    pages = PageFile(path)
    try:
        yield CityFile(pages, tables, roots)
        pages.finish()
    finally:
        pages.close()


def _made(path: Path, tables: MetaData) -> dict[str, int]:
    """Make tables and indexes and return their root pages by name."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in ASIDE:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN")
        for statement in statements(tables):
            connection.execute(statement)
        connection.execute("COMMIT")
        return dict(connection.execute("SELECT name, rootpage FROM sqlite_schema"))


def statements(tables: MetaData) -> Iterator[str]:
    """Yield what makes tables and their indexes, always in the same order."""
    for table in tables.sorted_tables:
        yield str(CreateTable(table).compile(dialect=DIALECT))
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            yield str(CreateIndex(index).compile(dialect=DIALECT))


def write_row(path: Path, table: str, row: Mapping[str, object]) -> None:
    """Add a row to a table of a file that is not in its place yet."""
    names, values = ", ".join(row), ", ".join("?" * len(row))
    with closing(sqlite3.connect(path)) as connection, connection:
        for pragma in ASIDE:
            connection.execute(f"PRAGMA {pragma}")
        statement = f"INSERT INTO {table} ({names}) VALUES ({values})"  # noqa: S608 - own names
        connection.execute(statement, tuple(row.values()))


@contextmanager
def told() -> Iterator[None]:
    """Tell of a file that cannot be written as SQLAlchemy does.

    Raises:
        OperationalError: ``orig`` says why.
    """
    try:
        yield
    except (OSError, sqlite3.Error) as problem:
        raise OperationalError(None, None, problem) from problem
