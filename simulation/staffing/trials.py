"""Where plans are tried: the same replications for all of them, office by office together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulation.measures.summary import Summary
from simulation.scenario import scenario_from
from simulation.scenario_parts import Scenario
from simulation.spread import Spread, done
from simulation.staffing.counted import Check, checks, counted
from simulation.staffing.expected import STATIONS
from simulation.staffing.officers import Officers, seen_by
from simulation.staffing.plan import staffed
from simulation.staffing.screening import Days
from simulation.staffing.target import Target

Floats = NDArray[np.float64]


class Staff(NamedTuple):
    """Who is there in a trial.

    Attributes:
        servers: whole numbers, row of the days × hour.
        officers: of the migration service; None: the scenario's.
    """

    servers: Floats
    officers: int | None


class Seen(NamedTuple):
    """What replications of a plan showed.

    Attributes:
        checks: weekday by weekday and hour by hour.
        officers: how soon officers began.
        replications: how many there were.
    """

    checks: list[Check]
    officers: Officers
    replications: int

    def short(self, target: Target) -> list[Check]:
        """Return the checks that are not met with confidence."""
        return [check for check in self.checks if not check.met(target)]


@dataclass(frozen=True, slots=True, eq=False)
class Trials:
    """Where plans are tried.

    Attributes:
        scenario: with the target's limit as its standard.
        spread: does the replications.
        target: what is to be met.
        officers: by the closed form.
        told: called after every replication.
    """

    scenario: Scenario
    spread: Spread
    target: Target
    officers: Officers
    told: Callable[[], None]

    def run(self, days: Days, staff: Staff, numbers: Sequence[int]) -> list[Summary]:
        """Do some replications with somebody there."""
        servers = whole(self.scenario, days, staff.servers)
        scenario = scenario_from(staffed(self.scenario, servers, staff.officers), "plan")
        return done(scenario, self.spread, numbers, self.told)

    def checked(self, days: Days, staff: Staff, numbers: Sequence[int]) -> Seen:
        """Return how all stations and the officers do."""
        summaries = self.run(days, staff, numbers)
        officers = seen_by(self.scenario, self.officers, staff.officers, summaries, self.target)
        found = checks(counted(self.scenario, summaries), self.target)
        return Seen(found, officers, len(summaries))


def whole(scenario: Scenario, days: Days, column: Floats) -> Floats:
    """Return office × station × weekday × hour of a row × hour; nan elsewhere.

    Args:
        scenario: says how many offices there are.
        days: the rows.
        column: numbers of open hours.
    """
    shape = (len(scenario.offices), len(STATIONS), 7, column.shape[1])
    found = np.full(shape, np.nan)
    found[days.place] = np.where(days.is_open, column, np.nan)
    return found
