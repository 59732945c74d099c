"""The page as it is drawn first; each of its parts is drawn anew by itself afterwards."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from dash import ClientsideFunction, Dash, Input, Output, State, ctx, dcc, html, no_update

from app.frame import Children
from app.pages.id_cards.causes import causes_card
from app.pages.id_cards.changes import after, screen_of
from app.pages.id_cards.charts import backlog_chart, forecast_chart
from app.pages.id_cards.head import head
from app.pages.id_cards.ids import CardsIds
from app.pages.id_cards.numbers import numbers
from app.pages.id_cards.panel import panel
from app.pages.id_cards.screens import Screen
from app.services import Services

POLL_MILLISECONDS: Final = 500


def page(screen: Screen) -> Children:
    """Return the page."""
    body = html.Div(
        [
            html.Div(numbers(screen), id=CardsIds.NUMBERS),
            html.Section(forecast_chart(screen), id=CardsIds.FORECAST, className="card cards-card"),
            html.Section(backlog_chart(screen), id=CardsIds.BACKLOG, className="card cards-card"),
            html.Section(causes_card(screen), id=CardsIds.CAUSES, className="card cards-card"),
        ],
        className="cards-body",
    )
    parts = [
        html.Div(head(screen), id=CardsIds.HEAD, className="centres-head"),
        html.Section(panel(screen), id=CardsIds.LEVERS, className="card cards-levers"),
        body,
    ]
    return [
        html.Div(parts, id=CardsIds.PAGE, className="centres cards", key=screen.visit.address()),
        dcc.Store(id=CardsIds.STATE, data=state(screen)),
        dcc.Store(id=CardsIds.ASKED),
        dcc.Interval(id=CardsIds.POLL, interval=POLL_MILLISECONDS, disabled=not screen.is_open),
    ]


def state(screen: Screen) -> dict[str, Any]:
    """Return what the page notes about itself: query, language, and whether it shows a run."""
    return {
        "query": dict(screen.visit.query),
        "language": screen.visit.language,
        "known": screen.yours is not None,
    }


DRAWN: Final[Mapping[tuple[str, str], Callable[[Screen], Any]]] = {
    (CardsIds.STATE, "data"): state,
    (CardsIds.HEAD, "children"): head,
    (CardsIds.POLL, "disabled"): lambda screen: not screen.is_open,
    (CardsIds.LEVERS, "children"): panel,
    (CardsIds.NUMBERS, "children"): numbers,
    (CardsIds.FORECAST, "children"): forecast_chart,
    (CardsIds.BACKLOG, "children"): backlog_chart,
    (CardsIds.CAUSES, "children"): causes_card,
}
"""What draws each part of the page, by its id and property."""

WHILE_OPEN: Final = {(CardsIds.HEAD, "children"), (CardsIds.POLL, "disabled")}
"""Parts that change while a run is under way."""


def attach(app: Dash, services: Services) -> None:
    """Attach the callbacks of the page."""

    @app.callback(
        *[Output(*part) for part in DRAWN],
        Input(CardsIds.ASKED, "data"),
        Input(CardsIds.POLL, "n_intervals"),
        State(CardsIds.STATE, "data"),
        prevent_initial_call=True,
    )
    def draw(asked: object, _count: object, noted: Any) -> Any:  # noqa: ANN401 - the parts
        now = screen_of(noted, services)
        if now is None:
            return [no_update] * len(DRAWN)
        if ctx.triggered_id != CardsIds.POLL:
            return drawn(after(now, asked, services))
        is_news = state(now)["known"] != dict(noted).get("known")
        return drawn(now, WHILE_OPEN if now.is_open and not is_news else None)

    app.clientside_callback(
        ClientsideFunction("tirkeu_cards", "follow"),
        Input(CardsIds.STATE, "data"),
        prevent_initial_call=True,
    )


def drawn(screen: Screen, parts: set[tuple[Any, str]] | None = None) -> list[Any]:
    """Return the parts of the page in their order, others than those named unchanged."""
    return [
        make(screen) if parts is None or part in parts else no_update
        for part, make in DRAWN.items()
    ]
