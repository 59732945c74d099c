"""The search for the fewest windows as a run, and what the plan changes against today's staffing.

Today's staffing is run with the same replications as the plan, and counted by the same measure:
the share of visitors who are served within the limit, whoever leaves before counting as one who
is not.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from app.jobs.conductor import Desk
from app.jobs.replicator import Place
from app.jobs.spread import Means, PoolSpread
from simulation.scenario import scenario_from
from simulation.scenario_parts import Scenario
from simulation.spread import Spread, done, parts
from simulation.staffing.counted import Counted, counted
from simulation.staffing.crowd import Crowd, crowd
from simulation.staffing.expected import STATIONS, Expected, expected
from simulation.staffing.plan import Plan
from simulation.staffing.search import USUAL
from simulation.staffing.shifts import shifts_from
from simulation.staffing.staffed import Wanted, staff, staff_document
from simulation.staffing.target import target_from
from synthetic_data.home import find_city

Floats = NDArray[np.float64]
Json = dict[str, Any]

HOUR: Final = 60.0
DIGITS: Final = 4
COMPARED: Final = range(USUAL.final + USUAL.last, USUAL.final + USUAL.last + 10)
"""Replications that count both: of those that the search looks at last, which choose nothing."""

COUNTED: Final = 2 * len(COMPARED)
"""Replications that count today's staffing and that of the plan."""


def staffing(means: Means, document: Mapping[str, Any], desk: Desk) -> Any:  # noqa: ANN401 - any JSON value
    """Return the fewest servers for a target, and a roster that covers them.

    Args:
        means: pool, store and city.
        document: ``scenario``; ``target`` as `target_from` reads it; ``shifts``, the text of a CSV
            file, or null for the usual ones.
        desk: of the run.

    Returns:
        The document of `staff_document`, whose rows of ``hours`` have ``now`` too: the servers of
        the scenario. ``gains``: by office and station ``hours`` of servers a week, ``visits`` in
        all replications and how many of them were served ``in_time``, each ``now`` and
        ``planned``.

    Raises:
        BadInput: the target or the shifts cannot be used; no shift covers some hour.
    """
    scenario = scenario_from(document["scenario"])
    given = document.get("shifts")
    shifts = None if given is None else shifts_from(given)
    wanted = Wanted(target_from(document["target"]), shifts)
    people = None
    if scenario.needs_city and means.city is not None:
        people = _people(means.city, scenario.first)
    spread = PoolSpread(means, desk)
    searched = 0

    def told_of_search(done: int, total: int) -> None:
        nonlocal searched
        searched = done
        desk.progress(done, total + COUNTED)

    plan, duties = staff(scenario, spread, wanted, told_of_search, people)
    before = _compared(scenario, plan)
    today = expected(before, people)
    told_of = parts(lambda n, _: desk.progress(searched + n, searched + COUNTED), COUNTED)
    found = [_shares(one, spread, told_of) for one in (before, plan.scenario)]
    told = staff_document(plan, duties)
    there = _by_place(today)
    rows = [{**row, "now": there.get(_place(row))} for row in told["hours"]]
    return {**told, "hours": rows, "gains": list(_gains(plan, today, found))}


@lru_cache(maxsize=8)
def _people(place: Place, first: date) -> Crowd:
    """Return a city's people as a few numbers; the city itself is let go."""
    return crowd(find_city(place.home, place.name).open(), first)


def _compared(scenario: Scenario, plan: Plan) -> Scenario:
    """Return the scenario with the target's limit as its standard, as the plan has it."""
    limit = {**scenario.document["standards"], "wait_minutes": plan.target.wait_minutes}
    return scenario_from({**scenario.document, "standards": limit}, "scenario")


def _shares(scenario: Scenario, spread: Spread, told: Callable[[], None]) -> Counted:
    return counted(scenario, done(scenario, spread, COMPARED, told))


def _place(row: Mapping[str, Any]) -> tuple[str, str, int, int]:
    return row["office"], row["station"], row["weekday"], row["hour"]


def _by_place(today: Expected) -> dict[tuple[str, str, int, int], float]:
    """Return the servers that are there; breaks make them broken numbers."""
    found = {}
    for office, station, weekday, hour in np.argwhere(np.isfinite(today.servers)).tolist():
        place = (today.offices[office], STATIONS[station], weekday + 1, hour)
        found[place] = round(float(today.servers[office, station, weekday, hour]), DIGITS)
    return found


def _gains(plan: Plan, today: Expected, found: list[Counted]) -> Iterator[Json]:
    """Yield what each office and station costs and gives, today and with the plan."""
    costs = [_hours(plan, today, servers) for servers in (today.servers, plan.servers)]
    visits = [one.visits.sum(axis=(0, 3, 4)) for one in found]
    in_time = [one.in_time.sum(axis=(0, 3, 4)) for one in found]
    for office, station in np.argwhere(np.isfinite(plan.servers).any(axis=(2, 3))).tolist():
        parts = {"hours": costs, "visits": visits, "in_time": in_time}
        yield {
            "office": today.offices[office],
            "station": STATIONS[station],
            **{part: _both(values, (office, station)) for part, values in parts.items()},
        }


def _both(values: list[Floats], at: tuple[int, int]) -> dict[str, float]:
    return {
        name: round(float(value[at]), DIGITS)
        for name, value in zip(("now", "planned"), values, strict=True)
    }


def _hours(plan: Plan, today: Expected, servers: Floats) -> Floats:
    """Return hours of servers a week that are asked for, office × station."""
    open_hours = today.open_minutes[:, None] / HOUR
    known = np.where(np.isfinite(plan.servers), np.nan_to_num(servers), 0.0)
    return np.asarray((known * open_hours).sum(axis=(2, 3)))
