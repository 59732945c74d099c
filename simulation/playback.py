"""One day of one office as columns from which its queues can be drawn again."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from math import isfinite
from typing import Any, Final

import numpy as np

from domain.errors import BadInput
from simulation.attendance import servers
from simulation.lever_readers import DAY_MINUTES
from simulation.measures.columns import Columns, Floats, Stays, columns_of
from simulation.scenario_parts import Scenario
from simulation.trace import OFFICE_STATIONS, SERVICES, Trace

DECIMALS: Final = 1
"""Of a minute: six seconds are less than a step of the drawing."""


def playback(trace: Trace, scenario: Scenario, office: str, day: int) -> dict[str, Any]:
    """Return what happened at an office on a day, as JSON values.

    Args:
        trace: of one replication.
        scenario: that it is of.
        office: id of the office.
        day: from 0, the first of the period.

    Returns:
        ``office`` and ``day`` (ISO); ``stations`` and ``services``, the words of the codes below;
        ``servers``: by station rows of start, end and number of servers, none where nobody is
        ever waited for; ``columns``: one value a
        stay, for which the visitor became ready on that day, in that order: ``case`` (from 0 on
        that day), ``station``, ``enabled``, ``start`` (None for who was never served), ``end``
        (when he left for who did; None for who stayed and was never served), ``left`` (when he
        left unserved, 0 for who did not), ``service``. Times are minutes of the day with one
        decimal; what ends after midnight is beyond 1,440. About 29 bytes a stay when written
        without blanks.

    Raises:
        BadInput: there is no such office, or the day is not one of the period.
    """
    offices = [one.id for one in scenario.offices]
    if office not in offices:
        raise BadInput("office", f"one of {', '.join(offices)}", office)
    if not 0 <= day < scenario.days:
        raise BadInput("day", f"a whole number from 0 to {scenario.days - 1}", day)
    number = offices.index(office)
    return {
        "office": office,
        "day": (scenario.first + timedelta(day)).isoformat(),
        "stations": list(OFFICE_STATIONS),
        "services": list(SERVICES),
        "servers": {
            station: list(_of_day(servers(scenario, station, number) or (), day))
            for station in OFFICE_STATIONS
        },
        "columns": _columns(columns_of(trace, len(offices)), number, day),
    }


def _of_day(pieces: Sequence[Sequence[float]], day: int) -> list[list[float]]:
    """Return the servers of a day, in minutes of the day."""
    start = day * DAY_MINUTES
    cut = (
        (max(0.0, begins - start), min(float(DAY_MINUTES), ends - start), there)
        for begins, ends, there in pieces
    )
    return [list(piece) for piece in cut if piece[0] < piece[1]]


def _columns(columns: Columns, office: int, day: int) -> Mapping[str, list[Any]]:
    span = (day * DAY_MINUTES, (day + 1) * DAY_MINUTES)
    parts = [columns.at(station, office).inside(span) for station in OFFICE_STATIONS]
    stays = Stays(*(np.concatenate([getattr(p, name) for p in parts]) for name in Stays.__slots__))
    station = np.repeat(np.arange(len(parts)), [len(part.case) for part in parts])
    order = np.lexsort((station, stays.case, stays.enabled))
    known, number = np.unique(stays.case[order], return_inverse=True)
    left = np.isnan(stays.start) & np.isfinite(stays.end)
    end = _minutes(stays.end[order], span[0])
    return {
        "case": number.tolist(),
        "station": station[order].tolist(),
        "enabled": _minutes(stays.enabled[order], span[0]),
        "start": _minutes(stays.start[order], span[0]),
        "end": end,
        "left": [at if gone else 0 for at, gone in zip(end, left[order].tolist(), strict=True)],
        "service": columns.service[known][number].tolist(),
    }


def _minutes(times: Floats, midnight: float) -> list[float | None]:
    rounded = np.round(times - midnight, DECIMALS).tolist()
    return [time if isfinite(time) else None for time in rounded]
