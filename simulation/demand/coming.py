"""When applications for a registration are made: online, or in a centre while it is open."""

import numpy as np
from numpy.typing import NDArray

from simulation.arrivals import Rhythm, visit_rhythm
from simulation.bookings import Bookings, appointments
from simulation.demand.applications import Bools, Ints
from simulation.scenario_parts import Scenario

Floats = NDArray[np.float64]

ONLINE = -1
"""In place of an office: the application is made online."""


def coming(
    scenario: Scenario, online: Rhythm, draw: Floats, office: Ints, bookings: Bookings
) -> tuple[Floats, Bools, Bools]:
    """Return when applications are made.

    Args:
        scenario: every lever.
        online: when people apply online.
        draw: a uniform number each: which share of all apply before him.
        office: position of the office where each is made, ``ONLINE`` for none.
        bookings: a row each.

    Returns:
        Times in minutes; who comes to an office with a booking; and who comes at all, which
        nobody does to an office that never opens.
    """
    times = online.times(draw)
    booked, comes = np.zeros(len(draw), dtype=bool), np.ones(len(draw), dtype=bool)
    for number in range(len(scenario.offices)):
        here = np.flatnonzero(office == number)
        rhythm = visit_rhythm(scenario, number)
        if not rhythm.total:
            comes[here] = False
        elif len(here):
            visits = rhythm.times(draw[here])
            found = appointments(scenario, number, visits, bookings.only(here))
            times[here], booked[here], comes[here] = found
    return times, booked, comes
