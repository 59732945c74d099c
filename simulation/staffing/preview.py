"""What waits a staffing would make: hour by hour, in milliseconds, without a simulation."""

from collections.abc import Iterable
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincc, gammainccinv

from simulation.scenario_parts import Scenario
from simulation.staffing.expected import Expected
from simulation.staffing.patience import staying
from simulation.staffing.transient import (
    Chain,
    HourOfChain,
    Queues,
    chain_of,
    follow,
    hour_of,
    restaffed,
)
from simulation.theory import waiting_shares

Floats = NDArray[np.float64]

ENDLESS: Final = 1e5
"""Minutes beyond which a wait is called infinite: nobody serves."""

RANK: Final = 0.9


class Preview(NamedTuple):
    """One station of one office in one hour of a weekday.

    Attributes:
        office: its id.
        station: one of ``expected.STATIONS``.
        weekday: 1 = Monday.
        hour: of the clock, 0 to 23.
        arrivals: visitors expected in the hour.
        servers: that the scenario has there.
        utilisation: share of their time for which they are busy; nan without servers.
        mean_wait: minutes, of those who are served; infinite where nobody serves.
        p90_wait: minutes that nine of ten do not exceed.
        within_share: share of the served whose wait is within the standard.
        abandoned_share: share of visitors who leave before they are served.
    """

    office: str
    station: str
    weekday: int
    hour: int
    arrivals: float
    servers: float
    utilisation: float
    mean_wait: float
    p90_wait: float
    within_share: float
    abandoned_share: float


def preview(scenario: Scenario, visitors: Expected) -> tuple[Preview, ...]:
    """Return the waits of every office, station, weekday and open hour.

    Waits are of those who come in the hour, whenever they are served. Visitors come one by one
    and independently; those of a window are taken to come straight from the street, not at the
    pace of reception.

    Args:
        scenario: says the standard of waiting; its servers are those of ``visitors``.
        visitors: who is expected.
    """
    place = station_days(visitors, range(len(visitors.stations)))
    waits = waits_of(queues_at(visitors, place), scenario.wait_standard_minutes)
    return tuple(_rows(visitors, place, waits))


def station_days(visitors: Expected, stations: Iterable[int]) -> tuple[NDArray[np.intp], ...]:
    """Return offices, stations and weekdays, a row each, where there is somebody to wait for.

    Args:
        visitors: who is expected.
        stations: positions of those that are wanted.
    """
    wanted = sorted(stations)
    limited = ~np.isnan(visitors.servers.sum(axis=(2, 3)))
    cells = [
        (office, station, weekday)
        for office, weekday in np.argwhere(visitors.open_minutes.sum(axis=2)).tolist()
        for station in wanted
        if limited[office, station]
    ]
    return tuple(np.array(cells, dtype=np.intp).reshape(-1, 3).T)


def queues_at(visitors: Expected, place: tuple[NDArray[np.intp], ...]) -> Queues:
    """Return the queues of some days.

    Args:
        visitors: who is expected.
        place: offices, stations and weekdays, one each a queue.
    """
    office, _, weekday = place
    length = visitors.open_minutes[office, weekday]
    came, (mean, spread) = visitors.visitors[place], (m[place] for m in visitors.service())
    weight = came.sum(axis=1)
    usual = np.where(weight > 0, (spread / np.maximum(mean, 1e-9) * came).sum(axis=1), 0.0)
    variation = np.divide(usual, weight, out=np.zeros_like(weight), where=weight > 0)
    return Queues(
        rate=np.divide(came, length, out=np.zeros_like(came), where=length > 0),
        servers=visitors.servers[place],
        length=length,
        minutes=mean,
        grain=(1 + variation**2) / 2,
        patience=visitors.patience,
    )


def _rows(
    visitors: Expected, place: tuple[NDArray[np.intp], ...], waits: NDArray[np.float64]
) -> list[Preview]:
    came, servers = visitors.visitors[place], visitors.servers[place]
    is_open = visitors.open_minutes[place[0], place[2]] > 0
    row, hour = np.nonzero(is_open)
    numbers = np.stack([came, servers, *waits])[:, row, hour].T.tolist()
    names = zip(*(part[row].tolist() for part in place), hour.tolist(), strict=True)
    return [
        Preview(visitors.offices[o], visitors.stations[s], day + 1, at, *values)
        for (o, s, day, at), values in zip(names, numbers, strict=True)
    ]


