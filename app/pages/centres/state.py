"""The state of the Centres page, which is its address.

An edited scenario is kept in the store and its key stands in the address, the run that is shown by
its id. The norm, the readings and the windows of the Norms page are parameters of their own: they
are laid over whatever scenario is shown. What cannot be used is named and left out.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from app.navigation import CARRIED, SCENARIO
from app.policy import DAYS, read_levers
from app.visit import DEFAULT_DAY, Visit
from domain.law import law_on

PATH: Final = "/centres"
RUN: Final = "run"
PLAN: Final = "plan"
PLAY: Final = "play"
FIT: Final = "fit"
SHIFTS: Final = "shifts"
OFFICE: Final = "office"
STATION: Final = "station"
WEEKDAY: Final = "weekday"
GOAL: Final = "goal"

SIMULATE: Final = "simulate"
STAFF: Final = "staff"
PLAYBACK: Final = "playback"
"""Kinds of runs: those that the parameters ``run``, ``plan`` and ``play`` name."""

KEY: Final = re.compile(r"[0-9a-zA-Z_-]{1,64}")
USUAL_GOAL, LOWEST_GOAL, HIGHEST_GOAL = 90, 50, 99
PERCENT: Final = 100
STATIONS: Final = ("window", "reception", "terminal")
WEEKDAYS: Final = tuple(map(str, range(8)))
OWN: Final = frozenset({RUN, PLAN, PLAY, FIT, SHIFTS, OFFICE, STATION, WEEKDAY, GOAL})
NAMED: Final = (SCENARIO, RUN, PLAN, PLAY, FIT, SHIFTS, OFFICE)
"""Parameters that are keys, ids and names."""

KNOWN: Final = frozenset({*CARRIED, *OWN})


@dataclass(frozen=True)
class Asked:
    """What the address asks the page for.

    Attributes:
        day: first simulated day, where the scenario names none of its own.
        is_dated: whether the address names the day.
        policy: levers of the scenario's policy that the address sets.
        carried: the same as the address writes them.
        scenario: key of the edited scenario; None: the capital's.
        run: id of the run that is shown.
        plan: id of the search for the fewest windows that is shown.
        play: id of the run that plays a day of an office back.
        fit: key of what was fitted to a ticket log.
        shifts: key of the shifts that a roster may use.
        office: the office that is chosen; None: the worst.
        station: where the waits are shown.
        weekday: 1 to 7, or `WEEK`.
        goal: share of visitors whose wait shall be within the standard.
        wrong: what came for parameters that cannot be used.
    """

    day: date
    is_dated: bool
    policy: Mapping[str, Any]
    carried: Mapping[str, str]
    scenario: str | None
    run: str | None
    plan: str | None
    play: str | None
    fit: str | None
    shifts: str | None
    office: str | None
    station: str
    weekday: int
    goal: float
    wrong: Mapping[str, str]


def read_asked(here: Visit) -> Asked:
    """Read the address of the page.

    Args:
        here: the visit.
    """
    wrong = {complaint.parameter: complaint.got for complaint in here.complaints}
    wrong |= {name: got for name, got in here.query.items() if name not in KNOWN}
    day = here.day or DEFAULT_DAY
    levers = read_levers(here.query, law_on(day))
    wrong |= levers.wrong
    chosen = {name: _word(here, name, wrong) for name in NAMED}
    station = _one_of(here, STATION, STATIONS, wrong)
    weekday = _one_of(here, WEEKDAY, WEEKDAYS, wrong)
    return Asked(
        day=day,
        is_dated=here.day is not None,
        policy=levers.policy,
        carried=levers.written,
        station=station,
        weekday=int(weekday),
        goal=_goal(here, wrong) / PERCENT,
        wrong=wrong,
        **chosen,
    )


def _word(here: Visit, name: str, wrong: dict[str, str]) -> str | None:
    got = here.query.get(name)
    if got is not None and not KEY.fullmatch(got):
        wrong[name] = got
        return None
    return got


def _one_of(here: Visit, name: str, values: tuple[str, ...], wrong: dict[str, str]) -> str:
    got = here.query.get(name, values[0])
    if got in values:
        return got
    wrong[name] = got
    return values[0]


def _goal(here: Visit, wrong: dict[str, str]) -> int:
    got = here.query.get(GOAL, str(USUAL_GOAL))
    if DAYS.fullmatch(got) and LOWEST_GOAL <= int(got) <= HIGHEST_GOAL:
        return int(got)
    wrong[GOAL] = got
    return USUAL_GOAL
