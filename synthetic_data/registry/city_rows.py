"""The registries of a generated city, written table by table as their columns are ready.

A SQLite file is written in two halves, each a file of its own, because one file takes one writer
and most computers have a second processor; then one takes over the pages of the other.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
from sqlalchemy import Engine, create_engine

from synthetic_data.city import COLUMNS, City, Identity
from synthetic_data.draws import Ints
from synthetic_data.registry.city_columns import SOURCES, Columns, Source, batches
from synthetic_data.registry.city_schema import form, numbered
from synthetic_data.registry.connecting import file_url
from synthetic_data.registry.in_step import Parts
from synthetic_data.registry.schema import FilledCity
from synthetic_data.registry.sqlite_file import file_writer
from synthetic_data.registry.writing import Writer, writing

CITY = FilledCity.__tablename__

HOMES = ("persons", "organisations", "dwellings", "ownerships", "registrations", "headcounts")
PAPERS = tuple(name for name in SOURCES if name not in HOMES)
HALVES = (PAPERS, HOMES)
"""The tables of the halves: what a city knows of its people early, and where they live."""


class CityRows:
    """Writes a city of which the columns come a few at a time.

    Args:
        writer: of a database whose tables are empty.
        sources: the tables to write.
    """

    def __init__(self, writer: Writer, sources: Mapping[str, Source] = SOURCES) -> None:
        self._writer = writer
        self._known: dict[str, Ints] = {}
        self._waiting = dict(sources)

    def take_all(self, parts: Iterable[Columns]) -> None:
        """Write all tables as their columns come.

        Raises:
            KeyError: a table has not got its columns.
        """
        for part in parts:
            self.take(part)
        if self._waiting:
            raise KeyError(*self._waiting)

    def take(self, columns: Columns) -> None:
        """Write every table that is ready now, with its indexes.

        Args:
            columns: whole columns of the city; each comes once.
        """
        self._known.update(columns)
        for name, source in list(self._waiting.items()):
            if source.needs <= self._known.keys():
                table = self._writer.tables.tables[name]
                self._writer.write(table, batches(source, self._known))
                self._writer.index(table)
                del self._waiting[name]
        needed = {name for source in self._waiting.values() for name in source.needs}
        self._known = {name: known for name, known in self._known.items() if name in needed}


def write_note(writer: Writer, city: Identity) -> None:
    """Finish what the systems write while they work, and note which city this is, last of all."""
    tables = writer.tables
    for table in tables.sorted_tables:
        if table.name not in SOURCES:
            writer.index(table)
    row = {**city._asdict(), "form": form()}
    note = pa.RecordBatch.from_pydict({name: [value] for name, value in row.items()})
    writer.write(tables.tables[CITY], iter([note]))


def write_city(engine: Engine, parts: Parts, identity: Callable[[], Identity]) -> None:
    """Fill a database with the registries of a city, in place of what they held before.

    Args:
        engine: a database; other tables in it are left alone.
        parts: the columns of the city, all in the end.
        identity: tells which city it is, after all of them came.
    """
    with writing(engine) as writer:
        CityRows(writer).take_all(parts)
        write_note(writer, identity())


def load_city(city: City, engine: Engine) -> None:
    """Fill a database with the registries of a city that is there, as `write_city` does."""
    write_city(engine, iter([columns_of(city)]), city.identity)


def load_city_file(city: City, path: Path) -> None:
    """Fill a new SQLite file with the registries of a city.

    Args:
        city: any city.
        path: the file to make.
    """
    engine = create_engine(file_url(path))
    try:
        load_city(city, engine)
    finally:
        engine.dispose()


def columns_of(city: City) -> Columns:
    """Return all columns of a city by name."""
    return {name: getattr(city, name) for name in COLUMNS}


def write_half(path: Path, half: Sequence[str], parts: Parts) -> None:
    """Write some tables of a city into a new file of their own.

    Args:
        path: the file; nobody misses it if it stays half.
        half: one of `HALVES`.
        parts: the columns of the city, all in the end.
    """
    with file_writer(path, numbered(), aside=True) as writer:
        writer.make(half)
        CityRows(writer, {name: SOURCES[name] for name in half}).take_all(parts)


def join_halves(path: Path, halves: Sequence[Path], city: Identity) -> None:
    """Bring the halves of a city together, in one transaction, and remove what was copied.

    Args:
        path: the first half itself, or a file that may hold other tables and is left as it was
            if this fails.
        halves: the files of `HALVES`.
        city: which city it is.
    """
    is_first = path == halves[0]
    parts = halves[1:] if is_first else halves
    with file_writer(path, numbered(), aside=is_first, parts=parts) as writer:
        writer.make(writer.tables.tables.keys() - set(PAPERS if is_first else ()))
        for number in range(len(parts)):
            writer.take_over(number)
        write_note(writer, city)
    for part in parts:
        part.unlink()
