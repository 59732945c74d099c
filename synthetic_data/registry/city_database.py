"""Which database holds the registries of a city, and of which city."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, inspect, select
from sqlalchemy.exc import SQLAlchemyError

from domain.errors import BadInput
from synthetic_data.city import COLUMNS, City, Identity
from synthetic_data.generate import Ready
from synthetic_data.registry.city_schema import form
from synthetic_data.registry.connecting import (
    file_url,
    has_registries,
    open_engine,
    reason_of,
    refuse_tables_of_others,
    unusable,
)
from synthetic_data.registry.schema import FilledCity, Table

DATABASE = "--database"


@dataclass(frozen=True, slots=True)
class CityDatabase:
    """The registries' database: the one named, or the SQLite file beside a city's arrays.

    Attributes:
        named: any SQLAlchemy URL; None: the file beside.
    """

    named: str | None = None

    def url(self, beside: Path) -> str | URL:
        """Return the URL, given where the file beside stands."""
        return self.named or file_url(beside)

    def where(self, beside: Path) -> str:
        """Return the place that messages name."""
        return DATABASE if self.named else str(beside)

    def held(self, beside: Path) -> Identity | None:
        """Return which city the database was filled for.

        A SQLite file that is missing stays missing.

        Returns:
            None if it was filled for none, not to the end, or in the form of another version.

        Raises:
            BadInput: the database cannot be read.
        """
        with self.opened(beside, "read") as engine:
            return None if _is_missing(engine.url) else filled_for(engine)

    def holds(self, city: Identity, beside: Path) -> bool:
        """Say whether the database was filled for a city; False: it has no registries at all.

        Args:
            city: which city; its digest may be missing.
            beside: where the file beside stands.

        Raises:
            BadInput: it holds another city, the same one of other arrays, or registries of
                another form, or cannot be read.
        """
        with self.opened(beside, "read") as engine:
            if _is_missing(engine.url):
                return False
            held = filled_for(engine)
            if held is not None:
                refuse_another(city, held, self.where(beside))
                return True
            if has_registries(engine):
                refuse_tables_of_others(engine, self.where(beside))
                raise BadInput(self.where(beside), _anew(city), "those of another version")
            return False

    def check(self, beside: Path) -> None:
        """Refuse, before any work is done for it, a database that could not be filled.

        A SQLite file that is missing stays missing.

        Raises:
            BadInput: the database cannot be reached, or has tables of others under the
                registries' names.
        """
        with self.opened(beside, "written") as engine:
            if not _is_missing(engine.url):
                refuse_tables_of_others(engine, self.where(beside))
            elif self.named:
                _refuse_missing_folder(engine.url, self.where(beside))

    def fill(self, city: City, beside: Path) -> None:
        """Fill the database for a city, in place of the registries it held.

        Raises:
            BadInput: the database cannot be written, or what `check` refuses.
        """
        columns = {name: getattr(city, name) for name in COLUMNS}

        def hand_over(ready: Ready) -> City:
            ready(columns)
            return city

        self.fill_while(hand_over, beside)

    def fill_while(self, make: Callable[[Ready], City], beside: Path) -> City:
        """Fill the database for a city at the same time as it is made.

        Args:
            make: makes the city and hands over its columns as they are ready.
            beside: where the file beside stands; half a database may lie next to it meanwhile.

        Returns:
            The city, when all of it is written.

        Raises:
            BadInput: the database cannot be written, or what `check` refuses.
        """
        # whoever only asks a database need not wait for the drivers of bulk loads
        from synthetic_data.registry import filling  # noqa: PLC0415

        self.check(beside)
        place = filling.Place(partial(self.opened, beside, "written"), beside)
        return filling.fill_while(make, place)

    @contextmanager
    def opened(self, beside: Path, purpose: str) -> Iterator[Engine]:
        """Open the database, and tell whatever fails meanwhile in its own words.

        Args:
            beside: where the file beside stands.
            purpose: ``read`` or ``written``.

        Raises:
            BadInput: the database cannot be used, or a statement failed.
        """
        try:
            engine = open_engine(self.url(beside), self.where(beside))
            try:
                yield engine
            finally:
                engine.dispose()
        except unusable() as reason:
            thing = "the URL of a database" if self.named else "a database"
            expected = f"{thing} that can be {purpose}"
            if purpose == "read" and not self.named:
                expected += "; `generate --replace` makes the city anew"
            raise BadInput(self.where(beside), expected, reason_of(reason)) from None


def filled_for(engine: Engine) -> Identity | None:
    """Return which city a database was filled for, if any, in the form that is read here."""
    with engine.connect() as connection:
        return noted(connection) if _has_note(connection) else None


def noted(connection: Connection) -> Identity | None:
    """Return what a note that is there says, None where its form is another or it is empty."""
    note = select(FilledCity.population, FilledCity.seed, FilledCity.digest, FilledCity.form)
    row = connection.execute(note).first()
    if row is None or row.form != form():
        return None
    return Identity(row.population, row.seed, row.digest)


def check_still(city: Identity, connection: Connection) -> None:
    """Refuse a database that was given to another city since it was opened: one row is asked for.

    Raises:
        BadInput: the database now holds another city, or none in the form that is read here.
    """
    expected = f"the registries of {city.name}, for which it was opened"
    row = select(FilledCity.digest, FilledCity.form).filter_by(
        population=city.population, seed=city.seed
    )
    try:
        if connection.execute(row).first() == (city.digest, form()):
            return
        held = noted(connection)
    except SQLAlchemyError as problem:
        raise BadInput(DATABASE, expected, reason_of(problem)) from None
    now = "none" if held is None else held.name
    raise BadInput(DATABASE, expected, f"the database now holds {now}")


def refuse_another(city: Identity, held: Identity, where: str) -> None:
    """Refuse registries of another city than the one wanted, whose digest may be missing.

    Raises:
        BadInput: they are of another, or of other arrays.
    """
    if held.name != city.name:
        raise BadInput(where, f"the registries of {city.name}", held.name)
    if city.digest not in ("", held.digest):
        raise BadInput(where, _anew(city), "those of other arrays")


def _anew(city: Identity) -> str:
    command = f"tirkeu generate --population {city.population} --seed {city.seed}"
    return f"the registries of {city.name}; `{command}` fills them anew"


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


def _refuse_missing_folder(url: URL, where: str) -> None:
    """Refuse a new SQLite file where no file can be made."""
    folder = Path(url.database or "").absolute().parent
    if not os.access(folder, os.W_OK):
        expected = "the URL of a database that can be written"
        raise BadInput(where, expected, f"no folder that can be written: {folder}")
