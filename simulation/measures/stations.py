"""Measures of stations, as a whole and by hour of the day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import nan

import numpy as np

from simulation.measures.columns import HOURS_A_DAY, Columns, Floats, span_of
from simulation.measures.load import Load, load_of, together
from simulation.measures.ratios import RANKS, percentile, ratio
from simulation.measures.servers import Grid, attendance, grid_of
from simulation.measures.summary import HourKey, Key
from simulation.scenario_parts import Scenario
from simulation.trace import OFFICE_STATIONS, STATIONS

ALWAYS = ("reception", "terminal", "window", "online", "ums", "production", "pickup")
"""Stations that are measured even if nobody came; others only where somebody did."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The load of one station.

    Attributes:
        station: its name.
        office: id of its office, ``all`` for the network.
        load: what it had to do.
    """

    station: str
    office: str
    load: Load


def loads(columns: Columns, scenario: Scenario) -> list[Measured]:
    """Return the load of every station, by office and together.

    Args:
        columns: of the trace.
        scenario: every lever.
    """
    grid = grid_of(scenario)
    return [
        measured
        for station in STATIONS
        for measured in _loads(columns, scenario, grid, station)
        if station in ALWAYS or _came(columns, scenario, station)
    ]


def _came(columns: Columns, scenario: Scenario, station: str) -> bool:
    return any(len(columns.at(station, n).case) for n in range(len(scenario.offices)))


def _loads(columns: Columns, scenario: Scenario, grid: Grid, station: str) -> Iterator[Measured]:
    in_centres, span = station in OFFICE_STATIONS, span_of(scenario)
    found = []
    for number, office in enumerate(scenario.offices if in_centres else scenario.offices[:1]):
        attended = attendance(scenario, grid, station, number)
        found.append(load_of(columns.at(station, number), attended, grid, span))
        if in_centres:
            yield Measured(station, office.id, found[-1])
    yield Measured(station, "all", together(found))


def of_stations(measured: Sequence[Measured], scenario: Scenario) -> Iterator[tuple[Key, float]]:
    """Yield the measures of stations.

    Args:
        measured: their loads.
        scenario: every lever.
    """
    for one in measured:
        waits = np.sort(np.concatenate(one.load.waits))
        values = _waits(waits) | _whole(one.load)
        if one.station in OFFICE_STATIONS:  # the standard is one of the centres
            within = _within(waits, scenario.wait_standard_minutes)
            values["within_standard_share", "mean"] = within
        for (measure, statistic), value in values.items():
            yield (measure, one.station, one.office, statistic), value


def _waits(waits: Floats) -> dict[tuple[str, str], float]:
    return {
        ("wait_minutes", "mean"): ratio(waits.sum(), len(waits)),
        **{("wait_minutes", name): percentile(waits, rank) for name, rank in RANKS.items()},
        ("wait_minutes", "max"): float(waits[-1]) if len(waits) else nan,
    }


def _whole(load: Load) -> dict[tuple[str, str], float]:
    served = sum(len(waits) for waits in load.waits)
    open_minutes = load.open.sum() * load.grid.minutes
    return {
        ("service_minutes", "mean"): ratio(load.service.sum(), served),
        ("queue_length", "mean"): ratio(load.queued.sum(), open_minutes),
        ("queue_length", "max"): float(load.longest_queue),
        ("utilisation", "mean"): ratio(load.busy.sum(), load.offered.sum()),
        ("abandoned_share", "mean"): ratio(load.left.sum(), load.visits.sum()),
        ("visits", "count"): float(load.visits.sum()),
    }


def of_hours(measured: Sequence[Measured], scenario: Scenario) -> Iterator[tuple[HourKey, float]]:
    """Yield the measures of stations in centres by hour of the day.

    Hours in which a station was never open and nobody came are left out.

    Args:
        measured: their loads.
        scenario: every lever.
    """
    for one in measured:
        if one.station not in OFFICE_STATIONS:
            continue
        load, grid = one.load, one.load.grid
        open_slots, days = grid.by_hour(load.open.astype(float)), grid.days_with(load.open)
        for hour in range(HOURS_A_DAY):
            if open_slots[hour] or load.visits[hour]:
                values = _hour(load, hour, scenario.wait_standard_minutes)
                values["visits", "count"] = ratio(load.visits[hour], days)
                values["queue_length", "mean"] = ratio(
                    load.queued[hour], open_slots[hour] * grid.minutes
                )
                for (measure, statistic), value in values.items():
                    yield (measure, one.station, one.office, statistic, hour), value


def _hour(load: Load, hour: int, standard: float) -> dict[tuple[str, str], float]:
    waits = load.waits[hour]
    return {
        ("wait_minutes", "mean"): ratio(waits.sum(), len(waits)),
        ("wait_minutes", "p90"): percentile(waits, RANKS["p90"]),
        ("wait_minutes", "p95"): percentile(waits, RANKS["p95"]),
        ("within_standard_share", "mean"): _within(waits, standard),
        ("abandoned_share", "mean"): ratio(load.left[hour], load.visits[hour]),
        ("utilisation", "mean"): ratio(load.busy[hour], load.offered[hour]),
    }


def _within(waits: Floats, standard: float) -> float:
    return ratio(int(np.searchsorted(waits, standard, side="right")), len(waits))
