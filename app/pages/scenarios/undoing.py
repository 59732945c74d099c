"""The address before a deletion, so that undoing it brings all of it back."""

from collections.abc import Mapping
from typing import Final

from app.navigation import SAVED
from app.pages.scenarios.screens import Screen
from app.pages.scenarios.state import MOST, WITH, write_chosen
from app.saved import read_reference

LONGEST_LEFT: Final = 200

Query = dict[str, str | None]


def left_of(noted: object) -> dict[str, str]:
    """Return what a page noted of the address before a deletion; nothing that none could say."""
    told = noted.get("left") if isinstance(noted, dict) else None
    given = told if isinstance(told, dict) else {}
    found = {name: str(given[name])[:LONGEST_LEFT] for name in (SAVED, WITH) if name in given}
    if read_reference(found.get(SAVED, "")) is None:
        found.pop(SAVED, None)
    return found


def taken(now: Screen, query: Mapping[str, str | None]) -> dict[str, str]:
    """Return the parameters of the address that a change of it moves or takes away.

    Args:
        now: the screen before.
        query: the change; None takes a parameter away.
    """
    here = now.visit.query
    return {n: here[n] for n in (SAVED, WITH) if n in here and n in query and query[n] != here[n]}


def put_back(now: Screen, scenario: str) -> Query:
    """Return what a deletion took of the address; what was done since then stays.

    Args:
        now: the screen after the deletion.
        scenario: the one that comes back.
    """
    query: Query = {}
    if SAVED in now.left and SAVED not in now.visit.query:
        query[SAVED] = now.left[SAVED]
    before = now.left.get(WITH, "").split(",")
    if scenario in before:
        known = (*now.asked.chosen, scenario)
        found = dict.fromkeys(one for one in (*before, *known) if one in known)
        query[WITH] = write_chosen(tuple(found)[:MOST])
    return query
