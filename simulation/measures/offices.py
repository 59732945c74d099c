"""Measures of an office as a whole: how late it gets, and whom its servers serve."""

from collections.abc import Iterator

import numpy as np

from simulation.measures.columns import Columns, Floats, span_of
from simulation.measures.ratios import ratio
from simulation.measures.servers import closings
from simulation.measures.summary import Key
from simulation.opening import Interval
from simulation.scenario_parts import Scenario
from simulation.trace import OFFICE_STATIONS, SERVICES


def of_offices(columns: Columns, scenario: Scenario) -> Iterator[tuple[Key, float]]:
    """Yield the measures of offices.

    Args:
        columns: of the trace.
        scenario: every lever.
    """
    yield from _overtime(columns, scenario)
    yield from _load_shares(columns, scenario)


def _overtime(columns: Columns, scenario: Scenario) -> Iterator[tuple[Key, float]]:
    """Yield minutes from the end of a day until the last visitor is gone, mean over open days.

    Zero for a day on which nobody is left at closing; nan for an office that never closes.
    """
    span = span_of(scenario)
    found = []
    for number, office in enumerate(scenario.offices):
        closed = [pair for pair in closings(scenario, number) if span[0] < pair[0] <= span[1]]
        ends = [columns.at(station, number).end for station in OFFICE_STATIONS]
        found.append(overtime(closed, np.concatenate(ends)))
        yield ("overtime_minutes", "all", office.id, "mean"), ratio(found[-1].sum(), len(closed))
    days = np.concatenate(found)
    yield ("overtime_minutes", "all", "all", "mean"), ratio(days.sum(), len(days))


def overtime(closed: list[Interval], gone: Floats) -> Floats:
    """Return the minutes from each closing until the last who went before the next opening.

    Args:
        closed: from a closing to the next opening, in order.
        gone: when visitors went, in any order; infinite ones never came to be served.

    Returns:
        One number a closing, 0 where nobody went after it.
    """
    late = np.zeros(len(closed))
    if not closed:
        return late
    closes, opens = np.array(closed).T
    gone = gone[np.isfinite(gone)]
    day = np.searchsorted(closes, gone) - 1
    after = (day >= 0) & (gone < opens[day])
    np.maximum.at(late, day[after], gone[after] - closes[day[after]])
    return late


def _load_shares(columns: Columns, scenario: Scenario) -> Iterator[tuple[Key, float]]:
    """Yield the share of each service in the minutes of service at windows and in all."""
    window = OFFICE_STATIONS.index("window")
    minutes = np.array([_minutes(columns, scenario, n) for n in range(len(scenario.offices))])
    offices = {office.id: minutes[n] for n, office in enumerate(scenario.offices)}
    for name, served in (offices | {"all": minutes.sum(axis=0)}).items():
        for station, of_service in (("window", served[window]), ("all", served.sum(axis=0))):
            for service, part in zip(SERVICES, of_service.tolist(), strict=True):
                share = ratio(part, of_service.sum())
                yield ("load_share", station, name, service), share


def _minutes(columns: Columns, scenario: Scenario, office: int) -> Floats:
    """Return the minutes of measured service at an office, by station and service."""
    rows = []
    for station in OFFICE_STATIONS:
        stays = columns.at(station, office).inside(span_of(scenario))
        stays = stays.some(~np.isnan(stays.start))
        services = columns.service[stays.case]
        minutes = stays.end - stays.start
        rows.append(np.bincount(services, weights=minutes, minlength=len(SERVICES)))
    return np.array(rows, dtype=float)
