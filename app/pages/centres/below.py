"""What stands below the grid besides the plan: a queue played back, a fit of a log, own shifts.

Each has its place in the address: the playback by the id of its run, the fit and the shifts by the
keys of documents that the store keeps.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from app.pages.centres.state import FIT, KEY, PLAY, SHIFTS
from app.planning.seams import Jobs, Run, Store
from app.visit import Visit

FIT_FORMAT: Final = "tirkeu.fit/1"


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


def below_of(here: Visit, jobs: Jobs | None, store: Store | None) -> Below:
    """Return what an address names.

    Args:
        here: the visit.
        jobs: finds runs; None: there is nothing.
        store: finds documents; None: there is nothing.
    """
    keys = {name: here.query.get(name, "") for name in (PLAY, FIT, SHIFTS)}
    known = {name: key for name, key in keys.items() if KEY.fullmatch(key)}
    play = jobs.find(known[PLAY]) if jobs is not None and PLAY in known else None
    fit = _document(store, known.get(FIT))
    shifts = _document(store, known.get(SHIFTS))
    text = None if shifts is None else shifts.get("shifts")
    found = Below(
        play=play,
        fit=fit if fit is not None and fit.get("format") == FIT_FORMAT else None,
        shifts=text if isinstance(text, str) else None,
    )
    lost = tuple(name for name in known if getattr(found, name) is None)
    return Below(found.play, found.fit, found.shifts, lost)


def _document(store: Store | None, key: str | None) -> Mapping[str, Any] | None:
    return None if store is None or key is None else store.find(key)
