"""Fills the page as soon as what was under way is known."""

from typing import Any

from dash import Dash, Input, Output, State, no_update

from app.navigation import HOME
from app.pages.overview.ids import OverviewIds
from app.pages.overview.known import known
from app.pages.overview.page import body
from app.planning.noted import visit_of
from app.services import Services


def attach(app: Dash, services: Services) -> None:
    """Attach the callback."""

    @app.callback(
        Output(OverviewIds.PAGE, "children"),
        Output(OverviewIds.POLL, "disabled"),
        Input(OverviewIds.POLL, "n_intervals"),
        State(OverviewIds.ASKED, "data"),
        prevent_initial_call=True,
    )
    def polled(_count: object, noted: object) -> tuple[Any, bool]:
        here = visit_of(HOME, noted)
        found = None if here is None else known(here, services)
        if found is None:
            return no_update, True
        return (no_update, False) if found.is_open else (body(found, services), True)
