"""The stays of a run as CSV, one row each."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager

from simulation.event_log.stays import Log, Stay, stays
from simulation.scenario_parts import Scenario
from simulation.trace import SERVICES
from simulation.written import Sheet

HEADER = (
    "replication",
    "case_id",
    "service",
    "station",
    "office",
    "enabled",
    "start",
    "end",
    "left",
)
DECIMALS = 4
"""Of a minute: finer than any duration in the model, and the same order after rounding."""


@contextmanager
def comma_separated(file: Sheet, scenario: Scenario) -> Iterator[Log]:
    """Open a log in CSV: minutes from the start of the period.

    Args:
        file: where it is written.
        scenario: names the offices.

    Yields:
        What takes a replication.
    """
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(HEADER)
    yield lambda replication, trace: writer.writerows(
        (replication, stay.case, SERVICES[trace.service[stay.case]], *_columns(stay))
        for stay in stays(trace, scenario)
    )


def _columns(stay: Stay) -> tuple[str, ...]:
    end = _minutes(stay.end)
    times = ("", "", end) if stay.left else (_minutes(stay.start), end, "")
    return stay.station, stay.office, _minutes(stay.enabled), *times


def _minutes(time: float) -> str:
    return f"{time:.{DECIMALS}f}"
