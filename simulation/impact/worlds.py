"""A year of applications that can be decided under any setting, over and over."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from domain.law import law_on
from domain.readings import Readings
from domain.residence.norm import WHOLE
from simulation.impact.classes import Classes
from simulation.impact.kept import Kept
from simulation.impact.sequence import Course, Schedule
from simulation.impact.standing import homes
from simulation.impact.verdicts import Evaluation, evaluate_found, static_ends
from synthetic_data.city import ASTANA

if TYPE_CHECKING:
    from simulation.demand.applications import Bools, Ints
    from simulation.demand.year import Year
    from simulation.impact.prepared import Answers, Prepared
    from simulation.impact.setting import Setting
    from simulation.impact.standing import Homes, Register

KEPT: Final = 4
"""Readings under which a year is kept evaluated: a few megabytes each, and soon made again."""

COMPARED_KEPT: Final = 8
"""Ways to compare dwellings with a norm that are kept: each reading of one alone, and some more."""


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """A year under one set of readings, ready for any norm.

    Attributes:
        evaluation: how every application ends, but for the comparison with the norm.
        course: the same in the order of filing.
        classes: the dwellings of the capital, as these readings compare them.
    """

    evaluation: Evaluation
    course: Course
    classes: Classes


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """Dwellings under the readings that decide how they are compared with a norm.

    Attributes:
        area_known: whether an area serves in the dwelling of each application.
        largest_norm: under which it takes one more, tenths of m².
        ordered: those dwellings in which the order of filing can matter.
        classes: those of the capital.
    """

    area_known: Bools
    largest_norm: Ints
    ordered: Homes
    classes: Classes


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
        self._rows = year.row.astype(np.intp)
        self._elsewhere = np.flatnonzero(registers.city.dwelling_city != ASTANA)
        self._read = Kept(self._evaluated, KEPT)
        self._compared = Kept(self._compare, COMPARED_KEPT)

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

    @cached_property
    def _ordered(self) -> Schedule:
        """The same, its dwellings numbered as in `Compared.ordered`."""
        return replace(self.schedule, dwelling=np.arange(len(self.schedule.dwelling)))

    @cached_property
    def _found(self) -> Answers:
        """What registers answer about each application: what no reading touches of it is used."""
        law = law_on(date.fromisoformat(str(self.registers.day)))
        return self.prepared.answers(Readings(), law).of(self.year.row)

    def _evaluated(self, setting: Setting) -> Read:
        beside = self._compared(compared(setting))
        found = self._answers(setting.readings, beside)
        evaluation = evaluate_found(self.year, found, setting.law, setting.readings)
        return Read(evaluation, Course(self._ordered, evaluation, beside.ordered), beside.classes)

    def _answers(self, readings: Readings, beside: Compared) -> Answers:
        return replace(
            self._found,
            protected=self.prepared.protected(readings).take(self._rows),
            confirmed=self.prepared.confirmed(readings).take(self._rows),
            area_known=beside.area_known,
            largest_norm=beside.largest_norm,
        )

    def _compare(self, setting: Setting) -> Compared:
        every = homes(self.registers, setting.law, setting.readings)
        asked = every.of(self.year.asked.dwelling)
        return Compared(
            asked.area >= 0,
            asked.largest_norm(),
            every.of(self.schedule.dwelling),
            Classes.of(every, self._elsewhere),
        )


def compared(setting: Setting) -> Setting:
    """Return a setting with nothing but what decides how dwellings are compared with a norm.

    Its norm is none; what has no weight is the same in all, so that many settings share one.
    """
    readings = setting.readings
    weighty = Readings(
        norm_reading=readings.norm_reading,
        area=readings.area,
        count_temporary=readings.count_temporary,
        count_under_14=readings.count_under_14,
    )
    useful = setting.law.useful_permille if readings.area == "useful" else WHOLE
    law = replace(setting.law, norm_tenths=None, useful_permille=useful)
    return replace(setting, law=law, readings=weighty)
