"""What stands below the grid besides the plan: a queue played back, a fit of a log, own shifts.

Each has its place in the address: the playback by the id of its run, the fit and the shifts by the
keys of documents that the store keeps.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from app.pages.centres.fit_shape import is_fit
from app.pages.centres.state import FIT, PLAY, PLAYBACK, SHIFTS, Asked
from app.planning.seams import Jobs, Run, Store
from domain.errors import BadInput
from simulation.staffing.shifts import shifts_from


@dataclass(frozen=True)
class Below:
    """What the address names of it.

    Attributes:
        play: the run that plays a day of an office back; None: none, or not known.
        fit: what was fitted to a ticket log; None: none, or not known.
        shifts: text of the shifts that a roster may use; None: the usual ones.
        lost: parameters that name something that is not kept here.
    """

    play: Run | None = None
    fit: Mapping[str, Any] | None = None
    shifts: str | None = None
    lost: tuple[str, ...] = ()


NOTHING: Final = Below()


def below_of(asked: Asked, jobs: Jobs, store: Store) -> Below:
    """Return what an address names; what is not what it claims to be is lost.

    Args:
        asked: the address.
        jobs: finds runs.
        store: finds documents.
    """
    fit = None if asked.fit is None else store.find(asked.fit)
    found = Below(
        play=None if asked.play is None else jobs.find(asked.play, PLAYBACK),
        fit=fit if is_fit(fit) else None,
        shifts=None if asked.shifts is None else _shifts(store.find(asked.shifts)),
    )
    keys = {PLAY: asked.play, FIT: asked.fit, SHIFTS: asked.shifts}
    lost = tuple(n for n, key in keys.items() if key is not None and getattr(found, n) is None)
    return Below(found.play, found.fit, found.shifts, lost)


def _shifts(kept: Mapping[str, Any] | None) -> str | None:
    text = None if kept is None else kept.get("shifts")
    if not isinstance(text, str):
        return None
    try:
        shifts_from(text)
    except BadInput:
        return None
    return text
