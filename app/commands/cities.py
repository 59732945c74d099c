"""Making the city that a subcommand needs, with a progress bar."""

from pathlib import Path
from typing import TYPE_CHECKING

from app.settings import Settings
from domain.errors import BadInput

if TYPE_CHECKING:
    from synthetic_data.city import City
    from synthetic_data.home import Load, StoredCity

DEFAULT_SIZE = (20_000, 1)
"""Population and seed of the city made where none is named."""

MAKING_SHARE = 70
"""Of a hundred steps of the bar, how many making takes; the rest is filling the database."""


def make(settings: Settings, size: tuple[int, int], *, replace: bool = False) -> "StoredCity":
    """Make a city in the home with its database, unless it is there.

    Args:
        settings: the home and the database.
        size: population and seed.
        replace: make it anew even if it is there.

    Raises:
        BadInput: population or seed out of range, or home or database cannot be written.
    """
    from tqdm import tqdm

    from synthetic_data.home import make_city

    with tqdm(total=100, desc=f"city {size[0]}:{size[1]}", unit="%", disable=None) as bar:

        def progress(step: str, share: float) -> None:
            bar.set_postfix_str(step)
            bar.update(share * MAKING_SHARE - bar.n)

        city = make_city(settings.home, size, _loader(settings), replace=replace, progress=progress)
        bar.update(100 - bar.n)
    return city


def _loader(settings: Settings) -> "Load":
    """Return what fills the database: the SQLite file beside the arrays, or the one named."""
    from synthetic_data.registry.city_rows import load_city, load_city_file

    url = settings.database_url
    if url is None:
        return load_city_file

    def load(city: "City", _beside: Path) -> None:
        from sqlalchemy import create_engine
        from sqlalchemy.exc import SQLAlchemyError

        try:
            load_city(city, create_engine(url))
        except (SQLAlchemyError, ImportError, ValueError) as reason:
            raise BadInput(
                "--database", "the URL of a database that can be written", reason
            ) from None

    return load


def find_or_make(settings: Settings, size: tuple[int, int] | None) -> "StoredCity":
    """Return a city of the home, made first if it is not there.

    Args:
        settings: the home and the database.
        size: population and seed; None: the city made last, the default one if there is none.
    """
    from synthetic_data.home import last_made

    last = last_made(settings.home) if size is None else None
    return last or make(settings, size or DEFAULT_SIZE)
