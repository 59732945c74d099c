"""What happens on the page: one callback draws anew what was changed."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from dash import ClientsideFunction, Dash, Input, Output, State, no_update

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
    """Attach the callbacks of the page.

    Looking at what is under way is asked like anything else, and in its turn: an answer that is
    older than what was typed since would undo it.
    """

    @app.callback(
        Output(CentresIds.STATE, "data"),
        Output(CentresIds.HEAD, "children"),
        Output(CentresIds.POLL, "disabled"),
        Output(CentresIds.BOARD, "children"),
        Output(CentresIds.CARDS, "children"),
        Output(CentresIds.CHART, "children"),
        Output(CentresIds.LEVERS, "children"),
        Output(CentresIds.GRID_HEAD, "children"),
        Output(CentresIds.ROWS, "data"),
        Output(CentresIds.GRID, "columnDefs"),
        Output(CentresIds.ESTIMATE, "children"),
        Output(CentresIds.PLAN, "children"),
        Output(CentresIds.KNOWN, "data"),
        Input(CentresIds.ASKED, "data"),
        State(CentresIds.STATE, "data"),
        State(CentresIds.KNOWN, "data"),
        prevent_initial_call=True,
    )
    def draw(asked: object, noted: object, shown: object) -> Any:  # noqa: ANN401 - the parts
        now = screen_of(noted, services)
        if now is None:
            return [no_update] * len(DRAWN)
        return answered(now, asked, shown, services)

    app.clientside_callback(  # what was typed meanwhile is laid over the rows of an answer
        ClientsideFunction("tirkeu_centres", "rows"),
        Output(CentresIds.GRID, "rowData"),
        Input(CentresIds.ROWS, "data"),
        State(CentresIds.STATE, "data"),
        prevent_initial_call=True,
    )
    for name, given in SCRIPTED:
        app.clientside_callback(
            ClientsideFunction("tirkeu_centres", name), Input(*given), prevent_initial_call=True
        )


SCRIPTED: Final = (
    ("edit", (CentresIds.GRID, "cellValueChanged")),
    ("follow", (CentresIds.STATE, "data")),
    ("look", (CentresIds.POLL, "n_intervals")),
)
"""What the script does, and when."""


def answered(now: Screen, asked: object, shown: object, services: Services) -> list[Any]:
    """Return the parts after what the visitor did; the script hears what has been answered.

    Args:
        now: the screen before.
        asked: what was done, as the script says it.
        shown: what the page shows of its runs, as `known` said it.
        services: where scenarios are kept and run.
    """
    said = asked if isinstance(asked, dict) else {}
    parts = _parts(now, said, shown, services)
    count = said.get("count")
    return [{**parts[0], "count": count if isinstance(count, int | float) else 0}, *parts[1:]]


def _parts(now: Screen, said: Mapping[str, Any], shown: object, services: Services) -> list[Any]:
    act = said.get("act")
    if act is None:  # nothing was done: the script looks how far a run is
        return looked(now, shown)
    if act != "cells":
        return whole(after(now, said, services))
    then = after_edit(now, said.get("edits"), services)
    return edited(then) if known(then) == shown else whole(then)


def looked(now: Screen, shown: object) -> list[Any]:
    """Return the parts that change while something is under way.

    Args:
        now: the screen.
        shown: what the page shows of its runs already; the head alone changes as long as that is
            all there is.
    """
    return _drawn(now, ("state", "head", "poll")) if known(now) == shown else whole(now)


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
