"""How far the headlines move when assumptions do, each alone.

Every world has the same people with the same draws: two worlds differ only where the assumption
that moves makes them differ.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property
from operator import attrgetter
from os import cpu_count
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

import numpy as np

from domain.law import law_on
from simulation.impact.assumptions import USEFUL, Assumed, Assumption, assumptions
from simulation.impact.households import split
from simulation.impact.kept import Kept
from simulation.impact.kin_extract import OtherActs
from simulation.impact.other_answers import Asked, OtherFacts, other_facts, touched
from simulation.impact.results import Range, Swing
from simulation.impact.sequence import Course, Schedule
from simulation.impact.standing import Homes, homes
from simulation.impact.tallies import IS_BY_NORM, IS_TURNED_AWAY
from simulation.impact.verdicts import evaluate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from domain.readings import Readings
    from simulation.demand.applications import Ints
    from simulation.demand.mix import Mix
    from simulation.demand.year import Year
    from simulation.impact.prepared import Answers
    from simulation.impact.setting import Setting
    from simulation.impact.worlds import World

WIDEST: Final = 8
"""Assumptions that a range is made of."""

LOOKED_AT: Final = 12
"""Assumptions for each headline that are moved at other norms than the reference."""

REFERENCE_TENTHS: Final = 150
"""The norm at which assumptions are compared on days on which the law has none."""

MOST_THREADS: Final = 4
SHARE_PLACES: Final = 4


T = TypeVar("T")
V = TypeVar("V")


class Heads(NamedTuple):
    """The headlines of one world."""

    refused_sequential: int
    admitted_by_norm_sequential: int
    split_households: int


@dataclass(frozen=True, slots=True)
class Moved:
    """The headlines when one assumption is at its low and at its high value."""

    assumption: Assumption
    at_low: Heads
    at_high: Heads


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """What all worlds of one setting share.

    Attributes:
        setting: the setting.
        answers: what registers say about the pool, with the acts on file.
        homes: every dwelling.
        others: what is different under other acts, by assumption and end.
    """

    setting: Setting
    answers: Answers
    homes: Homes
    others: Mapping[Assumed, OtherFacts]


def at_once() -> None:
    """Give way to nothing."""


class Ranges:
    """The ranges of settings; what does not hang on the norm is kept.

    Safe to be shared by threads.

    Args:
        world: the city and the year as assumed.
        choose: returns the year of another mix, from the same pool.
        dwelling: of every row of the pool.
        give_way: called before each world is decided; may wait.
    """

    def __init__(
        self,
        world: World,
        choose: Callable[[Mix], Year],
        dwelling: Ints,
        give_way: Callable[[], None] = at_once,
    ) -> None:
        self._world, self._choose, self._dwelling = world, choose, dwelling
        self._give_way = give_way
        self._facts: Kept[Readings, Mapping[Assumed, OtherFacts]] = Kept(self._other_facts, 4)
        self._compared = Kept(self._compare, 16)

    def of(self, setting: Setting, value: Heads) -> tuple[Range, ...]:
        """Return the range of every headline.

        The assumptions looked at are the twelve for each headline that move it most at the norm
        that the law has on the day, under the same readings; the eight widest of them are told.

        Args:
            setting: the setting.
            value: its headlines as all is assumed.
        """
        law = law_on(setting.law.day)
        reference = setting.at(law.norm_tenths or REFERENCE_TENTHS)
        compared = self._compared(reference)
        if setting != reference:
            compared = self._moved(setting, [each.assumption for each in _leading(compared)])
        return tuple(self._range(headline, value, compared) for headline in Heads._fields)

    def _range(self, headline: str, value: Heads, compared: Iterable[Moved]) -> Range:
        """Return a range of the widest swings; what does not move the headline is no swing."""
        of = attrgetter(headline)
        moving = [m for m in compared if {of(m.at_low), of(m.at_high)} != {of(value)}]
        swings = tuple(
            Swing(
                each.assumption.name,
                *self._ends(each.assumption),
                of(each.at_low),
                of(each.at_high),
                each.assumption.kind,
            )
            for each in _widest(moving, headline)[:WIDEST]
        )
        numbers = [of(value), *(end for swing in swings for end in (swing.at_low, swing.at_high))]
        return Range(headline, min(numbers), of(value), max(numbers), swings)

    def _ends(self, assumption: Assumption) -> tuple[float | None, float | None]:
        """Return the low and the high; of a table of the acts, the share of births on file."""
        if assumption.low is not None:
            return assumption.low, assumption.high
        records = self._records
        low, high = (
            None if world not in records else self._on_file(records[world])
            for world in (assumption.at_low, assumption.at_high)
        )
        return low, high

    def _on_file(self, other: OtherActs) -> float:
        """Return the share of all people's birth acts that another record holds."""
        held = self._world.registers.city.act_recorded
        gained = np.count_nonzero(other.held) - np.count_nonzero(held[other.born])
        return round((np.count_nonzero(held) + gained) / len(held), SHARE_PLACES)

    def _compare(self, setting: Setting) -> tuple[Moved, ...]:
        useful = setting.readings.area == "useful"
        return self._moved(setting, [a for a in assumptions() if useful or a.name != USEFUL])

    def _moved(self, setting: Setting, which: list[Assumption]) -> tuple[Moved, ...]:
        frame = self._frame(setting)
        worlds = [world for each in which for world in (each.at_low, each.at_high)]
        found = self._side_by_side(lambda world: self._heads(frame, world), worlds)
        return tuple(map(Moved, which, found[::2], found[1::2]))

    def _frame(self, setting: Setting) -> Frame:
        world, law, readings = self._world, setting.law, setting.readings
        acts = type(readings)(adoption=readings.adoption, spouse=readings.spouse)
        answers = world.prepared.answers(readings, law)
        return Frame(setting, answers, homes(world.registers, law, readings), self._facts(acts))

    def _heads(self, frame: Frame, assumed: Assumed) -> Heads:
        """Return the headlines of the world in which something is assumed."""
        if assumed.useful_permille is not None:
            law = replace(frame.setting.law, useful_permille=assumed.useful_permille)
            frame = self._frame(replace(frame.setting, law=law))
        readings, answers, year = frame.setting.readings, frame.answers, self._world.year
        if assumed in frame.others:
            answers = frame.others[assumed].answers(answers, self._dwelling, readings)
        elif assumed.useful_permille is None:
            year = self._choose(assumed.mix)
            self._give_way()
        evaluation = evaluate(year, answers, frame.setting.law, readings)
        course = Course(self._scheduled(year), evaluation, frame.homes)
        return heads(year, course.ends(frame.setting.norm_tenths))

    def _scheduled(self, year: Year) -> Schedule:
        """Return the events of a year; those of the assumed one where nobody moves otherwise."""
        usual = self._world.year
        pairs = (
            (year.row, usual.row),
            (year.asked.service, usual.asked.service),
            (year.left, usual.left),
            (year.left_before, usual.left_before),
        )
        same = all(np.array_equal(one, other) for one, other in pairs)
        return self._world.schedule if same else Schedule.of(year)

    @cached_property
    def _records(self) -> Mapping[Assumed, OtherActs]:
        city = self._world.registers.city
        worlds = [w for each in assumptions() for w in (each.at_low, each.at_high) if w.defects]
        found = self._side_by_side(lambda world: OtherActs.under(city, world.defects or ()), worlds)
        return dict(zip(worlds, found, strict=True))

    def _other_facts(self, readings: Readings) -> Mapping[Assumed, OtherFacts]:
        year, prepared = self._world.year, self._world.prepared
        wanted = np.zeros(len(self._dwelling), bool)
        wanted[year.row] = True
        asked = Asked(prepared, self._world.registers, wanted, readings)
        others = list(self._records.values())
        places = touched(asked, others)
        found = self._side_by_side(
            lambda place: other_facts(asked, others[place], places[place]), range(len(others))
        )
        return dict(zip(self._records, found, strict=True))

    def _side_by_side(self, work: Callable[[T], V], of: Iterable[T]) -> list[V]:
        """Return the work on each, in order; arrays let threads run at the same time.

        Where something else may be more urgent, a processor is left to it.
        """
        left = 0 if self._give_way is at_once else 1

        def after_the_urgent(each: T) -> V:
            self._give_way()
            return work(each)

        with ThreadPoolExecutor(max(min(MOST_THREADS, cpu_count() or 1) - left, 1)) as pool:
            return list(pool.map(after_the_urgent, of))


def heads(year: Year, ends: Ints) -> Heads:
    """Return the headlines of a year.

    Args:
        year: the applications.
        ends: verdicts, one after the other, one row an application.
    """
    refused, by_norm = (int(np.count_nonzero(kind[ends])) for kind in (IS_TURNED_AWAY, IS_BY_NORM))
    return Heads(refused, by_norm, split(year, ends))


def _leading(compared: Iterable[Moved]) -> list[Moved]:
    """Return those that move any headline most, in the order of the assumptions."""
    found = list(compared)
    leading = [_widest(found, headline)[:LOOKED_AT] for headline in Heads._fields]
    names = {each.assumption.name for group in leading for each in group}
    return [each for each in found if each.assumption.name in names]


def _widest(compared: Iterable[Moved], headline: str) -> list[Moved]:
    of = attrgetter(headline)
    return sorted(compared, key=lambda each: -abs(of(each.at_high) - of(each.at_low)))
