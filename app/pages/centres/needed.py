"""The fewest servers that keep a standard in every hour, by the quick formulas.

They do not depend on the servers that are there, so an edit of those costs nothing twice.
"""

from collections.abc import Hashable, Mapping
from typing import Final, NamedTuple

import numpy as np

from simulation.attendance import MACHINES
from simulation.impact.kept import Answers
from simulation.opening import HOUR_MINUTES
from simulation.scenario_parts import Office
from simulation.staffing.expected import Expected
from simulation.staffing.preview import queues_at
from simulation.staffing.screening import Days, screened
from simulation.staffing.target import Target
from simulation.staffing.transient import Queues

KEPT: Final = 256
ROUNDING: Final = 1e-9
"""Room for rounding, as the model has it where it rounds a share of servers down."""


class Aim(NamedTuple):
    """What is to be kept: minutes of waiting, and the share of visitors within them."""

    wait_minutes: float
    share: float


_known = Answers[Hashable, Mapping[tuple[int, int], int]](KEPT)


def needed_at(
    visitors: Expected, office: str, station: str, aim: Aim
) -> Mapping[tuple[int, int], int]:
    """Return the fewest servers of one station, by weekday from 1 and open hour.

    Args:
        visitors: who is expected.
        office: its id.
        station: one of theirs.
        aim: what is to be kept.
    """
    if office not in visitors.offices:
        return {}
    number, place = visitors.offices.index(office), visitors.stations.index(station)
    weekdays = np.flatnonzero(visitors.open_minutes[number].any(axis=1))
    at = (np.full_like(weekdays, number), np.full_like(weekdays, place), weekdays)
    days = Days(at, queues_at(visitors, at), visitors.open_minutes[number, weekdays] > 0)
    return _known.of(_key(days.queues, aim), lambda: _counted(days, aim))


def scheduled(count: int, office: Office, station: str, hour: tuple[int, int]) -> int:
    """Return how many must be scheduled so that so many are there while others have their break.

    Args:
        count: how many are needed.
        office: its breaks take a share, rounded down, of those who are scheduled.
        station: of the servers; machines have no breaks.
        hour: weekday from 1, and hour of the day.
    """
    weekday, (start, end) = hour[0], (hour[1] * HOUR_MINUTES, (hour[1] + 1) * HOUR_MINUTES)
    away = [
        rest.away_share
        for rest in (() if station in MACHINES else office.breaks)
        if weekday in rest.weekdays and rest.start < end and rest.end > start
    ]
    share = max(away, default=0.0)
    if share >= 1:
        return count
    found = count
    while found - int(found * share + ROUNDING) < count:
        found += 1
    return found


def _key(queues: Queues, aim: Aim) -> Hashable:
    arrays = (queues.rate, queues.length, queues.minutes, queues.grain)
    rounded = tuple(np.round(array, 9).tobytes() for array in arrays)
    return (*rounded, repr(queues.patience), aim)


def _counted(days: Days, aim: Aim) -> Mapping[tuple[int, int], int]:
    servers = screened(days, Target(aim.wait_minutes, aim.share))
    weekdays = days.place[2]
    return {
        (int(weekdays[row]) + 1, int(hour)): int(servers[row, hour])
        for row, hour in np.argwhere(days.is_open)
    }
