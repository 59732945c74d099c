"""A staffing from beginning to end: search, roster, and both as JSON and CSV."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any, Final

from simulation.clock_readers import clock
from simulation.run import hypothetical
from simulation.scenario_parts import Scenario
from simulation.spread import Progress, Spread, silent
from simulation.staffing.crowd import Crowd
from simulation.staffing.expected import expected
from simulation.staffing.plan import Plan, hours, plan_document
from simulation.staffing.roster import Roster, check_shifts, roster, roster_rows
from simulation.staffing.search import USUAL, Effort, fewest
from simulation.staffing.shifts import Shift, usual_shifts
from simulation.staffing.target import Target

PLAN_COLUMNS: Final = (
    "office",
    "station",
    "weekday",
    "hour",
    "servers",
    "visits",
    "share",
    "one_less_share",
    "simulated_share",
    "simulated_lower",
    "hypothetical",
)
ROSTER_COLUMNS: Final = (
    "office",
    "station",
    "weekday",
    "shift",
    "start",
    "end",
    "lunch",
    "people",
    "paid_hours",
    "hypothetical",
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a staffing is made for.

    Attributes:
        target: the limit of waiting and the share.
        shifts: of which the roster is made; None: usual ones that cover the offices' hours.
        effort: how much is simulated.
    """

    target: Target = Target()  # noqa: RUF009 - frozen
    shifts: tuple[Shift, ...] | None = None
    effort: Effort = USUAL


def staff(
    scenario: Scenario,
    spread: Spread,
    wanted: Wanted,
    progress: Progress = silent,
    crowd: Crowd | None = None,
) -> tuple[Plan, Roster]:
    """Return the fewest servers that meet a target, and a roster that covers them.

    Args:
        scenario: every lever.
        spread: does the replications.
        wanted: target, shifts and effort.
        progress: told how many replications of how many at most are done; may raise to stop.
        crowd: the city in numbers; None where nobody is taken from a city.

    Raises:
        BadInput: no shift covers some hour in which visitors are expected.
    """
    shifts = wanted.shifts
    if shifts is None:
        shifts = usual_shifts(office.hours for office in scenario.offices)
    check_shifts(scenario, expected(scenario, crowd), shifts)
    plan = fewest(scenario, spread, wanted.target, progress, crowd=crowd, effort=wanted.effort)
    return plan, roster(plan, shifts)


def staff_document(plan: Plan, duties: Roster) -> dict[str, Any]:
    """Return plan and roster as JSON values.

    Args:
        plan: the fewest servers.
        duties: what covers them.
    """
    given = [
        {
            "name": shift.name,
            "start": clock(shift.start),
            "end": clock(shift.end),
            "lunch_minutes": shift.lunch,
            "lunch_at": None if shift.lunch_at is None else clock(shift.lunch_at),
        }
        for shift in duties.shifts
    ]
    return {
        **plan_document(plan),
        "shifts": given,
        "roster": list(roster_rows(duties)),
        "paid_hours": duties.paid_hours,
        "needed_hours": duties.needed_hours,
    }


def plan_csv(plan: Plan) -> str:
    """Return a plan as CSV: a line for every office, station, weekday and hour.

    Args:
        plan: the fewest servers; levers beyond the law's dates are named in every line.
    """
    return _csv(PLAN_COLUMNS, hours(plan), plan.scenario)


def roster_csv(plan: Plan, duties: Roster) -> str:
    """Return a roster as CSV: a line for every shift and lunch that somebody works.

    Args:
        plan: the fewest servers; levers beyond the law's dates are named in every line.
        duties: what covers them.
    """
    return _csv(ROSTER_COLUMNS, roster_rows(duties), plan.scenario)


def _csv(columns: Sequence[str], rows: Iterable[dict[str, Any]], scenario: Scenario) -> str:
    sheet = StringIO()
    lines = csv.DictWriter(sheet, columns, lineterminator="\n")
    lines.writeheader()
    marked = " ".join(hypothetical(scenario))
    for row in rows:
        lines.writerow({**row, "hypothetical": marked})
    return sheet.getvalue()
