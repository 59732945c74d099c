"""ID cards: first at sixteen, then every ten years, some replaced early, some run out.

The cards of those on their schedule (sixteen, twenty-six, …) stand where their birthdays put
them; those replaced once before fill up the rest of the history of issues day by day.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from synthetic_data import draws, evidence
from synthetic_data.day_lookup import for_days
from synthetic_data.days import YEAR_DAYS, birthday
from synthetic_data.draws import Floats, Ints, Random
from synthetic_data.issuing import History, card_years, issuing_history, spread
from synthetic_data.people import Roll
from synthetic_data.streams import Streams

FIRST_AGE = 16
"""Age of the first card (Law on identity documents); it is good for ten years."""

LONGEST_OVERDUE = 1500
"""Days after which nobody still holds a card that has run out."""


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

    Whoever renewed ahead of an expiry after the reference day still stands with the old card,
    so that the months to come hold all that will run out in them.

    Args:
        roll: all people; the dead and those under sixteen have none.
        streams: the random streams of the city.
    """
    history = issuing_history(roll.today, LONGEST_OVERDUE)
    holder, first = _first_cards(roll, history, streams)
    here = int(np.searchsorted(holder, roll.residents))
    shares = _year_shares(here, roll.residents)
    weights = shares[history.back] * history.weights
    issued = np.concatenate(
        [
            _present_cards(part, history, weights, streams(f"documents/{name}"))
            for part, name in ((first[:here], "residents"), (first[here:], "elsewhere"))
        ]
    )
    share = evidence.number("registers.card_data_changed_share")
    changed = draws.chosen(streams("documents/changed"), len(holder), share)
    return Cards(holder, issued, _expiry(issued), changed)


def _expiry(issued: Ints) -> Ints:
    """Return the last day of validity: the same day ten years on."""
    return for_days(issued, partial(birthday, years=card_years())).astype(np.int32)


def _first_cards(roll: Roll, history: History, streams: Streams) -> tuple[Ints, Ints]:
    """Return the holders, in order of their rows, and the day of the first card of each."""
    known = np.flatnonzero(roll.alive & (roll.born < roll.today - int(FIRST_AGE * YEAR_DAYS)))
    first = for_days(roll.born[known], partial(birthday, years=FIRST_AGE)).astype(np.int32) + 1
    random = streams("documents/first").standard_exponential(len(known), dtype=np.float32)
    first += (random * np.float32(evidence.number("registers.first_card_delay"))).astype(np.int32)
    taken = first < roll.today
    known, first = known[taken], history.open_days(first[taken], streams("documents/open"))
    of_age = for_days(roll.born[known], partial(birthday, years=FIRST_AGE))
    taken = first >= of_age  # at the end of the history there may be no working day any more
    return known[taken], first[taken]


def _year_shares(holders: int, residents: int) -> Floats:
    """Return the share of the valid cards that was issued in each year back, 0 the last.

    The oldest year runs out in the coming one: its share follows from the renewals on expiry
    that are counted a year, the others share the rest as the evidence says.

    Args:
        holders: residents with a card.
        residents: residents in all.
    """
    shares = np.array([*evidence.table("registers.issue_year_share").values()])[::-1].copy()
    a_year = evidence.number("volumes.id_expiry_renewals_astana_per_year")
    due = a_year / evidence.number("population.total_2026") * residents
    valid = max(1.0, holders * (1 - evidence.number("registers.expired_share")))
    oldest = min(due / valid, 1.0)
    shares[:-1] *= (1 - oldest) / shares[:-1].sum()
    shares[-1] = oldest
    return shares


def _present_cards(first: Ints, history: History, weights: Floats, random: Random) -> Ints:
    """Return the issue day of the present card of each holder.

    Args:
        first: day of the first card.
        history: the days of issue.
        weights: the relative number of valid cards to be by day of issue.
        random: the stream of these holders.
    """
    young = first >= history.start
    never = _never_replaced(history.today - first, random)
    issued = history.open_days(_scheduled(first, history.today), random)
    replaced = np.flatnonzero(young & ~never)
    again = _some_day(first[replaced], history.today, random)
    issued[replaced] = np.maximum(history.open_days(again, random), first[replaced])
    overdue = _overdue(first, history, random)
    issued[overdue] = _run_out(len(overdue), history, random)
    settled = young | never
    free = ~settled
    settled[overdue] = free[overdue] = False
    held = np.bincount(issued[settled] - history.start, minlength=len(weights))
    wanted = weights / weights.sum() * (len(first) - len(overdue))
    missing = _missing(wanted - held, history.back)
    issued[free] = history.start + spread(random, missing, int(free.sum()))
    return issued


def _missing(short: Floats, back: Ints) -> Floats:
    """Return what each day lacks, such that a year lacks what its days do together.

    In a small city a day wants a part of a card and has none or one: what its days lack by
    themselves says nothing of the year.

    Args:
        short: how many cards fewer than wanted each day has, below 0 where it has more.
        back: the year of each day.
    """
    lacking = np.maximum(short, 0)
    of_year = np.maximum(np.bincount(back, short), 0)
    missing: Floats = lacking * (of_year / np.maximum(np.bincount(back, lacking), 1e-9))[back]
    return missing


def _some_day(first: Ints, today: int, random: Random) -> Ints:
    """Return a day from the first of each on and before today."""
    share = random.random(len(first), dtype=np.float32)
    day: Ints = first + (share * (today - first)).astype(np.int32)
    return day


def _never_replaced(held: Ints, random: Random) -> Ints:
    """Return who has kept to the schedule of the first card, by the days since it."""
    kept = 1 - evidence.number("registers.early_replacement_per_year")
    chance = for_days(held, lambda days: (kept ** (days / YEAR_DAYS)).astype(np.float32))
    never: Ints = random.random(len(held), dtype=np.float32) < chance
    return never


def _scheduled(first: Ints, today: int) -> Ints:
    """Return the day of the last card of ten years each since the first one."""
    term = int(card_years() * YEAR_DAYS)
    return today - 1 - (today - 1 - first) % term


def _overdue(first: Ints, history: History, random: Random) -> Ints:
    """Return the places of those whose card has run out: as many as the evidence says."""
    may = np.flatnonzero(first < history.start - LONGEST_OVERDUE)
    count = round(evidence.number("registers.expired_share") * len(first))
    return draws.some(random, may, count)


def _run_out(count: int, history: History, random: Random) -> Ints:
    """Return days of issue of cards that have run out, many of them days ago, some years."""
    absent = evidence.number("registers.long_overdue_share")
    lately, long_ago = (
        evidence.number("registers.renewal_delay"),
        evidence.number("registers.long_overdue_days"),
    )
    long_ = draws.chosen(random, count, absent)
    since = np.minimum(random.exponential(np.where(long_, long_ago, lately)), LONGEST_OVERDUE)
    days = 1 + since.astype(np.int32)
    place = history.next_working[history.oldest - days] - 1  # the working day before
    opened: Ints = history.first + history.working[place]
    return opened
