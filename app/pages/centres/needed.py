"""The fewest servers that keep a standard in every hour, by the quick formulas.

They do not depend on the servers that are there, so an edit of those costs nothing twice.
"""

from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock
from typing import Final, NamedTuple

import numpy as np

from simulation.staffing.expected import Expected
from simulation.staffing.preview import queues_at
from simulation.staffing.screening import Days, screened
from simulation.staffing.target import Target
from simulation.staffing.transient import Queues

KEPT: Final = 256


class Aim(NamedTuple):
    """What is to be kept: minutes of waiting, and the share of visitors within them."""

    wait_minutes: float
    share: float


_known: OrderedDict[object, Mapping[tuple[int, int], int]] = OrderedDict()
_lock = Lock()


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
    key = _key(days.queues, aim)
    with _lock:
        found = _known.get(key)
    if found is None:
        found = _counted(days, aim)
        with _lock:
            _known[key] = found
            while len(_known) > KEPT:
                _known.popitem(last=False)
    return found


def _key(queues: Queues, aim: Aim) -> object:
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
