"""The rules over a year of applications at once: the order of the procedure, in columns.

The same predicates as in ``domain`` are folded in the same order; a test holds every verdict
equal to that of the procedure, case by case.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np

from domain.law import Law
from domain.readings import Readings
from simulation.demand.applications import NONE, SERVICES, Applications, Bools, Ints
from simulation.impact import endings
from simulation.impact.claims import reached_ends, statements
from simulation.impact.endings import ADMITTED, NOT_MADE, OPEN, either, first_of, place
from simulation.impact.prepared import Answers, prepare
from simulation.impact.routes import admissions, in_hall, routes, stops
from simulation.impact.standing import Register
from synthetic_data.days import as_number

TEMPORARY: Final = SERVICES.index("temporary_stay")


class Filed(Protocol):
    """Applications in the order of filing, chosen from rows about which answers are known."""

    @property
    def asked(self) -> Applications:
        """What the rules are applied to."""

    @property
    def row(self) -> Ints:
        """Row of each among the answers."""

    @property
    def follows(self) -> Ints:
        """Place of the visit that each goes on from, -1 for one of its own."""


@dataclass(frozen=True, slots=True, eq=False)
class Evaluation:
    """A year of applications under one set of readings, before a norm is compared.

    Each column has one row an application; an ending is a place in ``ENDINGS`` or ``NOT_MADE``.

    Args:
        free: how each ends while the norm is not reached in its dwelling.
        full: how each ends once it is; the same where the norm is not asked.
        largest_norm: the largest norm, in tenths of m², under which the dwelling takes one more.
        counts: whether a registration of this kind counts towards the norm (RES-07).
        reached_without_norm: whether a norm that does not exist counts as reached.
    """

    free: Ints
    full: Ints
    largest_norm: Ints
    counts: Bools
    reached_without_norm: bool

    def verdicts(self, reached: Bools) -> Ints:
        """Return how each ends, given in whose dwelling the norm is reached."""
        return either(reached, self.full, self.free)


def evaluate(year: Filed, answers: Answers, law: Law, readings: Readings) -> Evaluation:
    """Apply every rule but the comparison with the norm.

    Args:
        year: the applications.
        answers: what registers answer under the same law and readings.
        law: the values of the day of filing.
        readings: how the text is read.
    """
    return evaluate_found(year, answers.of(year.row), law, readings)


def evaluate_found(year: Filed, found: Answers, law: Law, readings: Readings) -> Evaluation:
    """Apply the rules as `evaluate` does, to answers that have one row an application.

    Args:
        year: the applications.
        found: what registers answer about each.
        law: the values of the day of filing.
        readings: how the text is read.
    """
    asked = year.asked
    hall = in_hall(asked, found)
    rules = [
        (np.full(asked.count, not _in_pilot(found.day, law)), endings.NOT_IN_PILOT),
        *routes(asked, found, hall),
        *admissions(found, hall, readings),
        (~found.area_known, endings.NO_AREA),
    ]
    before = _without_idle_follow_ups(first_of(rules, asked.count), year.follows)
    reached = reached_ends(statements(asked, readings.exemptions), found.confirmed)
    stopped = first_of(stops(asked, found, hall, readings), asked.count)
    free, full = (
        _finally(either(before == OPEN, end, before), stopped)
        for end in (place(endings.NORM), reached)
    )
    counts = (asked.service != TEMPORARY) | readings.count_temporary
    return Evaluation(free, full, found.largest_norm, counts, readings.no_norm == "reached")


def static_ends(evaluation: Evaluation, norm_tenths: int | None) -> Ints:
    """Return how every application ends by itself, places in ``ENDINGS`` or ``NOT_MADE``.

    Args:
        evaluation: the year under some readings.
        norm_tenths: the norm; None: none is in force.
    """
    if norm_tenths is None:
        return evaluation.full if evaluation.reached_without_norm else evaluation.free
    return evaluation.verdicts(norm_tenths > evaluation.largest_norm)


@dataclass(frozen=True, slots=True, eq=False)
class Single:
    """Applications of which none follows another, each a row of its own."""

    asked: Applications
    row: Ints
    follows: Ints

    @classmethod
    def of(cls, asked: Applications) -> Single:
        """Return applications as a year."""
        return cls(asked, np.arange(asked.count), np.full(asked.count, NONE))


def static_verdicts(asked: Applications, registers: Register, law: Law, readings: Readings) -> Ints:
    """Return how every application ends by itself, places in ``ENDINGS``; all looked up anew.

    Args:
        asked: the applications.
        registers: the city on the day of filing.
        law: the values of that day.
        readings: how the text is read.
    """
    answers = prepare(asked, registers).answers(readings, law)
    return static_ends(evaluate(Single.of(asked), answers, law, readings), law.norm_tenths)


def _in_pilot(day: int, law: Law) -> bool:
    """Say whether the pilot is in force, both days inside (RES-01)."""
    start, end = (as_number(edge) for edge in law.residence_pilot)
    return start <= day <= end


def _without_idle_follow_ups(before: Ints, follows: Ints) -> Ints:
    """Take out who goes on from a visit that did not send him online: nobody does (RES-02)."""
    rows = np.flatnonzero(follows >= 0)
    sent = before[follows[rows]] == place(endings.REDIRECTED_ONLINE)
    before[rows[~sent]] = NOT_MADE
    return before


def _finally(end: Ints, stopped: Ints) -> Ints:
    return either(ADMITTED.take(end) & (stopped != OPEN), stopped, end)
