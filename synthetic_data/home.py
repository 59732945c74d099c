"""Cities side by side in a home: made aside, renamed when whole, found again by size and seed.

A home holds ``cities/<population>-<seed>/`` with the arrays and the registries' database, and
``cities/last`` with the name of the city made last. A city that is being made has a name that
no reader looks at, so a half city is never opened.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import replace as replaced
from pathlib import Path
from typing import Protocol, TypeVar

from domain.errors import BadInput
from synthetic_data.aside import (
    ASIDE,
    alone,
    beside,
    put_file_in_place,
    put_in_place,
    restore,
    sweep,
    working,
)
from synthetic_data.city import City, Identity, stored_identity
from synthetic_data.generate import Progress, Ready, check_size, generate_city

ARRAYS = "city.npz"
DATABASE = "registry.sqlite"
LAST = "last"
WRITABLE = "a folder that can be written"
NAME = re.compile(r"([1-9][0-9]{0,11})-(0|[1-9][0-9]{0,11})")


Read = TypeVar("Read", City, Identity)


class Registries(Protocol):
    """The registries' database; ``beside`` is where its default SQLite file stands."""

    def held(self, beside: Path) -> Identity | None:
        """Return which city the database was filled for, if any."""

    def fill(self, city: City, beside: Path) -> None:
        """Fill the database for a city, in place of what it held."""

    def fill_while(self, make: Callable[[Ready], City], beside: Path) -> City:
        """Do the same while the city is being made, which is how long it takes at least."""


@dataclass(frozen=True, slots=True, order=True)
class StoredCity:
    """A whole city in a home.

    Args:
        population: its residents.
        seed: its seed.
        folder: where its files are.
    """

    population: int
    seed: int
    folder: Path

    @property
    def name(self) -> str:
        """How the city is called on the command line: ``population:seed``."""
        return f"{self.population}:{self.seed}"

    @property
    def size(self) -> tuple[int, int]:
        """Population and seed."""
        return self.population, self.seed

    @property
    def database(self) -> Path:
        """The registries' SQLite file; it is missing if another database was filled."""
        return self.folder / DATABASE

    @property
    def command(self) -> str:
        """What makes the city and fills its database, on the command line."""
        return f"tirkeu generate --population {self.population} --seed {self.seed}"

    @property
    def is_whole(self) -> bool:
        """True when the city is there, false for one that nobody has made."""
        return (self.folder / ARRAYS).is_file()

    def identity(self) -> Identity:
        """Return which city it is, without a digest if nobody has made it.

        Raises:
            BadInput: the file was damaged, is another city's, or has no digest.
        """
        if not self.is_whole:
            return Identity(*self.size)
        return self._read(stored_identity)

    def open(self) -> City:
        """Return the city's arrays.

        Raises:
            BadInput: the file was damaged or removed, or is another city's.
        """
        return self._read(City.load)

    def _read(self, read: Callable[[Path], Read]) -> Read:
        path = self.folder / ARRAYS
        expected = f"the city {self.name}; make it anew with `{self.command} --replace`"
        try:
            found = read(path)
        except BadInput as problem:
            raise BadInput(str(path), expected, problem.got) from problem
        if (found.population, found.seed) != self.size:
            raise BadInput(str(path), expected, f"{found.population}:{found.seed}")
        return found


def cities(home: Path) -> list[StoredCity]:
    """Return the whole cities of a home, by population and seed.

    Args:
        home: the folder of all data; it need not exist.
    """
    folder = home / "cities"
    if not folder.is_dir():
        return []
    restore(folder)
    found = [_stored(entry) for entry in folder.iterdir()]
    return sorted(city for city in found if city is not None)


def _stored(folder: Path) -> StoredCity | None:
    name = NAME.fullmatch(folder.name)
    if name is None:
        return None
    city = StoredCity(int(name[1]), int(name[2]), folder)
    return city if city.is_whole else None


def place(home: Path, size: tuple[int, int]) -> StoredCity:
    """Return where a city stands in a home, or would stand.

    Args:
        home: the folder of all data.
        size: population and seed.

    Raises:
        BadInput: population or seed out of range.
    """
    population, seed = check_size(*size)
    return StoredCity(population, seed, home / "cities" / f"{population}-{seed}")


