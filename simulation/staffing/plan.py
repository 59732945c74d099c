"""A plan of servers by office, station, weekday and hour, and what is known about it."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from simulation.attendance import OFFICE_LEVERS
from simulation.run import hypothetical
from simulation.scenario_parts import Scenario
from simulation.staffing.counted import Check
from simulation.staffing.expected import OTHER, STATIONS, Expected
from simulation.staffing.officers import Officers
from simulation.staffing.target import Target
from simulation.trace import SERVICES

Floats = NDArray[np.float64]

FORMAT: Final = "tirkeu.plan/1"


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """The fewest servers that were found for a target.

    Attributes:
        scenario: for which; its offices have the servers of the plan, and its standard of waiting
            is the limit of the target.
        target: what was asked for.
        visitors: who is expected, as far as possible as the simulation counted them.
        servers: whole numbers; office × station × weekday × hour, nan where closed or where the
            station was not asked for.
        share: served within the limit by the closed form, same shape.
        one_less: the lowest share of that day by the closed form if there were one server less
            in this hour, same shape.
        checks: what the simulation says, weekday by weekday and hour by hour.
        replications: over which it says so, none of them used to choose; 0: it was not asked.
        officers: officers and desks of the ID pipeline.
    """

    scenario: Scenario
    target: Target
    visitors: Expected
    servers: Floats
    share: Floats
    one_less: Floats
    checks: tuple[Check, ...]
    replications: int
    officers: Officers

    @property
    def met(self) -> bool:
        """Whether the simulation is sure that the target is met everywhere."""
        checked = all(check.met(self.target) for check in self.checks)
        return bool(self.replications) and checked and self.officers.met(self.target)


def apply(plan: Plan, scenario: Scenario) -> dict[str, Any]:
    """Return a scenario document with the servers of a plan.

    Breaks and shifts of its offices give way to the plan, which says how many are there: who has
    a break when is the roster's affair.

    Args:
        plan: from the search.
        scenario: with the same offices.
    """
    return staffed(scenario, plan.servers, plan.officers.officers)


def staffed(scenario: Scenario, servers: Floats, officers: int | None = None) -> dict[str, Any]:
    """Return a scenario document with some servers in place of its own.

    Args:
        scenario: every lever.
        servers: office × station × weekday × hour; where nan, its own.
        officers: of the migration service; None: its own.
    """
    document = deepcopy(dict(scenario.document))
    if officers is not None:
        document["id_pipeline"]["officers"] = officers
    for number, office in enumerate(document["offices"]):
        given = ~np.isnan(servers[number])
        for station in np.flatnonzero(given.any(axis=(1, 2))):
            planned = np.where(given[station], servers[number, station], 0.0)
            office[OFFICE_LEVERS[STATIONS[station]]] = planned.astype(int).tolist()
        office |= {"breaks": [], "shifts": None}
    return document


def plan_document(plan: Plan) -> dict[str, Any]:
    """Return a plan as JSON values.

    Args:
        plan: from the search.
    """
    target = plan.target
    return {
        "format": FORMAT,
        "scenario": plan.scenario.document,
        "hypothetical": hypothetical(plan.scenario),
        "target": {
            "wait_minutes": target.wait_minutes,
            "share": target.share,
            "stations": list(target.stations),
            "officer_days": target.officer_days,
            "officer_share": target.officer_share,
        },
        "replications": plan.replications,
        "met": plan.met,
        "hours": list(hours(plan)),
        "checks": [_check(plan, check) for check in plan.checks],
        "load": list(_load(plan)),
        "officers": plan.officers._asdict(),
    }


def hours(plan: Plan) -> Iterator[dict[str, Any]]:
    """Yield a row for every office, station, weekday and hour of a plan.

    Args:
        plan: from the search.
    """
    came, checked = plan.visitors.visitors, _by_hour(plan)
    for place in np.argwhere(~np.isnan(plan.servers)).tolist():
        office, station, weekday, hour = place
        at = tuple(place)
        check = checked.get((office, station, weekday, hour))
        yield {
            "office": plan.visitors.offices[office],
            "station": STATIONS[station],
            "weekday": weekday + 1,
            "hour": hour,
            "servers": int(plan.servers[at]),
            "visits": round(float(came[at]), 2),
            "share": _known(plan.share[at]),
            "one_less_share": _known(plan.one_less[at]),
            "simulated_share": None if check is None else _known(check.share),
            "simulated_lower": None if check is None else _known(check.lower),
        }


def _by_hour(plan: Plan) -> dict[tuple[int, int, int, int], Check]:
    """Return for each hour the check of its own weekday."""
    return {
        (one.office, one.station, *one.weekdays, hour): one
        for one in plan.checks
        for hour in one.hours
        if len(one.weekdays) == 1
    }


def _check(plan: Plan, check: Check) -> dict[str, Any]:
    return {
        "office": plan.visitors.offices[check.office],
        "station": STATIONS[check.station],
        "weekdays": [weekday + 1 for weekday in check.weekdays],
        "hours": list(check.hours),
        "visits": check.visits,
        "share": _known(check.share),
        "lower": _known(check.lower),
        "met": check.met(plan.target),
    }


def _load(plan: Plan) -> Iterator[dict[str, Any]]:
    """Yield the share of the minutes of service that each service takes, and the pilots' in all."""
    shares = plan.visitors.load_share()
    for office, station in np.ndindex(shares.shape[:2]):
        values = dict(zip(SERVICES, map(_known, shares[office, station]), strict=True))
        named = {"office": plan.visitors.offices[office], "station": STATIONS[station]}
        other = values[SERVICES[OTHER]]
        yield {**named, **values, "pilots": None if other is None else round(1 - other, 6)}


def _known(value: float) -> float | None:
    return None if np.isnan(value) else round(float(value), 6)
