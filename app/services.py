"""What the pages stand on, made once at the start."""

from dataclasses import dataclass, field

from app.jobs.jobs import Jobs
from app.search.city import CitySearch
from app.settings import Settings
from app.slow_lane import SlowLane
from app.store import Store
from app.studies import Studies
from app.warming import Warming
from app.worlds import World, city_world
from domain.errors import BadInput
from simulation.impact.study import Study
from synthetic_data.home import StoredCity, find_city
from synthetic_data.registry.city_database import CityDatabase


@dataclass(frozen=True)
class Services:
    """Everything that a page may use besides its visit.

    Attributes:
        settings: how the dashboard was started.
        stored: the city in the home; None: there is none.
        city: the city's registries; None: there is no city.
        search: the same city's arrays and their search.
        studies: what norms do to it, by day.
        store: what the dashboard keeps: documents, runs, finished replications.
        jobs: the long runs.
        warming: whether what visitors ask first is being made.
    """

    settings: Settings
    stored: StoredCity | None = None
    city: World | None = None
    search: CitySearch | None = None
    studies: Studies | None = None

    store: Store = field(init=False)
    jobs: Jobs = field(init=False)
    warming: Warming = field(init=False, default_factory=Warming)

    def __post_init__(self) -> None:
        """Name what the dashboard keeps and what runs; nothing is opened or started before use."""
        store = Store(self.settings.home, self.settings.database_url)
        object.__setattr__(self, "store", store)
        object.__setattr__(self, "jobs", Jobs(self.settings, store, self.stored))


def open_services(settings: Settings) -> Services:
    """Open what the settings name.

    Raises:
        BadInput: the settings name a city that is not in the home, its arrays cannot be read,
            or the database was not filled for the city.
    """
    name = ":".join(map(str, settings.city)) if settings.city else None
    try:
        stored = find_city(settings.home, name)
    except BadInput:
        if name is not None:
            raise
        return Services(settings)
    world = _world(settings, stored)
    search = CitySearch(stored.open)
    search.open()  # a damaged city is told now, not at the first search
    return Services(settings, stored, world, search, studies_of(search))


def studies_of(search: CitySearch) -> Studies:
    """Return the studies of the city whose arrays the search holds too."""
    lane = SlowLane()
    return Studies(lambda day: Study(search.city, day, give_way=lane.give_way), lane)


def _world(settings: Settings, city: StoredCity) -> World:
    """Return the city's registries; nothing is made or filled here."""
    database, identity = CityDatabase(settings.database_url), city.identity()
    if not database.holds(identity, city.database):
        expected = f"the registries of {city.name}; `{city.command}` fills them"
        raise BadInput(database.where(city.database), expected, "")
    return city_world(database.url(city.database), identity)
