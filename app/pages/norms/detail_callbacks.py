"""What fills the slow sections, and what answers a choice in a section."""

from typing import Any

from dash import Dash, Input, Output, no_update

from app.frame import Children
from app.pages.norms.account import Account, account
from app.pages.norms.breakdown_view import breakdown_card
from app.pages.norms.callbacks import noted
from app.pages.norms.detail_ids import DetailIds
from app.pages.norms.readings_view import readings_card
from app.pages.norms.tornado_view import tornado_card
from app.services import Services


def attach(app: Dash, services: Services) -> None:
    """Attach the callbacks of the sections."""
    _breakdown(app, services)
    _readings(app, services)
    _ranges(app, services)


def _breakdown(app: Dash, services: Services) -> None:
    @app.callback(
        Output(DetailIds.BREAKDOWN, "children"),
        Input(DetailIds.BREAKDOWN_ASKED, "data"),
        prevent_initial_call=True,
    )
    def breakdown(said: object) -> Any:  # noqa: ANN401 - no_update, or the card
        told = told_of(said, services)
        return no_update if told is None else [breakdown_card(told)]


def _readings(app: Dash, services: Services) -> None:
    @app.callback(
        Output(DetailIds.READINGS, "children"),
        Input(DetailIds.READINGS_ASKED, "data"),
    )
    def readings(said: object) -> Any:  # noqa: ANN401 - no_update, or the section
        told = told_of(said, services)
        return no_update if told is None else [readings_card(told)]


def _ranges(app: Dash, services: Services) -> None:
    @app.callback(
        Output(DetailIds.RANGES, "children"),
        Output(DetailIds.RANGES_CLOCK, "disabled"),
        Input(DetailIds.RANGES_CLOCK, "n_intervals"),
        Input(DetailIds.RANGES_ASKED, "data"),
    )
    def ranges(_count: object, said: object) -> Any:  # noqa: ANN401 - no_update, or the section
        told = told_of(said, services)
        if told is None:
            return no_update, True
        found = ranges_section(told)
        return (no_update, False) if found is None else (found, True)


def ranges_section(told: Account) -> Children | None:
    """Return the section of the ranges; None while those of another setting are counted."""
    found = told.ranges.counted(told.asked.setting)
    return None if found is None else [tornado_card(told, found)]


def told_of(said: object, services: Services) -> Account | None:
    """Return what is told of a query that the script noted; None for what is no query."""
    shown = noted(said, services)
    return None if shown is None or not shown.in_pilot else account(shown)
