"""Queues that mathematics knows: oracles of the tests, and first answers for a planner.

Rates and times share one unit of time. Sources: A. K. Erlang (1917); C. Palm (1957) and
O. Garnett, A. Mandelbaum and M. Reiman (2002) for impatient customers; F. Pollaczek (1930) and
A. Khinchine (1932) for one server with any service time; S. Halfin and W. Whitt (1981) for many
servers. The functions whose names end in ``_shares`` or begin with ``fewest`` take whole tables of
queues; their recursions only multiply and add positive numbers, so that nothing overflows.
"""

from math import inf
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import brentq
from scipy.special import ndtr

Floats = NDArray[np.float64]


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


def waiting_shares(load: ArrayLike, servers: ArrayLike) -> Floats:
    """Return the shares of customers who have to wait in many queues M/M/c.

    Args:
        load: arrival rate times mean service of each.
        servers: of each, whole numbers; the two are broadcast against each other.

    Returns:
        1 where the load is not below the number of servers.
    """
    offered, many = np.broadcast_arrays(np.asarray(load, float), np.asarray(servers))
    blocked, lost = np.ones(offered.shape), np.ones(offered.shape)
    for server in range(1, int(many.max(initial=0)) + 1):
        blocked = offered * blocked / (server + offered * blocked)
        lost = np.where(many == server, blocked, lost)
    spare = 1 - offered / np.maximum(many, 1) * (1 - lost)
    keeps_up = offered < many
    return np.asarray(np.where(keeps_up, lost / np.where(keeps_up, spare, 1.0), 1.0))


def abandoned_shares(load: ArrayLike, servers: ArrayLike, patience: ArrayLike) -> Floats:
    """Return the shares of customers who leave in many queues M/M/c+M.

    Args:
        load: arrival rate times mean service of each, above zero.
        servers: of each, whole numbers, at least one; the three are broadcast.
        patience: mean patience in mean services, above zero.
    """
    offered, many, mean = np.broadcast_arrays(
        np.asarray(load, float), np.asarray(servers), np.asarray(patience, float)
    )
    weight = total = np.ones(offered.shape)
    gone, state = np.zeros(offered.shape), 0
    while state < many.max(initial=0) or np.any(weight > NEGLIGIBLE * total):
        state += 1
        leaving = np.maximum(state - many, 0) / mean
        weight = weight * offered / (np.minimum(state, many) + leaving)
        scale = np.where(weight > LARGE, 1 / LARGE, 1.0)
        weight = weight * scale
        total, gone = total * scale + weight, gone * scale + weight * leaving
    return np.asarray(gone / total / offered)


LARGE: Final = 1e100
"""Weight of a state above which all are made smaller."""


def within_shares(rate: ArrayLike, service: ArrayLike, servers: ArrayLike, wait: float) -> Floats:
    """Return the shares of customers of many queues M/M/c who wait at most so long.

    Args:
        rate: arrivals per unit of time.
        service: mean service time.
        servers: whole numbers; the three are broadcast.
        wait: the wait, inside.

    Returns:
        0 where the load is not below the number of servers.
    """
    arrivals, mean = np.asarray(rate, float), np.asarray(service, float)
    load, many = arrivals * mean, np.asarray(servers)
    spare = np.maximum(0.0, many / mean - arrivals)
    return np.asarray(1 - waiting_shares(load, many) * np.exp(-spare * wait))


def fewest_servers(rate: ArrayLike, service: ArrayLike, wait: float, share: float) -> Floats:
    """Return the fewest servers of many queues M/M/c that keep a share of waits within a limit.

    Args:
        rate: arrivals per unit of time.
        service: mean service time, above zero; the two are broadcast.
        wait: the limit, inside.
        share: of customers, below 1.
    """
    arrivals, mean = np.broadcast_arrays(np.asarray(rate, float), np.asarray(service, float))
    many = np.floor(arrivals * mean) + 1
    while True:
        short = within_shares(arrivals, mean, many, wait) < share
        if not short.any():
            return np.asarray(np.where(arrivals > 0, many, 0.0))
        many = many + short


def square_root_servers(load: ArrayLike, waiting_share: float) -> Floats:
    """Return about how many servers make a share of customers wait: the load and some roots of it.

    Args:
        load: arrival rate times mean service, of each of many queues.
        waiting_share: above 0 and below 1.

    Returns:
        Whole numbers; the rule of Halfin and Whitt, one off now and then for small loads.
    """

    def excess(beta: float) -> float:
        density = np.exp(-(beta**2) / 2) / np.sqrt(2 * np.pi)
        return float(1 / (1 + beta * ndtr(beta) / density) - waiting_share)

    beta = brentq(excess, 1e-9, MOST_ROOTS)
    offered = np.asarray(load, float)
    return np.asarray(np.ceil(offered + beta * np.sqrt(offered)))


MOST_ROOTS: Final = 8.0
"""Square roots of the load above it at which nobody waits, as far as floats can tell."""
