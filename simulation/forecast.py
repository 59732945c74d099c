"""What is to be expected of the ID cards of a period, in closed form: no run, no draws.

The expiries are those of the city's cards. The people behave by the levers of the scenario, the
law decides by its day, and the officers are taken to have no queue: what the migration service
cannot do in its hours shows only in a run. An application beside an open one is left out: it ends
at once and costs nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulation.card_visits import online_share
from simulation.demand.holders import (
    CAPITAL,
    EARLIEST_FILING,
    LATEST_FILING,
    OFFSETS,
    cards_around,
    filing_shares,
)
from simulation.forecast_delays import Lags, lags_of
from simulation.forecast_rules import (
    KINDS,
    Matrix,
    Rules,
    decided,
    following,
    over_by_then,
    rules_of,
)
from simulation.scenario_parts import Behaviour, Scenario
from synthetic_data.city import City

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

TO_CENTRE: Final = ("IDC-01", "IDC-02", "IDC-04", "IDC-06", "IDC-08", "IDC-09")
"""Rules after which a card can only be had in a centre; after IDC-05 only for who gives up."""

RULES: Final = (*TO_CENTRE, "IDC-05", "IDC-10", "IDC-14", "IDC-15", "IDC-19")

ByRule = Mapping[str, Floats]
"""Expected numbers by the rule that decided, each by day of filing."""


@dataclass(frozen=True, slots=True)
class Expiries:
    """How many cards of the living expire around a period.

    Attributes:
        first: first day of the period.
        days: its length.
        counts: cards by region (0: the capital, 1: the others), by whether the data on them have
            changed since (0: no), and by day of expiry, from ``LATEST_FILING`` days before the
            first day until ``EARLIEST_FILING`` days after the last.
    """

    first: date
    days: int
    counts: Ints


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is to be expected, each an array with a number for each day of the period.

    Attributes:
        expiring: cards that expire.
        reminded: messages to their holders.
        first_filings: holders who try online for the first time.
        filings: applications online, the later ones too.
        decided: of these, by the rule that decides; those to be issued under IDC-15.
        to_centre: holders who go to a centre, by the rule that sends them, by day of filing.
        in_centre: holders in the capital who renew in a centre without trying online.
        shut_out: applications annulled so late that the window is over when the holder files
            again, by day of filing.
        duty_kzt: paid for the applications of the day.
        refundable_kzt: of that, for those that are annulled.
    """

    expiring: Ints
    reminded: Floats
    first_filings: Floats
    filings: Floats
    decided: ByRule
    to_centre: ByRule
    in_centre: Floats
    shut_out: Floats
    duty_kzt: Floats
    refundable_kzt: Floats


def expiries(city: City, first: date, days: int) -> Expiries:
    """Count the expiries of a period once, so that every forecast of it is quick.

    Args:
        city: whose cards.
        first: first day of the period.
        days: its length.
    """
    rows, expiry = cards_around(city, first, days)
    outside = city.region[city.card_holder[rows]] != CAPITAL
    length = LATEST_FILING + days + EARLIEST_FILING
    group = outside * 2 + (city.data_changed[rows] != 0)
    counts = np.bincount(group * length + expiry + LATEST_FILING, minlength=4 * length)
    return Expiries(first, days, counts.reshape(2, 2, length))


def forecast(scenario: Scenario, cards: Expiries) -> Forecast:
    """Return what is to be expected of the cards of a scenario's period.

    Args:
        scenario: every lever.
        cards: the expiries of the same period.
    """
    rules, people, days = rules_of(scenario), scenario.behaviour, cards.days
    first = _first_applications(scenario, cards, len(rules.offsets))
    lags = lags_of(scenario, _outside_share(cards))
    rounds = _rounds(scenario, rules, first, lags)
    by_rule, every = _decided(rounds, days), cards.counts.sum(axis=(0, 1))
    since = LATEST_FILING + people.reminder_days
    capital = cards.counts[CAPITAL].sum(axis=0)
    centre = _filed(scenario, capital, len(OFFSETS)).sum(axis=1)
    return Forecast(
        expiring=every[LATEST_FILING : LATEST_FILING + days],
        reminded=every[since : since + days] * people.mobile_base_share,
        first_filings=_by_day(first.values(), days),
        filings=sum(by_rule.values(), np.zeros(days)),
        decided=by_rule,
        to_centre=_sent(rounds, people, by_rule),
        in_centre=centre * (1 - online_share(scenario.demand)),
        shut_out=_shut_out(rounds, people.refile_share, over_by_then(rules, lags)),
        duty_kzt=(by_rule["IDC-14"] + by_rule["IDC-15"]) * rules.duty_kzt,
        refundable_kzt=by_rule["IDC-14"] * rules.duty_kzt,
    )


