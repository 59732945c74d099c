"""A year of applications that can be decided under any setting, over and over."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from domain.readings import Readings
from simulation.impact.kept import Kept
from simulation.impact.sequence import Course, Schedule
from simulation.impact.standing import homes
from simulation.impact.stock import capital
from simulation.impact.verdicts import Evaluation, evaluate, static_ends

if TYPE_CHECKING:
    from simulation.demand.applications import Ints
    from simulation.demand.year import Year
    from simulation.impact.prepared import Prepared
    from simulation.impact.setting import Setting
    from simulation.impact.standing import Homes, Register

KEPT: Final = 24
"""Readings under which a year is kept evaluated: more than there are switches to move alone."""


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """A year under one set of readings, ready for any norm.

    Attributes:
        evaluation: how every application ends, but for the comparison with the norm.
        course: the same in the order of filing.
        capital: the dwellings of the capital, as these readings compare them.
    """

    evaluation: Evaluation
    course: Course
    capital: Homes


@dataclass(frozen=True, slots=True, eq=False)
class Ends:
    """How every application of a year ends, places in ``ENDINGS`` or ``NOT_MADE``.

    Attributes:
        static: each by itself.
        sequential: one after the other, in the order of filing.
    """

    static: Ints
    sequential: Ints


class World:
    """A city on a day and one year of applications in it.

    Safe to be shared by threads.

    Args:
        registers: the city on the day of filing.
        prepared: what the registers say about the pool from which the year was chosen.
        year: the applications.
    """

    def __init__(self, registers: Register, prepared: Prepared, year: Year) -> None:
        self.registers, self.prepared, self.year = registers, prepared, year
        self._read = Kept(self._evaluated, KEPT)
        self._capital = Kept(self._of_capital, KEPT)

    def read(self, setting: Setting) -> Read:
        """Return the year under the readings of a setting, whatever its norm."""
        return self._read(setting.at(None))

    def static(self, setting: Setting) -> Ints:
        """Return how every application ends by itself."""
        return static_ends(self.read(setting).evaluation, setting.norm_tenths)

    def sequential(self, setting: Setting) -> Ints:
        """Return how the applications end one after the other."""
        return self.read(setting).course.ends(setting.norm_tenths)

    @cached_property
    def schedule(self) -> Schedule:
        """What may change the counts of dwellings in the year, in order."""
        return Schedule.of(self.year)

    def _evaluated(self, setting: Setting) -> Read:
        law, readings = setting.law, setting.readings
        answers = self.prepared.answers(readings, law)
        evaluation = evaluate(self.year, answers, law, readings)
        every = homes(self.registers, law, readings)
        course = Course(self.schedule, evaluation, every)
        return Read(evaluation, course, self._capital(compared(setting)))

    def _of_capital(self, setting: Setting) -> Homes:
        return capital(self.registers, setting.law, setting.readings)


def compared(setting: Setting) -> Setting:
    """Return a setting with nothing but what decides how dwellings are compared with a norm.

    Its norm is none; readings of no weight are at their default, so that many settings share one.
    """
    readings = setting.readings
    weighty = Readings(
        norm_reading=readings.norm_reading,
        area=readings.area,
        count_temporary=readings.count_temporary,
        count_under_14=readings.count_under_14,
    )
    return replace(setting.at(None), readings=weighty)
