"""The fewest servers by the closed form: where the simulation begins to look."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from simulation.staffing.expected import STATIONS, Expected
from simulation.staffing.preview import queues_at, station_days, waits_of
from simulation.staffing.target import Target
from simulation.staffing.transient import Queues
from simulation.theory import fewest_servers

Floats = NDArray[np.float64]
WITHIN, LEFT = 3, 4


@dataclass(frozen=True, slots=True, eq=False)
class Days:
    """The days of the stations that are staffed, a row each, with columns for the hours.

    Attributes:
        place: offices, stations and weekdays of the rows, as places in `Expected`.
        queues: what comes on each; its servers are those of the scenario.
        is_open: hours in which somebody may come.
    """

    place: tuple[NDArray[np.intp], ...]
    queues: Queues
    is_open: NDArray[np.bool_]


def days_of(visitors: Expected, stations: tuple[str, ...]) -> Days:
    """Return the open days of some stations.

    Args:
        visitors: who is expected.
        stations: by name.
    """
    chosen = [STATIONS.index(station) for station in stations]
    place = station_days(visitors, chosen)
    return Days(place, queues_at(visitors, place), visitors.open_minutes[place[0], place[2]] > 0)


def served_in_time(days: Days, servers: Floats, target: Target) -> Floats:
    """Return the share of visitors who are served within the limit, row × hour.

    Args:
        days: the days.
        servers: row × hour.
        target: says the limit.

    Returns:
        1 in hours in which nobody comes.
    """
    found = waits_of(replace(days.queues, servers=servers), target.wait_minutes)
    share = found[WITHIN] * (1 - found[LEFT])
    return np.asarray(np.where((days.queues.rate > 0) & days.is_open, share, 1.0))


def screened(days: Days, target: Target) -> Floats:
    """Return the fewest servers that meet a target by the closed form, row × hour.

    No hour of a day could do with one server less, the others as they are; that no other plan has
    fewer in all is not proved.

    Args:
        days: the days.
        target: the limit and the share.
    """
    rate, minutes = days.queues.rate, np.maximum(days.queues.minutes, 1e-6)
    most = fewest_servers(rate, minutes, target.wait_minutes, target.share)
    servers = np.asarray(np.where(days.is_open, np.maximum(most, rate > 0), 0.0))
    while True:
        short = served_in_time(days, servers, target) < target.share
        if not short.any():
            return _taken_back(days, servers, target)
        servers = servers + short


def _taken_back(days: Days, servers: Floats, target: Target) -> Floats:
    """Take servers away one by one, an hour of all days at a time, while the target holds."""
    taken = True
    while taken:
        taken = False
        for hour in np.flatnonzero(days.is_open.any(axis=0)):
            less = servers.copy()
            less[:, hour] = np.maximum(servers[:, hour] - 1, 0)
            tried = less[:, hour] < servers[:, hour]
            holds = (served_in_time(days, less, target) >= target.share).all(axis=1) & tried
            servers[holds, hour] -= 1
            taken = taken or bool(holds.any())
    return servers


def with_one_less(days: Days, servers: Floats, target: Target) -> Floats:
    """Return the lowest share of the day that one server less in an hour would give, row × hour.

    Args:
        days: the days.
        servers: row × hour.
        target: says the limit.

    Returns:
        nan where there is nobody to take away.
    """
    found = np.full_like(servers, np.nan)
    for hour in np.flatnonzero(days.is_open.any(axis=0)):
        less = servers.copy()
        less[:, hour] = np.maximum(servers[:, hour] - 1, 0)
        lowest = served_in_time(days, less, target).min(axis=1)
        found[:, hour] = np.where(servers[:, hour] > 0, lowest, np.nan)
    return found
