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
class Events:
    """What may change the count of dwellings, by dwelling and then by time.

    Args:
        place: the dwelling's number among those of the year; equal ones are together.
        row: the application that the event hangs on; the number of applications stands for
            somebody who leaves the city anyway.
        change: 1 who is let in and counts, 0 who does not count, -1 who leaves.
        arrives: whether it is the application for this dwelling.
    """

    place: Ints
    row: Ints
    change: Ints
    arrives: Bools

    def only(self, which: Bools) -> Events:
        """Return some of the events."""
        at = np.flatnonzero(which)
        return Events(self.place[at], self.row[at], self.change[at], self.arrives[at])

    def bounds(self, low: Bools, high: Bools) -> tuple[Ints, Ints]:
        """Return the least and the most that the count of the dwelling can have changed before.

        Args:
            low: whether each application is certain to be registered; a last row for departures.
            high: whether it may be.
        """
        sure, may = low[self.row], high[self.row]
        gains, first = self.change > 0, self._first()
        least = np.where(gains, sure, may) * self.change
        most = np.where(gains, may, sure) * self.change
        return _sums_before(least, first), _sums_before(most, first)

    def _first(self) -> Ints:
        """Return the first event of each event's dwelling."""
        starts = np.empty(len(self.place), bool)
        starts[:1] = True
        np.not_equal(self.place[1:], self.place[:-1], out=starts[1:])
        return np.flatnonzero(starts)[np.cumsum(starts, dtype=np.int32) - 1]


def _sums_before(changes: Ints, first: Ints) -> Ints:
    before = np.cumsum(changes, dtype=np.int32) - changes
    return before - before[first]


@dataclass(frozen=True, slots=True, eq=False)
class Schedule:
    """The events of a year in those dwellings where the order of filing can matter.

    That is: where somebody applies and something else happens too.

    Args:
        dwelling: the dwellings where order can matter, ascending.
        place: of each event among them.
        row: the application that it hangs on, or the number of applications.
        arrives: whether it is the application for this dwelling; otherwise somebody leaves it.
    """

    dwelling: Ints
    place: Ints
    row: Ints
    arrives: Bools

    @classmethod
    def of(cls, year: Lived) -> Schedule:
        """Put the events of a year in order.

        Who registers permanently leaves the dwelling in which he was so registered before.
        """
        asked, count = year.asked.dwelling, year.asked.count
        rows = np.arange(count)
        moves = np.flatnonzero((year.origin >= 0) & (year.asked.service == PERMANENT))
        dwelling = np.concatenate([asked, year.origin[moves], year.left]).astype(np.int64)
        row = np.concatenate([rows, moves, np.full(len(year.left), count)])
        time = np.concatenate([2 * rows + 1, 2 * moves + 2, 2 * year.left_before])
        order = np.argsort(dwelling * (2 * count + 3) + time)
        place, where = _numbered(dwelling[order])
        arrives = order < count
        matters = np.bincount(place[arrives], minlength=len(where)) > 0
        matters &= np.bincount(place) > 1
        kept = matters[place]
        number = np.cumsum(matters, dtype=np.int32) - np.int32(1)
        rows_kept = row[order[kept]].astype(np.int32)
        return cls(where[matters], number[place[kept]], rows_kept, arrives[kept])

    def events(self, counts: Bools) -> Events:
        """Return the events, given which registrations count towards the norm.

        Args:
            counts: one row an application.
        """
        gains = np.append(counts, True)[self.row].astype(np.int8)
        change = np.where(self.arrives, gains, np.int8(-1))
        return Events(self.place, self.row, change, self.arrives)


def _numbered(values: Ints) -> tuple[Ints, Ints]:
    """Return the number of each of some sorted values among the different ones, and these."""
    new = np.diff(values, prepend=-1) > 0
    return np.cumsum(new, dtype=np.int32) - np.int32(1), values[new]


class Course:
    """A year under one set of readings, ready to be decided in order under any norm.

    Args:
        schedule: the events of the year.
        evaluation: the year under the readings.
        homes: every dwelling under the same readings.
    """

    def __init__(self, schedule: Schedule, evaluation: Evaluation, homes: Homes) -> None:
        self._evaluation = evaluation
        self._homes = homes.of(schedule.dwelling)
        self._events = schedule.events(evaluation.counts)
        self._free_in, self._full_in = (
            np.append(ADMITTED[ends], True) for ends in (evaluation.free, evaluation.full)
        )
        low, high = self._events.bounds(self._full_in, self._free_in)
        self._asks = evaluation.free != evaluation.full
        # the norms under which a row meets a free dwelling for certain, and under which it may
        self._surely, self._maybe = (self._largest_norms(change) for change in (high, low))

    def _largest_norms(self, change: Ints) -> Ints:
        """Return the largest norm under which each row meets a free dwelling.

        Args:
            change: of the count before each event.
        """
        events, largest = self._events, self._evaluation.largest_norm.copy()
        rows = np.flatnonzero(events.arrives & (change != 0))
        there = self._homes.of(events.place[rows]).with_more(change[rows])
        largest[events.row[rows]] = there.largest_norm()
        return largest

    def ends(self, norm_tenths: int | None) -> Ints:
        """Return how every application ends, places in ``ENDINGS`` or ``NOT_MADE``.

        Args:
            norm_tenths: the norm; None: none is in force, and no order matters.
        """
        if norm_tenths is None:
            return static_ends(self._evaluation, None)
        reached = norm_tenths > self._maybe
        doubt = (norm_tenths > self._surely) & ~reached & self._asks
        self._settle(norm_tenths, reached, doubt)
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
        change, _ = self._events.bounds(inside, inside)
        return np.asarray(norm_tenths > self._largest_norms(change))

    def _settle(self, norm_tenths: int, reached: Bools, doubt: Bools) -> None:
        """Decide the rows in doubt, filling ``reached``."""
        left = self._homes.capacity(norm_tenths) - self._homes.registered
        high = np.where(np.append(reached, False), self._full_in, self._free_in)
        low = np.where(np.append(doubt, False), self._full_in, high)
        open_ = np.append(doubt, False)
        events = self._with_doubt(self._events, open_)
        while len(events.row):
            least, most = events.bounds(low, high)
            judged = events.arrives & open_[events.row]
            row, room = events.row[judged], left[events.place[judged]]
            full, free = row[least[judged] >= room], row[most[judged] < room]
            reached[full], high[full], low[free] = True, self._full_in[full], self._free_in[free]
            open_[full], open_[free] = False, False
            events = self._with_doubt(events, open_)

    def _with_doubt(self, events: Events, open_: Bools) -> Events:
        """Return the events of those dwellings in which an application is in doubt."""
        doubt = np.zeros(len(self._homes.area), bool)
        doubt[events.place[events.arrives & open_[events.row]]] = True
        return events.only(doubt[events.place])


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