def _outside_share(cards: Expiries) -> float:
    total = cards.counts.sum()
    return float(cards.counts[1].sum() / total) if total else 0.0


def _filed(scenario: Scenario, expiring: Ints, width: int) -> Matrix:
    """Return when the holders of some cards file first, by day and offset."""
    days = np.arange(scenario.days)[:, None]
    filed = np.zeros((scenario.days, width))
    if scenario.demand.id_renewals:
        behind = expiring[days - OFFSETS + LATEST_FILING]
        filed[:, : len(OFFSETS)] = filing_shares(scenario.behaviour) * behind
    return filed


def _first_applications(scenario: Scenario, cards: Expiries, width: int) -> dict[str, Matrix]:
    """Return the first applications online by kind of their holders, so many offsets wide."""
    people, share = scenario.behaviour, online_share(scenario.demand)
    groups = cards.counts.sum(axis=0)
    same, changed = (_filed(scenario, group, width) * share for group in groups)
    if scenario.policy.readings.reason == "stated":
        same, changed = same + changed, changed * 0
    passport, reason = people.passport_share, people.other_reason_share
    eligible = same * (1 - passport) * (1 - reason)
    return {
        "passport": (same + changed) * passport,
        "reason": (same * reason + changed) * (1 - passport),
        "other": eligible * people.filed_by_other_share,
        "plain": eligible * (1 - people.filed_by_other_share),
    }


Rounds = list[tuple[dict[str, Matrix], bool]]
"""Applications by rule for every kind and turn, with whether it is the last turn."""


def _rounds(scenario: Scenario, rules: Rules, first: Mapping[str, Matrix], lags: Lags) -> Rounds:
    """Follow the holders of every kind from application to application."""
    found: Rounds = []
    for kind in KINDS:
        filed, left = first[kind], scenario.behaviour.attempts
        while left and (filed.any() or filed is first[kind]):
            left -= 1
            found.append((decided(rules, kind, filed), left == 0))
            if left:
                filed = following(scenario.behaviour, rules, found[-1][0], lags)
    return found


def _by_day(matrices: Iterable[Matrix], days: int) -> Floats:
    return sum((matrix.sum(axis=1) for matrix in matrices), np.zeros(days))


def _decided(rounds: Rounds, days: int) -> ByRule:
    """Return the applications by the rule that decides them."""
    return {
        rule: _by_day((found[rule] for found, _ in rounds if rule in found), days) for rule in RULES
    }


def _sent(rounds: Rounds, people: Behaviour, every: ByRule) -> ByRule:
    """Return the holders who go to a centre, by the rule that sends them.

    Args:
        rounds: all applications.
        people: how they behave.
        every: the applications by the rule that decides them.
    """
    tired = 1 - people.return_when_open_share
    early = (
        found["IDC-05"] * (1 if last else tired) for found, last in rounds if "IDC-05" in found
    )
    sent = {rule: every[rule] for rule in TO_CENTRE}
    sent["IDC-05"] = _by_day(early, len(every["IDC-05"]))
    return {rule: number * people.centre_after_redirect_share for rule, number in sent.items()}


def _shut_out(rounds: Rounds, share: float, over: Matrix) -> Floats:
    """Return the annulled who file again, or would, when the window is over.

    Args:
        rounds: all applications.
        share: annulled who file again.
        over: chance by day of filing and offset that it is too late by then.
    """
    again = (
        found["IDC-14"] * share * over for found, last in rounds if "IDC-14" in found and not last
    )
    return _by_day(again, len(over))
