"""The ID cards page: what the windows of 30 and 10 days do, and where cards wait.

The forecast of the city's expiring cards answers at once; a run adds queues, lead times and days
without a valid card, with their intervals.
"""

from datetime import date

from dash import Dash, html

from app.active import kept_scenario
from app.frame import Children
from app.pages.id_cards import files
from app.pages.id_cards import page as drawn
from app.pages.id_cards.screens import screen
from app.planning.cards import measured_from
from app.services import Services
from app.visit import Visit

__all__ = ["content", "day", "register", "title"]


def title(visit: Visit) -> str:
    """Return the title of the document."""
    return visit.words("shell.nav.id_cards")


def content(visit: Visit, services: Services) -> Children:
    """Return the page."""
    shown = screen(visit, services)
    if shown is None:
        return [html.H1(visit.words("cards.no_city"), className="headline")]
    services.jobs.warm(date.fromisoformat(shown.document["period"]["from"]))
    return drawn.page(shown)


def day(visit: Visit, services: Services) -> date | None:
    """Return the first measured day of an edited scenario."""
    scenario = kept_scenario(visit, services.store)
    return None if scenario is None else measured_from(scenario.document)


def register(app: Dash, services: Services) -> None:
    """Attach the page's callbacks and its files."""
    drawn.attach(app, services)
    files.attach(app, services)
