"""Making the city that a subcommand needs, with a progress bar."""

import sys
from typing import TYPE_CHECKING

from app.commands.apart import apart
from app.commands.bars import bar
from app.commands.columns import spelled
from app.commands.ending import orderly
from app.settings import Settings

if TYPE_CHECKING:
    from synthetic_data.home import StoredCity

DEFAULT_SIZE = (1_600_000, 1)
"""Population and seed of the city made where none is named: the whole of the capital."""

STEPS = {
    "people": ("people", 0.02),
    "families": ("families", 0.05),
    "documents": ("papers", 0.26),
    "households": ("homes", 0.4),
    "registrations": ("registrations", 0.6),
    "done": ("database and indexes", 0.76),
}
"""Words for the steps of making a city, and the share of the time that is over as each begins.

Measured on the whole capital with two processors. The database is written beside the other steps,
and the last of its tables after them.
"""


def make(settings: Settings, size: tuple[int, int], *, replace: bool = False) -> "StoredCity":
    """Make a city in the home and fill its database, unless they are there.

    Args:
        settings: the home and the database.
        size: population and seed.
        replace: make it anew even if it is there.

    Raises:
        BadInput: population or seed out of range, home or database cannot be written, or the
            city that is there was damaged.
    """
    from synthetic_data.home import make_city
    from synthetic_data.registry.city_database import CityDatabase

    registries = CityDatabase(settings.database_url)
    with orderly(), bar(f"city of {spelled(size[0])}, seed {size[1]}") as shown:

        def progress(step: str, _share: float) -> None:
            words, share = STEPS[step]
            later = (at for _, at in STEPS.values() if at > share)
            shown.reach(words, share, until=next(later, 1.0))

        return make_city(settings.home, size, registries, replace=replace, progress=progress)


def find_or_make(settings: Settings, size: tuple[int, int] | None) -> "StoredCity":
    """Return a city of the home, made first if it is not there; its database is not asked.

    Args:
        settings: the home and the database.
        size: population and seed; None: the city made last, the default one if there is none.

    Raises:
        BadInput: what `make` raises, or the database holds another city.
    """
    city = meant(settings, size)
    if city.is_whole:
        return city
    _holds(settings, city)
    _tell(settings, city)
    return make(settings, city.size)


def find_or_fill(settings: Settings, size: tuple[int, int] | None) -> "StoredCity":
    """Return a city of the home whose database is filled; what is missing is made first.

    It is made in a process of its own: what making takes of memory goes back to the system, and
    whoever serves the city afterwards stays small.

    Args:
        settings: the home and the database.
        size: population and seed; None: the city made last, the default one if there is none.

    Raises:
        BadInput: what `make` raises, or the database holds another city.
    """
    city = meant(settings, size)
    filled = _holds(settings, city)
    return city if city.is_whole and filled else apart(make, settings, city.size)


def _tell(settings: Settings, city: "StoredCity") -> None:
    """Say that a city is made which nobody asked for by itself: it takes time and room."""
    print(f"{settings.home}: no city {city.name} yet, it is made first", file=sys.stderr)


def meant(settings: Settings, size: tuple[int, int] | None) -> "StoredCity":
    """Return the city that a command is about, which nobody may have made yet.

    Args:
        settings: the home.
        size: population and seed; None: the city made last, the default one if there is none.

    Raises:
        BadInput: population or seed out of range.
    """
    from synthetic_data.home import last_made, place

    last = last_made(settings.home) if size is None else None
    return last or place(settings.home, size or DEFAULT_SIZE)


def _holds(settings: Settings, city: "StoredCity") -> bool:
    """Ask the database; another city's registries there are overwritten by `generate` alone."""
    from synthetic_data.registry.city_database import CityDatabase

    return CityDatabase(settings.database_url).holds(city.identity(), city.database)
