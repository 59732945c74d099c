"""The registries of a generated city, written table by table as their columns are ready."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pyarrow as pa
from sqlalchemy import Engine

from synthetic_data.city import COLUMNS, City, Identity
from synthetic_data.draws import Ints
from synthetic_data.registry.city_columns import SOURCES, Columns, Source, batches
from synthetic_data.registry.city_schema import form, numbered
from synthetic_data.registry.in_step import Parts
from synthetic_data.registry.schema import FilledCity
from synthetic_data.registry.sqlite_file import city_file, told, write_row
from synthetic_data.registry.sqlite_joining import take_over
from synthetic_data.registry.writing import Writer, file_of, writing

CITY = FilledCity.__tablename__


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
    note = pa.RecordBatch.from_pydict({name: [value] for name, value in _note(city).items()})
    writer.write(tables.tables[CITY], iter([note]))


def _note(city: Identity) -> dict[str, str | int]:
    return {**city._asdict(), "form": form()}


def write_city(engine: Engine, parts: Parts, identity: Callable[[], Identity]) -> None:
    """Fill a database with the registries of a city, in place of what they held before.

    Args:
        engine: a database other than a SQLite file; other tables in it are left alone.
        parts: the columns of the city, all in the end.
        identity: tells which city it is, after all of them came.
    """
    with writing(engine) as writer:
        CityRows(writer).take_all(parts)
        write_note(writer, identity())


def load_city(city: City, engine: Engine) -> None:
    """Fill a database with the registries of a city that is there, in place of what it held."""
    path, parts = file_of(engine.url), iter([columns_of(city)])
    if path is None:
        write_city(engine, parts, city.identity)
        return
    aside = path.with_name(f"{path.name}-1")
    load_city_file(city, aside)
    with told():
        take_over(path, aside, numbered())


def load_city_file(city: City, path: Path) -> None:
    """Fill a new SQLite file with the registries of a city.

    Args:
        city: any city.
        path: the file to make.
    """
    write_file(path, iter([columns_of(city)]), city.identity)


def columns_of(city: City) -> Columns:
    """Return all columns of a city by name."""
    return {name: getattr(city, name) for name in COLUMNS}


def write_file(path: Path, parts: Parts, identity: Callable[[], Identity]) -> None:
    """Fill a new SQLite file with the registries of a city.

    Args:
        path: the file; nobody misses it if it stays half.
        parts: the columns of the city, all in the end.
        identity: tells which city it is, after all of them came.

    Raises:
        OperationalError: the file cannot be written; ``orig`` says why.
    """
    with told():
        with city_file(path, numbered()) as writer:
            CityRows(writer).take_all(parts)
        write_row(path, CITY, _note(identity()))
