"""What a visitor does below the grid, as changes of the address or of the scenario."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from app.pages.centres.fitted import taken
from app.pages.centres.grid import whole_number
from app.pages.centres.plan import planned
from app.pages.centres.plan_shifts import LONGEST, problems
from app.pages.centres.screens import Screen
from app.pages.centres.state import FIT, KEY, PLAY, PLAYBACK, SHIFTS
from app.planning.scenarios import Document
from app.services import Services

Asked = Mapping[str, Any]
Query = dict[str, str | None]


class Refused(Exception):
    """What was typed cannot be used: where it was typed, and what."""


def _play(now: Screen, asked: Asked, services: Services) -> Query:
    """Begin to play a day back, of the scenario that was run."""
    day = whole_number(asked.get("value"))
    if now.result is None or day is None:
        return {}
    scenario = now.result["yours"]["scenario"]
    wanted = {"scenario": scenario, "office": now.office, "day": day}
    return {PLAY: services.jobs.start(PLAYBACK, wanted)}


def _shifts(now: Screen, asked: Asked, services: Services) -> Query:
    """Keep shifts that were typed; raises `Refused` where a line cannot be used."""
    text = str(asked.get("typed", "")).strip()
    if problems(text, now.words):
        raise Refused(SHIFTS, text[: LONGEST + 1])
    return {SHIFTS: services.store.keep({"shifts": text})}


def _fitted(_now: Screen, asked: Asked, _services: Services) -> Query:
    key = str(asked.get("value", ""))
    return {FIT: key} if KEY.fullmatch(key) else {}


QUERIES: Final[Mapping[str, Callable[[Screen, Asked, Services], Query]]] = {
    "play": _play,
    "fitted": _fitted,
    "forget_fit": lambda _now, _asked, _services: {FIT: None},
    "shifts": _shifts,
    "usual_shifts": lambda _now, _asked, _services: {SHIFTS: None},
}
"""By the name of the button: which parameters of the address become what; None takes one away."""

DOCUMENTS: Final[Mapping[str, Callable[[Screen], Document]]] = {
    "take_plan": planned,
    "take_fit": taken,
}
"""By the name of the button: what the scenario becomes."""
