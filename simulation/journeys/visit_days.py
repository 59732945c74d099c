"""When people come back to an office: on its next open day, at the hours at which people come."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulation.attendance import by_hour
from simulation.lever_readers import DAY_MINUTES
from simulation.opening import Shift
from simulation.scenario_parts import Scenario


@dataclass(frozen=True, slots=True)
class VisitDays:
    """The open hours of an office.

    Attributes:
        days: of every day of the period its pieces in order; the number of a piece is how much
            it draws visitors, above 0.
    """

    days: Sequence[Sequence[Shift]]

    @classmethod
    def of(cls, scenario: Scenario, office: int) -> "VisitDays":
        """Return those of an office, which draw returning people as they draw others."""
        demand = scenario.demand
        weights = np.outer(demand.visit_weekdays, demand.visit_hours).tolist()
        days: list[list[Shift]] = [[] for _ in range(scenario.days)]
        for start, end, weight in by_hour(scenario, office, tuple(map(tuple, weights))):
            at = start
            while weight and at < end:  # a piece may reach over midnight
                day = int(at // DAY_MINUTES)
                until = min(end, (day + 1) * float(DAY_MINUTES))
                days[day].append((at, until, weight))
                at = until
        return cls(days)

    def moment(self, earliest: float, share: float) -> float | None:
        """Return a moment of the first day on which the office can be come to.

        Args:
            earliest: not before this time, minutes.
            share: of that day's visitors who come before, from 0 to below 1.

        Returns:
            Minutes, inside open hours; None where it does not open any more.
        """
        for day in self.days[int(earliest // DAY_MINUTES) :]:
            left = [(max(start, earliest), end, weight) for start, end, weight in day]
            left = [piece for piece in left if piece[0] < piece[1]]
            if left:
                return _within(left, share)
        return None


def _within(pieces: Sequence[Shift], share: float) -> float:
    """Return the moment at which a share of the weight of some pieces is over."""
    weights = [(end - start) * weight for start, end, weight in pieces]
    left = share * sum(weights)
    for (start, end, weight), whole in zip(pieces, weights, strict=True):
        if left < whole:
            return min(start + left / weight, end)
        left -= whole
    return pieces[-1][1]  # rounding
