"""Which database holds the registries of a city, and of which city."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, inspect, select

from domain.errors import BadInput
from synthetic_data.city import COLUMNS, City
from synthetic_data.generate import Ready
from synthetic_data.registry.connecting import (
    open_engine,
    reason_of,
    refuse_tables_of_others,
    unusable,
)
from synthetic_data.registry.schema import FilledCity, Table


@dataclass(frozen=True, slots=True)
class CityDatabase:
    """The registries' database: the one named, or the SQLite file beside a city's arrays.

    Attributes:
        named: any SQLAlchemy URL; None: the file beside.
    """

    named: str | None = None

    def url(self, beside: Path) -> str:
        """Return the URL, given where the file beside stands."""
        return self.named or f"sqlite:///{beside}"

    def where(self, beside: Path) -> str:
        """Return the place that messages name."""
        return "--database" if self.named else str(beside)

    def held(self, beside: Path) -> tuple[int, int] | None:
        """Return population and seed of the city that the database was filled for.

        A SQLite file that is missing stays missing.

        Returns:
            None if it was filled for none, or not to the end.

        Raises:
            BadInput: the database cannot be read.
        """
        with self._engine(beside, "read") as engine:
            return None if _is_missing(engine.url) else filled_for(engine)

    def holds(self, size: tuple[int, int], beside: Path) -> bool:
        """Say whether the database was filled for a city; False: it was filled for none.

        Args:
            size: population and seed.
            beside: where the file beside stands.

        Raises:
            BadInput: it holds another city, or cannot be read.
        """
        held = self.held(beside)
        if held not in (None, size):
            expected = "the registries of {}:{}".format(*size)
            raise BadInput(self.where(beside), expected, "{}:{}".format(*held))
        return held is not None

    def check(self, beside: Path) -> None:
        """Refuse, before any work is done for it, a database that could not be filled.

        A SQLite file that is missing stays missing.

        Raises:
            BadInput: the database cannot be reached, or has tables of others under the
                registries' names.
        """
        with self._engine(beside, "written") as engine:
            if not _is_missing(engine.url):
                refuse_tables_of_others(engine, self.where(beside))

    def fill(self, city: City, beside: Path) -> None:
        """Fill the database for a city, in place of the registries it held.

        Raises:
            BadInput: the database cannot be written, or what `check` refuses.
        """
        columns = {name: getattr(city, name) for name in COLUMNS}

        def hand_over(ready: Ready) -> City:
            ready(columns)
            return city

        self.fill_while(hand_over, (city.population, city.seed), beside)

    def fill_while(
        self, make: Callable[[Ready], City], size: tuple[int, int], beside: Path
    ) -> City:
        """Fill the database for a city at the same time as it is made.

        Args:
            make: makes the city and hands over its columns as they are ready.
            size: population and seed.
            beside: where the file beside stands; half a database may lie next to it meanwhile.

        Returns:
            The city, when all of it is written.

        Raises:
            BadInput: the database cannot be written, or what `check` refuses.
        """
        # whoever only asks a database need not wait for the drivers of bulk loads
        from synthetic_data.registry import filling  # noqa: PLC0415

        self.check(beside)
        place = filling.Place(partial(self._engine, beside, "written"), beside)
        return filling.fill_while(make, size, place)

    @contextmanager
    def _engine(self, beside: Path, purpose: str) -> Iterator[Engine]:
        try:
            engine = open_engine(self.url(beside), self.where(beside))
            try:
                yield engine
            finally:
                engine.dispose()
        except unusable() as reason:
            expected = (
                f"the URL of a database that can be {purpose}"
                if self.named
                else f"a database that can be {purpose}; `generate --replace` makes the city anew"
            )
            raise BadInput(self.where(beside), expected, reason_of(reason)) from None


def filled_for(engine: Engine) -> tuple[int, int] | None:
    """Return population and seed of the city that a database was filled for, if any."""
    with engine.connect() as connection:
        if not _has_note(connection):
            return None
        row = connection.execute(select(FilledCity.population, FilledCity.seed)).first()
    return None if row is None else (row.population, row.seed)


def _has_note(connection: Connection) -> bool:
    """Tell the note of a filled city from no table, and from somebody else's of that name."""
    own, here = Table.metadata.tables[FilledCity.__tablename__], inspect(connection)
    if not here.has_table(own.name):
        return False
    return {column["name"] for column in here.get_columns(own.name)} == set(own.c.keys())


def _is_missing(url: URL) -> bool:
    """Tell a SQLite file that is not there, which connecting to it would make."""
    path = url.database or ":memory:"
    if url.get_backend_name() != "sqlite" or path == ":memory:" or path.startswith("file:"):
        return False
    return not Path(path).exists()
