"""The rules over a year of applications at once: the order of rules.md section 2, in columns.

The same predicates as in ``domain`` are folded in the same order; a test holds every verdict
equal to that of the procedure, case by case.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from domain.law import Law
from domain.procedure import Verdict
from domain.readings import Readings
from domain.residence.norm import norm_reached
from simulation.demand.applications import Applications, Bools, Ints
from simulation.impact import endings, standing
from simulation.impact.claims import claims
from simulation.impact.endings import ADMITTED, OPEN, first_of, place
from simulation.impact.routes import Routes, routes
from simulation.impact.standing import Register
from synthetic_data.city import ASTANA


@dataclass(frozen=True, slots=True, eq=False)
class Evaluation:
    """A year of applications under one set of readings, before a norm is compared.

    Each column has one row an application; verdicts are places in ``ENDINGS``.

    Args:
        before: how each ends whatever the norm is, ``OPEN`` where the norm is asked.
        reached: how each ends once the norm is reached in its dwelling (RES-09 to RES-11).
        stopped: what stops an admission after all, consent or signature, ``OPEN`` for nothing.
    """

    before: Ints
    reached: Ints
    stopped: Ints

    def verdicts(self, full: Bools) -> Ints:
        """Return how each ends, given in whose dwelling the norm is reached."""
        asked = np.where(full, self.reached, place(endings.NORM))
        end = np.where(self.before == OPEN, asked, self.before)
        return np.where(ADMITTED[end] & (self.stopped != OPEN), self.stopped, end)


def evaluate(asked: Applications, registers: Register, law: Law, readings: Readings) -> Evaluation:
    """Apply every rule but the comparison with the norm.

    Args:
        asked: the applications.
        registers: the city on the day of filing.
        law: the values of that day.
        readings: how the text is read.
    """
    way = routes(asked, registers, readings)
    rules = [
        (np.full(asked.count, not _in_pilot(registers.day, law)), endings.NOT_IN_PILOT),
        *way.rules(),
        *_admissions(asked, registers, way, readings),
        (~_area_known(asked, registers, law, readings), endings.NO_AREA),
    ]
    reached = claims(asked, registers, readings)
    return Evaluation(first_of(rules, asked.count), reached, _stopped(asked, way, readings))


def _in_pilot(day: int, law: Law) -> bool:
    """Say whether the pilot is in force, both days inside (RES-01)."""
    start, end = (_number(edge) for edge in law.residence_pilot)
    return start <= day <= end


def _number(day: date) -> int:
    return int(f"{day:%Y%m%d}")


def _admissions(
    asked: Applications, registers: Register, way: Routes, readings: Readings
) -> Iterator[tuple[Bools, Verdict]]:
    """Yield the admissions that ask no norm, in the order of the text (RES-04, RES-16)."""
    elsewhere = registers.city.dwelling_city[asked.dwelling] != ASTANA
    yield way.in_hall & (elsewhere | (not readings.hall_norm)), endings.HALL
    yield way.is_owner & (readings.owner_himself == "exempt"), endings.OWNER
    yield elsewhere, endings.ONLINE


def _area_known(asked: Applications, registers: Register, law: Law, readings: Readings) -> Bools:
    area, _ = standing.compared_areas(registers.city, law, readings)
    known: Bools = area[asked.dwelling] >= 0
    return known


def _stopped(asked: Applications, way: Routes, readings: Readings) -> Ints:
    """Return what stops an admission outside the hall (RES-13, RES-14)."""
    required = ~way.is_owner & (readings.owner_consent == "required")
    rules = (
        (~way.in_hall & required & ~asked.consents, endings.NO_CONSENT),
        (~way.in_hall & ~asked.signs, endings.NOT_SIGNED),
    )
    return first_of(rules, asked.count)


def norm_is_reached(
    asked: Applications, registers: Register, law: Law, readings: Readings
) -> Bools:
    """Say for each application alone whether the norm is reached in its dwelling (RES-08)."""
    city, where = registers.city, asked.dwelling
    room = standing.places(city, law, readings)
    if room is None:
        return np.full(asked.count, readings.no_norm == "reached")
    registered = standing.counted_registered(city, readings)
    return np.asarray(norm_reached(registered[where], room[where]))


def static_verdicts(asked: Applications, registers: Register, law: Law, readings: Readings) -> Ints:
    """Return how every application ends by itself, places in ``ENDINGS``.

    Args:
        asked: the applications.
        registers: the city on the day of filing.
        law: the values of that day.
        readings: how the text is read.
    """
    full = norm_is_reached(asked, registers, law, readings)
    return evaluate(asked, registers, law, readings).verdicts(full)
