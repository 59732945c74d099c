"""The card of the tour: which step it is, what to do, what to look at, and the way on.

A task begins as the law has it. The script keeps what the visitor had set, says so on the card
and brings it back at the end.

The server writes every step of the task; ``assets/tour.js`` shows one of them, marks what it is
about on the page, and goes on when it was done. The card covers nothing: it stands below the
navigation, on a telephone at the foot of the screen.
"""

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.i18n import Words
from app.navigation import HOME, TOUR, path_of
from app.tour.tasks import Place, Step, Task, read_place
from app.visit import Visit, address

COACH = "tour"
TITLE = "tour-title"


def start_address(task: Task, here: Visit) -> str:
    """Return where a task begins: on its page as the law has it, in the visitor's language."""
    kept = {name: here.query[name] for name in ("lang",) if name in here.query}
    return address(path_of(task.page), {**kept, **task.start, TOUR: Place(task, 1).written})


def coach(here: Visit) -> Component | None:
    """Return the card; None where the visitor is on no tour."""
    place = read_place(here.query.get(TOUR, ""))
    if place is None:
        return None
    is_here = path_of(place.task.page) == here.path
    return html.Section(
        [
            _head(place.task, here),
            html.P(here.words("tour.kept"), className="tour-kept", hidden=True),
            html.Div(
                _steps(place, here.words) if is_here else _away(place, here),
                className="tour-steps",
                **attributes({"aria-live": "polite"}),
            ),
            _buttons(place, here) if is_here else None,
        ],
        id=COACH,
        className="tour",
        role="region",
        **attributes(_noted(place, here, is_here=is_here)),
    )


def _noted(place: Place, here: Visit, *, is_here: bool) -> dict[str, str]:
    words = here.words
    return {
        "aria-labelledby": TITLE,
        "data-task": place.task.name,
        "data-at": str(place.number),
        "data-here": str(is_here).lower(),
        **{f"data-{act}": words(f"tour.{act}") for act in ("next", "skip", "finish")},
        "data-end": HOME,
    }


def _head(task: Task, here: Visit) -> Component:
    words = here.words
    leave = html.Button(
        html.Span(className="icon icon-cross", **attributes({"aria-hidden": "true"})),
        className="tour-leave",
        title=words("tour.leave"),
        **attributes({"aria-label": words("tour.leave"), "data-tour-act": "leave"}),
    )
    title = html.H2(words(f"tour.{task.name}.title"), id=TITLE, tabIndex="-1")
    return html.Div([title, leave], className="tour-head")


def _steps(place: Place, words: Words) -> list[Component]:
    return [
        _step(Place(place.task, number), words, is_shown=number == place.number)
        for number in range(1, len(place.task.steps) + 1)
    ]


def _step(place: Place, words: Words, *, is_shown: bool) -> Component:
    key, step = f"tour.{place.task.name}.{place.step.name}", place.step
    total = len(place.task.steps)
    return html.Div(
        [
            html.P(words("tour.progress", n=place.number, total=total), className="tour-progress"),
            html.P(["✓ ", words("tour.done")], className="tour-done", hidden=True),
            html.H3(words(f"{key}.title")),
            html.P(words(f"{key}.do"), className="tour-do"),
            html.P(words(f"{key}.look"), className="quiet small"),
            _way(words(f"{key}.way")) if step.way else None,
        ],
        hidden=not is_shown,
        **attributes({"data-step": str(place.number), **_watched(step)}),
    )


def _way(said: str) -> Component:
    """Return the button that does on the page what has to come first; the script shows it."""
    act = attributes({"data-tour-act": "way"})
    return html.Button(said, className="button tour-way", hidden=True, **act)


def _watched(step: Step) -> dict[str, str]:
    said = {
        "data-target": step.target,
        "data-watched": " ".join(step.watched),
        "data-seen": step.seen,
        "data-unless": step.unless,
        "data-after": step.after,
        "data-way": step.way,
    }
    return {name: value for name, value in said.items() if value}


def _away(place: Place, here: Visit) -> list[Component]:
    """Return the way back to the page of the step."""
    words, task = here.words, place.task
    back = address(path_of(task.page), {**task.start, **here.carried})
    return [
        html.P(words("tour.away", page=words(f"shell.nav.{task.page}"))),
        html.A(words("tour.back_to_it"), href=back, className="button"),
    ]


def _buttons(place: Place, here: Visit) -> Component:
    words, number, total = here.words, place.number, len(place.task.steps)
    ahead = words(f"tour.{'finish' if number == total else _next(place.step)}")
    kind = "button" if place.step.is_watched else "button primary"
    acts = {act: attributes({"data-tour-act": act}) for act in ("back", "next")}
    back = html.Button(
        html.Span(className="icon icon-back", **attributes({"aria-hidden": "true"})),
        className="button",
        disabled=number == 1,
        title=words("tour.back"),
        **{**acts["back"], **attributes({"aria-label": words("tour.back")})},
    )
    on = html.Button(ahead, className=kind, **acts["next"])
    return html.Div([back, on], className="tour-buttons")


def _next(step: Step) -> str:
    """Return the word of the button that goes on: what waits to be done is skipped."""
    return "skip" if step.is_watched else "next"
