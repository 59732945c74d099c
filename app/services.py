"""What the pages stand on, made once at the start."""

from dataclasses import dataclass

from app.settings import Settings
from app.worlds import World, city_world
from domain.errors import BadInput
from synthetic_data.home import StoredCity, find_city


@dataclass(frozen=True)
class Services:
    """Everything that a page may use besides its visit.

    Attributes:
        settings: how the dashboard was started.
        stored: the city in the home; None: there is none.
        city: the city's registries; None: there is no city.
    """

    settings: Settings
    stored: StoredCity | None = None
    city: World | None = None


def open_services(settings: Settings) -> Services:
    """Open what the settings name.

    Raises:
        BadInput: the settings name a city that is not in the home.
    """
    name = ":".join(map(str, settings.city)) if settings.city else None
    try:
        stored = find_city(settings.home, name)
    except BadInput:
        if name is not None:
            raise
        return Services(settings)
    url = settings.database_url or f"sqlite:///{stored.database}"
    return Services(settings, stored, city_world(url))
