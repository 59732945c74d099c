"""What a visitor does on the page, as a change of its address; edited scenarios are kept."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from app.access import NotAllowed
from app.jobs.run import Busy
from app.navigation import CARD_WEEKS, SCENARIO
from app.pages.centres.state import RUN
from app.pages.id_cards.levers import BY_NAME, NOWHERE
from app.pages.id_cards.pilot import ENDS, with_end, without_end
from app.pages.id_cards.screens import KIND, Screen, screen, simulation_of
from app.pages.id_cards.state import PATH, read_weeks
from app.planning.cards import WEEK_DAYS, measured_from, usual_days
from app.planning.levers import Lever, changed
from app.planning.noted import moved, visit_of
from app.planning.scenarios import Document, complete
from app.policy import WINDOWS, read_days
from app.services import Services
from domain.errors import BadInput
from domain.law import law_on

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
    """Return the screen after what the visitor did; what no page says changes nothing."""
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


def _lever(now: Screen, asked: Asked, services: Services) -> Screen:
    name, typed = str(asked.get("value")), str(asked.get("typed", ""))[:LONGEST_TYPED]
    if name in WINDOWS:
        return _window(now, name, typed, services)
    if name == CARD_WEEKS:
        return _weeks(now, typed, services)
    if name not in {*BY_NAME, *ENDS}:
        return now
    try:
        document = _typed(now, name, typed)
    except BadInput:
        return replace(now, refused={name: typed})
    return _kept(now, document, services)


def _typed(now: Screen, name: str, typed: str) -> Document:
    if name in ENDS:
        return with_end(now.shown.kept, name, typed)
    return changed(now.shown.kept, NOWHERE, BY_NAME[name], typed)


def _window(now: Screen, name: str, typed: str, services: Services) -> Screen:
    days = read_days(typed)
    if days is None:
        return replace(now, refused={name: typed})
    lawful = getattr(law_on(measured_from(now.document)), WINDOWS[name])
    return at(now, services, **{name: None if days == lawful else str(days)})


def _weeks(now: Screen, typed: str, services: Services) -> Screen:
    weeks = read_weeks(typed)
    if weeks is None:
        return replace(now, refused={CARD_WEEKS: typed})
    is_usual = weeks * WEEK_DAYS == usual_days(now.shown.kept)
    return at(now, services, **{CARD_WEEKS: None if is_usual else str(weeks)})


def _kept(now: Screen, document: Document, services: Services) -> Screen:
    """Return the screen of an edited scenario; the capital's own needs no key."""
    if {**document, "name": ""} == {**now.shown.usual, "name": ""}:
        return at(now, services, **{SCENARIO: None})
    return at(now, services, **{SCENARIO: services.store.keep(document)})


def _reset(now: Screen, asked: Asked, services: Services) -> Screen:
    name = str(asked.get("value"))
    if name in (*WINDOWS, CARD_WEEKS):
        return at(now, services, **{name: None})
    if name in ENDS:
        return _kept(now, without_end(now.shown.kept, name), services)
    lever = BY_NAME.get(name)
    if lever is None:
        return now
    return _kept(now, complete(_as_usual(now, lever)), services)


def _as_usual(now: Screen, lever: Lever) -> Document:
    """Return the scenario with a lever as in the usual one: shape and all, not its mean alone."""
    kept, usual = now.shown.kept, now.shown.usual
    if lever.source is None:
        return lever.put(kept, NOWHERE, lever.get(usual, NOWHERE))
    section, name = lever.source
    return {**kept, section: {**kept[section], name: usual[section][name]}}


def _reset_all(now: Screen, _asked: Asked, services: Services) -> Screen:
    return at(now, services, **{SCENARIO: None, CARD_WEEKS: None})


def _run(now: Screen, _asked: Asked, services: Services) -> Screen:
    run = services.jobs.start(KIND, simulation_of(now))
    return at(now, services, **{RUN: run})


def _cancel(now: Screen, _asked: Asked, services: Services) -> Screen:
    if now.asked.run is not None:
        services.jobs.cancel(now.asked.run)
    return at(now, services)


ACTS: Final[Mapping[str, Callable[[Screen, Asked, Services], Screen]]] = {
    "lever": _lever,
    "reset": _reset,
    "reset_all": _reset_all,
    "run": _run,
    "cancel": _cancel,
}
"""By the name of the button: what it does."""
