"""Measures by day of the period, those of the warm-up too: they show where it ends."""

from collections.abc import Iterator

import numpy as np

from simulation.lever_readers import DAY_MINUTES
from simulation.measures.applications import (
    ID_CARD,
    REGISTRATION,
    SAME_VISIT,
    annulled,
    applications,
    came_for,
)
from simulation.measures.columns import Columns, Floats, Ints
from simulation.measures.summary import DayKey
from simulation.scenario_parts import Scenario
from simulation.trace import OFFICE_STATIONS, Trace


def of_days(trace: Trace, columns: Columns, scenario: Scenario) -> Iterator[tuple[DayKey, float]]:
    """Yield the measures of every day of the period.

    Args:
        trace: of the replication.
        columns: of the same.
        scenario: every lever.
    """
    days = scenario.days
    issued = np.array([card.ended for card in trace.cards if card.issued])
    series = {
        "visits": _visits(columns, scenario),
        "wait_minutes": _waits(columns, scenario),
        "ums_backlog": _inside(columns, "ums", days),
        "production_backlog": _inside(columns, "production", days),
        "pickup_backlog": _to_be_collected(columns, issued, days),
        "card_applications": _counted(columns.entered[applications(columns, ID_CARD)], days),
        "cards_issued": _counted(issued, days),
        "cards_annulled": _counted(columns.ended[annulled(trace, columns)], days),
        "registrations_filed": _counted(columns.entered[applications(columns, REGISTRATION)], days),
    }
    for measure, values in series.items():
        for day, value in enumerate(values.tolist()):
            yield (measure, day), float(value)


def _day(times: Floats) -> Ints:
    return np.asarray(times / DAY_MINUTES).astype(np.int64)


def _counted(times: Floats, days: int) -> Ints:
    """Count times by day; those beyond the period, and nan, are left out."""
    return np.bincount(_day(times[times < days * DAY_MINUTES]), minlength=days)


def _visits(columns: Columns, scenario: Scenario) -> Ints:
    """Count those who came to a centre; going on there is the same visit."""
    came = np.full(len(columns.entered), np.inf)
    for number in range(len(scenario.offices)):
        for station in reversed(OFFICE_STATIONS):
            stays = columns.at(station, number)
            came[stays.case] = np.minimum(came[stays.case], stays.enabled)
    return _counted(came[~came_for(columns, SAME_VISIT)], scenario.days)


def _waits(columns: Columns, scenario: Scenario) -> Floats:
    """Return the mean wait for a window of those who became ready on a day, and were served."""
    waited, served = np.zeros(scenario.days), np.zeros(scenario.days)
    for number in range(len(scenario.offices)):
        stays = columns.at("window", number)
        stays = stays.inside((0, scenario.days * DAY_MINUTES))
        stays = stays.some(~np.isnan(stays.start))
        day = _day(stays.enabled)
        served += np.bincount(day, minlength=scenario.days)
        waits = stays.start - stays.enabled
        waited += np.bincount(day, weights=waits, minlength=scenario.days)
    means: Floats = np.divide(waited, served, out=np.full(scenario.days, np.nan), where=served > 0)
    return means


def _inside(columns: Columns, station: str, days: int) -> Ints:
    """Count those ready for a station and not yet through at the midnight that ends each day."""
    stays = columns.at(station)
    return np.cumsum(_counted(stays.enabled, days) - _counted(stays.end, days))


def _to_be_collected(columns: Columns, issued: Floats, days: int) -> Ints:
    """Count the cards made and not yet handed over at the midnight that ends each day.

    Whoever is not given his card comes again: only a visit that ends with the card takes it away.
    """
    made = columns.at("production")
    return np.cumsum(_counted(made.end, days) - _counted(issued, days))
