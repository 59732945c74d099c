"""The stays of a run as XES (IEEE Std 1849-2016): a trace a case, two or three events a stay.

Source: IEEE Std 1849-2016, its XML schema ``xes-ieee-1849-2016.xsd`` and the standard extensions
concept, time, lifecycle and organizational, all at xes-standard.org.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Final
from xml.sax.saxutils import quoteattr

from simulation.event_log.stays import ZONE_NAME, Clock, Log, Stay, about, by_case, clock, marks
from simulation.scenario_parts import Scenario
from simulation.trace import Trace
from simulation.written import Sheet

TRANSITIONS: Final[Mapping[str, str]] = {
    "ready": "schedule",
    "start": "start",
    "complete": "complete",
    "leave": "withdraw",
}
"""Moments as the standard lifecycle model calls them."""

EXTENSIONS: Final = (
    ("Concept", "concept"),
    ("Time", "time"),
    ("Lifecycle", "lifecycle"),
    ("Organizational", "org"),
)
MARKS: Final = {"seed": "int", "synthetic": "boolean"}
"""Attributes of the log that are no strings."""

UNWRITABLE: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold (section 2.2)."""


@contextmanager
def xes(file: Sheet, scenario: Scenario) -> Iterator[Log]:
    """Open a log in XES.

    Args:
        file: where it is written.
        scenario: names the log and the offices, and tells its first day.

    Yields:
        What takes a replication.
    """
    at = clock(scenario)
    file.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    file.write('<log xes.version="1849.2016" xes.features="">\n')
    for name, prefix in EXTENSIONS:
        uri = f"http://www.xes-standard.org/{prefix}.xesext"
        file.write(f'<extension name="{name}" prefix="{prefix}" uri="{uri}"/>\n')
    file.write('<global scope="trace">' + _string("concept:name", "") + "</global>\n")
    file.write('<global scope="event">' + _event("", "", at(0), "") + "</global>\n")
    keys = "concept:name lifecycle:transition"
    file.write(f'<classifier name="Activity" scope="event" keys="{keys}"/>\n')
    file.write(_string("concept:name", scenario.name) + _string("lifecycle:model", "standard"))
    file.write(_date("period_from", at(0)) + _string("time_zone", ZONE_NAME) + "\n")
    file.write("".join(_mark(*mark) for mark in marks(scenario).items()) + "\n")

    def take(replication: int, trace: Trace) -> None:
        known = about(trace)
        for case, stays in by_case(trace, scenario):
            words = _about(f"{replication}-{case}", replication, known(case))
            file.write(f"<trace>{words}\n{''.join(_events(stays, at))}</trace>\n")

    yield take
    file.write("</log>\n")


def _about(name: str, replication: int, known: Mapping[str, str]) -> str:
    words = {"concept:name": name, **known}
    attempt = words.pop("attempt")
    numbers = {"replication": replication, "attempt": attempt}
    return "".join(_string(key, value) for key, value in words.items()) + "".join(
        f'<int key="{key}" value="{value}"/>' for key, value in numbers.items()
    )


def _events(stays: Iterable[Stay], at: Clock) -> Iterator[str]:
    for stay in stays:
        for moment, minutes in stay.moments():
            before, after = _around(stay.station, TRANSITIONS[moment], stay.office)
            yield f"{before}{at(minutes)}{after}"


@lru_cache(maxsize=4096)
def _around(station: str, transition: str, office: str) -> tuple[str, str]:
    """Return an event before and after its time: few differ in anything else."""
    before, after = _event(station, transition, "\0", office).split("\0")
    return f"<event>{before}", f"{after}</event>\n"


def _event(station: str, transition: str, time: str, office: str) -> str:
    """Return the attributes that every event has, in their order."""
    return (
        _string("concept:name", station)
        + _string("lifecycle:transition", transition)
        + _date("time:timestamp", time)
        + _string("org:group", office)
    )


def _mark(key: str, value: str) -> str:
    """Return what the log says of itself, in the type that the standard has for it."""
    if key not in MARKS:
        return _string(key, value)
    return f'<{MARKS[key]} key="{key}" value="{value}"/>'


def _string(key: str, value: str) -> str:
    return f'<string key="{key}" value={quoteattr(UNWRITABLE.sub("?", value))}/>'


def _date(key: str, value: str) -> str:
    return f'<date key="{key}" value="{value}"/>'
