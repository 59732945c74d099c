"""The stays of a run as CSV, one row each."""

import csv
from collections.abc import Iterator, Sequence
from math import isinf, isnan
from pathlib import Path

from domain.errors import BadInput
from simulation.centre import CENTRE_STATIONS
from simulation.lever_readers import DAY_MINUTES
from simulation.scenario_parts import Scenario
from simulation.trace import SERVICES, STATIONS, Trace

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


def write_events(path: Path, scenario: Scenario, traces: Sequence[Trace]) -> None:
    """Write every stay that began in the period and is over.

    Args:
        path: the file to make.
        scenario: names the offices.
        traces: one per replication, in order.

    Raises:
        BadInput: the file cannot be written.
    """
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(HEADER)
            for replication, trace in enumerate(traces, 1):
                writer.writerows((replication, *row) for row in _rows(trace, scenario))
    except OSError as reason:
        raise BadInput(str(path), "a file that can be written", reason) from reason


def _rows(trace: Trace, scenario: Scenario) -> Iterator[tuple[object, ...]]:
    end_of_period = scenario.days * DAY_MINUTES
    stays = zip(trace.case, trace.post, trace.enabled, trace.start, trace.end, strict=True)
    for case, code, enabled, start, end in stays:
        if enabled >= end_of_period or isinf(end):
            continue
        number, place = divmod(code, len(STATIONS))
        station = STATIONS[place]
        office = scenario.offices[number].id if station in CENTRE_STATIONS else ""
        left = isnan(start)
        times = ("", "", _minutes(end)) if left else (_minutes(start), _minutes(end), "")
        service = SERVICES[trace.service[case]]
        yield (case, service, station, office, _minutes(enabled), *times)


def _minutes(time: float) -> str:
    return f"{time:.{DECIMALS}f}"
