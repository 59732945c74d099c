"""What a visitor does on the page, as a change of its address; edited scenarios are kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from app.access import NotAllowed
from app.jobs.run import Busy
from app.navigation import SCENARIO
from app.pages.centres.below_acts import DOCUMENTS, QUERIES, Refused
from app.pages.centres.grid import edited, taken, whole_number
from app.pages.centres.lever_table import BY_NAME, put_back
from app.pages.centres.screens import Screen, screen, simulation_of
from app.pages.centres.state import (
    GOAL,
    HIGHEST_GOAL,
    LOWEST_GOAL,
    OFFICE,
    PATH,
    PLAN,
    RUN,
    SIMULATE,
    STAFF,
    STATION,
    STATIONS,
    USUAL_GOAL,
    WEEKDAY,
    WEEKDAYS,
)
from app.planning.levers import changed
from app.planning.noted import moved, visit_of
from app.planning.scenarios import Document, complete, offices, with_city
from app.policy import PARAMETERS
from app.services import Services
from domain.errors import BadInput

LONGEST_TYPED: Final = 40

Asked = Mapping[str, Any]
"""What the script says was done: ``act``, and where there is one ``value`` and ``typed``."""


def screen_of(noted: object, services: Services) -> Screen | None:
    """Return the screen of what the page noted about itself; None where no page noted it so."""
    here = visit_of(PATH, noted)
    return None if here is None else screen(here, services)


def at(now: Screen, services: Services, **query: str | None) -> Screen:
    """Return the screen of the same address with some parameters changed; None takes one away."""
    again = screen(moved(now.visit, query), services)
    return now if again is None else again


def after(now: Screen, asked: object, services: Services) -> Screen:
    """Return the screen after what the visitor did.

    Args:
        now: the screen before.
        asked: as the script says it; what no page says changes nothing.
        services: where scenarios are kept and run.
    """
    if not isinstance(asked, dict):
        return now
    act = ACTS.get(str(asked.get("act")))
    try:
        return now if act is None else act(now, asked, services)
    except Busy:
        return replace(now, note="busy")
    except NotAllowed:
        return replace(now, note="refused", refusal=now.words("access.problem.viewer"))
    except BadInput as problem:
        return replace(now, note="refused", refusal=str(problem))


def after_edit(now: Screen, edits: object, services: Services) -> Screen:
    """Return the screen after something was typed into the grid."""
    if not isinstance(edits, list) or not all(isinstance(one, dict) for one in edits):
        return now
    try:
        return kept(now, edited(now, edits), services)
    except BadInput:
        typed = str(edits[-1].get("value", "")) if edits else ""
        return replace(now, refused={"grid": typed})


def kept(now: Screen, document: Document, services: Services) -> Screen:
    """Return the screen of an edited scenario; the capital's own needs no key."""
    is_usual = {**document, "name": ""} == {**now.shown.usual, "name": ""}
    key = None if is_usual else services.store.keep(document)
    # with its office in the address: an edit must not make the page look at another one
    return at(now, services, **{SCENARIO: key, OFFICE: now.office})


# ---------------------------------------------------------------- what can be done
def _value(asked: Asked) -> str:
    return str(asked.get("value", ""))


def _choose(name: str, allowed: Callable[[Screen], Sequence[str]]) -> Callable[..., Screen]:
    def act(now: Screen, asked: Asked, services: Services) -> Screen:
        value = _value(asked)
        return at(now, services, **{name: value}) if value in allowed(now) else now

    return act


def _lever(now: Screen, asked: Asked, services: Services) -> Screen:
    name, typed = _value(asked), str(asked.get("typed", ""))[:LONGEST_TYPED]
    if name == GOAL:
        return _goal(now, typed, services)
    lever = BY_NAME.get(name)
    if lever is None:
        return now
    try:
        document = changed(now.shown.kept, now.at, lever, typed)
    except BadInput:
        return replace(now, refused={name: typed})
    return kept(now, document, services)


def _goal(now: Screen, typed: str, services: Services) -> Screen:
    goal = whole_number(typed)
    if goal is None or not LOWEST_GOAL <= goal <= HIGHEST_GOAL:
        return replace(now, refused={GOAL: typed})
    return at(now, services, **{GOAL: None if goal == USUAL_GOAL else str(goal)})


def _reset(now: Screen, asked: Asked, services: Services) -> Screen:
    name = _value(asked)
    if name == GOAL:
        return at(now, services, **{GOAL: None})
    lever = BY_NAME.get(name)
    if lever is None:
        return now
    document = put_back(now.shown.kept, now.shown.usual, lever, now.at)
    return kept(now, complete(document), services)


def _reset_all(now: Screen, _asked: Asked, services: Services) -> Screen:
    return at(now, services, **{SCENARIO: None})


def _lawful(now: Screen, _asked: Asked, services: Services) -> Screen:
    return at(now, services, **dict.fromkeys(PARAMETERS))


def _take(now: Screen, _asked: Asked, services: Services) -> Screen:
    return kept(now, taken(now), services)


def _run(now: Screen, _asked: Asked, services: Services) -> Screen:
    return at(now, services, **{RUN: services.jobs.start(SIMULATE, simulation_of(now))})


def _find(now: Screen, _asked: Asked, services: Services) -> Screen:
    return at(now, services, **{PLAN: services.jobs.start(STAFF, staffing_of(now))})


def staffing_of(now: Screen) -> dict[str, Any]:
    """Return what a search for the fewest windows is asked."""
    document = now.shown.document
    wait = document["standards"]["wait_minutes"]
    target = {"wait_minutes": wait, "share": now.asked.goal}
    shifts = now.below.shifts
    return {"scenario": with_city(document, now.city), "target": target, "shifts": shifts}


def _cancel(now: Screen, asked: Asked, services: Services) -> Screen:
    shown = {RUN: (now.asked.run, now.run), PLAN: (now.asked.plan, now.plan)}
    name, run = shown.get(_value(asked), (None, None))
    if name is not None and run is not None:  # an id of another kind of run cancels nothing
        services.jobs.cancel(name)
    return at(now, services)


def _turned(
    act: Callable[[Screen, Asked, Services], dict[str, str | None]],
) -> Callable[..., Screen]:
    """Return an act that changes nothing but the address."""

    def turned(now: Screen, asked: Asked, services: Services) -> Screen:
        try:
            return at(now, services, **act(now, asked, services))
        except Refused as problem:
            return replace(now, refused=dict([problem.args]))

    return turned


def _taken(act: Callable[[Screen], Document]) -> Callable[..., Screen]:
    """Return an act that changes the scenario."""

    def taken_over(now: Screen, _asked: Asked, services: Services) -> Screen:
        return kept(now, act(now), services)

    return taken_over


ACTS: Final[Mapping[str, Callable[[Screen, Asked, Services], Screen]]] = {
    "office": _choose(OFFICE, lambda now: offices(now.shown.document)),
    "station": _choose(STATION, lambda _now: STATIONS),
    "weekday": _choose(WEEKDAY, lambda _now: WEEKDAYS),
    "lever": _lever,
    "reset": _reset,
    "reset_all": _reset_all,
    "lawful": _lawful,
    "take": _take,
    "run": _run,
    "find": _find,
    "cancel": _cancel,
    **{name: _turned(act) for name, act in QUERIES.items()},
    **{name: _taken(act) for name, act in DOCUMENTS.items()},
}
"""By the name of the button: what it does."""
