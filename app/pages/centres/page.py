"""The page as it is drawn first; each of its parts is drawn anew by itself afterwards."""

from typing import Any

from dash import dcc, html

from app.frame import Children
from app.pages.centres.below_view import below
from app.pages.centres.board import board
from app.pages.centres.cards import cards
from app.pages.centres.chart import chart
from app.pages.centres.grid import estimate_line, grid, grid_head
from app.pages.centres.head import head
from app.pages.centres.ids import CentresIds
from app.pages.centres.panel import panel
from app.pages.centres.screens import Screen
from app.planning.progress import OPEN

POLL_MILLISECONDS = 500


def page(screen: Screen) -> Children:
    """Return the page."""
    body = html.Div(
        [
            html.Div(cards(screen), id=CentresIds.CARDS),
            html.Section(chart(screen), id=CentresIds.CHART, className="card centres-chart"),
            html.Section(
                [
                    html.Div(grid_head(screen), id=CentresIds.GRID_HEAD),
                    grid(screen),
                    html.Div(estimate_line(screen), id=CentresIds.ESTIMATE),
                ],
                className="card centres-staff",
            ),
            html.Div(below(screen), id=CentresIds.PLAN, className="centres-below"),
        ],
        className="centres-body",
    )
    parts = [
        html.Div(head(screen), id=CentresIds.HEAD, className="centres-head"),
        html.Section(board(screen), id=CentresIds.BOARD, className="card centres-board"),
        body,
        html.Section(panel(screen), id=CentresIds.LEVERS, className="card centres-levers"),
    ]
    return [
        html.Div(parts, id=CentresIds.PAGE, className="centres", key=screen.visit.address()),
        dcc.Store(id=CentresIds.STATE, data=state(screen)),
        dcc.Store(id=CentresIds.ASKED),
        dcc.Store(id=CentresIds.KNOWN, data=known(screen)),
        dcc.Store(id=CentresIds.ROWS),
        dcc.Interval(id=CentresIds.POLL, interval=POLL_MILLISECONDS, disabled=not screen.is_open),
    ]


def known(screen: Screen) -> str:
    """Say what is known of the runs that are shown, the search too: a change is drawn at once.

    The scenario's own results come before the baseline's.
    """
    run, plan = screen.run, screen.plan
    parts = [
        "" if run is None or run.state in OPEN else run.state,
        "own" * (screen.result is not None),
        "baseline" * (screen.baseline is not None),
        "" if plan is None or plan.state in OPEN else plan.state,
    ]
    return "/".join(parts)


def state(screen: Screen) -> dict[str, Any]:
    """Return what the page notes about itself: its query, and the language it is drawn in."""
    return {"query": dict(screen.visit.query), "language": screen.visit.language}
