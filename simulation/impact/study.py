"""What a norm does to a city and to a year of applications: asked by setting, then kept."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from domain.readings import Readings
from simulation.demand.mix import assumed
from simulation.demand.pool import draw_pool
from simulation.demand.year import choose
from simulation.impact.brief import Brief, brief
from simulation.impact.curves import Curve, GroupCurve, curve, group_curves
from simulation.impact.effects import reading_effects
from simulation.impact.false_refusals import Gaps, gaps
from simulation.impact.findings import Telling, Told
from simulation.impact.flows_between import flows_between
from simulation.impact.households import households
from simulation.impact.kept import Kept
from simulation.impact.kept_out import kept_out
from simulation.impact.prepared import prepare
from simulation.impact.ranges import Ranges, at_once, heads
from simulation.impact.results import Flow, Range, ReadingEffect, Result, Stock
from simulation.impact.setting import Setting
from simulation.impact.standing import register
from simulation.impact.tallies import IS_TURNED_AWAY
from simulation.impact.worlds import Ends, World
from synthetic_data.days import as_number

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from simulation.demand.applications import Ints
    from synthetic_data.city import City

SETTINGS_KEPT: Final = 512
"""Settings whose results are kept: a few kilobytes each."""

CURVES_KEPT: Final = 64
GAPS_KEPT: Final = 4
"""All that there are: two readings of adoptions times two of marriages."""

READINGS_KEPT: Final = 4
"""Sets of readings under which it is kept what is told of each application: soon made again."""


class Study:
    """A city, the applications of a year, and what settings do to them.

    Safe to be shared by threads; what has been asked before is answered at once.

    Args:
        city: any city.
        day: on which registers are looked at and every application is decided.
        seed: of the year.
        give_way: called between the steps of what takes seconds; may wait while something else
            is more urgent.
    """

    def __init__(
        self, city: City, day: date, seed: int = 1, *, give_way: Callable[[], None] = at_once
    ) -> None:
        self.city, self.day, self.seed = city, day, seed
        self._give_way = give_way
        number = as_number(day)
        registers = register(city, number)
        pool = draw_pool(city, number, seed)
        year = choose(pool, assumed())
        self._world = World(registers, prepare(pool, registers), year)
        self._moves = Ranges(self._world, partial(choose, pool), pool.dwelling, give_way)
        self._telling = Telling(year, registers)
        self._gaps = Kept(self._found_gaps, GAPS_KEPT)
        self._told = Kept(self._tell, READINGS_KEPT)
        self._briefs = Kept(self._brief, SETTINGS_KEPT)
        self._results = Kept(self._result, SETTINGS_KEPT)
        self._curves = Kept(self._curve, CURVES_KEPT)

    def result(self, setting: Setting) -> Result:
        """Return everything that one setting does to the city and to its year."""
        return self._results(setting)

    def brief(self, setting: Setting) -> Brief:
        """Return the numbers of a result that must be there at once, in a fraction of its time."""
        return self._briefs(setting)

    def curve(self, setting: Setting) -> Curve:
        """Return all norms under the readings of a setting, whatever its own norm."""
        return self._curves(setting.at(None))

    def curve_at(self, setting: Setting, norms: range) -> Curve:
        """Return some norms, tenths of m² ascending, decided both ways under a setting's readings.

        Nothing is kept of it.
        """
        return curve(self._world.read(setting), norms, norms)

    def reading_effects(self, setting: Setting) -> tuple[ReadingEffect, ...]:
        """Return what the other value of each reading alone does, the largest effect first.

        Takes seconds; whoever asks keeps it.
        """
        return reading_effects(setting, self._in_its_turn)

    def ranges(self, setting: Setting) -> tuple[Range, ...]:
        """Return the headlines with what they become when assumptions move, each alone.

        Takes seconds; whoever asks keeps them.
        """
        ends = self._world.sequential(setting)
        return self._moves.of(setting, heads(self._world.year, ends))

    def flows(self, before: Setting, after: Setting) -> tuple[Flow, ...]:
        """Return how many applications go from each ending to each, one after the other decided.

        A follow-up that only one of the two settings gives reason for comes from, or goes to,
        ``("not_made", None)``.
        """
        return flows_between(self._world.sequential(before), self._world.sequential(after))

    def group_curves(self, setting: Setting, dimension: str) -> tuple[GroupCurve, ...]:
        """Return the static curve of every group of a dimension, in the order of its codes."""
        grouping = self._told(setting.at(None)).groupings[dimension]
        return group_curves(self._world.read(setting), grouping)

    def _result(self, setting: Setting) -> Result:
        world, norm = self._world, setting.norm_tenths
        read, told = world.read(setting), self._told(setting.at(None))
        ends = Ends(world.static(setting), read.course.ends(norm))
        reached = read.course.reached(ends.sequential, norm)
        return self._telling.result(told, ends, reached, self._stock(setting))

    def _brief(self, setting: Setting) -> Brief:
        world, told = self._world, self._told(setting.at(None))
        ends = Ends(world.static(setting), world.sequential(setting))
        away = IS_TURNED_AWAY[ends.sequential]
        who = kept_out(told.if_refused, away)
        return brief(ends, self._stock(setting), households(world.year, ends.sequential), who)

    def _stock(self, setting: Setting) -> Stock:
        without = setting.readings.no_norm == "reached"
        classes = self._world.read(setting).classes
        return classes.stock(setting.norm_tenths, reached_without_norm=without)

    def _tell(self, setting: Setting) -> Told:
        readings = setting.readings
        acts = Readings(adoption=readings.adoption, spouse=readings.spouse)
        return self._telling.told(readings, self._gaps(acts))

    def _found_gaps(self, readings: Readings) -> Gaps:
        return gaps(self._world.year, self._world.registers, readings)

    def _curve(self, setting: Setting) -> Curve:
        return curve(self._world.read(setting))

    def _in_its_turn(self, setting: Setting) -> Ints:
        self._give_way()
        return self._world.sequential(setting)
