"""The Application page: one application, step by step."""

from dash import Dash

from app.frame import Children
from app.services import Services
from app.visit import Visit


def title(visit: Visit) -> str:
    """Return the title of the document."""
    return visit.words("shell.nav.application")


def content(visit: Visit, services: Services) -> Children:  # noqa: ARG001 - the shape of a page
    """Return the page."""
    return [visit.words("shell.nav.application")]


def register(app: Dash, services: Services) -> None:
    """Attach the page's callbacks."""
