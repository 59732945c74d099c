"""Which hours offices are open in an ordinary week, and how many servers are there."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from math import ceil
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulation.attendance import open_minutes, servers
from simulation.impact.kept import Answers
from simulation.lever_readers import HOURS, WEEKDAYS
from simulation.opening import HOUR_MINUTES, Shift
from simulation.scenario_parts import Office, Scenario

Floats = NDArray[np.float64]

MONDAY: Final = date(2026, 2, 2)
"""Of the week by which hours and servers are read; holidays are left out of it."""

KEPT: Final = 256
"""Offices whose week is kept: an edit changes one of them."""

_known = Answers[tuple[str, tuple[str, ...]], tuple[Floats, Floats]](KEPT)


def ordinary_week(scenario: Scenario, stations: tuple[str, ...]) -> tuple[Floats, Floats]:
    """Return open minutes by office and hour of the week, and mean servers by station too.

    Lunch, breaks and shifts are those of an ordinary week.

    Args:
        scenario: its offices.
        stations: by name.

    Returns:
        Office × weekday × hour, and office × station × weekday × hour; nan where a station has no
        limit.
    """
    offices = [replace(office, closed_on_holidays=False) for office in scenario.offices]
    known = [
        _known.of((repr(one), stations), partial(_week, scenario, one, stations)) for one in offices
    ]
    open_week, worked = (np.stack(parts) for parts in zip(*known, strict=True))
    whole = open_week[:, None]
    return open_week, worked / np.where(whole > 0, whole, 1.0)


def _week(scenario: Scenario, office: Office, stations: tuple[str, ...]) -> tuple[Floats, Floats]:
    """Return the open minutes of an office, and the minutes of servers of each of its stations."""
    week = replace(scenario, first=MONDAY, offices=(office,))
    worked = np.zeros((len(stations), WEEKDAYS * HOURS))
    for row, station in enumerate(stations):
        pieces = servers(week, station, 0, WEEKDAYS)
        worked[row] = np.nan if pieces is None else _by_hour(pieces)
    is_open = np.array(open_minutes(week, 0), dtype=float)
    return is_open, worked.reshape(len(stations), WEEKDAYS, HOURS)


def _by_hour(pieces: Sequence[Shift]) -> Floats:
    """Return the minutes of servers in every hour of the week."""
    found = np.zeros(WEEKDAYS * HOURS)
    for start, end, number in pieces:
        for hour in range(int(start // HOUR_MINUTES), ceil(end / HOUR_MINUTES)):
            at = hour * HOUR_MINUTES
            found[hour] += (min(end, at + HOUR_MINUTES) - max(start, at)) * number
    return found
