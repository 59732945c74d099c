"""The visits for other services: all drawn before the run, none of them depends on a server."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from simulation.arrivals import other_arrivals
from simulation.bookings import Bookings, appointments
from simulation.distributions import Distribution
from simulation.scenario_parts import Scenario
from simulation.trace import OTHER, Trace
from simulation.variates import Variates, column
from simulation.visits import OtherVisits


def other_visits(
    scenario: Scenario, people: int, office: int, trace: Trace, variates: Variates
) -> OtherVisits:
    """Draw the other visits of an office and open their cases.

    Args:
        scenario: every lever.
        people: population of the city.
        office: its position.
        trace: takes the cases.
        variates: streams of the replication.
    """
    name, minutes = f"office/{scenario.offices[office].id}", scenario.service_minutes
    times = other_arrivals(scenario, people, office, variates)
    bookings = Bookings.draw(scenario, variates, name, len(times))
    times, booked, there = appointments(scenario, office, times, bookings)
    order = np.argsort(times, kind="stable")
    order = order[there[order]]

    def drawn(what: str, distribution: Distribution | None) -> Sequence[float]:
        whole = variates.draw(f"{name}/{what}", distribution, len(times))
        return _only(whole, order)

    return OtherVisits(
        first=trace.open_cases(OTHER, times[order]),
        times=column(times[order]),
        reception=drawn("reception", minutes.reception),
        window=drawn("window", minutes.window_other),
        patience=drawn("patience", scenario.behaviour.patience_minutes),
        ahead=booked[order].tolist(),
    )


def _only(values: Sequence[float], order: NDArray[np.signedinteger]) -> Sequence[float]:
    """Return values in an order: whoever comes at another time keeps his own."""
    return column(np.asarray(values)[order])
