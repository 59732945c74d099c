"""Everything that is told of one setting, worked out of the verdicts on a year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from simulation.demand.applications import CHANNELS
from simulation.impact.endings import HALL, REDIRECTED_ONLINE, REDIRECTED_TO_CENTRE, place
from simulation.impact.false_refusals import Gaps, false_refusals
from simulation.impact.grouping import Grouping, fixed_groupings, stated_grouping
from simulation.impact.households import households
from simulation.impact.kept import Kept
from simulation.impact.kept_out import (
    groups_if_refused,
    kept_out,
    true_groups,
    usual_groups,
)
from simulation.impact.results import CentreLoad, Group, Result, Stock
from simulation.impact.rubber import crowded, rubber_flats
from simulation.impact.tallies import (
    IS_MADE,
    IS_TURNED_AWAY,
    IS_UNCONFIRMED,
    endings_of,
    groups_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from domain.readings import Readings
    from simulation.demand.applications import Applications, Bools, Ints
    from simulation.demand.year import Year
    from simulation.impact.standing import Register
    from simulation.impact.worlds import Ends

AT_CENTRE = CHANNELS.index("service_centre")

LISTS_KEPT = 2
"""All lists of exemptions that there are."""

INT_BITS = 32
"""A person of the city and a dwelling of it stand in one number of twice as many bits."""


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """What is known of each application before a norm is compared, one row an application.

    Attributes:
        groupings: dimension → the group of each.
        causes: why a claim of kinship is not confirmed though it is true.
        if_refused: among whom each is counted if it is turned away.
    """

    groupings: Mapping[str, Grouping]
    causes: Ints
    if_refused: Ints


class Telling:
    """What a year's applications are told by, whatever the setting.

    Args:
        year: the applications.
        registers: the city on the day of filing.
    """

    def __init__(self, year: Year, registers: Register) -> None:
        self.year = year
        self._fixed = fixed_groupings(year, registers)
        self._crowd = crowded(registers.city)
        self._true = true_groups(year)
        self._stated = Kept(self._grouped, LISTS_KEPT)

    def told(self, readings: Readings, gaps: Gaps) -> Told:
        """Return what is known of each application under some readings.

        Args:
            readings: how the text is read.
            gaps: where acts fall short of the truth under the same readings.
        """
        causes = gaps.causes(self.year.asked, readings)
        stated, usual = self._stated(readings.exemptions)
        return Told({**self._fixed, "category": stated}, causes, groups_if_refused(usual, causes))

    def result(self, told: Told, ends: Ends, full: Bools, stock: Stock) -> Result:
        """Return everything that one setting does.

        Args:
            told: what is known of the applications under its readings.
            ends: how they end under it.
            full: in whose dwelling the norm was reached, one after the other.
            stock: dwellings beside its norm.
        """
        end, year = ends.sequential, self.year
        away = IS_TURNED_AWAY[end]
        return Result(
            total=int(np.count_nonzero(IS_MADE[end])),
            static=endings_of(ends.static),
            sequential=endings_of(end),
            persons_turned_away=persons(year.asked, away),
            households=households(year, end),
            stock=stock,
            by=_groups(told.groupings, end),
            kept_out=kept_out(told.if_refused, away),
            false_refusals=false_refusals(told.causes, IS_UNCONFIRMED[end]),
            hall_in_full=int(np.count_nonzero((end == place(HALL)) & full)),
            rubber=rubber_flats(self._crowd, year, end),
            centres=self._centres(end),
        )

    def _grouped(self, exemptions: str) -> tuple[Grouping, Ints]:
        """Return what each states from a list, and its group were its acts complete."""
        return stated_grouping(self.year, exemptions), usual_groups(
            self.year, self._true, exemptions
        )

    def _centres(self, end: Ints) -> CentreLoad:
        begins = (self.year.asked.channel == AT_CENTRE) & IS_MADE[end]
        return CentreLoad(
            visits=int(np.count_nonzero(begins)),
            sent_back_online=int(np.count_nonzero(end == place(REDIRECTED_ONLINE))),
            sent_by_protection=int(np.count_nonzero(end == place(REDIRECTED_TO_CENTRE))),
            acts_to_update=int(np.count_nonzero(IS_UNCONFIRMED[end])),
        )


def persons(asked: Applications, which: Bools) -> int:
    """Return how many people some applications are of: pairs of an applicant and a dwelling.

    Args:
        asked: applications.
        which: a mask of them.
    """
    pairs = asked.applicant[which].astype(np.int64) << INT_BITS | asked.dwelling[which]
    return len(np.unique(pairs))


def _groups(groupings: Mapping[str, Grouping], end: Ints) -> dict[str, tuple[Group, ...]]:
    return {name: groups_of(grouping, end) for name, grouping in groupings.items()}
