"""The registries of a generated city, written table by table as their columns are ready."""

from pathlib import Path

import pyarrow as pa
from sqlalchemy import Engine, create_engine

from synthetic_data.city import COLUMNS, City
from synthetic_data.draws import Ints
from synthetic_data.registry.city_columns import SOURCES, Columns, batches
from synthetic_data.registry.in_step import Parts
from synthetic_data.registry.schema import FilledCity
from synthetic_data.registry.writing import Writer, writing

CITY = FilledCity.__tablename__


class CityRows:
    """Writes a city of which the columns come a few at a time.

    Args:
        writer: of a database whose tables are empty.
    """

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._known: dict[str, Ints] = {}
        self._waiting = dict(SOURCES)

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

    def finish(self, population: int, seed: int) -> None:
        """Note of which city the tables are, last of all.

        Raises:
            KeyError: a table has not got its columns.
        """
        if self._waiting:
            raise KeyError(*self._waiting)
        tables = self._writer.tables
        for table in tables.sorted_tables:
            if table.name not in SOURCES:
                self._writer.index(table)
        note = pa.RecordBatch.from_pydict({"population": [population], "seed": [seed]})
        self._writer.write(tables.tables[CITY], iter([note]))


def write_city(engine: Engine, parts: Parts, size: tuple[int, int], *, aside: bool = False) -> None:
    """Fill a database with the registries of a city, in place of what they held before.

    Args:
        engine: a database; other tables in it are left alone.
        parts: the columns of the city, all in the end.
        size: population and seed.
        aside: it is a new file that nobody misses if it stays half.
    """
    with writing(engine, aside=aside) as writer:
        rows = CityRows(writer)
        for part in parts:
            rows.take(part)
        rows.finish(*size)


def load_city(city: City, engine: Engine, *, aside: bool = False) -> None:
    """Fill a database with the registries of a city that is there.

    Args:
        city: any city.
        engine: a database; other tables in it are left alone.
        aside: it is a new file that nobody misses if it stays half.
    """
    columns = {name: getattr(city, name) for name in COLUMNS}
    write_city(engine, iter([columns]), (city.population, city.seed), aside=aside)


def load_city_file(city: City, path: Path) -> None:
    """Fill a new SQLite file with the registries of a city.

    Args:
        city: any city.
        path: the file to make.
    """
    engine = create_engine(f"sqlite:///{path}")
    try:
        load_city(city, engine, aside=True)
    finally:
        engine.dispose()
