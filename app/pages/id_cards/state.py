"""The state of the ID cards page, which is its address.

The two windows of the law stand in the address by themselves, so that other pages can carry them,
and so do the weeks of this page, as a scenario's own days are the centres'; every other lever is a
scenario of the store, whose key stands there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from app.navigation import CARD_WEEKS, CARRIED, SCENARIO
from app.pages.centres.state import KEY, RUN
from app.planning.cards import MOST_WEEKS
from app.policy import read_days, read_levers
from app.visit import DEFAULT_DAY, Visit
from domain.law import law_on

PATH: Final = "/id-cards"
KNOWN: Final = frozenset({*CARRIED, RUN})


@dataclass(frozen=True)
class Asked:
    """What the address asks the page for.

    Attributes:
        day: first measured day, where the scenario names none of its own.
        is_dated: whether the address names the day.
        policy: levers of the policy that the address sets.
        scenario: key of the edited scenario; None: the capital's.
        run: id of the run that is shown.
        weeks: measured weeks; None: the scenario's own for cards, else the usual ones.
        wrong: what came for parameters that cannot be used.
    """

    day: date
    is_dated: bool
    policy: Mapping[str, Any]
    scenario: str | None
    run: str | None
    weeks: int | None
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
    chosen: dict[str, str | None] = {SCENARIO: None, RUN: None}
    for name, got in here.query.items():
        if name in chosen and KEY.fullmatch(got):
            chosen[name] = got
        elif name in chosen:
            wrong[name] = got
    weeks = read_weeks(here.query.get(CARD_WEEKS, ""))
    if weeks is None and CARD_WEEKS in here.query:
        wrong[CARD_WEEKS] = here.query[CARD_WEEKS]
    of = (chosen[SCENARIO], chosen[RUN], weeks, wrong)
    return Asked(day, here.day is not None, levers.policy, *of)


def read_weeks(text: str) -> int | None:
    """Return measured weeks, 1 to `MOST_WEEKS`; None for what is no such number."""
    weeks = read_days(text)
    return weeks if weeks is not None and 1 <= weeks <= MOST_WEEKS else None
