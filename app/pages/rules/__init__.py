"""The Rules page, for an auditor: every rule with its cases, every number with its source.

The address is the state: view, unfolded rule, search and filter. Cases are run by small requests
of the page's script (`routes`), so that a run does not draw the page anew.
"""

from dash import Dash

from app.frame import Children
from app.pages.rules.callbacks import attach
from app.pages.rules.page import page
from app.pages.rules.screens import screen
from app.services import Services
from app.visit import Visit

__all__ = ["content", "register", "title"]


def title(visit: Visit) -> str:
    """Return the title of the document."""
    return visit.words("shell.nav.rules")


def content(visit: Visit, services: Services) -> Children:
    """Return the page."""
    return page(screen(visit, services))


def register(app: Dash, services: Services) -> None:
    """Attach the page's callbacks."""
    attach(app, services)
