"""Filling the registries' database at the same time as a city is made."""

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from synthetic_data.city import City, Identity
from synthetic_data.generate import Ready
from synthetic_data.registry.city_rows import write_city, write_file
from synthetic_data.registry.city_schema import numbered
from synthetic_data.registry.in_step import Parts, Writer, make_and_write
from synthetic_data.registry.sqlite_file import told
from synthetic_data.registry.sqlite_joining import take_over
from synthetic_data.registry.writing import file_of


@dataclass(frozen=True, slots=True)
class Place:
    """Where the registries go.

    Args:
        opened: opens the database and tells its failures as its user should hear them.
        aside: a path at which, and next to which, nothing stands: for what is not finished.
    """

    opened: Callable[[], AbstractContextManager[Engine]]
    aside: Path

    def file(self) -> Path | None:
        """Return the SQLite file, None where the database is another."""
        with self.opened() as engine:
            return file_of(engine.url)


def fill_while(make: Callable[[Ready], City], place: Place) -> City:
    """Fill a database with a city while it is being made.

    Args:
        make: makes the city and hands over its columns as they are ready.
        place: where the registries go.

    Returns:
        The city, when all of it is written.
    """
    made: Future[Identity] = Future()

    def make_and_tell(ready: Ready) -> City:
        city = make(ready)
        made.set_result(city.identity())
        return city

    path = place.file()
    if path is None:
        return make_and_write(make_and_tell, [_whole(place, made.result)])
    aside = place.aside if path == place.aside else place.aside.with_name(f"{path.name}-1")
    city = make_and_write(make_and_tell, [_file(place, aside, made.result)])
    if path != aside:
        with place.opened(), told():
            take_over(path, aside, numbered())
    return city


def _whole(place: Place, identity: Callable[[], Identity]) -> Writer:
    def write(parts: Parts) -> None:
        with place.opened() as engine:
            write_city(engine, parts, identity)

    return write


def _file(place: Place, path: Path, identity: Callable[[], Identity]) -> Writer:
    def write(parts: Parts) -> None:
        with place.opened():
            write_file(path, parts, identity)

    return write
