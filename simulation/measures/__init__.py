"""What a replication measured: pure functions of its trace and its scenario.

A stay is measured when the case became ready for the station inside the measured part of the
period; time averages run over the open hours of that part. docs/measures.md defines each.
"""

from simulation.measures.cases import flow, of_cases, outcomes
from simulation.measures.columns import columns_of, span_of
from simulation.measures.days import of_days
from simulation.measures.offices import of_offices
from simulation.measures.stations import loads, of_hours, of_stations
from simulation.measures.summary import FLOW, Summary, plain, summary_from
from simulation.measures.weekdays import of_officers, of_weekdays
from simulation.scenario_parts import Scenario
from simulation.trace import Trace

__all__ = ["FLOW", "Summary", "plain", "summarise", "summary_from"]


def summarise(trace: Trace, scenario: Scenario) -> Summary:
    """Return everything that a replication measured.

    Args:
        trace: of the replication.
        scenario: every lever.
    """
    columns, span = columns_of(trace, len(scenario.offices)), span_of(scenario)
    measured = loads(columns, scenario)
    measures = dict(of_stations(measured, scenario))
    measures.update(of_offices(columns, scenario))
    measures.update(of_cases(trace, columns, scenario))
    return Summary(
        measures=measures,
        hours=dict(of_hours(measured, scenario)),
        days=dict(of_days(trace, columns, scenario)),
        outcomes=outcomes(trace, columns, span),
        flow=flow(columns, span),
        weekdays=dict(of_weekdays(columns, scenario)),
        begun=dict(of_officers(columns, scenario)),
    )
