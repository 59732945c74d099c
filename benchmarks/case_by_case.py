"""Applications carried one by one through the procedure itself: what columns must agree with."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from functools import partial
from itertools import combinations
from typing import cast

from domain.law import Law
from domain.procedure import Verdict, decide, put
from domain.procedures import start
from domain.readings import Readings, Value
from domain.records import SIDES, Choices, Registration
from simulation.demand.applications import CATEGORIES, CHANNELS, SERVICES, Applications
from simulation.impact.setting import RESIDENCE_SWITCHES
from synthetic_data import memory

BELIEFS = {-1: None, 0: "other_owner", 1: "protected_owner"}

ALONE = [
    Readings(),
    *(Readings(**{switch.name: switch.other}) for switch in RESIDENCE_SWITCHES),  # type: ignore[arg-type]  # the value of that switch
]
"""The readings that the pilot is taken to mean, and each other reading alone."""


def one_by_one(
    registrations: memory.Registrations, asked: Applications, law: Law, readings: Readings
) -> list[Verdict]:
    """Return how each ends by itself; what it enters is taken back at once."""
    return [
        decided(registrations, asked, row, law, readings, stays=False) for row in range(asked.count)
    ]


def decided(
    registrations: memory.Registrations,
    asked: Applications,
    row: int,
    law: Law,
    readings: Readings,
    *,
    stays: bool,
) -> Verdict:
    """Decide one application on the day of the law."""
    application, choices = case(asked, row, readings, law.day)
    ask = partial(put, memory.registries(registrations, choices, law.day))
    verdict = decide(start(application, law, readings), ask)[0]
    if not stays:
        forget(registrations, application)
    return verdict


def forget(registrations: memory.Registrations, application: Registration) -> None:
    """Take back what an application entered, so that every one stands alone."""
    kind = memory.TEMPORARY if application.service == "temporary_stay" else memory.PERMANENT
    for _, dwelling in registrations.entered:
        registrations.counts[kind][cast("int", dwelling)] -= 1
    registrations.entered.clear()


def case(
    asked: Applications, row: int, readings: Readings, day: date
) -> tuple[Registration, Choices]:
    stated = int(asked.stated(readings.exemptions)[row])
    choices = Choices(
        category=CATEGORIES[stated] if stated >= 0 else None,
        side=SIDES[asked.side[row]],
        reception_finding=BELIEFS[int(asked.believed[row])],
        representative_documents="match" if asked.papers[row] else "mismatch",
        owner_consent="given" if asked.consents[row] else "refused",
        signature="signed" if asked.signs[row] else "declined",
    )
    service, channel = SERVICES[asked.service[row]], CHANNELS[asked.channel[row]]
    who, where = int(asked.applicant[row]), int(asked.dwelling[row])
    return Registration(service, channel, day, who, where), choices


def named(readings: Readings) -> str:
    """Return the readings that do not stand at their default, for the name of a test."""
    moved = [f.name for f in fields(readings) if getattr(readings, f.name) != f.metadata["default"]]
    return "+".join(moved) or "default"


def together() -> list[Readings]:
    """Return readings in which every two values of two residence switches meet once at least."""
    factors = {switch.name: switch.values for switch in RESIDENCE_SWITCHES}
    return [Readings(**row) for row in pairwise(factors)]  # type: ignore[arg-type]  # values of those switches


Row = dict[str, Value]
Meeting = frozenset[tuple[str, Value]]


def pairwise(factors: dict[str, tuple[Value, Value]]) -> list[Row]:
    """Return rows of one value a factor in which any two values of two factors meet.

    Greedy: every row begins with two values that have not met, and each further factor takes the
    value that meets the most of the row anew, of two such the one with more left to meet.
    """
    unmet = set(meetings_of_all(factors))
    rows: list[Row] = []
    while unmet:
        row: Row = dict(min(unmet, key=lambda pair: sorted(map(str, pair))))
        for name, values in factors.items():
            if name not in row:
                row[name] = max(values, key=partial(gain, unmet, row, name))
        unmet -= set(meetings(row))
        rows.append(row)
    return rows


def gain(unmet: set[Meeting], row: Row, name: str, value: Value) -> tuple[int, int]:
    item = name, value
    here = sum(frozenset({item, other}) in unmet for other in row.items())
    return here, sum(item in pair for pair in unmet)


def meetings(row: Row) -> Iterator[Meeting]:
    return map(frozenset, combinations(row.items(), 2))


def meetings_of_all(factors: dict[str, tuple[Value, Value]]) -> Iterator[Meeting]:
    for one, other in combinations(factors, 2):
        yield from (frozenset({(one, a), (other, b)}) for a in factors[one] for b in factors[other])


EVERY_READING = list(dict.fromkeys([*ALONE, *together()]))
"""Each reading alone, and sets in which every two meet."""
