"""The Overview page: what this is, where the pilots stand, and one way into each task."""

from dash import Dash

from app.frame import Children
from app.pages.overview import callbacks
from app.pages.overview.known import known
from app.pages.overview.page import no_city, page
from app.services import Services
from app.visit import Visit

__all__ = ["content", "register", "title"]


def title(visit: Visit) -> str:
    """Return the title of the document."""
    return visit.words("shell.nav.overview")


def content(visit: Visit, services: Services) -> Children:
    """Return what the page shows."""
    found = known(visit, services)
    return no_city(visit.words) if found is None else page(found, services)


def register(app: Dash, services: Services) -> None:
    """Attach the callbacks of the page."""
    callbacks.attach(app, services)
