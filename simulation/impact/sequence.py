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

from simulation.demand.applications import NONE, SERVICES, Bools, Ints
from simulation.impact.endings import ADMITTED, either
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
        arrives: whether it is the application for this dwelling; otherwise somebody leaves it.
        change: 1 who is let in and counts, 0 who does not count, -1 who leaves.
        first: the first event of the dwelling.
    """

    place: Ints
    row: Ints
    arrives: Bools
    change: Ints
    first: Ints

    def only(self, at: Ints) -> Events:
        """Return some of the events, all of any dwelling or none."""
        place = self.place[at]
        return Events(place, self.row[at], self.arrives[at], self.change[at], _first(place))

    def bounds(self, low: Bools, high: Bools) -> tuple[Ints, Ints]:
        """Return the least and the most that the count of the dwelling can have changed before.

        Args:
            low: whether each application is certain to be registered; a last row for departures.
            high: whether it may be.
        """
        sure, may = (known.view(np.int8).take(self.row) for known in (low, high))
        gains = self.change > 0
        least = either(gains, sure, may) * self.change
        most = either(gains, may, sure) * self.change
        return self._sums_before(least), self._sums_before(most)

    def _sums_before(self, changes: Ints) -> Ints:
        before = np.cumsum(changes, dtype=np.int32) - changes
        return before - before.take(self.first)


def _first(place: Ints) -> Ints:
    """Return the first row of each row's value; equal values are together."""
    starts = _starts(place)
    return np.flatnonzero(starts)[np.cumsum(starts, dtype=np.int32) - 1]


def _starts(values: Ints) -> Bools:
    starts = np.empty(len(values), bool)
    starts[:1] = True
    np.not_equal(values[1:], values[:-1], out=starts[1:])
    return starts


@dataclass(frozen=True, slots=True, eq=False)
class Schedule:
    """The events of a year in those dwellings where the order of filing can matter.

    That is: where somebody applies and something else happens too.

    Args:
        dwelling: the dwellings where order can matter, ascending.
        starts: the first event of each, and the number of events.
        place: of each event's dwelling among them.
        row: the application that it hangs on, or the number of applications.
        arrives: whether it is the application for this dwelling; otherwise somebody leaves it.
        first: the first event of the same dwelling.
        place_of: of each application's dwelling among them, -1 if order does not matter there.
    """

    dwelling: Ints
    starts: Ints
    place: Ints
    row: Ints
    arrives: Bools
    first: Ints
    place_of: Ints

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
        order = order[_matters(dwelling[order], order < count)]
        return cls._ordered(dwelling[order], row[order].astype(np.int32), order < count, count)

    @classmethod
    def _ordered(cls, dwelling: Ints, row: Ints, arrives: Bools, count: int) -> Schedule:
        new = _starts(dwelling)
        starts = np.flatnonzero(new)
        place = np.cumsum(new, dtype=np.int32) - np.int32(1)
        place_of = np.full(count, NONE, np.int32)
        place_of[row[arrives]] = place[arrives]
        bounds, first = np.append(starts, len(row)), starts.astype(np.int32)[place]
        return cls(dwelling[starts], bounds, place, row, arrives, first, place_of)

    def events(self, counts: Bools) -> Events:
        """Return the events, given which registrations count towards the norm.

        Args:
            counts: one row an application.
        """
        gains = np.append(counts, True).view(np.int8).take(self.row)
        change = either(self.arrives, gains, np.full(len(self.row), -1, np.int8))
        return Events(self.place, self.row, self.arrives, change, self.first)

    def in_places(self, places: Ints) -> Ints:
        """Return the events of some dwellings, in order.

        Args:
            places: of dwellings, each once or more often.
        """
        wanted = np.zeros(len(self.dwelling), bool)
        wanted[places] = True
        starts = self.starts[:-1][wanted]
        many = self.starts[1:][wanted] - starts
        skipped = starts - (np.cumsum(many) - many)
        return np.repeat(skipped, many) + np.arange(many.sum())


def _matters(dwelling: Ints, arrives: Bools) -> Bools:
    """Say which events are of dwellings with an application and another event."""
    new = _starts(dwelling)
    starts = np.flatnonzero(new)
    if not len(starts):
        return new
    many = np.diff(starts, append=len(dwelling))
    matters = np.logical_or.reduceat(arrives, starts) & (many > 1)
    return np.repeat(matters, many)


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
        self._events = schedule.events(evaluation.counts)
        self._free_in, self._full_in = (
            np.append(ADMITTED.take(ends), True) for ends in (evaluation.free, evaluation.full)
        )
        events, asks = self._events, np.append(evaluation.free != evaluation.full, False)
        low, high = events.bounds(self._full_in, self._free_in)
        changed = ((low != 0) | (high != 0)) & events.arrives & asks.take(events.row)
        at = np.flatnonzero(changed)
        # the rows that others may concern: the norms under which each meets a free dwelling for
        # certain, and those under which it may
        self._rows = events.row[at]
        there = self._homes.of(self._events.place[at])
        self._surely, self._maybe = (
            there.with_more(change[at]).largest_norm() for change in (high, low)
        )

    def ends(self, norm_tenths: int | None) -> Ints:
        """Return how every application ends, places in ``ENDINGS`` or ``NOT_MADE``.

        Args:
            norm_tenths: the norm; None: none is in force, and no order matters.
        """
        if norm_tenths is None:
            return static_ends(self._evaluation, None)
        reached = norm_tenths > self._evaluation.largest_norm
        certain = norm_tenths > self._maybe
        reached[self._rows] = certain
        self._settle(norm_tenths, reached, self._rows[(norm_tenths > self._surely) & ~certain])
        return self._evaluation.verdicts(reached)

    def reached(self, ends: Ints, norm_tenths: int | None) -> Bools:
        """Say for every application whether the norm is reached when its turn comes.

        Args:
            ends: how they end, as ``ends`` returns them under the same norm.
            norm_tenths: the norm; None: none is in force.
        """
        if norm_tenths is None:
            return np.full(len(ends), self._evaluation.reached_without_norm)
        inside = np.append(ADMITTED.take(ends), True)
        change, _ = self._events.bounds(inside, inside)
        largest = self._evaluation.largest_norm.copy()
        at = np.flatnonzero(self._events.arrives & (change != 0))
        there = self._homes.of(self._events.place[at]).with_more(change[at])
        largest[self._events.row[at]] = there.largest_norm()
        return np.asarray(norm_tenths > largest)

    def _settle(self, norm_tenths: int, reached: Bools, doubt: Ints) -> None:
        """Decide the rows in doubt, filling ``reached``."""
        room = self._homes.capacity(norm_tenths) - self._homes.registered
        high = np.where(np.append(reached, False), self._full_in, self._free_in)
        low, open_ = high.copy(), np.zeros(len(high), bool)
        low[doubt], open_[doubt] = self._full_in[doubt], True
        places = self._schedule.place_of[doubt]
        events = self._events.only(self._schedule.in_places(places))
        while len(events.row):
            least, most = events.bounds(low, high)
            judged = events.arrives & open_[events.row]
            row, place = events.row[judged], events.place[judged]
            full, free = least[judged] >= room[place], most[judged] < room[place]
            reached[row[full]] = True
            high[row[full]], low[row[free]] = self._full_in[row[full]], self._free_in[row[free]]
            open_[row[full | free]] = False
            left = np.isin(events.place, place[~(full | free)])
            events = events.only(np.flatnonzero(left))


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
