"""What a visitor does on the page: save, rename, duplicate, delete and undo, choose, run, stop."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from time import time
from typing import Any, Final

from app.access import NotAllowed, current_user, demand_change
from app.jobs.run import Busy, State
from app.jobs.standings import standings
from app.last_runs import LastRuns
from app.navigation import SAVED, path_of
from app.pages.scenarios.ids import ScenariosIds
from app.pages.scenarios.places import ASKED, PLACES, kind_of, way_to
from app.pages.scenarios.questions import KIND, question
from app.pages.scenarios.screens import Note, Screen, screen
from app.pages.scenarios.state import EDIT, ID, MOST, PATH, WITH, write_chosen
from app.pages.scenarios.undoing import left_of, put_back, taken
from app.planning.noted import moved, visit_of
from app.saved import (
    LONGEST_NAME,
    MOST_SAVED,
    NameTaken,
    Outdated,
    Saved,
    SavedScenarios,
    read_reference,
)
from app.services import Services
from app.visit import address
from domain.errors import BadInput

LONGEST_TYPED: Final = 240
LONGEST_RUN: Final = 64
FIELDS: Final = {"save": ScenariosIds.NAME, "rename": ScenariosIds.RENAME}
"""Fields of names by what is done with them."""

OF_NAMES: Final = ("taken", "taken_own", "name")

Asked = Mapping[str, Any]
"""What the script says was done: ``act``, and where there is one ``value`` and ``typed``."""

Query = dict[str, str | None]


def screen_of(noted: object, services: Services) -> Screen | None:
    """Return the screen of what the page noted about itself; None where no page noted it so."""
    here = visit_of(PATH, noted)
    found = None if here is None else screen(here, services)
    gone = str(noted.get("gone", "")) if isinstance(noted, dict) else ""
    if found is None or not ID.fullmatch(gone):
        return found
    return replace(found, gone=gone, left=left_of(noted))


def at(now: Screen, services: Services, query: Query, **shown: Any) -> Screen:  # noqa: ANN401 - fields
    """Return the screen of the same address with some parameters changed.

    Args:
        now: the screen before.
        services: where scenarios are saved and run.
        query: None takes a parameter away.
        shown: fields of the screen that no address holds.
    """
    again = screen(moved(now.visit, query), services)
    return now if again is None else replace(again, **{"gone": now.gone, "left": now.left, **shown})


def after(now: Screen, asked: object, services: Services) -> Screen:
    """Return the screen after what the visitor did; what no page says changes nothing."""
    if not isinstance(asked, dict):
        return now
    act = ACTS.get(str(asked.get("act")))
    if act is None:
        return now
    try:
        return act(now, asked, services)
    except (NameTaken, Outdated, NotAllowed, Busy, BadInput) as problem:
        return _at_field(_refused(at(now, services, {}), problem, _typed(asked)), str(asked["act"]))


def _refused(now: Screen, problem: Exception, typed: str) -> Screen:
    """Return the screen that says why something could not be done; what was typed is kept."""
    values: dict[str, str] = {}
    match problem:
        case NameTaken():
            name = " ".join(typed.split())
            kind, values = "taken_own" if _is_own(now, name) else "taken", {"name": name}
        case Outdated():
            kind, typed = "changed", ""
        case NotAllowed():
            kind = "viewer"
        case Busy():
            kind = "busy"
        case BadInput(where="name"):
            kind, values = "name", {"most": str(LONGEST_NAME)}
        case BadInput(where="saved scenarios"):
            kind, values = "full", {"most": str(MOST_SAVED)}
        case BadInput(where="scenario"):
            kind = "document"
        case _:
            kind, values = "refused", {"why": str(problem)}
    return replace(now, note=Note(kind, values, is_bad=True), typed=typed)


def _at_field(now: Screen, act: str) -> Screen:
    """Return the screen with the refusal of a name told at the field in which it was typed."""
    field = FIELDS.get(act)
    if now.note is None or field is None or now.note.kind not in OF_NAMES:
        return now
    return replace(now, note=replace(now.note, field=field))


def _is_own(now: Screen, name: str) -> bool:
    """Say whether a name is that of the active scenario, whose changes can be saved under it."""
    saved, is_changed = now.active.saved, now.active.state == "changed" and not now.is_overtaken
    return is_changed and saved is not None and saved.name.casefold() == name.casefold()


def _value(asked: Asked) -> str:
    return str(asked.get("value", ""))


def _typed(asked: Asked) -> str:
    return str(asked.get("typed", ""))[:LONGEST_TYPED]


def free_name(name: str, saved: SavedScenarios) -> str:
    """Return a name that nobody has, as near to the wanted one as can be."""
    taken = {one.name.casefold() for one in saved.all()}
    number, wanted = 1, name[:LONGEST_NAME]
    while wanted.casefold() in taken:
        number += 1
        end = f" ({number})"
        wanted = f"{name[: LONGEST_NAME - len(end)]}{end}"
    return wanted


def once(asked: Asked) -> str | None:
    """Return the id that the script chose for what is new: what is asked twice is saved once."""
    wanted = str(asked.get("once", ""))
    return wanted if ID.fullmatch(wanted) else None


def _new_name(name: str, asked: Asked, services: Services) -> str:
    """Return a free name for what is new; that of what was saved already, asked a second time."""
    saved, own = SavedScenarios(services.store), once(asked)
    there = saved.find(own) if own else None
    return free_name(name, saved) if there is None else there.name


# ---------------------------------------------------------------- saving
def _save(now: Screen, asked: Asked, services: Services) -> Screen:
    demand_change()
    return _as_new(now, _typed(asked), asked, services)


def _copy(now: Screen, asked: Asked, services: Services) -> Screen:
    demand_change()
    name = "" if now.active.saved is None else now.active.saved.name
    return _as_new(now, _new_name(name, asked, services), asked, services)


def _as_new(now: Screen, name: str, asked: Asked, services: Services) -> Screen:
    saved = SavedScenarios(services.store)
    content, own = now.active.content, once(asked)
    made = saved.save(name, content, current_user().name, time(), own)
    note = Note("saved", {"name": made.name})
    return at(now, services, {SAVED: made.reference}, note=note)


def _again(now: Screen, _asked: Asked, services: Services) -> Screen:
    demand_change()
    seen, before = read_reference(now.visit.query.get(SAVED, "")), now.active.saved
    if seen is None or before is None:
        return now
    content = now.active.content
    found = SavedScenarios(services.store).change(
        seen, current_user().name, time(), content=content
    )
    remember(before, services)
    note = Note("again", {"name": found.name})
    return at(now, services, {SAVED: found.reference}, note=note)


def remember(before: Saved, services: Services) -> None:
    """Remember the runs of a scenario as it was: they are shown, outdated, until there are others.

    Args:
        before: the scenario before it was changed.
        services: where runs are kept.
    """
    try:
        runs = question(services, before.content).runs
    except BadInput:
        return
    known = standings(services.store, runs.values())
    is_done = {run for run, one in known.items() if one.state is State.DONE}
    done = {part: run for part, run in runs.items() if run in is_done}
    LastRuns(services.store).note(before.id, done)


def _rename(now: Screen, asked: Asked, services: Services) -> Screen:
    demand_change()
    seen = read_reference(_value(asked))
    if seen is None:
        return now
    saved = SavedScenarios(services.store)
    found = saved.change(seen, current_user().name, time(), name=_typed(asked))
    query: Query = {EDIT: None}
    if now.visit.query.get(SAVED) == _value(asked):  # else he has not seen the last revision
        query[SAVED] = found.reference
    return at(now, services, query, note=Note("renamed", {"name": found.name}))


def _edit(now: Screen, asked: Asked, services: Services) -> Screen:
    wanted = _value(asked)
    return at(now, services, {EDIT: wanted if ID.fullmatch(wanted) else None})


def _duplicate(now: Screen, asked: Asked, services: Services) -> Screen:
    demand_change()
    saved = SavedScenarios(services.store)
    found = saved.find(_value(asked))
    if found is None:
        raise Outdated(_value(asked))
    name = _new_name(found.name, asked, services)
    made = saved.save(name, found.content, current_user().name, time(), once(asked))
    return at(now, services, {}, note=Note("saved", {"name": made.name}))


def _delete(now: Screen, asked: Asked, services: Services) -> Screen:
    demand_change()
    seen = read_reference(_value(asked))
    if seen is None:
        return now
    saved = SavedScenarios(services.store)
    found = saved.find(seen[0])
    if found is not None:  # else it is gone already: asked twice, or by somebody else
        saved.delete(seen, time())
    chosen = tuple(one for one in now.asked.chosen if one != seen[0])
    query: Query = {WITH: write_chosen(chosen), EDIT: None}
    own = read_reference(now.visit.query.get(SAVED, ""))
    if own is not None and own[0] == seen[0]:
        query[SAVED] = None
    note = Note("deleted", {"name": "" if found is None else found.name})
    return at(now, services, query, note=note, gone=seen[0], left=taken(now, query))


def _undo(now: Screen, asked: Asked, services: Services) -> Screen:
    demand_change()
    wanted = _value(asked)
    if not ID.fullmatch(wanted):
        return now
    saved = SavedScenarios(services.store)
    found = saved.restore(wanted) or saved.find(wanted)
    if found is None:
        return at(now, services, {}, gone="", left={})
    note = Note("restored", {"name": found.name})
    return at(now, services, put_back(now, wanted), gone="", left={}, note=note)


def _imported(now: Screen, asked: Asked, services: Services) -> Screen:
    found = SavedScenarios(services.store).find(_value(asked))
    if found is None:
        return now
    return at(now, services, {}, note=Note("imported", {"name": found.name}))


def _unread(now: Screen, asked: Asked, _services: Services) -> Screen:
    """Say why a file could not be imported, as its route has answered it."""
    values = {"why": _typed(asked), "line": _value(asked)[:LONGEST_TYPED]}
    return replace(now, note=Note("unread", values, is_bad=True))


def _seen(now: Screen, _asked: Asked, _services: Services) -> Screen:
    """Take away what was said: the visitor goes on with something else."""
    return replace(now, note=None)


# ---------------------------------------------------------------- comparing
def _choose(now: Screen, asked: Asked, services: Services) -> Screen:
    """Compare what is ticked, all of it: asked twice, or late, it is the same."""
    listed = {one.saved.id for one in now.listed}
    wanted = dict.fromkeys(one for one in _value(asked).split(",") if one in listed)
    return at(now, services, {WITH: write_chosen(tuple(wanted)[:MOST])})


def _run(now: Screen, _asked: Asked, services: Services) -> Screen:
    demand_change()
    for column in now.columns:
        started = {p: services.jobs.start(KIND, column.asked.asked[p]) for p in column.missing}
        LastRuns(services.store).note(column.saved.id, started)
    return at(now, services, {})


def _stop(now: Screen, asked: Asked, services: Services) -> Screen:
    """Stop the runs of one of the scenarios that are compared."""
    column = next((one for one in now.columns if one.saved.id == _value(asked)), None)
    for answer in () if column is None else column.answers.values():
        if answer.run is not None and answer.is_open:
            services.jobs.cancel(answer.run.id)
    return at(now, services, {})


def _cancel(now: Screen, asked: Asked, services: Services) -> Screen:
    wanted = _value(asked)[:LONGEST_RUN]
    if wanted in {run.id for run in now.runs}:
        services.jobs.cancel(wanted)
    return at(now, services, {})


def _show(now: Screen, asked: Asked, services: Services) -> Screen:
    """Open a run with the scenario that was asked, where nothing that is saved asks the same."""
    wanted = next((run for run in now.runs if run.id == _value(asked)), None)
    if wanted is None or kind_of(wanted) not in ASKED or not wanted.document:
        return now
    page, _ = PLACES[kind_of(wanted)]
    kept = {"lang": now.visit.query["lang"]} if "lang" in now.visit.query else {}
    where = address(path_of(page), {**kept, **way_to(wanted, services.store)})
    return at(now, services, {}, leads=where)


ACTS: Final[Mapping[str, Callable[[Screen, Asked, Services], Screen]]] = {
    "save": _save,
    "again": _again,
    "copy": _copy,
    "rename": _rename,
    "edit": _edit,
    "duplicate": _duplicate,
    "delete": _delete,
    "undo": _undo,
    "imported": _imported,
    "unread": _unread,
    "seen": _seen,
    "choose": _choose,
    "run": _run,
    "stop": _stop,
    "cancel": _cancel,
    "show": _show,
}
"""By the name of the button: what it does."""
