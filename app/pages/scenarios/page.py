"""The page as it is drawn first, and its callback; each part is drawn anew by itself."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from dash import ClientsideFunction, Dash, Input, Output, State, dcc, html, no_update

from app.active import STATES, kept_of
from app.frame import Children
from app.pages.scenarios.active_view import active_card
from app.pages.scenarios.changes import after, screen_of
from app.pages.scenarios.charts import charts
from app.pages.scenarios.compared_view import compared_card
from app.pages.scenarios.head import head, notes
from app.pages.scenarios.ids import ScenariosIds
from app.pages.scenarios.list_view import list_card
from app.pages.scenarios.progress_view import progress_card
from app.pages.scenarios.runs_view import runs_card
from app.pages.scenarios.screens import Screen
from app.services import Services

POLL_MILLISECONDS: Final = 1000


def page(screen: Screen) -> Children:
    """Return the page."""
    body = [
        html.Div(head(screen), id=ScenariosIds.HEAD),
        html.Div(notes(screen), id=ScenariosIds.NOTES, className="scenarios-notes"),
        html.Section(active_card(screen), id=ScenariosIds.ACTIVE, className="card"),
        html.Section(list_card(screen), id=ScenariosIds.LIST, className="card"),
        html.Div(progress_card(screen), id=ScenariosIds.PROGRESS, className="scenarios-under-way"),
        html.Div(compared(screen), id=ScenariosIds.COMPARED, className="scenarios-body"),
        html.Section(runs_card(screen), id=ScenariosIds.RUNS, className="card"),
    ]
    return [
        html.Div(body, id=ScenariosIds.PAGE, className="scenarios", key=screen.visit.address()),
        dcc.Store(id=ScenariosIds.STATE, data=state(screen, None)),
        dcc.Store(id=ScenariosIds.KNOWN, data=known(screen)),
        dcc.Store(id=ScenariosIds.ASKED),
        dcc.Interval(id=ScenariosIds.POLL, interval=POLL_MILLISECONDS, disabled=not screen.is_open),
    ]


def compared(screen: Screen) -> list[Any]:
    """Return the cards of the comparison; nothing where nothing is compared."""
    found = compared_card(screen)
    table = html.Section(found, className="card") if found else None
    return [table, charts(screen)]


def state(screen: Screen, asked: object) -> dict[str, Any]:
    """Return what the page notes about itself, and what the frame calls the active scenario.

    Args:
        screen: the screen.
        asked: what the script asked; it asks the next thing when it reads this one's count.
    """
    count = asked.get("count") if isinstance(asked, dict) else 0
    return {
        "query": dict(screen.visit.query),
        "language": screen.visit.language,
        "gone": screen.gone,
        "left": dict(screen.left),
        "leads": screen.leads,
        "wrong": "" if screen.note is None else screen.note.field,
        "count": count if isinstance(count, int) else 0,
        "box": box(screen),
    }


def box(screen: Screen) -> dict[str, str | None]:
    """Return what the frame's box of the active scenario says, by the names of its attributes."""
    saved, words = screen.active.saved, screen.words
    name = "" if saved is None else saved.name
    said: dict[str, str | None] = {s: words(f"shell.scenario.{s}", name=name) for s in STATES}
    return {**said, **kept_of(saved)}


def known(screen: Screen) -> str:
    """Say what is known of everything that runs: a change draws the page anew."""
    listed = [f"{one.saved.reference}{one.state}" for one in screen.listed]
    answers = [
        f"{'' if a.shown is None else a.shown.id}{'' if a.base is None else 'b'}{a.is_open}"
        for column in screen.columns
        for a in column.answers.values()
    ]
    counted = [f"{column.counting}" for column in screen.columns]
    return "/".join([*listed, *answers, *counted])


Drawn = Mapping[tuple[str, str], Callable[[Screen], Any]]

WHILE_OPEN: Final[Drawn] = {
    (ScenariosIds.PROGRESS, "children"): progress_card,
    (ScenariosIds.RUNS, "children"): runs_card,
    (ScenariosIds.POLL, "disabled"): lambda screen: not screen.is_open,
}
"""Parts that change while something is under way."""

OF_RUNS: Final[Drawn] = {
    **WHILE_OPEN,
    (ScenariosIds.HEAD, "children"): head,
    (ScenariosIds.LIST, "children"): list_card,
    (ScenariosIds.COMPARED, "children"): compared,
    (ScenariosIds.KNOWN, "data"): known,
}
"""Parts that change when numbers come, or a run ends."""

DRAWN: Final[Drawn] = {
    **OF_RUNS,
    (ScenariosIds.NOTES, "children"): notes,
    (ScenariosIds.ACTIVE, "children"): active_card,
}
"""What draws each part of the page, by its id and property."""


def attach(app: Dash, services: Services) -> None:
    """Attach the callback of the page: what the visitor does, and looks at what is under way."""

    @app.callback(
        Output(ScenariosIds.STATE, "data"),
        *[Output(*part) for part in DRAWN],
        Input(ScenariosIds.ASKED, "data"),
        State(ScenariosIds.STATE, "data"),
        State(ScenariosIds.KNOWN, "data"),
        prevent_initial_call=True,
    )
    def answer(asked: object, noted: object, shown: object) -> Any:  # noqa: ANN401 - the parts
        return answered(screen_of(noted, services), asked, shown, services)

    heard = {"follow": (ScenariosIds.STATE, "data"), "look": (ScenariosIds.POLL, "n_intervals")}
    for name, part in heard.items():
        app.clientside_callback(
            ClientsideFunction("tirkeu_scenarios", name), Input(*part), prevent_initial_call=True
        )


def answered(now: Screen | None, asked: object, shown: object, services: Services) -> list[Any]:
    """Return the state and every part that changes after what the visitor did.

    Args:
        now: the screen; None: no page noted itself.
        asked: what was done; without an act the script looks how far things are.
        shown: what the page shows already, as `known` said it.
        services: where scenarios are saved and run.
    """
    if now is None:
        return [no_update] * (1 + len(DRAWN))
    said = asked if isinstance(asked, dict) else {}
    if said.get("act") is None:
        parts = WHILE_OPEN if known(now) == shown else OF_RUNS
        return [state(now, said), *drawn(now, list(parts))]
    then = after(now, said, services)
    return [state(then, said), *drawn(then, list(DRAWN))]


def drawn(screen: Screen, parts: Sequence[tuple[str, str]]) -> list[Any]:
    """Return the parts of the page in their order; those that stay as they are, as no update."""
    return [make(screen) if part in parts else no_update for part, make in DRAWN.items()]
