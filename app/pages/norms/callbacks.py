"""What is drawn anew a moment after a lever was moved: the curve."""

from typing import Any, Final
from urllib.parse import parse_qsl

from dash import Dash, Input, Output, no_update

from app.pages.norms import routes
from app.pages.norms.curve import curve_card
from app.pages.norms.ids import NormsIds
from app.pages.norms.screens import Screen, screen
from app.pages.norms.state import PATH
from app.remembered import remembered_language
from app.services import Services
from app.visit import visit

LONGEST_QUERY: Final = 4_000


def attach(app: Dash, services: Services) -> None:
    """Attach the routes and the callbacks of the page."""
    routes.attach(app, services)

    @app.callback(
        Output(NormsIds.CURVE, "children"),
        Input(NormsIds.SHAPE, "data"),
        prevent_initial_call=True,
    )
    def curve(said: object) -> Any:  # noqa: ANN401 - no_update, or what stands in the card
        shown = noted(said, services)
        return no_update if shown is None or shown.study is None else curve_card(shown)


def noted(said: object, services: Services) -> Screen | None:
    """Return what a query asks for that the script has noted; None for what is no query."""
    if not isinstance(said, str) or len(said) > LONGEST_QUERY:
        return None
    try:
        query = dict(parse_qsl(said.lstrip("?")))
    except ValueError:
        return None
    return screen(visit(PATH, query, remembered_language()), services)
