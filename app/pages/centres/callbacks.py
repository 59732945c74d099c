"""What happens on the page: one callback draws anew what was changed."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from dash import ClientsideFunction, Dash, Input, Output, State, ctx, no_update

from app.pages.centres.below_view import below
from app.pages.centres.board import board
from app.pages.centres.cards import cards
from app.pages.centres.changes import after, after_edit, screen_of
from app.pages.centres.chart import chart
from app.pages.centres.grid import columns, estimate_line, grid_head, rows
from app.pages.centres.head import head
from app.pages.centres.ids import CentresIds
from app.pages.centres.page import known, state
from app.pages.centres.panel import panel
from app.pages.centres.screens import Screen
from app.services import Services


def attach(app: Dash, services: Services) -> None:
    """Attach the callbacks of the page."""

    @app.callback(
        Output(CentresIds.STATE, "data"),
        Output(CentresIds.HEAD, "children"),
        Output(CentresIds.POLL, "disabled"),
        Output(CentresIds.BOARD, "children"),
        Output(CentresIds.CARDS, "children"),
        Output(CentresIds.CHART, "children"),
        Output(CentresIds.LEVERS, "children"),
        Output(CentresIds.GRID_HEAD, "children"),
        Output(CentresIds.GRID, "rowData"),
        Output(CentresIds.GRID, "columnDefs"),
        Output(CentresIds.ESTIMATE, "children"),
        Output(CentresIds.PLAN, "children"),
        Output(CentresIds.KNOWN, "data"),
        Input(CentresIds.ASKED, "data"),
        Input(CentresIds.POLL, "n_intervals"),
        State(CentresIds.STATE, "data"),
        State(CentresIds.KNOWN, "data"),
        prevent_initial_call=True,
    )
    def draw(asked: object, _count: object, noted: object, shown: object) -> Any:  # noqa: ANN401 - the parts
        now = screen_of(noted, services)
        if now is None:
            return [no_update] * len(DRAWN)
        if ctx.triggered_id == CentresIds.POLL:
            return polled(now, was_known=shown is True)
        return answered(now, asked, services)

    app.clientside_callback(
        ClientsideFunction("tirkeu_centres", "edit"),
        Input(CentresIds.GRID, "cellValueChanged"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("tirkeu_centres", "follow"),
        Input(CentresIds.STATE, "data"),
        prevent_initial_call=True,
    )


def polled(now: Screen, *, was_known: bool = False) -> list[Any]:
    """Return the parts that change while something is under way.

    Args:
        now: the screen.
        was_known: whether the page shows a run's results already; the head alone changes then,
            until the run ends.
    """
    if now.is_open and known(now) == was_known:
        return _drawn(now, ("head", "poll"))
    return _drawn(now, tuple(name for name in DRAWN if name != "state"))


def answered(now: Screen, asked: object, services: Services) -> list[Any]:
    """Return the parts after what the visitor did; the script hears what has been answered.

    It asks one thing after the other, so that none is asked of a screen that is no longer there.
    """
    said = asked if isinstance(asked, dict) else {}
    if said.get("act") == "cells":
        parts = edited(after_edit(now, said.get("edits"), services))
    else:
        parts = whole(after(now, asked, services))
    count = said.get("count")
    return [{**parts[0], "count": count if isinstance(count, int | float) else 0}, *parts[1:]]


def whole(now: Screen) -> list[Any]:
    """Return every part."""
    return _drawn(now, tuple(DRAWN))


def edited(now: Screen) -> list[Any]:
    """Return the parts that an edit of the grid changes, which has to be quick."""
    names = ["state", "head", "poll", "rows", "estimate"]
    if now.result is None:
        names += ["board", "cards", "chart"]
    return _drawn(now, names)


def _drawn(now: Screen, names: Sequence[str]) -> list[Any]:
    return [draw(now) if name in names else no_update for name, draw in DRAWN.items()]


DRAWN: Final[Mapping[str, Callable[[Screen], Any]]] = {
    "state": state,
    "head": head,
    "poll": lambda now: not now.is_open,
    "board": board,
    "cards": cards,
    "chart": chart,
    "levers": panel,
    "grid_head": grid_head,
    "rows": rows,
    "columns": columns,
    "estimate": estimate_line,
    "plan": below,
    "known": known,
}
"""What draws each output of the callback, in their order."""