def waits_of(queues: Queues, standard: float) -> NDArray[np.float64]:
    """Return the waits of queues that are followed through their day.

    Args:
        queues: a row each; equal ones cost nothing twice.
        standard: minutes of waiting that are within the standard.

    Returns:
        Utilisation, mean wait, p90 wait, share within the standard and share who leave; measure ×
        queue × hour, nan where a queue is closed.
    """
    found = _quiet(queues)
    busy = np.flatnonzero(np.isnan(found[0]).any(axis=1))
    columns = (queues.rate, queues.servers, queues.length, queues.minutes, queues.grain[:, None])
    together = np.hstack(columns)[busy]
    _, one, back = np.unique(np.round(together, 9), axis=0, return_index=True, return_inverse=True)
    found[:, busy] = _waits(_some(queues, busy[one]), standard)[:, back.ravel()]
    found[:, queues.length == 0] = np.nan
    return found


def _some(queues: Queues, rows: NDArray[np.intp]) -> Queues:
    columns = (queues.rate, queues.servers, queues.length, queues.minutes)
    rate, servers, length, minutes = (column[rows] for column in columns)
    return Queues(rate, servers, length, minutes, queues.grain[rows], queues.patience)


QUIET: Final = 1e-3
"""Share of visitors who wait, in the long run of the busiest hour, that is taken for nobody."""


def _quiet(queues: Queues) -> NDArray[np.float64]:
    """Return the measures of queues in which nobody ever waits, nan for the others."""
    is_open = queues.length > 0
    busiest = (queues.rate * queues.minutes * is_open).max(axis=1, initial=0.0)
    least = np.where(is_open, queues.used, np.inf).min(axis=1, initial=np.inf)
    waits = waiting_shares(busiest, np.floor(np.where(np.isfinite(least), least, 1.0)))
    quiet = (waits < QUIET)[:, None]
    load = np.divide(
        queues.rate * queues.minutes,
        queues.servers,
        out=np.zeros_like(queues.rate),
        where=queues.servers > 0,
    )
    values = np.stack([load, *np.broadcast_arrays(0.0 * load, 0.0, 1.0, 0.0)])
    return np.asarray(np.where(quiet, values, np.nan))


def _waits(queues: Queues, standard: float) -> NDArray[np.float64]:
    found = np.full((5, *queues.rate.shape), np.nan)
    if not len(queues.rate):
        return found
    chain, clock = chain_of(queues), Clock(queues)
    shares = np.zeros(len(chain.number))
    shares[chain.first] = 1.0
    before = 0
    never_closes = np.all(queues.length[:, [0, -1]] > 0, axis=1)
    # what never closes begins its day as it ended the day before
    for night in (True, False) if np.any(never_closes) else (False,):
        for hour in np.flatnonzero(queues.length.any(axis=0)).tolist():
            shares = restaffed(shares, queues, chain, (before, hour))
            seen = hour_of(queues, chain, hour)
            shares, mean = follow(shares, seen, queues.length[:, hour][chain.queue])
            before = hour
            if not night:
                found[:, :, hour] = _measured(queues, chain, (hour, seen, mean, clock), standard)
        if night:
            closes = ~never_closes[chain.queue]
            shares = np.where(closes, 0.0, shares)
            shares[chain.first] += closes[chain.first]
    return found


class Clock:
    """How many each queue can serve until a moment; after closing the last servers stay.

    Args:
        queues: the queues.
    """

    def __init__(self, queues: Queues) -> None:
        length, capacity = queues.length, queues.capacity
        last = np.array(
            [
                row[minutes > 0][-1] if minutes.any() else 0.0
                for row, minutes in zip(capacity, length, strict=True)
            ]
        )
        self._times = np.cumsum(
            np.pad(length, ((0, 0), (1, 1)), constant_values=(0.0, ENDLESS)), axis=1
        )
        speed = np.hstack([capacity, last[:, None]]) + 1e-9
        steps = speed * np.diff(self._times, axis=1)
        self._served = np.cumsum(np.pad(steps, ((0, 0), (1, 0))), axis=1)
        self._apart = np.arange(len(length)) * (self._served.max(initial=0.0) + 1.0)

    def until_served(self, queue: NDArray[np.intp], hour: int, people: Floats) -> Floats:
        """Return the minutes from the middle of an hour until so many more are served.

        Args:
            queue: which queue, one an entry.
            hour: of the clock.
            people: how many.
        """
        start = (self._times[:, hour] + self._times[:, hour + 1]) / 2
        now = (self._served[:, hour] + self._served[:, hour + 1]) / 2
        known = (self._served + self._apart[:, None]).ravel()
        wanted = (now + self._apart)[queue] + people
        wanted = np.minimum(wanted, (self._served[:, -1] + self._apart)[queue])
        return np.asarray(np.interp(wanted, known, self._times.ravel()) - start[queue])


