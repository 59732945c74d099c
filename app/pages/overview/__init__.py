"""The Overview page: what this is, where the pilots stand, and one way into each task."""

from dash import Dash, html

from app.frame import Children
from app.services import Services
from app.visit import Visit


def title(visit: Visit) -> str:
    """Return the title of the document."""
    return visit.words("shell.nav.overview")


def content(visit: Visit, _services: Services) -> Children:
    """Return what the page shows."""
    return [html.H1(title(visit), className="headline")]


def register(_app: Dash, _services: Services) -> None:
    """Attach the callbacks of the page."""
