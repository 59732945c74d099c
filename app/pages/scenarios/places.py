"""What a run is of, and the page that shows it."""

from typing import Final

from app.jobs.run import Run
from app.pages.scenarios.questions import CARDS, KIND, LOAD

PLACES: Final = {
    LOAD: ("centres", "run"),
    CARDS: ("id_cards", "run"),
    "staff": ("centres", "plan"),
    "playback": ("centres", "play"),
}
"""The page that shows a run of some kind, and the parameter that names it there."""

ASKED: Final = (LOAD, "staff")
"""Runs whose scenario is asked as its page shows it, so that it can be shown there again."""


def kind_of(run: Run) -> str:
    """Return what a run is of: `LOAD`, `CARDS`, ``staff`` or ``playback``."""
    if run.kind != KIND:
        return run.kind
    demand = (run.document.get("scenario") or {}).get("demand") or {}
    is_cards = demand.get("residence_per_day") == 0 and not demand.get("other_visits_per_hour")
    return CARDS if is_cards else LOAD
