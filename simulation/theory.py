"""Queues that mathematics knows: oracles of the tests, and first answers for a planner.

Rates and times share one unit of time. Sources: A. K. Erlang (1917); C. Palm (1957) and
O. Garnett, A. Mandelbaum and M. Reiman (2002) for impatient customers; F. Pollaczek (1930) and
A. Khinchine (1932) for one server with any service time.
"""

from math import inf
from typing import NamedTuple


class Waits(NamedTuple):
    """A queue in the long run.

    Attributes:
        waiting_share: share of customers who have to wait.
        mean_wait: mean wait of all, those who leave included.
        abandoned_share: share who leave before being served.
    """

    waiting_share: float
    mean_wait: float
    abandoned_share: float = 0.0


def erlang_c(arrival_rate: float, mean_service: float, servers: int) -> Waits:
    """Return the waits of M/M/c.

    Args:
        arrival_rate: customers per unit of time.
        mean_service: mean service time.
        servers: at least one.

    Returns:
        Waits; an infinite mean where the load is not below the number of servers.
    """
    load = arrival_rate * mean_service
    if load >= servers:
        return Waits(1.0, inf)
    blocked = 1.0
    for server in range(1, servers + 1):
        blocked = load * blocked / (server + load * blocked)
    waiting = blocked / (1 - load / servers * (1 - blocked))
    return Waits(waiting, waiting * mean_service / (servers - load))


def erlang_a(arrival_rate: float, mean_service: float, servers: int, mean_patience: float) -> Waits:
    """Return the waits of M/M/c+M: whoever waits longer than an exponential patience leaves.

    Args:
        arrival_rate: customers per unit of time, above zero.
        mean_service: mean service time.
        servers: at least one.
        mean_patience: mean patience, above zero.
    """
    weights = [1.0]
    queued = waiting = 0.0
    while len(weights) <= servers or weights[-1] > NEGLIGIBLE * sum(weights):
        state = len(weights)
        departures = min(state, servers) / mean_service + max(state - servers, 0) / mean_patience
        weights.append(weights[-1] * arrival_rate / departures)
    for state, weight in enumerate(weights):
        queued += weight * max(state - servers, 0)
        waiting += weight * (state >= servers)
    total = sum(weights)
    queue = queued / total
    return Waits(waiting / total, queue / arrival_rate, queue / mean_patience / arrival_rate)


NEGLIGIBLE = 1e-15
"""Share of a state below which the rest of a sum cannot be seen in a float."""


def pollaczek_khinchine(arrival_rate: float, mean_service: float, sd_service: float) -> Waits:
    """Return the waits of M/G/1; an infinite mean where the load is not below one.

    Args:
        arrival_rate: customers per unit of time.
        mean_service: mean service time.
        sd_service: its standard deviation.
    """
    load = arrival_rate * mean_service
    if load >= 1:
        return Waits(1.0, inf)
    second_moment = mean_service**2 + sd_service**2
    return Waits(load, arrival_rate * second_moment / (2 * (1 - load)))
