"""Filling the registries' database at the same time as a city is made."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from synthetic_data.city import City, Identity
from synthetic_data.generate import Ready
from synthetic_data.registry.city_rows import HALVES, join_halves, write_city, write_half
from synthetic_data.registry.in_step import Parts, Writer, make_and_write
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

    def halves(self, path: Path) -> Sequence[Path]:
        """Return the files of the two halves; a file made aside is its own first half."""
        first, second = (self.aside.with_name(f"{self.aside.name}-{n}") for n in (1, 2))
        return (path if path == self.aside else first), second


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
    files = place.halves(path)
    pairs = zip(files, HALVES, strict=True)
    city = make_and_write(make_and_tell, [_half(place, file, half) for file, half in pairs])
    with place.opened():
        join_halves(path, files, made.result())
    return city


def _whole(place: Place, identity: Callable[[], Identity]) -> Writer:
    def write(parts: Parts) -> None:
        with place.opened() as engine:
            write_city(engine, parts, identity)

    return write


def _half(place: Place, file: Path, half: Sequence[str]) -> Writer:
    def write(parts: Parts) -> None:
        with place.opened():
            write_half(file, half, parts)

    return write
