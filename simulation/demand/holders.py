"""Who renews a card online, and when: from the expiry days of the city's cards."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from simulation.demand.claims import Supply
from simulation.demand.mix import FIGURES
from simulation.lever_readers import DAY_MINUTES
from simulation.scenario_parts import Scenario
from simulation.variates import Variates
from synthetic_data.city import REGIONS
from synthetic_data.days import as_number, day_number

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Holder:
    """One expiring card whose holder would renew it online.

    Attributes:
        index: position among the cards that expire around the period: keys the random numbers.
        time: when he files first, minutes from the start.
        applicant: the holder.
        region: whose migration service decides.
        expiry: day number of the expiry from the first day; the card is good on that day.
    """

    index: int
    time: float
    applicant: int
    region: str
    expiry: int


PROMPT_AFTER: Final = 10
LATEST_FILING: Final = 45
EARLIEST_FILING: Final = 60
REMINDER: Final = 30
"""Days before the expiry on which the holder is reminded, whatever the window is."""
AWAKE: Final = (8 * 60, 23 * 60)
"""Minutes of the day between which people file."""


def holders(scenario: Scenario, stock: Supply, variates: Variates) -> list[Holder]:
    """Draw the renewals of cards that are tried online in the period, in order of time."""
    city, demand = stock.city, scenario.demand
    if not demand.id_renewals:
        return []
    rows, expiry = expiring(stock, scenario)
    names = ("online", "when", "day", "time")
    draws = {name: variates.stream(f"id_card/{name}").random(len(rows)) for name in names}
    filed = expiry + _offset(scenario, draws["when"], draws["day"])
    minute = AWAKE[0] + draws["time"] * (AWAKE[1] - AWAKE[0])
    tried = (draws["online"] < demand.id_online_share) & (filed >= 0) & (filed < scenario.days)
    found = [
        Holder(
            index=index,
            time=float(filed[index] * DAY_MINUTES + minute[index]),
            applicant=int(city.card_holder[rows[index]]),
            region=REGIONS[city.region[city.card_holder[rows[index]]]],
            expiry=int(expiry[index]),
        )
        for index in map(int, np.flatnonzero(tried))
    ]
    return sorted(found, key=lambda holder: holder.time)


def expiring(stock: Supply, scenario: Scenario) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the cards that somebody alive could renew in the period, whatever the levers.

    Returns:
        Rows of the city's cards, and their expiry in days from the first day.
    """
    city = stock.city
    expiry = _days_after(city.expires, scenario.first)
    near = (expiry >= -LATEST_FILING) & (expiry < scenario.days + EARLIEST_FILING)
    rows = np.flatnonzero(near & (city.died[city.card_holder] == 0))
    return rows, expiry[rows]


def _days_after(days: NDArray[Any], first: date) -> NDArray[np.int64]:
    """Return whole days from the first day to calendar days ``yyyymmdd``."""
    months = (days // 10_000 - 1970) * 12 + days // 100 % 100 - 1
    stamps = months.astype("datetime64[M]").astype("datetime64[D]") + (days % 100 - 1)
    start = day_number(as_number(first))
    return np.asarray(stamps.astype(np.int64) - start)


def _offset(scenario: Scenario, when: Floats, day: Floats) -> NDArray[np.int64]:
    """Return the days from expiry to filing: early, after, late, or following the reminder."""
    people, allowed = scenario.behaviour, PROMPT_AFTER
    early, after = people.filing_early_share, people.filing_after_share
    late = people.filing_late_share
    decay = -FIGURES["reminder_decay"]["value"] * np.log1p(-day * (1 - 1e-9))
    prompt = -REMINDER + np.minimum(decay, REMINDER)
    kinds = [when < early, when < early + after, when < early + after + late]
    values = [
        -EARLIEST_FILING + day * (EARLIEST_FILING - REMINDER),
        1 + day * allowed,
        1 + allowed + day * (LATEST_FILING - allowed),
    ]
    return np.floor(np.select(kinds, values, prompt)).astype(np.int64)
