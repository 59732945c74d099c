"""The quick estimate: what formulas of queueing say at once, while a run would take seconds.

It is shown until a run is there, and beside it as soon as the scenario was edited.
"""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from itertools import groupby
from math import isfinite
from operator import attrgetter
from typing import Final

import numpy as np

from app.components.centres_numbers import Estimate
from app.pages.centres.found import ALL, Found
from app.pages.centres.mixture import quantile
from app.pages.centres.needed import Aim, needed_at, scheduled
from app.planning.scenarios import Document, scenario_of
from app.services import Services
from simulation.impact.kept import Answers, Kept
from simulation.scenario_parts import Office, Scenario
from simulation.staffing.crowd import Crowd, crowd
from simulation.staffing.expected import Expected, expected
from simulation.staffing.preview import Preview, preview
from simulation.trace import SERVICES
from synthetic_data.city import City

KEPT_DAYS: Final = 8
KEPT: Final = 256
KEPT_SCENARIOS: Final = 64
"""An edit asks for the scenario before it and for the one after it."""

Key = tuple[str, str, str, str]
Rows = list[Preview]


@dataclass(frozen=True)
class Quick:
    """What the formulas say about a scenario.

    Attributes:
        found: waits, load and shares, without intervals.
        visitors: who is expected.
        aim: what the needed servers are to keep.
        offices: with their breaks.
    """

    found: Found
    visitors: Expected
    aim: Aim
    offices: tuple[Office, ...]

    def needed(self, office: str, station: str) -> Mapping[tuple[int, int], int]:
        """Return the fewest servers to schedule for the standard, by weekday from 1 and hour."""
        levers = next((one for one in self.offices if one.id == office), None)
        if levers is None:
            return {}
        counts = needed_at(self.visitors, office, station, self.aim)
        return {at: scheduled(count, levers, station, at) for at, count in counts.items()}


def quick_estimate(document: Document, services: Services, goal: float) -> Quick | None:
    """Return the estimate of a scenario; None where the city's people are not at hand.

    Args:
        document: a complete scenario.
        services: holds the city.
        goal: share of visitors whose wait shall be within the standard.
    """
    if services.search is None:
        return None
    scenario = scenario_of(document)
    city = services.search.city
    found, visitors = _estimated(_Question((id(city), id(scenario)), city, scenario))
    return Quick(found, visitors, Aim(scenario.wait_standard_minutes, goal), scenario.offices)


@lru_cache(maxsize=KEPT_DAYS)
def _crowd(city: City, first: date) -> Crowd:
    return crowd(city, first)


@dataclass(frozen=True, slots=True)
class _Question:
    """A scenario in a city; the same objects are the same question, and live as long as it does."""

    of: tuple[int, int]
    city: City = field(compare=False)
    scenario: Scenario = field(compare=False)


def _worked_out(asked: _Question) -> tuple[Found, Expected]:
    city, scenario = asked.city, asked.scenario
    visitors = expected(scenario, _crowd(city, scenario.first))
    pieces = [_office(scenario, _alone(visitors, place)) for place in range(len(visitors.offices))]
    measures = {key: value for piece in pieces for key, value in piece.measures.items()}
    hours = {key: value for piece in pieces for key, value in piece.hours.items()}
    return Found(measures, hours, is_run=False), visitors


_estimated = Kept(_worked_out, KEPT_SCENARIOS)


def _alone(visitors: Expected, place: int) -> Expected:
    """Return who is expected at one office."""
    only = slice(place, place + 1)
    return replace(
        visitors,
        offices=visitors.offices[only],
        open_minutes=visitors.open_minutes[only],
        arrivals=visitors.arrivals[only],
        servers=visitors.servers[only],
    )


_of_offices = Answers[Hashable, Found](KEPT)


def _office(scenario: Scenario, visitors: Expected) -> Found:
    """Return the estimate of one office; an edit of another one costs nothing here."""
    standard = scenario.wait_standard_minutes
    arrays = (visitors.open_minutes, visitors.arrivals, visitors.servers)
    service = (visitors.minutes.tobytes(), visitors.squares.tobytes(), repr(visitors.patience))
    key = (visitors.offices, standard, service, tuple(array.tobytes() for array in arrays))
    return _of_offices.of(key, lambda: _found(scenario, visitors))


def _found(scenario: Scenario, visitors: Expected) -> Found:
    rows = [row for row in preview(scenario, visitors) if row.arrivals > 0]
    measures = {**dict(_measures(rows, scenario.wait_standard_minutes)), **dict(_load(visitors))}
    return Found(measures, dict(_hours(rows)), is_run=False)


def _grouped(rows: Rows, *names: str) -> Iterator[tuple[tuple[object, ...], Rows]]:
    of = attrgetter(*names)
    for key, some in groupby(sorted(rows, key=of), key=of):
        yield key, list(some)


def _hours(rows: Rows) -> Iterator[tuple[tuple[str, str, str, str, int], Estimate]]:
    """Yield the estimates of every hour over all weekdays, weighted by who comes."""
    for (office, station, hour), some in _grouped(rows, "office", "station", "hour"):
        values = {**_shared(some), ("wait_minutes", "p90"): _mean(some, "p90_wait")}
        values["visits", "count"] = sum(row.arrivals for row in some) / len(some)
        for (measure, statistic), value in values.items():
            yield (measure, str(station), str(office), statistic, int(str(hour))), Estimate(value)


def _measures(rows: Rows, standard: float) -> Iterator[tuple[Key, Estimate]]:
    for (office, station), some in _grouped(rows, "office", "station"):
        values = {**_shared(some), ("wait_minutes", "p90"): quantile(some, standard)}
        for (measure, statistic), value in values.items():
            yield (measure, str(station), str(office), statistic), Estimate(value)


def _shared(rows: Rows) -> dict[tuple[str, str], float | None]:
    offered = sum(row.servers for row in rows)
    busy = sum(row.servers * row.utilisation for row in rows if row.servers)
    return {
        ("wait_minutes", "mean"): _mean(rows, "mean_wait"),
        ("within_standard_share", "mean"): _mean(rows, "within_share"),
        ("abandoned_share", "mean"): _mean(rows, "abandoned_share"),
        ("utilisation", "mean"): busy / offered if offered else None,
    }


def _mean(rows: Rows, name: str) -> float | None:
    """Return the mean over visitors; None where it is endless."""
    value = sum(row.arrivals * getattr(row, name) for row in rows)
    value /= sum(row.arrivals for row in rows)
    return value if isfinite(value) else None


def _load(visitors: Expected) -> Iterator[tuple[Key, Estimate]]:
    """Yield which part of the minutes of service at an office each service takes."""
    minutes = np.einsum("oswdh,sw->ow", visitors.arrivals, visitors.minutes)
    for number, office in enumerate(visitors.offices):
        whole = float(minutes[number].sum())
        for service, some in zip(SERVICES, minutes[number].tolist(), strict=True):
            yield ("load_share", ALL, office, service), Estimate(some / whole if whole else None)
