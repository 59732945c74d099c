"""Who renews a card, how and when: from the expiry days of the city's cards."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from simulation.card_visits import online_share
from simulation.demand.claims import Supply
from simulation.lever_readers import DAY_MINUTES
from simulation.routing import offices
from simulation.scenario_parts import Behaviour, Scenario
from simulation.variates import Variates
from synthetic_data.city import REGIONS, City
from synthetic_data.days import as_number, day_number

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Holder:
    """One expiring card that is renewed.

    Attributes:
        index: position among the cards that expire around the period: keys the random numbers.
        time: when he files first, minutes from the start.
        applicant: the holder.
        region: whose migration service decides.
        expiry: day number of the expiry from the first day; the card is good on that day.
        office: position of the centre to which he would go.
    """

    index: int
    time: float
    applicant: int
    region: str
    expiry: int
    office: int = 0


PROMPT_AFTER: Final = 10
LATEST_FILING: Final = 45
EARLIEST_FILING: Final = 60
NEAR_DAYS: Final = 7
"""Ends of the kinds of filing, in days from the expiry; the levers say what share is of each."""

OFFSETS: Final = np.arange(-EARLIEST_FILING, LATEST_FILING + 1)
"""Days from the expiry on which anybody files first."""

AWAKE: Final = (8 * 60, 23 * 60)
"""Minutes of the day between which people file."""

CAPITAL: Final = 0
"""Position of the capital among the regions."""


def holders(scenario: Scenario, stock: Supply, variates: Variates) -> list[Holder]:
    """Draw the renewals of cards that are tried online in the period, in order of time."""
    return _drawn(scenario, stock, variates, online=True)


def centre_holders(scenario: Scenario, stock: Supply, variates: Variates) -> list[Holder]:
    """Draw the renewals that begin in a centre of the capital, in order of time.

    The other regions have centres of their own. Nobody where these renewals are a part of the
    other visits, see the lever ``demand.id_centre_visits``.
    """
    if not scenario.demand.id_centre_visits:
        return []
    everybody = _drawn(scenario, stock, variates, online=False)
    return [holder for holder in everybody if holder.region == REGIONS[CAPITAL]]


def _drawn(scenario: Scenario, stock: Supply, variates: Variates, *, online: bool) -> list[Holder]:
    city = stock.city
    if not scenario.demand.id_renewals:
        return []
    rows, expiry = expiring(stock, scenario)
    names = ("online", "when", "day", "time", "reminded", "anywhere", "office")
    draws = {name: variates.stream(f"id_card/{name}").random(len(rows)) for name in names}
    filed = expiry + _offset(scenario.behaviour, draws)
    minute = AWAKE[0] + draws["time"] * (AWAKE[1] - AWAKE[0])
    of_kind = (draws["online"] < online_share(scenario.demand)) == online
    comes = of_kind & (filed >= 0) & (filed < scenario.days)
    people = city.card_holder[rows]
    office = offices(scenario, city.district[people], draws["anywhere"], draws["office"])
    found = [
        Holder(
            index=index,
            time=float(filed[index] * DAY_MINUTES + minute[index]),
            applicant=int(people[index]),
            region=REGIONS[city.region[people[index]]],
            expiry=int(expiry[index]),
            office=int(office[index]),
        )
        for index in map(int, np.flatnonzero(comes))
    ]
    return sorted(found, key=lambda holder: holder.time)


def expiring(stock: Supply, scenario: Scenario) -> tuple[Ints, Ints]:
    """Return the cards that somebody alive could renew in the period, whatever the levers.

    Returns:
        Rows of the city's cards, and their expiry in days from the first day.
    """
    return cards_around(stock.city, scenario.first, scenario.days)


def cards_around(city: City, first: date, days: int) -> tuple[Ints, Ints]:
    """Return the cards of the living that can first be filed for in a period.

    Args:
        city: whose cards.
        first: first day of the period.
        days: its length.

    Returns:
        Rows of the city's cards, and their expiry in days from the first day.
    """
    since = as_number(first - timedelta(LATEST_FILING))
    before = as_number(first + timedelta(days + EARLIEST_FILING))
    near = np.flatnonzero((city.expires >= since) & (city.expires < before))
    rows = near[city.died[city.card_holder[near]] == 0]
    return rows, _days_after(city.expires[rows], first)


def _days_after(days: NDArray[Any], first: date) -> Ints:
    """Return whole days from the first day to calendar days ``yyyymmdd``."""
    months = (days // 10_000 - 1970) * 12 + days // 100 % 100 - 1
    stamps = months.astype("datetime64[M]").astype("datetime64[D]") + (days % 100 - 1)
    start = day_number(as_number(first))
    return np.asarray(stamps.astype(np.int64) - start)


def _offset(people: Behaviour, draws: dict[str, Floats]) -> Ints:
    """Return the days from expiry to filing: early, near, after, late, or after the reminder."""
    when, day, reminder = draws["when"], draws["day"], people.reminder_days
    near = min(NEAR_DAYS, reminder)
    follow = np.minimum(-people.reminder_follow_days * np.log1p(-day * (1 - 1e-9)), reminder)
    kinds = [when < share for share in np.cumsum(_shares(people))]
    kinds.append(draws["reminded"] >= people.mobile_base_share)
    values = [
        -EARLIEST_FILING + day * (EARLIEST_FILING - reminder),
        1 + day * PROMPT_AFTER,
        1 + PROMPT_AFTER + day * (LATEST_FILING - PROMPT_AFTER),
        *[-near + day * (near + 1)] * 2,
    ]
    return np.floor(np.select(kinds, values, follow - reminder)).astype(np.int64)


def _shares(people: Behaviour) -> tuple[float, float, float, float]:
    """Return the shares of those who file early, after, late and near, in this order."""
    early, after, late = (
        people.filing_early_share,
        people.filing_after_share,
        people.filing_late_share,
    )
    return early, after, late, people.filing_near_share


def filing_shares(people: Behaviour) -> Floats:
    """Return the probability that a holder files first on each day of ``OFFSETS``.

    It is the law of ``holders``, so that what is expected needs no run.
    """
    early, after, late, near = _shares(people)
    rest = max(0.0, 1.0 - early - after - late - near)
    followed = rest * people.mobile_base_share
    soon, reminder = min(NEAR_DAYS, people.reminder_days), people.reminder_days
    shares = np.zeros(len(OFFSETS))
    _spread(shares, early, -EARLIEST_FILING, -reminder - 1)
    _spread(shares, after, 1, PROMPT_AFTER)
    _spread(shares, late, PROMPT_AFTER + 1, LATEST_FILING)
    _spread(shares, near + rest - followed, -soon, 0)
    mean = people.reminder_follow_days
    waits = np.arange(reminder + 1)
    still = np.exp(-waits / mean) if mean else (waits == 0).astype(float)
    shares[EARLIEST_FILING - reminder : EARLIEST_FILING] += followed * -np.diff(still)
    shares[EARLIEST_FILING] += followed * still[-1]
    return shares


def _spread(shares: Floats, share: float, first: int, last: int) -> None:
    """Add a share evenly to the days from first to last; to the first where there are none."""
    start = first + EARLIEST_FILING
    end = max(last, first) + EARLIEST_FILING + 1
    shares[start:end] += share / (end - start)
