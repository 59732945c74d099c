"""The fewest servers that meet a target, found by the closed form and settled by simulation.

Offices do not meet but through people's choices, so all of them are tried in the same replications
and changed at once. All plans are run with the same replications: common random numbers. The
simulation looks at an hour of the day over all weekdays together; which weekday gets a server more
is for the closed form to say.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulation.measures.summary import Summary
from simulation.scenario import scenario_from
from simulation.scenario_parts import Scenario
from simulation.spread import Progress, Spread, done, parts, silent
from simulation.staffing.calibrated import calibrated
from simulation.staffing.counted import Check, checks, counted
from simulation.staffing.crowd import Crowd
from simulation.staffing.expected import STATIONS, Expected, expected
from simulation.staffing.officers import fewest_officers, with_backlog
from simulation.staffing.plan import Plan, staffed
from simulation.staffing.screening import (
    Days,
    days_of,
    screened,
    served_in_time,
    with_one_less,
)
from simulation.staffing.target import Target

Floats = NDArray[np.float64]
Cell = tuple[int, int]
"""A row of the days, and an hour."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is simulated; rounds that are not needed are left out.

    Attributes:
        first: replications that count who comes.
        rough: replications of every round that adds or takes away.
        adding: most rounds that add servers.
        taking: most rounds that try to take some away.
        final: replications over which the target must be met with confidence.
        finals: most rounds of that, each adding where it is not.
    """

    first: int = 2
    rough: int = 6
    adding: int = 4
    taking: int = 1
    final: int = 10
    finals: int = 4

    @property
    def most(self) -> int:
        """Replications that are done at most."""
        return self.first + (self.adding + self.taking) * self.rough + self.finals * self.final


USUAL: Final = Effort()


class Seen(NamedTuple):
    """What replications of a plan showed.

    Attributes:
        checks: hour by hour.
        summaries: all that was measured.
    """

    checks: list[Check]
    summaries: list[Summary]


STEP: Final = 0.03
"""Share of visitors too many of whom wait, for which one server more is added."""

NEAR: Final = 0.03
"""How far below the target the closed form may put a plan that is tried all the same."""


@dataclass(frozen=True, slots=True, eq=False)
class Trials:
    """Where plans are tried.

    Attributes:
        scenario: with the target's limit as its standard.
        spread: does the replications.
        target: what is to be met.
        officers: of the migration service, in all trials; None: the scenario's.
        told: called after every replication.
    """

    scenario: Scenario
    spread: Spread
    target: Target
    officers: int | None
    told: Callable[[], None]

    def run(self, servers: Floats, replications: int) -> list[Summary]:
        """Do the first replications with some servers; shape as in `Plan`."""
        document = staffed(self.scenario, servers, self.officers)
        scenario = scenario_from(document, "plan")
        return done(scenario, self.spread, range(replications), self.told)

    def checked(self, days: Days, servers: Floats, replications: int) -> Seen:
        """Return how all stations do with the servers of some days."""
        summaries = self.run(_whole(self.scenario, days, servers), replications)
        return Seen(checks(counted(self.scenario, summaries), self.target), summaries)


def fewest(
    scenario: Scenario,
    spread: Spread,
    target: Target,
    progress: Progress = silent,
    *,
    crowd: Crowd | None = None,
    effort: Effort = USUAL,
) -> Plan:
    """Return the fewest servers that were found to meet a target.

    Args:
        scenario: every lever; its own servers stay at stations that are not asked for.
        spread: does the replications.
        target: the limit of waiting and the share to be served within it.
        progress: told how many replications of how many at most are done; may raise to stop.
        crowd: the city in numbers; without it more is left to the first replications to tell.
        effort: how much is simulated.

    Returns:
        The plan; ``met`` says whether the simulation is sure of it.
    """
    officers = fewest_officers(scenario, crowd, target)
    told = parts(progress, effort.most)
    trials = Trials(_with_limit(scenario, target), spread, target, officers.officers, told)
    visitors = _counted_visitors(trials, expected(scenario, crowd), effort)
    days = days_of(visitors, target.stations)
    servers = _added(trials, days, screened(days, target), effort)
    servers = _taken(trials, days, servers, effort)
    servers, found = _confirmed(trials, days, servers, effort)
    progress(effort.most, effort.most)
    whole = _whole(scenario, days, servers)
    return Plan(
        scenario=scenario_from(staffed(trials.scenario, whole, officers.officers), "plan"),
        target=target,
        visitors=visitors,
        servers=whole,
        share=_whole(scenario, days, served_in_time(days, servers, target)),
        one_less=_whole(scenario, days, with_one_less(days, servers, target)),
        checks=tuple(found.checks),
        replications=effort.final,
        officers=with_backlog(scenario, officers, found.summaries),
    )


def _with_limit(scenario: Scenario, target: Target) -> Scenario:
    document = dict(scenario.document)
    document["standards"] = document["standards"] | {"wait_minutes": target.wait_minutes}
    return scenario_from(document, "plan")


def _counted_visitors(trials: Trials, visitors: Expected, effort: Effort) -> Expected:
    """Return the visitors as the first replications count them."""
    days = days_of(visitors, trials.target.stations)
    first = _whole(trials.scenario, days, screened(days, trials.target))
    enough = np.maximum(first, np.ceil(visitors.servers))
    found = counted(trials.scenario, trials.run(enough, effort.first))
    return calibrated(trials.scenario, visitors, found)


def _whole(scenario: Scenario, days: Days, column: Floats) -> Floats:
    """Return office × station × weekday × hour of a row × hour; nan elsewhere."""
    shape = (len(scenario.offices), len(STATIONS), 7, column.shape[1])
    found = np.full(shape, np.nan)
    found[days.place] = np.where(days.is_open, column, np.nan)
    return found


def _added(trials: Trials, days: Days, servers: Floats, effort: Effort) -> Floats:
    """Add servers where the simulation says that too many wait."""
    for _ in range(effort.adding):
        found = trials.checked(days, servers, effort.rough).checks
        missed = [check for check in found if check.missed(trials.target)]
        if not missed:
            break
        servers = _more(trials.target, days, servers, [(one, one.share) for one in missed])
    return servers


def _more(
    target: Target, days: Days, servers: Floats, short: Iterable[tuple[Check, float]]
) -> Floats:
    """Return more servers where hours are short of some: first where the closed form is worst.

    Args:
        target: what is to be met.
        days: the days.
        servers: row × hour.
        short: hours that are short, with the share that they reach or reach for sure.
    """
    shares, more = served_in_time(days, servers, target), servers.copy()
    for check, share in short:
        cells = sorted(_cells(days, check), key=lambda cell: float(shares[cell]))
        many = (1 + int(max(0.0, target.share - share) / STEP)) * len(check.hours)
        for cell in cells[:many]:
            more[cell] += 1
    return more


def _cells(days: Days, check: Check) -> list[Cell]:
    """Return the open hours of all weekdays that a check looks at.

    Who becomes ready after closing is served by the last who were there: their hour it is then.
    """
    office, station, _ = days.place
    rows = np.flatnonzero((office == check.office) & (station == check.station)).tolist()
    found = [(row, hour) for row in rows for hour in check.hours if days.is_open[row, hour]]
    if found:
        return found
    before = {row: np.flatnonzero(days.is_open[row, : check.hours[0]]) for row in rows}
    return [(row, int(hours[-1])) for row, hours in before.items() if len(hours)]


def _taken(trials: Trials, days: Days, servers: Floats, effort: Effort) -> Floats:
    """Try one server less a day where the closed form is not sure that it is too few."""
    tried: set[Cell] = set()
    for _ in range(effort.taking):
        cells = _spare(trials.target, days, servers, tried)
        if not cells:
            break
        tried.update(cells)
        less = servers.copy()
        for cell in cells:
            less[cell] -= 1
        short = [
            check
            for check in trials.checked(days, less, effort.rough).checks
            if not check.met(trials.target)
        ]
        for cell in cells:
            if any(_felt(days, cell, check) for check in short):
                less[cell] += 1
        servers = less
    return servers


def _spare(target: Target, days: Days, servers: Floats, tried: set[Cell]) -> list[Cell]:
    """Return for every day the hour that can best do with one server less, if any perhaps can."""
    shares = with_one_less(days, servers, target)
    for cell in tried:
        shares[cell] = np.nan
    shares[~days.is_open | (days.queues.rate == 0)] = np.nan
    best = np.where(np.isnan(shares), -1.0, shares)
    hours = best.argmax(axis=1)
    rows = np.flatnonzero(best.max(axis=1) >= target.share - NEAR)
    return [(row, int(hours[row])) for row in rows.tolist()]


def _felt(days: Days, cell: Cell, check: Check) -> bool:
    """Say whether a check may be short because of an hour: that hour itself, or a later one."""
    row, hour = cell
    office, station, _ = (int(column[row]) for column in days.place)
    return (office, station) == (check.office, check.station) and check.hours[-1] >= hour


def _confirmed(trials: Trials, days: Days, servers: Floats, effort: Effort) -> tuple[Floats, Seen]:
    """Add servers until the target is met with confidence, as often as that may be tried."""
    found = trials.checked(days, servers, effort.final)
    for _ in range(effort.finals - 1):
        short = [check for check in found.checks if not check.met(trials.target)]
        if not short:
            break
        # a step below the bound: a round of replications costs more than a server too many
        below = [(one, one.lower - STEP) for one in short]
        servers = _more(trials.target, days, servers, below)
        found = trials.checked(days, servers, effort.final)
    return servers, found
