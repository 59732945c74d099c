"""Consultants of the self-service sector: they help at a terminal, which is held meanwhile."""

from typing import Final

from simulation.application import Case
from simulation.centre import CONSULTANT, Centre, Journey
from simulation.scenario_parts import Scenario
from simulation.trace import Trace, post

TERMINAL: Final = "terminal"


def consult(centre: Centre, scenario: Scenario, case: Case, trace: Trace) -> Journey:
    """Wait for a consultant and be helped once; nobody leaves a terminal for the wait.

    Args:
        centre: where the terminal is.
        scenario: every lever.
        case: whose applicant needs help, and needs none afterwards.
        trace: where the stay is written.
    """
    case.needs_help = False
    consultants = centre.stations.get(CONSULTANT)
    environment = centre.stations[TERMINAL].environment
    enabled = environment.now
    granted = None if consultants is None else consultants.seize()
    served = True if granted is None else (yield granted)
    if not served:  # the run is over, and no consultant ever came
        return
    start = environment.now
    minutes = scenario.service_minutes.consultant
    yield case.amount("service_consultant", minutes)
    if consultants is not None:
        consultants.release()
    trace.stay(case.number, post(CONSULTANT, centre.number), enabled, start, environment.now)
