"""Officers of the migration service: how many it takes to begin applications for a card in time.

First by the closed form: applications come evenly over working days and queue as in M/M/c with the
formula of Allen and Cunneen; a limit in working days is many services long, so that the number is
nearly always that with which officers keep up at all. The simulation then says whether they do.
"""

from collections.abc import Sequence
from math import exp, isnan, nan
from typing import NamedTuple

import numpy as np

from simulation.attendance import days_touched, pipeline_hours
from simulation.forecast_rules import annulled_share
from simulation.measures.summary import Summary
from simulation.measures.weekdays import A_WORKING_DAY
from simulation.scenario_parts import Scenario
from simulation.staffing.counted import share_and_bound
from simulation.staffing.crowd import Crowd
from simulation.staffing.expected import goes_through
from simulation.staffing.moments import variance
from simulation.staffing.target import Target
from simulation.theory import erlang_c

MOST_OFFICERS = 1000

ROUNDING = 1e-6
"""Room for rounding of a limit, in hundredths of a working day."""


class Officers(NamedTuple):
    """Officers who check applications for a card.

    Attributes:
        files_per_working_day: applications that reach them.
        officers: the fewest that meet the target, the same number in all of their hours; None
            where nobody is expected.
        utilisation: share of their time for which these are busy.
        days_share: applications begun within the limit of working days.
        one_less_share: the same with one officer less; 0 where they would not keep up.
        backlog_limit: files that lie there when each waits as long as the limit (Little's law).
        simulated_share: applications that the simulation saw begun within the limit; None where
            none reached the officers.
        simulated_lower: its one-sided lower bound over replications.
        simulated_backlog: mean number of files that lie there at midnight in the second half of
            the simulated period, those on the way to the officers too.
    """

    files_per_working_day: float
    officers: int | None = None
    utilisation: float | None = None
    days_share: float | None = None
    one_less_share: float | None = None
    backlog_limit: float | None = None
    simulated_share: float | None = None
    simulated_lower: float | None = None
    simulated_backlog: float | None = None

    def met(self, target: Target) -> bool:
        """Say whether the simulation is sure that enough are begun in time, or saw none."""
        return self.simulated_lower is None or self.simulated_lower >= target.officer_share


def seen_by(
    scenario: Scenario,
    found: Officers,
    many: int | None,
    summaries: Sequence[Summary],
    target: Target,
) -> Officers:
    """Return some officers with what replications saw of them.

    Args:
        scenario: what was run, with so many officers.
        found: the fewest by the closed form.
        many: how many were there; None: nobody is expected, and they have no target.
        summaries: one per replication.
        target: working days and share.
    """
    if many is None:
        return found
    visits, in_time = np.array([_begun(summary, target) for summary in summaries]).T
    seen = share_and_bound(visits, in_time) if visits.any() else (None, None)
    return _as_many(scenario, found.files_per_working_day, many, target)._replace(
        simulated_share=seen[0],
        simulated_lower=seen[1],
        simulated_backlog=_backlog(scenario, summaries),
    )


def _begun(summary: Summary, target: Target) -> tuple[float, float]:
    """Return how many applications officers were to begin, and how many they began in time."""
    limit = target.officer_days * A_WORKING_DAY + ROUNDING
    return (
        sum(summary.begun.values()),
        sum(many for (_, after), many in summary.begun.items() if after <= limit),
    )


def _backlog(scenario: Scenario, summaries: Sequence[Summary]) -> float | None:
    later = range(scenario.days // 2, scenario.days)  # offices begin the period without a file
    seen = [summary.days.get(("ums_backlog", day), nan) for summary in summaries for day in later]
    known = [files for files in seen if not isnan(files)]
    return sum(known) / len(known) if known else None


def fewest_officers(scenario: Scenario, crowd: Crowd | None, target: Target) -> Officers:
    """Return the fewest officers who begin enough applications in time.

    Args:
        scenario: every lever.
        crowd: the city in numbers; None: no renewals are known.
        target: working days and share.
    """
    days, _ = _worked(scenario)
    files = 0.0 if crowd is None else checked_a_day(scenario, crowd) * scenario.days
    if not files or not days:
        return Officers(0.0)
    least = int(_load(scenario, files / days)) + 1
    for many in range(least, MOST_OFFICERS):
        found = _as_many(scenario, files / days, many, target)
        if found.days_share is not None and found.days_share >= target.officer_share:
            return found
    return Officers(files / days)


def _worked(scenario: Scenario) -> tuple[int, float]:
    """Return on how many days of the period officers work, and how many minutes in all."""
    hours = pipeline_hours(scenario)
    return len(days_touched(hours)), sum(end - start for start, end in hours)


def _load(scenario: Scenario, files: float) -> float:
    """Return how many officers are busy all the time with so many files a working day."""
    days, minutes = _worked(scenario)
    return files * days / minutes * scenario.id_pipeline.check_minutes.mean


def _as_many(scenario: Scenario, files: float, many: int, target: Target) -> Officers:
    """Return how so many officers do by the closed form."""
    days, minutes = _worked(scenario)
    rate, limit = files * days / minutes, target.officer_days * minutes / days
    return Officers(
        files_per_working_day=files,
        officers=many,
        utilisation=_load(scenario, files) / many,
        days_share=begun_in_time(scenario, rate, many, limit),
        one_less_share=begun_in_time(scenario, rate, many - 1, limit),
        backlog_limit=files * target.officer_days,
    )


def begun_in_time(scenario: Scenario, rate: float, officers: int, limit: float) -> float:
    """Return the share of applications begun within a limit.

    Args:
        scenario: says how long a check takes.
        rate: applications a minute of office hours.
        officers: how many.
        limit: minutes of office hours.
    """
    checks = scenario.id_pipeline.check_minutes
    if rate * checks.mean >= officers:
        return 0.0
    waits = erlang_c(rate, checks.mean, officers)
    grain = (1 + variance(checks) / checks.mean**2) / 2 if checks.mean else 1.0
    spare = officers / checks.mean - rate if checks.mean else 0.0
    return 1 - waits.waiting_share * exp(-spare * limit / grain)


def checked_a_day(scenario: Scenario, crowd: Crowd) -> float:
    """Return how many applications a calendar day reach officers, those filed again too."""
    people, pipeline, demand = scenario.behaviour, scenario.id_pipeline, scenario.demand
    if not demand.id_renewals:
        return 0.0
    tried = crowd.expiries_a_day(scenario.first, scenario.until) * demand.id_online_share
    open_window = 1 - people.filing_early_share * (1 - people.return_when_open_share)
    filed = tried * demand.id_access_share * open_window * goes_through(scenario, crowd)
    reach = filed * (1 - people.filed_by_other_share) * (1 - people.duty_unpaid_share)
    again = annulled_share(pipeline) * people.refile_share
    return reach * sum(again**turn for turn in range(people.attempts))