def _measured(
    queues: Queues,
    chain: Chain,
    at: tuple[int, HourOfChain, Floats, Clock],
    standard: float,
) -> NDArray[np.float64]:
    """Return the five measures of an hour, measure × queue."""
    hour, seen, shares, clock = at
    queue, shares = chain.queue, np.maximum(shares, 0.0)
    down = np.maximum(seen.deaths, 1e-12)
    waits_here = seen.waiting >= 0
    steps = np.where(waits_here, seen.waiting + 1, 0.0)
    served = np.where(seen.deaths > 0, 1 - seen.leaving / down, 1.0)
    wait = clock.until_served(queue, hour, steps * chain.grain * _ahead(served, chain, waits_here))
    wait = np.where(waits_here, wait, 0.0)
    stays = shares * staying(queues.patience, wait)
    noise = np.divide(wait**2, steps, out=np.zeros_like(wait), where=steps > 0)
    sums = [stays, stays * waits_here, stays * wait, stays * (wait**2 + noise)]
    all_, queued, once, twice = (np.add.reduceat(column, chain.first) for column in sums)
    mean, rank, within = _fitted((all_, queued, once, twice), standard)
    rate = queues.rate[:, hour]
    left = np.add.reduceat(shares * seen.leaving * chain.grain, chain.first)
    lost = np.divide(left, rate, out=np.zeros_like(left), where=rate > 0)
    busy = np.add.reduceat(
        shares * np.minimum(chain.number, queues.used[:, hour][queue]), chain.first
    )
    servers = queues.servers[:, hour]
    used = np.divide(busy, servers, out=np.full_like(busy, np.nan), where=servers > 0)
    return np.stack([used, mean, rank, within, np.minimum(lost, 1.0)])


def _ahead(served: Floats, chain: Chain, waits_here: NDArray[np.bool_]) -> Floats:
    """Return the part of those ahead who will be served: the mean over all places ahead."""
    share = np.where(waits_here, served, 0.0)
    sums: Floats = np.cumsum(share)
    counts: Floats = np.cumsum(waits_here)
    before = chain.first[chain.queue] - 1
    start = np.where(before >= 0, sums[before], 0.0)
    many = counts - np.where(before >= 0, counts[before], 0)
    return np.asarray(np.where(waits_here, (sums - start) / np.maximum(many, 1), 1.0))


def _fitted(sums: tuple[Floats, ...], standard: float) -> tuple[Floats, Floats, Floats]:
    """Return mean, p90 and share within the standard, waits of the queued taken for gamma ones.

    In M/M/c they are exponential, which is a gamma distribution.
    """
    all_, queued, once, twice = sums
    safe, some = np.maximum(queued, 1e-300), queued > 1e-12 * all_
    mean, square = once / safe, twice / safe
    spread = np.maximum(square - mean**2, 1e-9 * np.maximum(mean, 1e-9) ** 2)
    shape, scale = np.maximum(mean, 1e-9) ** 2 / spread, spread / np.maximum(mean, 1e-9)
    waiting = np.where(some, queued / np.maximum(all_, 1e-300), 0.0)
    over = np.minimum(1.0, (1 - RANK) / np.maximum(waiting, 1e-300))
    rank = np.where(waiting > 1 - RANK, scale * gammainccinv(shape, over), 0.0)
    within = 1 - waiting * gammaincc(shape, standard / scale)
    endless = mean > ENDLESS / 2
    average = np.where(endless, np.inf, waiting * mean)
    return average, np.where(endless, np.inf, rank), np.where(endless, 0.0, within)
