"""Cities side by side in a home: made aside, renamed when whole, found again by size and seed.

A home holds ``cities/<population>-<seed>/`` with the arrays and the registries' database, and
``cities/last`` with the name of the city made last. A city that is being made has a name that
no reader looks at, so a half city is never opened.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from domain.errors import BadInput
from synthetic_data.city import City
from synthetic_data.generate import Progress, check_size, generate_city

ARRAYS = "city.npz"
DATABASE = "registry.sqlite"
LAST = "last"
ASIDE = ".making-"
LEFTOVER = re.compile(r"\.making-.*-([0-9]+)(?:\.old)?")
NAME = re.compile(r"([1-9][0-9]*)-(0|[1-9][0-9]*)")

Load = Callable[[City, Path], None]
"""Fills a new registries' database of a city; the path is where the default SQLite file goes."""


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
    def database(self) -> Path:
        """The registries' SQLite file; it is missing if another database was filled."""
        return self.folder / DATABASE

    def open(self) -> City:
        """Return the city's arrays.

        Raises:
            BadInput: the file was damaged or removed.
        """
        return City.load(self.folder / ARRAYS)


def cities(home: Path) -> list[StoredCity]:
    """Return the whole cities of a home, by population and seed.

    Args:
        home: the folder of all data; it need not exist.
    """
    folder = home / "cities"
    if not folder.is_dir():
        return []
    found = [_stored(entry) for entry in folder.iterdir()]
    return sorted(city for city in found if city is not None)


def _stored(folder: Path) -> StoredCity | None:
    name = NAME.fullmatch(folder.name)
    if name is None or not (folder / ARRAYS).is_file():
        return None
    return StoredCity(int(name[1]), int(name[2]), folder)


def last_made(home: Path) -> StoredCity | None:
    """Return the city made last, None if there is none."""
    try:
        name = (home / "cities" / LAST).read_text(encoding="utf-8").strip()
    except OSError:
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
        population, seed = parse_name(name)
        found = _stored(home / "cities" / f"{population}-{seed}")
        sought = ", ".join(city.name for city in cities(home)) or "a city that was made before"
    if found is None:
        raise BadInput(f"{home}: city", sought, name or "none")
    return found


def make_city(
    home: Path,
    size: tuple[int, int],
    load: Load,
    *,
    replace: bool = False,
    progress: Progress | None = None,
) -> StoredCity:
    """Make a city in a home and remember it as the last one made.

    A city that is already there is kept as it is, and is the last one from now on.

    Args:
        home: the folder of all data; made if it does not exist.
        size: population and seed.
        load: fills the registries' database, told the city and the path of the SQLite file.
        replace: make the city anew even if it is there.
        progress: is told each step as it begins.

    Raises:
        BadInput: population or seed out of range, or the home cannot be written.
    """
    population, seed = check_size(*size)
    folder = home / "cities" / f"{population}-{seed}"
    if replace or _stored(folder) is None:
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
        except OSError as reason:
            raise BadInput(str(home), "a folder that can be written", reason) from reason
        _make(folder, generate_city(population, seed, progress), load)
    _remember(folder)
    return StoredCity(population, seed, folder)


def _make(folder: Path, city: City, load: Load) -> None:
    """Write the city aside and rename it; whatever fails leaves nothing behind."""
    _sweep(folder.parent)
    aside = folder.with_name(f"{ASIDE}{folder.name}-{os.getpid()}")
    old = aside.with_suffix(".old")
    try:
        aside.mkdir()
        city.save(aside / ARRAYS)
        load(city, aside / DATABASE)
        if folder.exists():
            folder.rename(old)
        aside.rename(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Remove what processes that no longer run have left unfinished, and one's own."""
    for entry in folder.glob(f"{ASIDE}*"):
        process = LEFTOVER.fullmatch(entry.name)
        if process and (int(process[1]) == os.getpid() or not _runs(int(process[1]))):
            shutil.rmtree(entry, ignore_errors=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)  # signal 0 asks only whether the process is there
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:  # it is there and belongs to somebody else
        return True
    return True


def _remember(folder: Path) -> None:
    note = folder.with_name(f"{ASIDE}{LAST}-{os.getpid()}")
    note.write_text(f"{folder.name}\n", encoding="utf-8")
    note.replace(folder.with_name(LAST))
