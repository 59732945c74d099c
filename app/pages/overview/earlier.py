"""The run that the active scenario had before its levers were moved: it is named, not shown.

A run answers for the levers that it was asked with, so both columns fall back to the estimate as
soon as one is moved; the page then says so, and leads to the run.
"""

from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from app.access.user import current_user
from app.active import Active
from app.jobs.run import Run, State
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
    base = with_city(centres.shown.base, centres.city)
    of_saved = dict.fromkeys(_of_saved(active, services))
    known = (services.jobs.find(run, SIMULATE) for run in of_saved)
    own = (run.id for run in known if run is not None and _is_like(run, base))
    return next(own, None) or _alike(centres, base, services)


def _of_saved(active: Active, services: Services) -> Iterator[str]:
    if active.saved is None:
        return
    with suppress(BadInput):
        yield question(services, active.saved.content).runs[LOAD]
    noted = LastRuns(services.store).of([active.saved.id]).get((active.saved.id, LOAD))
    if noted is not None:
        yield noted


def _alike(centres: Screen, base: Document, services: Services) -> str | None:
    moved = _moved(centres.shown.base, centres.shown.document)
    if not moved:
        return None
    user = current_user().name
    runs = (run for run in services.jobs.recent(LATELY) if run.asked_by == user)
    like = (run for run in runs if _is_like(run, base))
    return next((run.id for run in like if not moved.isdisjoint(_moved_in(run))), None)


def _is_like(run: Run, base: Document) -> bool:
    """Say whether a finished run is of the same period and city."""
    own = run.document.get("scenario")
    if run.kind != SIMULATE or run.state is not State.DONE or own is None:
        return False
    return all(own.get(part) == base[part] for part in ("period", CITY))


def _moved_in(run: Run) -> frozenset[str]:
    law = run.document.get("baseline")
    return frozenset() if law is None else _moved(law, run.document["scenario"])


def _moved(base: Document, own: Document) -> frozenset[str]:
    plain = ({**document, CITY: None} for document in (base, own))
    return frozenset(one.path for one in differing(*plain))
