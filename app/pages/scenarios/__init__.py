"""The Scenarios page: save, compare, share; the list of runs.

The address is the state: the active scenario goes along from page to page, and what is compared
stands in it by the ids of saved scenarios. Runs are found by their content, so those that other
pages have started are here too.
"""

from datetime import date

from dash import Dash, html

from app.frame import Children
from app.pages.scenarios import files
from app.pages.scenarios import page as drawn
from app.pages.scenarios.screens import screen
from app.services import Services
from app.visit import DEFAULT_DAY, Visit

__all__ = ["content", "register", "title"]


def title(visit: Visit) -> str:
    """Return the title of the document."""
    return visit.words("shell.nav.scenarios")


def content(visit: Visit, services: Services) -> Children:
    """Return the page."""
    shown = screen(visit, services)
    if shown is None:
        return [html.H1(visit.words("scenarios.no_city"), className="headline")]
    first: date = visit.day or DEFAULT_DAY
    services.jobs.warm(first)
    return drawn.page(shown)


def register(app: Dash, services: Services) -> None:
    """Attach the page's callbacks and its files."""
    drawn.attach(app, services)
    files.attach(app, services)
