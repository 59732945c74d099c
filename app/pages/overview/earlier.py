"""The run that the active scenario had before its levers were moved: it is named, not shown.

A run answers for the levers that it was asked with, so both columns fall back to the estimate as
soon as one is moved; the page then says so, and leads to the run.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, Final

from app.access.user import current_user
from app.active import Active
from app.jobs.run import Run, State
from app.jobs.standings import standings
from app.last_runs import LastRuns
from app.pages.centres.screens import Screen
from app.pages.centres.state import SIMULATE
from app.pages.scenarios.questions import LOAD, question
from app.planning.differing import differing
from app.planning.scenarios import Document, with_city
from app.services import Services
from domain.errors import BadInput

LATELY: Final = 20
"""Runs among which one that shares a moved lever is looked for."""

CITY: Final = "city"


def earlier_run(centres: Screen, active: Active, services: Services) -> str | None:
    """Return the id of the last finished run of the scenario as it was before; None: none is known.

    A saved scenario has its own: that of its saved state, or of the state before it was saved
    again. Of one without a name it is what the same user ran last in the same period with at least
    one of its moved levers moved too, to whatever value.

    Args:
        centres: the scenario as the Centres page asks it, of which there is no run.
        active: where it comes from.
        services: where runs are kept.
    """
    of_saved = list(dict.fromkeys(_of_saved(active, services)))
    known = standings(services.store, of_saved)
    done = (run for run in of_saved if run in known and known[run].state is State.DONE)
    return next(done, None) or _alike(centres, services)


def _of_saved(active: Active, services: Services) -> Iterator[str]:
    if active.saved is None:
        return
    with suppress(BadInput):
        yield question(services, active.saved.content).runs[LOAD]
    noted = LastRuns(services.store).of([active.saved.id]).get((active.saved.id, LOAD))
    if noted is not None:
        yield noted


def _alike(centres: Screen, services: Services) -> str | None:
    moved = _moved(centres.shown.base, centres.shown.document)
    if not moved:
        return None
    base, user = with_city(centres.shown.base, centres.city), current_user().name
    runs = (run for run in services.jobs.recent(LATELY) if run.asked_by == user)
    return next((run.id for run in runs if _is_alike(run, base, moved)), None)


def _is_alike(run: Run, base: Mapping[str, Any], moved: frozenset[str]) -> bool:
    """Say whether a run is of the same period and city, and shares a lever that is moved."""
    law, own = run.document.get("baseline"), run.document.get("scenario")
    if run.kind != SIMULATE or run.state is not State.DONE or law is None or own is None:
        return False
    is_same = all(own.get(part) == base[part] for part in ("period", CITY))
    return is_same and not moved.isdisjoint(_moved(law, own))


def _moved(base: Document, own: Document) -> frozenset[str]:
    plain = ({**document, CITY: None} for document in (base, own))
    return frozenset(one.path for one in differing(*plain))
