"""ID cards: first at sixteen, then every ten years, some replaced early, some run out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from synthetic_data import draws, evidence
from synthetic_data.days import birthday
from synthetic_data.draws import Ints, Random
from synthetic_data.people import Roll
from synthetic_data.streams import Streams

FIRST_AGE = 16
"""Age of the first card (Law on identity documents); it is good for ten years."""

AHEAD_DAYS = 30
"""How long before the expiry a card may be renewed."""


@dataclass(frozen=True, slots=True)
class Cards:
    """The present card of each holder.

    Args:
        holder: row of the roll.
        issued: day of issue, days since 1970.
        expires: last day of validity.
        changed: whether the data on the card no longer hold.
    """

    holder: Ints
    issued: Ints
    expires: Ints
    changed: Ints


def issue_cards(roll: Roll, streams: Streams) -> Cards:
    """Return the card of everybody of sixteen and over who has taken the first one.

    Args:
        roll: all people; the dead and those under sixteen have none.
        streams: the random streams of the city.
    """
    random = streams("documents/first")
    of_age = birthday(roll.born, FIRST_AGE)
    delay = random.exponential(evidence.number("registers.first_card_delay"), roll.rows)
    first = of_age + 1 + delay.astype(np.int64)
    holder = np.flatnonzero(roll.alive & (first <= roll.today))
    issued = _last_renewal(first[holder], roll.today, streams("documents/renewals"))
    early, day = _early(len(holder), roll.today, streams("documents/early"))
    replaced = early & (day > issued)
    issued = np.where(replaced, day, issued)
    share = evidence.number("registers.card_data_changed_share")
    changed = draws.chosen(streams("documents/changed"), len(holder), share)
    return Cards(holder, issued, _expiry(issued), changed)


def _expiry(issued: Ints) -> Ints:
    """Return the last day of validity: the same day ten years on."""
    return birthday(issued, int(evidence.number("registers.card_years")))


def _last_renewal(first: Ints, today: int, random: Random) -> Ints:
    """Return the issue day of the present card after all renewals up to today.

    Every renewal shifts the next expiry: some renew within thirty days before
    it, the others after a delay; who delays beyond today has an expired card.
    """
    ahead_share = evidence.number("registers.renewed_ahead_share")
    mean_delay = evidence.number("registers.renewal_delay")
    issued, open_ = first.copy(), np.arange(len(first))
    while len(open_):
        early = random.random(len(open_)) < ahead_share
        delay = 1 + random.exponential(mean_delay, len(open_)).astype(np.int64)
        shift = np.where(early, -random.integers(0, AHEAD_DAYS + 1, len(open_)), delay)
        renewed = _expiry(issued[open_]) + shift
        due = renewed <= today
        open_ = open_[due]
        issued[open_] = renewed[due]
    return issued


def _early(rows: int, today: int, random: Random) -> tuple[Ints, Ints]:
    """Return who replaced a card early in the last ten years, and when, in waves."""
    share = 1 - (1 - evidence.number("registers.early_replacement_per_year")) ** 10
    weights = evidence.table("registers.issue_year_weight")
    years = np.array([int(year) for year in weights])
    year = years[draws.quota(random, list(weights.values()), rows)]
    months = np.ones(12)
    months[5] = evidence.number("registers.june_factor")
    month = draws.quota(random, list(months), rows)
    stamps = ((year - 1970) * 12 + month).astype("datetime64[M]").astype("datetime64[D]")
    day = stamps.astype(np.int64) + random.integers(0, 28, rows)
    return (random.random(rows) < share) & (day < today), day
