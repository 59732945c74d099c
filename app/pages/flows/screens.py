"""From a visit to its screen: the levers read, the run looked up."""

from functools import cache

from app.pages.flows.job import job_of, simulator
from app.pages.flows.levers import KNOWN, read_asked
from app.pages.flows.view import Screen
from app.runs import RunPool
from app.services import Services
from app.settings import Settings
from app.visit import Visit, without


@cache
def pool_of(settings: Settings) -> RunPool:
    """Return the runs of a dashboard; its worker is started by the first of them."""
    del settings  # each dashboard has runs of its own
    return RunPool(simulator)


def screen(here: Visit, services: Services) -> Screen | None:
    """Return what the page shows, None where there is no city."""
    if services.stored is None:
        return None
    city = services.stored.population, services.stored.seed
    for name in [name for name in here.query if name not in KNOWN]:
        here = without(here, name)
    asked = read_asked(here, city[0])
    pool = pool_of(services.settings)
    pool.warm()
    run = pool.find(asked.run) if asked.run else None
    return Screen(here, asked, job_of(asked, services.settings.home, city), run)
