"""The stays of a run as a file, in the format that its name says."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Final

from domain.errors import BadInput
from simulation.event_log.comma_separated import comma_separated
from simulation.event_log.ocel import ocel
from simulation.event_log.stays import Log
from simulation.event_log.xes import xes
from simulation.scenario_parts import Scenario
from simulation.written import Sheet, written

__all__ = ["FORMATS", "Log", "event_log"]

Format = Callable[[Sheet, Scenario], AbstractContextManager[Log]]

FORMATS: Final[Mapping[str, Format]] = {
    ".csv": comma_separated,
    ".xes": xes,
    ".json": ocel,
    ".jsonocel": ocel,
}
"""Formats by the end of a file's name; a name without one, such as a pipe's, is CSV."""


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
        BadInput: the name says no known format, or the file cannot be written.
    """
    if path is None:
        yield lambda _replication, _trace: None
        return
    known = FORMATS.get(path.suffix.lower() or ".csv")
    if known is None:
        raise BadInput("--events", f"a file name that ends in {', '.join(FORMATS)}", path)
    with written(path, str(path)) as file, known(file, scenario) as log:
        yield log
