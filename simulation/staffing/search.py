"""The fewest servers that meet a target, found by the closed form and settled by simulation.

Offices do not meet but through people's choices, so all of them are tried in the same replications
and changed at once. All plans that are chosen from are run with the same replications: common
random numbers. What the plan says of itself comes from others, that had no part in the choice.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulation.scenario import scenario_from
from simulation.scenario_parts import Scenario
from simulation.spread import Progress, Spread, Steps, silent
from simulation.staffing.calibrated import calibrated
from simulation.staffing.counted import Check, counted
from simulation.staffing.crowd import Crowd
from simulation.staffing.expected import Expected, expected
from simulation.staffing.officers import fewest_officers
from simulation.staffing.plan import Plan, staffed
from simulation.staffing.screening import (
    Days,
    days_of,
    screened,
    served_in_time,
    with_one_less,
)
from simulation.staffing.target import Target
from simulation.staffing.trials import Seen, Staff, Trials, whole

Floats = NDArray[np.float64]
Cell = tuple[int, int]
"""A row of the days, and an hour."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is simulated; rounds that are not needed are left out.

    Attributes:
        first: replications that count who comes.
        rough: replications of every round that only adds.
        adding: most of these rounds.
        final: replications of every round over which the target must be met with confidence.
        settling: most rounds of that, each adding where it is not and taking where it may be too
            much, all with the same replications.
        last: replications of every round after that, which are none of those before.
        finals: these rounds; each but the last adds where it is short, and what the last sees is
            what the plan says of itself.
    """

    first: int = 2
    rough: int = 6
    adding: int = 2
    final: int = 12
    settling: int = 3
    last: int = 20
    finals: int = 2

    @property
    def most(self) -> int:
        """Replications that are done at most."""
        chosen = self.first + self.adding * self.rough + self.settling * self.final
        return chosen + self.finals * self.last


USUAL: Final = Effort()


STEP: Final = 0.03
"""Share of visitors too many of whom wait, for which one server more is added."""

NEAR: Final = 0.1
"""How far below the target the closed form may put a plan that is tried all the same: as far as it
is off where queues are hardly kept up with."""

APART: Final = 1
"""Hours between two of a day from which somebody is taken at once."""


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
    told = Steps(progress, effort.most)
    trials = Trials(_with_limit(scenario, target), spread, target, officers, told)
    visitors = _counted_visitors(trials, expected(scenario, crowd), effort)
    days = days_of(visitors, target.stations)
    staff = Staff(screened(days, target), officers.officers)
    staff = _added(trials, days, staff, effort)
    told.expect(effort.settling * effort.final + effort.finals * effort.last)
    staff = _settled(trials, days, staff, effort)
    told.expect(effort.finals * effort.last)
    staff, found = _looked_at_afresh(trials, days, staff, effort)
    told.expect(0)
    return _plan(trials, visitors, staff, found)


def _plan(trials: Trials, visitors: Expected, staff: Staff, found: Seen) -> Plan:
    """Return what was found as a plan."""
    scenario, target = trials.scenario, trials.target
    days = days_of(visitors, target.stations)
    servers = whole(scenario, days, staff.servers)
    return Plan(
        scenario=scenario_from(staffed(scenario, servers, staff.officers), "plan"),
        target=target,
        visitors=visitors,
        servers=servers,
        share=whole(scenario, days, served_in_time(days, staff.servers, target)),
        one_less=whole(scenario, days, with_one_less(days, staff.servers, target)),
        checks=tuple(found.checks),
        replications=found.replications,
        officers=found.officers,
    )


def _with_limit(scenario: Scenario, target: Target) -> Scenario:
    document = dict(scenario.document)
    document["standards"] = document["standards"] | {"wait_minutes": target.wait_minutes}
    return scenario_from(document, "plan")


def _counted_visitors(trials: Trials, visitors: Expected, effort: Effort) -> Expected:
    """Return the visitors as the first replications count them."""
    days = days_of(visitors, trials.target.stations)
    enough = np.maximum(screened(days, trials.target), np.ceil(visitors.servers[days.place]))
    staff = Staff(enough, trials.officers.officers)
    found = counted(trials.scenario, trials.run(days, staff, range(effort.first)))
    return calibrated(trials.scenario, visitors, found)


def _added(trials: Trials, days: Days, staff: Staff, effort: Effort) -> Staff:
    """Add servers where the simulation says that too many wait."""
    target = trials.target
    for _ in range(effort.adding):
        found = trials.checked(days, staff, range(effort.rough))
        missed = [check for check in found.checks if check.missed(target)]
        if not missed:
            break
        staff = _more(target, days, staff, [(check, check.share) for check in missed])
    return staff


def _more(target: Target, days: Days, staff: Staff, short: Iterable[tuple[Check, float]]) -> Staff:
    """Return more servers where hours are short of some: first where the closed form is worst.

    Args:
        target: what is to be met.
        days: the days.
        staff: who is there.
        short: hours that are short, with the share that they reach or reach for sure.
    """
    shares, more = served_in_time(days, staff.servers, target), staff.servers.copy()
    for check, share in short:
        cells = sorted(_cells(days, check), key=lambda cell: float(shares[cell]))
        many = (1 + int(max(0.0, target.share - share) / STEP)) * len(check.hours)
        for cell in cells[:many]:
            more[cell] = staff.servers[cell] + 1  # one, however many checks look at the hour
    return staff._replace(servers=more)


def _cells(days: Days, check: Check) -> list[Cell]:
    """Return the open hours that a check looks at.

    Who becomes ready after closing is served by the last who were there: their hour it is then.
    """
    rows = _rows(days, check)
    found = [(row, hour) for row in rows for hour in check.hours if days.is_open[row, hour]]
    if found:
        return found
    before = {row: np.flatnonzero(days.is_open[row, : check.hours[0]]) for row in rows}
    return [(row, int(hours[-1])) for row, hours in before.items() if len(hours)]


def _rows(days: Days, check: Check) -> list[int]:
    office, station, weekday = days.place
    here = (office == check.office) & (station == check.station)
    return np.flatnonzero(here & np.isin(weekday, check.weekdays)).tolist()


def _settled(trials: Trials, days: Days, staff: Staff, effort: Effort) -> Staff:
    """Take away what may be too much and add what is short, all judged by the same replications.

    What is taken from an hour that then is short, or whose next hours are, goes back there. The
    round ends in servers that were not all tried together; the next one tries them.
    """
    tried: set[Cell] = set()
    for _ in range(effort.settling):
        cells = _spare(trials.target, days, staff, tried)
        tried.update(cells)
        less = staff.servers.copy()
        for cell in cells:
            less[cell] -= 1
        found = trials.checked(days, staff._replace(servers=less), range(effort.final))
        blamed, others = _blamed(days, cells, found.short(trials.target))
        if not cells and not others and found.officers.met(trials.target):
            break
        for cell in blamed:
            less[cell] += 1
        before = staff._replace(servers=less)
        staff = _enough(trials.target, days, before, (found, others))
        added = np.argwhere(staff.servers > before.servers).tolist()
        tried.update((row, hour) for row, hour in added)
    return staff


def _spare(target: Target, days: Days, staff: Staff, tried: set[Cell]) -> list[Cell]:
    """Return the hours of every day that can perhaps do with one server less, the surest first."""
    shares = with_one_less(days, staff.servers, target)
    shares[~days.is_open | (days.queues.rate == 0)] = np.nan
    for cell in tried:
        shares[cell] = np.nan
    chosen: list[Cell] = []
    for row in range(len(shares)):
        hours: list[int] = []
        for hour in np.argsort(-np.nan_to_num(shares[row]), kind="stable").tolist():
            apart = all(abs(hour - other) > APART for other in hours)
            if shares[row, hour] >= target.share - NEAR and apart:
                hours.append(hour)
        chosen += [(row, hour) for hour in hours]
    return chosen


def _blamed(
    days: Days, cells: Iterable[Cell], short: Iterable[Check]
) -> tuple[set[Cell], list[Check]]:
    """Return the hours that go back for checks that are short, and the checks that none explains.

    To blame on a day is the hour itself or the last before it of those that were taken from.
    """
    taken: dict[int, list[int]] = {}
    for row, hour in cells:
        taken.setdefault(row, []).append(hour)
    blamed: set[Cell] = set()
    others: list[Check] = []
    for check in short:
        before = {
            (row, max(hours))
            for row in _rows(days, check)
            if (hours := [hour for hour in taken.get(row, ()) if hour <= check.hours[-1]])
        }
        blamed |= before
        if not before:
            others.append(check)
    return blamed, others


def _enough(target: Target, days: Days, staff: Staff, seen: tuple[Seen, list[Check]]) -> Staff:
    """Return one server more where checks are short of being sure, and an officer more if so."""
    found, short = seen
    # a step below the bound: a round of replications costs more than a server too many
    more = _more(target, days, staff, [(check, check.lower - STEP) for check in short])
    if more.officers is None or found.officers.met(target):
        return more
    return more._replace(officers=more.officers + 1)


def _looked_at_afresh(
    trials: Trials, days: Days, staff: Staff, effort: Effort
) -> tuple[Staff, Seen]:
    """Look at the servers with replications that had no part in choosing them, and add."""
    starts = range(effort.final, effort.final + effort.finals * effort.last, effort.last)
    for start in starts[:-1]:
        found = trials.checked(days, staff, range(start, start + effort.last))
        short = found.short(trials.target)
        if not short and found.officers.met(trials.target):
            return staff, found
        staff = _enough(trials.target, days, staff, (found, short))
    return staff, trials.checked(days, staff, range(starts[-1], starts[-1] + effort.last))
