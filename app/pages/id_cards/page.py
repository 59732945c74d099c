"""The page as it is drawn first; each of its parts is drawn anew by itself afterwards."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from dash import ClientsideFunction, Dash, Input, Output, State, dcc, html, no_update

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
        dcc.Store(id=CardsIds.KNOWN, data=is_known(screen)),
        *(dcc.Store(id=store) for store in (CardsIds.ASKED, CardsIds.LOOK, CardsIds.HEARD)),
        dcc.Interval(id=CardsIds.POLL, interval=POLL_MILLISECONDS, disabled=not screen.is_open),
    ]


def state(screen: Screen, asked: object = None) -> dict[str, Any]:
    """Return what the page notes about itself: query, language, and what was answered.

    Args:
        screen: the screen.
        asked: what the script asked; it asks the next thing when it reads this one's count.
    """
    noted = {"query": dict(screen.visit.query), "language": screen.visit.language}
    return {**noted, "count": count_of(asked)}


def count_of(asked: object) -> int:
    """Return the number of what the script asked, 0 for what no page asks."""
    count = asked.get("count") if isinstance(asked, dict) else 0
    return count if isinstance(count, int) else 0


def is_known(screen: Screen) -> bool:
    """Say whether the page shows a run's numbers."""
    return screen.yours is not None


Drawn = Mapping[tuple[str, str], Callable[[Screen], Any]]

WHILE_OPEN: Final[Drawn] = {
    (CardsIds.HEAD, "children"): head,
    (CardsIds.POLL, "disabled"): lambda screen: not screen.is_open,
}
"""Parts that change while a run is under way."""

OF_RUN: Final[Drawn] = {
    **WHILE_OPEN,
    (CardsIds.KNOWN, "data"): is_known,
    (CardsIds.NUMBERS, "children"): numbers,
    (CardsIds.BACKLOG, "children"): backlog_chart,
    (CardsIds.CAUSES, "children"): causes_card,
}
"""Parts that change when a run's numbers come, or its end."""

DRAWN: Final[Drawn] = {
    **OF_RUN,
    (CardsIds.LEVERS, "children"): panel,
    (CardsIds.FORECAST, "children"): forecast_chart,
}
"""What draws each part of the page, by its id and property."""


def attach(app: Dash, services: Services) -> None:
    """Attach the callbacks of the page: what the reader does, and looks at a run under way."""

    @app.callback(
        Output(CardsIds.STATE, "data"),
        *[Output(*part) for part in DRAWN],
        Input(CardsIds.ASKED, "data"),
        State(CardsIds.STATE, "data"),
        prevent_initial_call=True,
    )
    def answer(asked: object, noted: object) -> Any:  # noqa: ANN401 - the parts
        return answered(screen_of(noted, services), asked, services)

    @app.callback(
        Output(CardsIds.HEARD, "data"),
        *[Output(*part, allow_duplicate=True) for part in OF_RUN],
        Input(CardsIds.LOOK, "data"),
        State(CardsIds.STATE, "data"),
        State(CardsIds.KNOWN, "data"),
        prevent_initial_call=True,
    )
    def look(asked: object, noted: object, shown: object) -> Any:  # noqa: ANN401 - the parts
        return [count_of(asked), *looked(screen_of(noted, services), was_known=shown is True)]

    _attach_script(app)


def _attach_script(app: Dash) -> None:
    """Attach what the script hears: answers, and that it is time to look."""
    heard = {
        "follow": (CardsIds.STATE, "data"),
        "heard": (CardsIds.HEARD, "data"),
        "look": (CardsIds.POLL, "n_intervals"),
    }
    for name, part in heard.items():
        app.clientside_callback(
            ClientsideFunction("tirkeu_cards", name), Input(*part), prevent_initial_call=True
        )


def answered(now: Screen | None, asked: object, services: Services) -> list[Any]:
    """Return the state and every part after what the reader did; None: no page noted itself."""
    if now is None:
        return [no_update] * (1 + len(DRAWN))
    then = after(now, asked, services)
    return [state(then, asked), *drawn(then)]


def looked(now: Screen | None, *, was_known: bool) -> list[Any]:
    """Return the parts of a run under way, never the state: its query is what the reader does.

    Args:
        now: the screen; None: no page noted itself so.
        was_known: whether the page shows the run's numbers already; the head alone changes then,
            until the run ends.
    """
    if now is None:
        return [no_update] * len(OF_RUN)
    parts = WHILE_OPEN if now.is_open and is_known(now) == was_known else OF_RUN
    return [make(now) if part in parts else no_update for part, make in OF_RUN.items()]


def drawn(screen: Screen) -> list[Any]:
    """Return the parts of the page in their order."""
    return [make(screen) for make in DRAWN.values()]
