"""A year decided in the order of filing: who is let in raises the count, who leaves lowers it.

Whether a row meets a full dwelling depends on the rows before it, there and, through people who
move, elsewhere. What is certain of those bounds the count from below and from above; most rows
are decided by the bounds alone, what they do narrows the bounds of the others, and the earliest
row not decided always has no doubt before it. So a few passes over ever fewer dwellings give
exactly what a loop over the rows would.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np

from simulation.demand.applications import SERVICES, Bools, Ints
from simulation.impact.endings import ADMITTED
from simulation.impact.standing import Homes
from simulation.impact.verdicts import Evaluation, Filed, static_ends

PERMANENT: Final = SERVICES.index("residence")


class Lived(Filed, Protocol):
    """A year of applications with the dwellings that people leave."""

    @property
    def origin(self) -> Ints:
        """Dwelling in which each applicant is registered permanently, -1 none."""

    @property
    def left(self) -> Ints:
        """Dwellings that people leave the city from."""

    @property
    def left_before(self) -> Ints:
        """Place in the year before which each of them does."""


@dataclass(frozen=True, slots=True, eq=False)
class Schedule:
    """What may change the count of dwellings in a year, by dwelling and then by time.

    Args:
        dwelling: the dwellings of the year, ascending.
        place: of each event among them.
        row: the application that it hangs on; the number of applications stands for somebody
            who leaves the city anyway.
        arrives: whether it adds to the dwelling; otherwise somebody leaves it.
        arrival: the event by which each application's own dwelling gains, one row an application.
    """

    dwelling: Ints
    place: Ints
    row: Ints
    arrives: Bools
    arrival: Ints

    @classmethod
    def of(cls, year: Lived) -> Schedule:
        """Put the events of a year in order.

        Who registers permanently leaves the dwelling in which he was so registered before.
        """
        count = year.asked.count
        rows = np.arange(count)
        moves = np.flatnonzero((year.origin >= 0) & (year.asked.service == PERMANENT))
        nobody = np.full(len(year.left), count)
        dwelling = np.concatenate([year.asked.dwelling, year.origin[moves], year.left])
        row = np.concatenate([rows, moves, nobody])
        half_rows = np.concatenate([2 * rows + 1, 2 * moves + 1, 2 * year.left_before])
        order = np.lexsort((half_rows, dwelling))
        different, place = np.unique(dwelling[order], return_inverse=True)
        arrives = order < count
        arrival = np.empty(count, np.int32)
        arrival[order[arrives]] = np.flatnonzero(arrives)
        return cls(different, place.astype(np.int32), row[order].astype(np.int32), arrives, arrival)


class Course:
    """A year under one set of readings, ready to be decided in order under any norm.

    Args:
        schedule: the events of the year.
        evaluation: the year under the readings.
        homes: every dwelling under the same readings.
    """

    def __init__(self, schedule: Schedule, evaluation: Evaluation, homes: Homes) -> None:
        self._schedule, self._evaluation = schedule, evaluation
        self._homes = homes.of(schedule.dwelling)
        self._place = schedule.place[schedule.arrival]
        self._free_in, self._full_in = (
            np.append(ADMITTED[ends], True) for ends in (evaluation.free, evaluation.full)
        )
        counts = np.append(evaluation.counts, True)[schedule.row].astype(np.int8)
        self._weight = np.where(schedule.arrives, counts, np.int8(-1))
        self._asks = evaluation.free != evaluation.full
        everything = np.arange(len(schedule.row))
        low, high = self._bounds(everything, self._full_in, self._free_in)
        self._low, self._high = low[schedule.arrival], high[schedule.arrival]

    def ends(self, norm_tenths: int | None) -> Ints:
        """Return how every application ends, places in ``ENDINGS`` or ``NOT_MADE``.

        Args:
            norm_tenths: the norm; None: none is in force, and no order matters.
        """
        if norm_tenths is None:
            return static_ends(self._evaluation, None)
        room = self._homes.capacity(norm_tenths)
        of_row = room[self._place]
        reached = self._low >= of_row
        doubt = self._asks & ~reached & (self._high >= of_row)
        self._settle(room, reached, doubt)
        return self._evaluation.verdicts(reached)

    def reached(self, ends: Ints, norm_tenths: int | None) -> Bools:
        """Say for every application whether the norm is reached when its turn comes.

        Args:
            ends: how they end, as ``ends`` returns them under the same norm.
            norm_tenths: the norm; None: none is in force.
        """
        if norm_tenths is None:
            return np.full(len(ends), self._evaluation.reached_without_norm)
        inside = np.append(ADMITTED[ends], True)
        registered, _ = self._bounds(np.arange(len(self._weight)), inside, inside)
        room = self._homes.capacity(norm_tenths)[self._place]
        return np.asarray(registered[self._schedule.arrival] >= room)

    def _settle(self, room: Ints, reached: Bools, doubt: Bools) -> None:
        """Decide the rows in doubt, filling ``reached``."""
        plan = self._schedule
        low = np.where(np.append(reached | doubt, False), self._full_in, self._free_in)
        high = np.where(np.append(reached, False), self._full_in, self._free_in)
        open_ = np.append(doubt, False)
        events = self._of_places(np.arange(len(plan.row)), self._place[doubt])
        while len(events):
            least, most = self._bounds(events, low, high)
            judged = plan.arrives[events] & open_[plan.row[events]]
            row, place = plan.row[events[judged]], plan.place[events[judged]]
            full, free = least[judged] >= room[place], most[judged] < room[place]
            reached[row[full]] = True
            high[row[full]] = self._full_in[row[full]]
            low[row[free]] = self._free_in[row[free]]
            open_[row[full | free]] = False
            events = self._of_places(events, place[~(full | free)])

    def _of_places(self, events: Ints, places: Ints) -> Ints:
        """Return those of some events that are in some dwellings."""
        wanted = np.zeros(len(self._schedule.dwelling), bool)
        wanted[places] = True
        return events[wanted[self._schedule.place[events]]]

    def _bounds(self, events: Ints, low: Bools, high: Bools) -> tuple[Ints, Ints]:
        """Return the least and the most who can be registered before each of some events.

        Args:
            events: all events of some dwellings, in order.
            low: whether each application is certain to be registered; a last row for departures.
            high: whether it may be.
        """
        weight, row = self._weight[events], self._schedule.row[events]
        place = self._schedule.place[events]
        gains, sure, may = weight > 0, low[row], high[row]
        least = np.where(gains, sure, may) * weight
        most = np.where(gains, may, sure) * weight
        before = self._homes.registered[place]
        return before + _sums_before(least, place), before + _sums_before(most, place)


def _sums_before(changes: Ints, place: Ints) -> Ints:
    """Return the sum of the changes before each in the same place; equal places are together."""
    before = np.cumsum(changes, dtype=np.int32) - changes
    new = np.flatnonzero(np.diff(place, prepend=-1))
    lengths = np.diff(new, append=len(place))
    return before - np.repeat(before[new], lengths)


def sequential_ends(
    year: Lived, evaluation: Evaluation, homes: Homes, norm_tenths: int | None
) -> Ints:
    """Return how every application ends, decided one after the other.

    For several norms make a `Course` once.

    Args:
        year: the applications in the order of filing.
        evaluation: the same under some readings.
        homes: every dwelling under these readings.
        norm_tenths: the norm; None: none is in force.

    Returns:
        Places in ``ENDINGS`` or ``NOT_MADE``.
    """
    return Course(Schedule.of(year), evaluation, homes).ends(norm_tenths)
