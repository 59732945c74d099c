"""The state of the ID cards page, which is its address.

The two windows of the law stand in the address by themselves, so that other pages can carry them;
every other lever is a scenario of the store, whose key stands there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.pages.centres.state import AFTER, BEFORE, DAYS, KEY, LONGEST_WINDOW, RUN, SCENARIO
from app.visit import DEFAULT_DAY, Visit

PATH: Final = "/id-cards"
WINDOWS: Final = {BEFORE: "window_before_days", AFTER: "window_after_days"}
"""Parameters of the address by the lever of the policy that each sets."""

KNOWN: Final = frozenset({"lang", "day", SCENARIO, RUN, *WINDOWS})


@dataclass(frozen=True)
class Asked:
    """What the address asks the page for.

    Attributes:
        day: first measured day, where the scenario names none of its own.
        is_dated: whether the address names the day.
        windows: days by the parameter that sets them; the law's are left out.
        scenario: key of the edited scenario; None: the capital's.
        run: id of the run that is shown.
        wrong: what came for parameters that cannot be used.
    """

    day: date
    is_dated: bool
    windows: Mapping[str, int]
    scenario: str | None
    run: str | None
    wrong: Mapping[str, str]

    @property
    def policy(self) -> dict[str, int]:
        """Levers of the policy that the address sets."""
        return {WINDOWS[name]: days for name, days in self.windows.items()}


def read_asked(here: Visit) -> Asked:
    """Read the address of the page.

    Args:
        here: the visit.
    """
    wrong = {complaint.parameter: complaint.got for complaint in here.complaints}
    wrong |= {name: got for name, got in here.query.items() if name not in KNOWN}
    windows: dict[str, int] = {}
    chosen: dict[str, str | None] = {SCENARIO: None, RUN: None}
    for name, got in here.query.items():
        if name in WINDOWS and (days := read_days(got)) is not None:
            windows[name] = days
        elif name in chosen and KEY.fullmatch(got):
            chosen[name] = got
        elif name in {*WINDOWS, *chosen}:
            wrong[name] = got
    day = here.day or DEFAULT_DAY
    return Asked(day, here.day is not None, windows, chosen[SCENARIO], chosen[RUN], wrong)


def read_days(text: str) -> int | None:
    """Return days of a window, None where the text is no such number."""
    typed = text.strip()
    return int(typed) if DAYS.fullmatch(typed) and int(typed) <= LONGEST_WINDOW else None
