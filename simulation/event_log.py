"""The stays of a run as CSV, one row each."""

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import isinf, isnan
from pathlib import Path

from simulation.centre import CENTRE_STATIONS
from simulation.lever_readers import DAY_MINUTES
from simulation.scenario_parts import Scenario
from simulation.trace import SERVICES, STATIONS, Trace
from simulation.written import written

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


Log = Callable[[int, Trace], None]
"""Takes the number of a replication, from 1, and its trace."""


@contextmanager
def event_log(path: Path | None, scenario: Scenario) -> Iterator[Log]:
    """Open a log that takes one replication after another, in order, and keeps none.

    It gets every stay that began in the period and is over.

    Args:
        path: the file to make, whole or not at all; None: nothing is written.
        scenario: names the offices.

    Yields:
        What takes a replication.

    Raises:
        BadInput: the file cannot be written.
    """
    if path is None:
        yield lambda _replication, _trace: None
        return
    with written(path, str(path)) as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        yield lambda replication, trace: writer.writerows(
            (replication, *row) for row in _rows(trace, scenario)
        )


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
