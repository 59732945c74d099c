"""Booked visits: slots of a quarter of an hour, how punctual people are, and who stays away."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulation.attendance import open_hours
from simulation.scenario_parts import Scenario
from simulation.variates import Variates

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

SLOT_MINUTES: Final = 15
"""Length of a slot (informburo.kz)."""


@dataclass(frozen=True, slots=True, eq=False)
class Bookings:
    """Uniform numbers and minutes of those who may have booked, one each.

    Attributes:
        booked: below ``demand.booked_share``: he has.
        stays_away: below ``demand.no_show_share``: the booked does not come.
        late: below ``behaviour.booked_late_share``: he comes after the slot begins.
        minutes: how long before or after.
    """

    booked: Floats
    stays_away: Floats
    late: Floats
    minutes: Floats

    @classmethod
    def draw(cls, scenario: Scenario, variates: Variates, name: str, size: int) -> "Bookings":
        """Draw for so many people; ``name`` begins the names of the streams."""
        minutes = scenario.behaviour.booked_early_minutes
        return cls(
            booked=variates.stream(f"{name}/booked").random(size),
            stays_away=variates.stream(f"{name}/stays_away").random(size),
            late=variates.stream(f"{name}/late").random(size),
            minutes=minutes.sample(variates.stream(f"{name}/early"), size),
        )

    def only(self, which: NDArray[np.signedinteger]) -> "Bookings":
        """Return some of the rows."""
        columns = (self.booked, self.stays_away, self.late, self.minutes)
        return Bookings(*(column[which] for column in columns))


def appointments(
    scenario: Scenario, office: int, times: Floats, bookings: Bookings
) -> tuple[Floats, Bools, Bools]:
    """Return when visitors come once some of them have booked.

    Who has booked chose the slot in which he would have come; slots are counted from each opening.
    He comes some minutes before or after it begins, but never while the office is closed.

    Args:
        scenario: every lever.
        office: its position.
        times: when they would come, in open hours.
        bookings: a row each.

    Returns:
        Times, in the order given; who has booked; and who comes at all.
    """
    demand = scenario.demand
    booked = bookings.booked < demand.booked_share
    if not booked.any():
        return times, booked, np.ones(len(times), dtype=bool)
    opens, closes = np.array(open_hours(scenario, office), dtype=float).T
    piece = np.maximum(np.searchsorted(opens, times, side="right") - 1, 0)
    begins = opens[piece] + (times - opens[piece]) // SLOT_MINUTES * SLOT_MINUTES
    late = bookings.late < scenario.behaviour.booked_late_share
    comes = begins + np.where(late, bookings.minutes, -bookings.minutes)
    comes = np.where(comes < closes[piece], np.maximum(comes, opens[piece]), begins)
    there = ~booked | (bookings.stays_away >= demand.no_show_share)
    return np.where(booked, comes, times), booked, there
