"""The forecast beside a run: what the city's own cards let expect, at once and without a draw."""

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from app.planning.scenarios import Document
from app.services import Services
from simulation.forecast import Expiries, Forecast, expiries, forecast
from simulation.scenario import scenario_from
from synthetic_data.city import City

KEPT_PERIODS = 8
KEPT = 64

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Outlook:
    """The forecast of a scenario's measured days.

    Attributes:
        forecast: of the whole period.
        warm_up: days before the measured ones.
    """

    forecast: Forecast
    warm_up: int

    def days(self, name: str) -> Floats:
        """Return a quantity by measured day, such as ``expiring``."""
        return np.asarray(getattr(self.forecast, name), dtype=float)[self.warm_up :]

    def total(self, name: str) -> float:
        """Return the sum of a quantity over the measured days."""
        return float(self.days(name).sum())

    def decided(self, rule: str) -> float:
        """Return the applications that a rule decides."""
        return float(self.forecast.decided[rule][self.warm_up :].sum())

    def to_centre(self) -> dict[str, float]:
        """Return the holders who go to a centre, by the rule that sends them."""
        sent = self.forecast.to_centre
        return {rule: float(days[self.warm_up :].sum()) for rule, days in sent.items()}


def outlook(document: Document, services: Services) -> Outlook | None:
    """Return the forecast of a scenario; None where the city's cards are not at hand."""
    if services.search is None:
        return None
    return _outlook(services.search.city, json.dumps({**document, "name": ""}, sort_keys=True))


@lru_cache(maxsize=KEPT_PERIODS)
def _expiries(city: City, first: date, days: int) -> Expiries:
    return expiries(city, first, days)


@lru_cache(maxsize=KEPT)
def _outlook(city: City, text: str) -> Outlook:
    scenario = scenario_from(json.loads(text))
    cards = _expiries(city, scenario.first, scenario.days)
    return Outlook(forecast(scenario, cards), scenario.warm_up_days)
