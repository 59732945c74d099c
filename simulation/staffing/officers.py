"""Officers of the migration service: how many it takes to begin applications for a card in time.

By the closed form only. Applications come evenly over working days and queue as in M/M/c with the
formula of Allen and Cunneen; a limit in working days is many services long, so that the number is
nearly always that with which officers keep up at all.
"""

from collections.abc import Sequence
from math import exp, isnan, nan
from typing import NamedTuple

from simulation.attendance import pipeline_hours
from simulation.lever_readers import DAY_MINUTES
from simulation.measures.summary import Summary
from simulation.scenario_parts import Scenario
from simulation.staffing.crowd import Crowd
from simulation.staffing.expected import goes_through
from simulation.staffing.moments import variance
from simulation.staffing.target import Target
from simulation.theory import erlang_c

MOST_OFFICERS = 1000


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
        simulated_backlog: mean number of files that lie there at midnight in the second half of
            the simulated period, those on the way to the officers too.
    """

    files_per_working_day: float
    officers: int | None = None
    utilisation: float | None = None
    days_share: float | None = None
    one_less_share: float | None = None
    backlog_limit: float | None = None
    simulated_backlog: float | None = None


def with_backlog(scenario: Scenario, found: Officers, summaries: Sequence[Summary]) -> Officers:
    """Return the officers with the backlog that replications saw.

    Args:
        scenario: what was run, with these officers.
        found: by the closed form.
        summaries: one per replication.
    """
    if found.officers is None:
        return found
    later = range(scenario.days // 2, scenario.days)  # offices begin the period without a file
    seen = [summary.days.get(("ums_backlog", day), nan) for summary in summaries for day in later]
    known = [files for files in seen if not isnan(files)]
    mean = sum(known) / len(known) if known else None
    return found._replace(simulated_backlog=mean)


def fewest_officers(scenario: Scenario, crowd: Crowd | None, target: Target) -> Officers:
    """Return the fewest officers who begin enough applications in time.

    Args:
        scenario: every lever.
        crowd: the city in numbers; None: no renewals are known.
        target: working days and share.
    """
    hours = pipeline_hours(scenario)
    days = len({int(start // DAY_MINUTES) for start, _ in hours})
    files = 0.0 if crowd is None else checked_a_day(scenario, crowd) * scenario.days
    if not files or not days:
        return Officers(0.0)
    day = sum(end - start for start, end in hours) / days
    rate, limit = files / days / day, target.officer_days * day
    load = rate * scenario.id_pipeline.check_minutes.mean
    for many in range(int(load) + 1, MOST_OFFICERS):
        share = begun_in_time(scenario, rate, many, limit)
        if share >= target.officer_share:
            less = begun_in_time(scenario, rate, many - 1, limit)
            backlog = files / days * target.officer_days
            return Officers(files / days, many, load / many, share, less, backlog)
    return Officers(files / days)


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
    certified = 1.0
    for share in (
        pipeline.data_incorrect_share,
        pipeline.photo_mismatch_share,
        pipeline.signature_mismatch_share,
        pipeline.further_check_share,
    ):
        certified *= 1 - share
    again = (1 - certified) * people.refile_share
    return reach * sum(again**turn for turn in range(people.attempts))
