"""Many queues over their day at once: M(t)/G/c(t)+G as a birth-death chain, followed in time.

Stationary formulas hour by hour fail where a queue starts empty in the morning or where more come
than can be served: what is left over belongs to the next hour (L. Green, P. Kolesar, W. Whitt,
2007, "Coping with time-varying demand when setting staffing requirements"; A. Ingolfsson and
others, 2007, compare such approximations and find following the chain itself the exact one). So
the probabilities of all numbers of people are followed by an implicit Runge-Kutta method of second
order (R. Alexander, 1977), all queues in one tridiagonal system.

General service: the queue is counted in grains of (1 + cv^2) / 2 people. Steps of that size, as
much rarer, leave the drift as it is and give the queue the variance that service times of that
coefficient of variation give it; in the long run this is the formula of Allen and Cunneen (1978),
and with an exponential service it is M/M/c without any approximation. Patience: whoever stands
behind j others came about j arrivals ago, and leaves with the hazard of that wait (W. Whitt, 2005,
"Engineering solution of a basic call-center model").
"""

from dataclasses import dataclass
from functools import cached_property
from math import sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.linalg.lapack import dgttrf, dgttrs

from simulation.distributions import Distribution
from simulation.lever_readers import HOURS
from simulation.staffing.patience import gone, survival

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

STEPS: Final = 4
"""Steps an hour."""

GAMMA: Final = 1 - 1 / sqrt(2)
"""The coefficient that makes the method damp whatever is too quick for its steps."""

LONGEST: Final = 300
"""Grains of the longest queue that is told apart; beyond it grains are made larger."""

BUSY: Final = 0.8
"""Load of servers from which on an hour makes queues that the next hours inherit."""

SPREADS: Final = 3.5
"""Standard deviations by which a queue may stray from a fluid's."""

SHORTEST: Final = 12
RARE: Final = 1e-4
"""Share of the time for which a queue may be longer than the chain."""


@dataclass(frozen=True, eq=False)
class Queues:
    """Queues of one day, a row each, with columns for the hours of the clock.

    Attributes:
        rate: arrivals a minute.
        servers: whole numbers; whoever is being served stays when a server goes.
        length: minutes of the hour in which the queue is open; it starts the day empty.
        minutes: mean service.
        grain: (1 + cv²) / 2 of the service times, one a queue.
        patience: how long people wait; None: as long as it takes.
    """

    rate: Floats
    servers: Floats
    length: Floats
    minutes: Floats
    grain: Floats
    patience: Distribution | None

    @cached_property
    def used(self) -> Floats:
        """Servers that could ever be busy at once: the others need no states."""
        load = (self.rate * self.minutes).max(axis=1)
        return np.asarray(np.minimum(self.servers, np.ceil(load + 6 * np.sqrt(load) + 10)[:, None]))

    @cached_property
    def capacity(self) -> Floats:
        """People served a minute when everybody is busy."""
        return np.asarray(self.used / np.maximum(self.minutes, 1e-9))


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """The states of all queues in one row.

    Attributes:
        queue: to which queue each state belongs.
        number: its place in the queue's chain, from 0.
        grain: people a step of the queue, one a state.
        first: where each queue's states begin.
        last: its last state.
    """

    queue: Ints
    number: Floats
    grain: Floats
    first: Ints
    last: Ints


def chain_of(queues: Queues) -> Chain:
    """Lay the states of the queues out, each as far as its queue can become."""
    people = longest_queues(queues)
    grain = np.maximum(np.maximum(queues.grain, 1e-3), people / LONGEST)
    size = (queues.used.max(axis=1) + np.ceil(people / grain) + 1).astype(np.intp)
    first = np.cumsum(size) - size
    queue = np.repeat(np.arange(len(size)), size)
    number = np.arange(size.sum()) - first[queue]
    return Chain(queue, number.astype(float), grain[queue], first, first + size - 1)


def longest_queues(queues: Queues) -> Floats:
    """Return how many may wait at once: what a fluid leaves over, and room for chance."""
    carried = peak = np.zeros(len(queues.rate))
    most = kept_up(queues)
    for hour in range(HOURS):
        excess = (queues.rate - queues.capacity)[:, hour] * queues.length[:, hour]
        carried = np.maximum(0.0, np.minimum(carried + excess, np.maximum(carried, most[:, hour])))
        peak = np.maximum(peak, carried)
    busy = np.divide(
        queues.rate, queues.capacity, out=np.ones_like(queues.rate), where=queues.capacity > 0
    )
    busy = np.where(queues.rate > 0, busy, 0.0)
    came = (queues.rate * queues.length * (busy > BUSY)).sum(axis=1)
    by_chance = SPREADS * np.sqrt(2 * came * queues.grain)
    busiest = np.clip(busy.max(axis=1), 1e-3, 1 - 1e-9)
    in_the_long_run = queues.grain * np.log(RARE) / np.log(busiest)
    at_ease = queues.grain * np.log(RARE) / np.log(np.minimum(busiest, BUSY))
    chance = np.minimum(in_the_long_run, np.maximum(at_ease, by_chance))
    chance = np.minimum(chance, while_patient(queues))
    return np.asarray(peak + chance + SHORTEST * queues.grain)


