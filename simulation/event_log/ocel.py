"""The stays of a run as OCEL 2.0 in JSON: events, and the objects that they concern.

Source: A. Berti et al., "OCEL (Object-Centric Event Log) 2.0 Specification", arXiv:2403.01975,
section 8, and its JSON schema at ocel-standard.org, which wants every value of an attribute to be
a string.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import Final, NamedTuple, TextIO

from simulation.event_log.stays import (
    EPOCH,
    MOMENTS,
    Clock,
    Log,
    Stay,
    about,
    by_case,
    clock,
    marks,
)
from simulation.measures.applications import ERRANDS
from simulation.scenario_parts import Scenario
from simulation.trace import OTHER, REASONS, STATIONS, Trace
from simulation.written import Sheet

OBJECT_TYPES: Final[Mapping[str, Mapping[str, str]]] = {
    "visit": {"service": "string", "reason": "string", "attempt": "integer", "outcome": "string"},
    "application": {
        "service": "string",
        "reason": "string",
        "attempt": "integer",
        "outcome": "string",
        "basis": "string",
    },
    "office": {"district": "string"},
    "card": {"expired": "time"},
    "scenario": {
        "scenario": "string",
        "scenario_sha256": "string",
        "seed": "integer",
        "synthetic": "boolean",
        "hypothetical": "string",
    },
}
"""Names and types of the attributes of each type of object; one ``scenario`` tells of the log."""


@contextmanager
def ocel(file: Sheet, scenario: Scenario) -> Iterator[Log]:
    """Open a log in OCEL 2.0; events stand in the file before the objects.

    Objects wait for the end in a file of their own, so that memory holds one replication only.

    Args:
        file: where it is written.
        scenario: tells the offices and its first day.

    Yields:
        What takes a replication.
    """
    with TemporaryFile("w+", encoding="utf-8") as aside:
        events, objects = _Items(file), _Items(aside)
        file.write(f'{{"eventTypes": {json.dumps(_event_types())},\n')
        file.write(f'"objectTypes": {json.dumps(_object_types())},\n"events": [')
        objects.add(_object("scenario", "scenario", marks(scenario)))
        for office in scenario.offices:
            objects.add(_object(_office(office.id), "office", {"district": office.district}))
        at = clock(scenario)

        def take(replication: int, trace: Trace) -> None:
            told = _Told(replication, trace, at)
            cards, known = _add_cards(objects, told), about(trace)
            for case, stays in by_case(trace, scenario):
                name, kind = f"{replication}-{case}", _kind(trace, case)
                objects.add(_object(name, kind, known(case), cards.get(case, ())))
                for event in _events(name, stays, at):
                    events.add({"id": f"e{events.count}", **event})

        yield take
        file.write('\n],\n"objects": [')
        aside.seek(0)
        for block in iter(lambda: aside.read(BLOCK), ""):
            file.write(block)
        file.write("\n]}\n")


ENCODED: Final = json.JSONEncoder(ensure_ascii=False).encode
"""One encoder for all: ``json.dumps`` makes one a call."""

BLOCK: Final = 1 << 20
"""Characters that are copied at once."""


class _Items:
    """The items of a JSON array, written one after another.

    Args:
        file: after the opening bracket.
    """

    def __init__(self, file: Sheet | TextIO) -> None:
        self._file = file
        self.count = 0

    def add(self, item: Mapping[str, object]) -> None:
        comma = "," if self.count else ""
        self._file.write(f"{comma}\n{ENCODED(item)}")
        self.count += 1


class _Told(NamedTuple):
    """A replication to be told: its number from 1, its trace, and the clock."""

    replication: int
    trace: Trace
    at: Clock


def _event_types() -> list[Mapping[str, object]]:
    names = (f"{station} {moment}" for station in STATIONS for moment in MOMENTS)
    return [{"name": name, "attributes": []} for name in names]


def _object_types() -> list[Mapping[str, object]]:
    return [
        {"name": name, "attributes": [{"name": n, "type": t} for n, t in attributes.items()]}
        for name, attributes in OBJECT_TYPES.items()
    ]


def _events(case: str, stays: Sequence[Stay], at: Clock) -> Iterator[Mapping[str, object]]:
    """Yield the events of a case in their order, without their ids."""
    for stay in stays:
        concerns = [{"objectId": case, "qualifier": "of"}]
        if stay.office:
            concerns.append({"objectId": _office(stay.office), "qualifier": "at"})
        for moment, minutes in stay.moments():
            yield {
                "type": f"{stay.station} {moment}",
                "time": at(minutes),
                "attributes": [],
                "relationships": concerns,
            }


_Related = Sequence[Mapping[str, str]]


def _add_cards(objects: _Items, told: _Told) -> Mapping[int, _Related]:
    """Add the cards of a replication, and return the relationships of the cases for them."""
    cards: dict[tuple[float, float], str] = {}
    of_case = {}
    for card in told.trace.cards:
        holder = (card.first_filed, card.expired)  # all applications for one card share both
        if holder not in cards:
            cards[holder] = f"{told.replication}-card-{len(cards) + 1}"
            expired = {"expired": told.at(card.expired)}
            objects.add(_object(cards[holder], "card", expired))
        of_case[card.case] = [{"objectId": cards[holder], "qualifier": "for"}]
    return of_case


def _kind(trace: Trace, case: int) -> str:
    is_visit = trace.service[case] == OTHER or REASONS[trace.reason[case]] in ERRANDS
    return "visit" if is_visit else "application"


def _object(
    name: str,
    kind: str,
    attributes: Mapping[str, str],
    related: _Related = (),
) -> Mapping[str, object]:
    values = [{"name": key, "time": EPOCH, "value": value} for key, value in attributes.items()]
    return {"id": name, "type": kind, "attributes": values, "relationships": list(related)}


def _office(name: str) -> str:
    """Return the id of an office: no case and no card has one like it."""
    return f"office {name}"
