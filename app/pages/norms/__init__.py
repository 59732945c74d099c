"""The Norms page: what a norm of so many square metres a person does to the city, and to whom.

The address is the state: every lever that stands elsewhere than the law is one parameter. A moved
lever is answered by a small document (`routes`), so that the page need not be drawn anew; what
takes longer comes a moment later.
"""

from dash import Dash, html

from app.frame import Children
from app.pages.norms import callbacks, detail_routes, files
from app.pages.norms.page import page
from app.pages.norms.screens import screen
from app.pages.norms.state import Asked, read_setting
from app.services import Services
from app.visit import Visit

__all__ = ["Asked", "content", "read_setting", "register", "title"]


def title(visit: Visit) -> str:
    """Return the title of the document."""
    return visit.words("shell.nav.norms")


def content(visit: Visit, services: Services) -> Children:
    """Return the page."""
    shown = screen(visit, services)
    if shown is None:
        return [html.H1(visit.words("norms.no_city"), className="headline")]
    return page(shown)


def register(app: Dash, services: Services) -> None:
    """Attach the page's callbacks."""
    for part in (callbacks, detail_routes, files):
        part.attach(app, services)
