"""How many come to an office for other services, whether the scenario says it or the city."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

import numpy as np

from app.planning.scenarios import Document, Profile, compact, expanded, offices, scenario_of
from simulation.arrivals import month_factors, visits_an_open_hour
from simulation.attendance import open_minutes

DIGITS: Final = 6
KEPT: Final = 64


def profiles(document: Document, people: int) -> dict[str, Profile]:
    """Return visits an open hour of every office, by hour of the week.

    Args:
        document: a complete scenario.
        people: population of the city, whose share they are where the scenario gives no number.
    """
    scenario = scenario_of(document)
    given = visits_an_open_hour(scenario, people)
    is_given = scenario.demand.other_visits_per_hour is not None
    factor = 1.0 if is_given else float(month_factors(scenario).mean())
    return {
        office: [[rate * factor for rate in day] for day in profile]
        for office, profile in zip(offices(document), given, strict=True)
    }


def hourly(document: Document, office: str, people: int) -> float:
    """Return the mean of an office's visits over its open hours."""
    return _hourly(json.dumps(document, sort_keys=True), people)[office]


@lru_cache(maxsize=KEPT)
def _hourly(text: str, people: int) -> Mapping[str, float]:
    document = json.loads(text)
    scenario, found = scenario_of(document), {}
    for place, (office, profile) in enumerate(profiles(document, people).items()):
        minutes = np.array(open_minutes(scenario, place))
        whole = float((np.array(profile) * minutes).sum())
        found[office] = round(whole / (float(minutes.sum()) or 1.0), DIGITS)
    return found


def with_hourly(document: Document, office: str, people: int, value: float | None) -> Document:
    """Return the scenario with another mean at one office; the shape over the week stays.

    Args:
        document: a complete scenario.
        office: its id.
        people: population of the city.
        value: visits an open hour; None: of all offices as the city has them.
    """
    if value is None:
        return {**document, "demand": {**document["demand"], "other_visits_per_hour": None}}
    known, now = profiles(document, people), hourly(document, office, people)
    if now:
        known[office] = [[rate * value / now for rate in day] for day in known[office]]
    else:
        known[office] = expanded(value)
    visits = {name: compact(profile) for name, profile in known.items()}
    return {**document, "demand": {**document["demand"], "other_visits_per_hour": visits}}
