"""What a run is of, and the page that shows it."""

from typing import Final

from app.jobs.run import Run
from app.pages.centres.state import OFFICE
from app.pages.scenarios.questions import CARDS, KIND, LOAD
from app.pages.scenarios.trading import content_of
from app.planning.scenarios import complete
from app.store import Store

PLAYBACK: Final = "playback"
"""Kind of the runs that play one replication back."""

PLACES: Final = {
    LOAD: ("centres", "run"),
    CARDS: ("id_cards", "run"),
    "staff": ("centres", "plan"),
    PLAYBACK: ("centres", "play"),
}
"""The page that shows a run of some kind, and the parameter that names it there."""

ASKED: Final = (LOAD, "staff", PLAYBACK)
"""Runs whose scenario is asked as its page shows it, so that it can be shown there again."""


def way_to(run: Run, store: Store) -> dict[str, str]:
    """Return what an address says to show a run with the scenario and the office it was asked of.

    Args:
        run: of a kind in `ASKED`.
        store: where what is no lever of the address is kept.

    Raises:
        BadInput: the scenario does not fit this model any more.
    """
    _, parameter = PLACES[kind_of(run)]
    query = dict(content_of(complete(run.document["scenario"]), store).query)
    office = {OFFICE: str(run.document[OFFICE])} if OFFICE in run.document else {}
    return {**query, **office, parameter: run.id}


def kind_of(run: Run) -> str:
    """Return what a run is of: `LOAD`, `CARDS`, ``staff`` or ``playback``."""
    if run.kind != KIND:
        return run.kind
    demand = (run.document.get("scenario") or {}).get("demand") or {}
    is_cards = demand.get("residence_per_day") == 0 and not demand.get("other_visits_per_hour")
    return CARDS if is_cards else LOAD
