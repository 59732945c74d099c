"""The plan that a search has found: what it changes, and how it is taken into the scenario."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from app.pages.centres.screens import Screen
from app.pages.centres.sentences import STAFF
from app.planning.scenarios import (
    Document,
    compact,
    complete,
    expanded,
    office_of,
    offices,
    with_office,
)

Plan = Mapping[str, Any]
"""What the search gives: ``simulation.staffing.staffed.staff_document``."""

Rows = Sequence[Mapping[str, Any]]

LEVERS: Final = {**STAFF, "consultant": "consultants"}
"""The lever of an office that gives a station its servers."""

SERVERS: Final = (*LEVERS.values(), "breaks", "shifts")
"""Levers of an office that a plan stands in for."""


def plan_of(screen: Screen) -> Plan | None:
    """Return the plan that the address names, once it is found."""
    run = screen.plan
    if run is None or run.state != "done" or not isinstance(run.result, Mapping):
        return None
    return run.result if "hours" in run.result else None


def rows_of(found: Plan, office: str, station: str) -> Rows:
    """Return the hours of a plan at one station of an office."""
    wanted = (office, station)
    return [row for row in found["hours"] if (row["office"], row["station"]) == wanted]


class Gain(NamedTuple):
    """What the plan changes at one station of an office.

    Attributes:
        now: hours of servers a week that there are.
        planned: that the plan has.
        share_now: of visitors served within the limit today; None: nobody came.
        share_planned: with the plan.
        came_now: visitors of all replications of which the share is.
        came_planned: the same with the plan.
    """

    now: float
    planned: float
    share_now: float | None
    share_planned: float | None
    came_now: float
    came_planned: float


def gains(found: Plan, station: str) -> dict[str, Gain]:
    """Return what a plan changes at a station, by office."""
    return {row["office"]: _gain(row) for row in found["gains"] if row["station"] == station}


def _gain(row: Mapping[str, Any]) -> Gain:
    hours, visits, in_time = row["hours"], row["visits"], row["in_time"]
    return Gain(
        now=hours["now"],
        planned=hours["planned"],
        share_now=_part(in_time["now"], visits["now"]),
        share_planned=_part(in_time["planned"], visits["planned"]),
        came_now=visits["now"],
        came_planned=visits["planned"],
    )


def _part(some: float, all_of_them: float) -> float | None:
    return some / all_of_them if all_of_them else None


def whole(found: Iterable[Gain]) -> Gain:
    """Return what a plan changes at all offices together."""
    some = list(found)
    return Gain(
        sum(one.now for one in some),
        sum(one.planned for one in some),
        _together([(one.share_now, one.came_now) for one in some]),
        _together([(one.share_planned, one.came_planned) for one in some]),
        sum(one.came_now for one in some),
        sum(one.came_planned for one in some),
    )


def _together(shares: Iterable[tuple[float | None, float]]) -> float | None:
    known = [(share, came) for share, came in shares if share is not None]
    return _part(sum(share * came for share, came in known), sum(came for _, came in known))


def is_of(found: Plan, document: Document) -> bool:
    """Say whether a plan was found for a scenario, whatever servers that has."""
    return _bare(document) == _bare(found["scenario"])


def _bare(document: Document) -> Document:
    """Return a scenario without what a plan stands in for."""
    kept = [{k: v for k, v in one.items() if k not in SERVERS} for one in document["offices"]]
    return {**document, "name": "", "city": None, "offices": kept}


def planned(screen: Screen) -> Document:
    """Return the kept scenario with the servers of the plan, and without breaks and shifts."""
    found, document = plan_of(screen), screen.shown.kept
    if found is None:
        return document
    for office in offices(document):
        levers = office_of(document, office)
        changed: dict[str, Any] = {"breaks": [], "shifts": None}
        for station, lever in LEVERS.items():
            if levers[lever] is None:  # nobody waits there
                continue
            rows, profile = rows_of(found, office, station), expanded(levers[lever])
            for row in rows:
                profile[row["weekday"] - 1][row["hour"]] = row["servers"]
            if rows:
                changed[lever] = compact(profile)
        document = with_office(document, office, **changed)
    return complete(document)