def last_made(home: Path) -> StoredCity | None:
    """Return the city made last; None if there is none, or the note of it cannot be read."""
    restore(home / "cities")
    try:
        name = (home / "cities" / LAST).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return _stored(home / "cities" / name) if NAME.fullmatch(name) else None


def parse_name(name: str) -> tuple[int, int]:
    """Return population and seed of a name such as ``100000:1``.

    Raises:
        BadInput: the name has another form, or a number is out of range.
    """
    parts = NAME.fullmatch(name.replace(":", "-"))
    if parts is None or ":" not in name:
        raise BadInput("city", "population:seed, such as 100000:1", name)
    return check_size(int(parts[1]), int(parts[2]))


def find_city(home: Path, name: str | None = None) -> StoredCity:
    """Return a city of a home by its name, the one made last without a name.

    Args:
        home: the folder of all data.
        name: ``population:seed``.

    Raises:
        BadInput: the name is malformed or there is no such city.
    """
    if name is None:
        found, sought = last_made(home), "a city in this home; make one with `tirkeu generate`"
    else:
        restore(home / "cities")
        named = place(home, parse_name(name))
        found = named if named.is_whole else None
        sought = ", ".join(city.name for city in cities(home)) or "a city that was made before"
    if found is None:
        raise BadInput(f"{home}: city", sought, name or "none")
    return found


def make_city(
    home: Path,
    size: tuple[int, int],
    registries: Registries,
    *,
    replace: bool = False,
    progress: Progress | None = None,
) -> StoredCity:
    """Make a city in a home with its registries and remember it as the last one made.

    A city that is already there is kept as it is, and is the last one from now on; the database
    is filled unless it holds this city.

    Args:
        home: the folder of all data; made if it does not exist.
        size: population and seed.
        registries: the registries' database.
        replace: make the city anew even if it is there.
        progress: is told each step as it begins.

    Raises:
        BadInput: population or seed out of range, the home cannot be written, or the city that
            is there was damaged.
    """
    city = place(home, size)
    real = replaced(city, folder=city.folder.resolve())  # it may be a link to another disk
    sweep(city.folder.parent)
    with alone(real.folder), _writing(home):
        if replace or not city.is_whole:
            _make(real, registries, progress)
        else:
            _fill(real, registries)
        _remember(city.folder)
    return city


def _make(city: StoredCity, registries: Registries, progress: Progress | None) -> None:
    """Make the city aside and rename it when it is whole."""
    with working(city.folder) as aside:

        def make(ready: Ready) -> City:
            made = generate_city(city.population, city.seed, progress, ready=ready)
            made.save(aside / ARRAYS)
            return made

        registries.fill_while(make, aside / DATABASE)
        put_in_place(aside, city.folder)


def _fill(city: StoredCity, registries: Registries) -> None:
    """Fill the database of a city that is there, unless it holds this city."""
    arrays = city.open()
    if registries.held(city.database) == city.identity():
        return
    with working(city.folder) as aside:
        registries.fill(arrays, aside / DATABASE)
        if (aside / DATABASE).exists():
            for journal in city.folder.glob(f"{DATABASE}-*"):  # of a file that is no longer there
                journal.unlink()
            put_file_in_place(aside / DATABASE, city.database)


@contextmanager
def _writing(home: Path) -> Iterator[None]:
    try:
        yield
    except OSError as reason:
        raise BadInput(str(home), WRITABLE, reason) from reason
    except BadInput as problem:
        if f"/{ASIDE}" not in problem.where:
            raise
        raise BadInput(str(home), WRITABLE, problem.got) from problem  # what is aside is gone


def _remember(folder: Path) -> None:
    """Note which city was made last, unless the note says so already."""
    last = last_made(folder.parent.parent)
    if last is not None and last.folder == folder:
        return
    place = folder.with_name(LAST)
    with alone(place):
        note = beside(place)
        try:
            note.write_text(f"{folder.name}\n", encoding="utf-8")
            put_file_in_place(note, place)
        finally:
            note.unlink(missing_ok=True)
