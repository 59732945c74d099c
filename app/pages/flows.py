"""The Flows page: the simulation of the pilots over the city."""

from dash import Dash, html

from app.frame import Children
from app.services import Services
from app.visit import Visit


def title(visit: Visit) -> str:
    """Return the title of the document."""
    return visit.words("shell.nav.flows")


def content(visit: Visit, services: Services) -> Children:  # noqa: ARG001 - the shape of a page
    """Return the page."""
    return [html.H1(visit.words("shell.nav.flows"), className="headline")]


def register(app: Dash, services: Services) -> None:
    """Attach the page's callbacks: it has none yet."""