def kept_up(queues: Queues) -> Floats:
    """Return the queues at which so many leave that servers keep up; queue × hour."""
    if queues.patience is None:
        return np.full_like(queues.rate, np.inf)
    kept = queues.capacity / np.maximum(queues.rate, 1e-9)
    waits = np.linspace(0.0, PATIENT * queues.patience.mean, PATIENT * 10)
    wait = np.interp(-kept, -survival(queues.patience, waits), waits)
    return np.asarray(queues.rate * wait)


def while_patient(queues: Queues) -> Floats:
    """Return how far a queue strays by chance where people leave: as in an endless hall."""
    if queues.patience is None:
        return np.full(len(queues.rate), np.inf)
    return np.asarray(SPREADS * np.sqrt(queues.rate.max(axis=1) * queues.patience.mean))


PATIENT: Final = 12
"""Times the mean patience up to which waits are looked at."""


@dataclass(frozen=True, slots=True, eq=False)
class HourOfChain:
    """What an hour looks like from every state.

    Attributes:
        waiting: grains that wait, below zero where servers are free.
        births: steps up a minute.
        deaths: steps down a minute.
        leaving: of these, steps of those who lose patience.
    """

    waiting: Floats
    births: Floats
    deaths: Floats
    leaving: Floats


def hour_of(queues: Queues, chain: Chain, hour: int) -> HourOfChain:
    """Return the steps of the chain in an hour."""
    servers, rate, capacity = (
        column[:, hour][chain.queue] for column in (queues.used, queues.rate, queues.capacity)
    )
    waiting = chain.number - servers
    births = rate / np.where(waiting >= 0, chain.grain, 1.0)
    births[chain.last] = 0.0
    each = np.divide(capacity, servers, out=np.zeros_like(capacity), where=servers > 0)
    leaving = _leaving(queues, chain, (waiting, np.maximum(rate, capacity / 5)))
    deaths = np.where(waiting > 0, capacity / chain.grain + leaving, each * chain.number)
    deaths[chain.first] = 0.0
    return HourOfChain(waiting, births, deaths, leaving)


def _leaving(queues: Queues, chain: Chain, seen: tuple[Floats, Floats]) -> Floats:
    """Return the steps down a minute by those who lose patience."""
    waiting, rate = seen
    if queues.patience is None:
        return np.zeros_like(waiting)
    flow = np.maximum(rate, 1e-3)
    behind = np.maximum(0.0, waiting) * chain.grain
    return np.asarray(flow * gone(queues.patience, behind / flow) / chain.grain)


def follow(shares: Floats, hour: HourOfChain, length: Floats) -> tuple[Floats, Floats]:
    """Follow the probabilities of all states through an hour.

    Args:
        shares: probabilities at its start.
        hour: the steps.
        length: minutes that it lasts, one a state.

    Returns:
        Probabilities at its end, and their mean over it.
    """
    step = GAMMA * length / STEPS
    below, above = -(step * hour.births)[:-1], -(step * hour.deaths)[1:]
    factors = dgttrf(below, 1 + step * (hour.births + hour.deaths), above)[:5]
    mean = shares / 2
    for _ in range(STEPS):
        halfway = dgttrs(*factors, shares)[0]
        shares = dgttrs(*factors, shares + (1 - GAMMA) / GAMMA * (halfway - shares))[0]
        mean += shares
    return shares, (mean - shares / 2) / STEPS


def restaffed(shares: Floats, queues: Queues, chain: Chain, hours: tuple[int, int]) -> Floats:
    """Return the probabilities as the servers of another hour see them; people stay as many.

    Args:
        shares: probabilities at the end of the first hour.
        queues: the queues.
        chain: their states.
        hours: the hour that is over, and the one that begins.
    """
    old, new = (queues.used[:, hour] for hour in hours)
    if np.array_equal(old, new):
        return shares
    servers, others = old[chain.queue], new[chain.queue]
    over = np.maximum(0.0, chain.number - servers)
    people = np.minimum(chain.number, servers) + over * chain.grain
    place = np.minimum(people, others) + np.maximum(0.0, people - others) / chain.grain
    place = np.minimum(place + chain.first[chain.queue], chain.last[chain.queue])
    low = np.floor(place).astype(np.intp)
    up = place - low
    size = len(shares)
    high = np.minimum(low + 1, size - 1)
    stays = np.bincount(low, shares * (1 - up), size)
    return np.asarray(stays + np.bincount(high, shares * up, size), dtype=float)
