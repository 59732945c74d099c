"""What a norm does to a city and to a year of applications: asked by setting, then kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from simulation.demand.mix import assumed
from simulation.demand.year import Year, draw_year
from simulation.impact import standing
from simulation.impact.flows_between import flows_between
from simulation.impact.grouping import fixed_groupings, stated_grouping
from simulation.impact.results import (
    CentreLoad,
    CurvePoint,
    FalseRefusals,
    Flow,
    Households,
    KeptOut,
    Range,
    ReadingEffect,
    Result,
    RubberFlats,
    Stock,
)
from simulation.impact.routes import AT_CENTRE
from simulation.impact.setting import HIGHEST_NORM, LOWEST_NORM, RESIDENCE_SWITCHES, Setting
from simulation.impact.tallies import (
    IS_BY_NORM,
    IS_REGISTERED,
    IS_TURNED_AWAY,
    endings_of,
    groups_of,
)
from simulation.impact.verdicts import evaluate, norm_is_reached
from synthetic_data.city import ASTANA

if TYPE_CHECKING:
    from datetime import date

    from simulation.demand.applications import Ints
    from synthetic_data.city import City

CROWD: Final = 20
"""Registered people from which a dwelling counts as one of the 924 reported rubber flats."""

KEPT: Final = 256
"""Settings whose results are kept."""

STEP_SEQUENTIAL: Final = 5
"""Tenths of m² between two norms of the sequential curve: 49 from 6 to 30 m²."""


@dataclass(frozen=True, slots=True)
class Curve:
    """Norms from 6 to 30 m².

    Attributes:
        static: every application by itself, in steps of a tenth.
        sequential: one after the other, in steps of half a m².
    """

    static: tuple[CurvePoint, ...]
    sequential: tuple[CurvePoint, ...]


class Study:
    """A city, the year of applications of one day's city, and what settings do to them.

    Args:
        city: any city.
        day: on which registers are looked at and every application is decided.
        seed: of the year.
    """

    def __init__(self, city: City, day: date, seed: int = 1) -> None:
        self.city, self.day, self.seed = city, day, seed
        number = int(f"{day:%Y%m%d}")
        self._registers = standing.register(city, number)
        self._year: Year = draw_year(city, assumed(), number, seed)
        self._fixed = fixed_groupings(self._year, self._registers)
        self.result = lru_cache(KEPT)(self._result)
        self.curve = lru_cache(KEPT)(self._curve)

    def _ends(self, setting: Setting) -> Ints:
        asked, (law, readings) = self._year.asked, (setting.law, setting.readings)
        full = norm_is_reached(asked, self._registers, law, readings)
        return evaluate(asked, self._registers, law, readings).verdicts(full)

    def flows(self, before: Setting, after: Setting) -> tuple[Flow, ...]:
        """Return how many applications go from each ending to each, one after the other decided.

        A follow-up that only one of the two settings gives reason for comes from, or goes to,
        ``("not_made", None)``.
        """
        return flows_between(self._ends(before), self._ends(after))

    def reading_effects(self, setting: Setting) -> tuple[ReadingEffect, ...]:
        """Return what each reading alone does from where it stands, the largest first."""
        here = self._ends(setting)
        found = []
        for switch in RESIDENCE_SWITCHES:
            stands = getattr(setting.readings, switch.name)
            value = switch.other if stands == switch.default else switch.default
            there = self._ends(setting.read(**{switch.name: value}))
            change = int(IS_TURNED_AWAY[there].sum()) - int(IS_TURNED_AWAY[here].sum())
            found.append(ReadingEffect(switch.name, value, change, int((here != there).sum())))
        return tuple(sorted(found, key=lambda effect: (-abs(effect.change), -effect.moved)))

    def ranges(self, setting: Setting) -> tuple[Range, ...]:
        """Return the headlines with what they become when assumptions move."""
        result = self.result(setting)
        by_norm = sum(end.count for end in result.sequential if end.basis == "norm")
        values = {
            "refused_sequential": result.turned_away,
            "admitted_by_norm_sequential": by_norm,
            "split_households": result.households.split,
        }
        return tuple(Range(name, value, value, value, ()) for name, value in values.items())

    def _result(self, setting: Setting) -> Result:
        ends = self._ends(setting)
        asked = self._year.asked
        groups = self._fixed | {
            "category": stated_grouping(self._year, setting.readings.exemptions)
        }
        away, let = IS_TURNED_AWAY[ends], IS_REGISTERED[ends]
        relations = np.array(self._year.relations)[self._year.relation[away]]
        names, many = np.unique(relations, return_counts=True)
        registered = standing.counted_registered(self.city, setting.readings)
        crowd = (registered >= CROWD) & (self.city.dwelling_city == ASTANA)
        there = crowd[asked.dwelling]
        at_centre = asked.channel == AT_CENTRE
        endings = endings_of(ends)
        by = {end.outcome: end.count for end in endings}
        return Result(
            total=len(ends),
            static=endings,
            sequential=endings,
            persons_turned_away=len(np.unique(asked.applicant[away])),
            households=Households(len(ends), int(let.sum()), 0, int((~let).sum())),
            stock=self._stock(setting),
            by={name: groups_of(grouping, ends) for name, grouping in groups.items()},
            kept_out=tuple(
                KeptOut(str(name), int(n), named_by_text=False)
                for n, name in sorted(zip(many, names, strict=True), reverse=True)
            ),
            false_refusals=FalseRefusals(0, {}),
            hall_in_full=0,
            rubber=RubberFlats(
                int(crowd.sum()),
                int(registered[crowd].sum()),
                int(there.sum()),
                int((there & away).sum()),
                int((there & let).sum()),
            ),
            centres=CentreLoad(
                int(at_centre.sum()),
                by.get("redirected_online", 0),
                by.get("redirected_to_service_centre", 0),
                by.get("kinship_not_confirmed", 0),
            ),
        )

    def _stock(self, setting: Setting) -> Stock:
        here = self.city.dwelling_city == ASTANA
        registered = standing.counted_registered(self.city, setting.readings)[here]
        area, _ = standing.compared_areas(self.city, setting.law, setting.readings)
        room = standing.places(self.city, setting.law, setting.readings)
        lacking = int((area[here] < 0).sum())
        if room is None:
            return Stock(int(here.sum()) - lacking, 0, 0, lacking, None)
        known = room[here] >= 0
        left = room[here][known] - registered[known]
        return Stock(
            int((left > 0).sum()),
            int((left == 0).sum()),
            int((left < 0).sum()),
            lacking,
            int(left[left > 0].sum()),
        )

    def _curve(self, setting: Setting) -> Curve:
        asked, registers = self._year.asked, self._registers
        evaluation = evaluate(asked, registers, setting.law, setting.readings)
        points = []
        for norm in range(LOWEST_NORM, HIGHEST_NORM + 1):
            moved = setting.at(norm)
            full = norm_is_reached(asked, registers, moved.law, moved.readings)
            ends = evaluation.verdicts(full)
            points.append(
                CurvePoint(
                    norm,
                    self._stock(moved).open,
                    int(IS_BY_NORM[ends].sum()),
                    int(IS_TURNED_AWAY[ends].sum()),
                )
            )
        return Curve(tuple(points), tuple(points[::STEP_SEQUENTIAL]))
