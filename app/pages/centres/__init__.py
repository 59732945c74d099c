"""The Centres page: how many windows the service centres need, when and where.

The address is the state: an edited scenario is kept and its key stands in the address, a run is
found by its id, whoever opens it. Until there is a run the page shows what formulas of queueing
say at once.
"""

from datetime import date

from dash import Dash, html

from app.active import kept_scenario
from app.frame import Children
from app.pages.centres import callbacks, files, playback, upload
from app.pages.centres.page import page
from app.pages.centres.screens import screen
from app.services import Services
from app.visit import Visit

__all__ = ["content", "day", "register", "title"]


def title(visit: Visit) -> str:
    """Return the title of the document."""
    return visit.words("shell.nav.centres")


def content(visit: Visit, services: Services) -> Children:
    """Return the page."""
    shown = screen(visit, services)
    if shown is None:
        return [html.H1(visit.words("centres.no_city"), className="headline")]
    services.jobs.warm(date.fromisoformat(shown.document["period"]["from"]))
    return page(shown)


def day(visit: Visit, services: Services) -> date | None:
    """Return the first day of an edited scenario."""
    scenario = kept_scenario(visit, services.store)
    return None if scenario is None else scenario.first


def register(app: Dash, services: Services) -> None:
    """Attach the page's callbacks and its files."""
    callbacks.attach(app, services)
    files.attach(app, services)
    playback.attach(app, services)
    upload.attach(app, services)
