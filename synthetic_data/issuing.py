"""The days on which ID cards are issued: years in waves, a fuller June, no issue on holidays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from synthetic_data import evidence
from synthetic_data.days import calendar_day
from synthetic_data.draws import Floats, Ints, Random

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WORKING_WEEKDAYS = 5
THURSDAY = 3
"""The weekday of day 0, 1 January 1970, counted from Monday."""

MARGIN_DAYS = 40
"""How far the calendar reaches back beyond what is asked, so that a working day is found."""


@dataclass(frozen=True, slots=True)
class History:
    """The days of issue up to the reference day, one entry a day.

    Args:
        first: day number of the first entry.
        oldest: the entry of the oldest day on which a valid card can be issued.
        weights: relative number of the valid cards by day of issue, from ``oldest`` on; the
            years add up to 1 each.
        back: whole years before the reference day, from ``oldest`` on, 0 for the last year.
        working: the days on which the centres are open all day, as entries.
        next_working: for each day the place in ``working`` of the first one on or after it,
            of the last days the last one.
    """

    first: int
    oldest: int
    weights: Floats
    back: Ints
    working: Ints
    next_working: Ints

    @property
    def start(self) -> int:
        """Day number of the oldest day on which a valid card can be issued."""
        return self.first + self.oldest

    @property
    def today(self) -> int:
        """Day number of the reference day, the first after the history."""
        return self.first + len(self.next_working)

    def open_days(self, days: Ints, random: Random) -> Ints:
        """Return when those are served who are ready on these days, before the reference day.

        On a working day at once, else within the five working days that follow, since not all
        come on Monday. Days before the history stay as they are.

        Args:
            days: day numbers before the reference day.
            random: the stream of this step.
        """
        entry = days - self.first
        place = self.next_working.take(entry, mode="clip")
        shut = np.flatnonzero((self.working[place] != entry) & (entry >= 0))
        place[shut] += random.integers(0, WORKING_WEEKDAYS, len(shut), dtype=place.dtype)
        served = self.first + self.working.take(place, mode="clip")
        opened: Ints = np.where(entry >= 0, served, days).astype(np.int32)
        return opened


def card_years() -> int:
    """Return how many years a card is good for."""
    return int(evidence.number("registers.card_years"))


def issuing_history(today: int, reach: int) -> History:
    """Return the history of issues before a day.

    Args:
        today: the reference day, outside; days since 1970.
        reach: how many days before the oldest valid card the calendar begins.
    """
    start = _years_earlier(today, card_years())
    first = start - reach - MARGIN_DAYS
    days = np.arange(first, today)
    written = calendar_day(days)
    weekday = (days + THURSDAY) % 7
    opened = ~np.isin(written % 10_000, evidence.numbers("registers.holidays"))
    working = np.flatnonzero(opened & (weekday < WORKING_WEEKDAYS)).astype(np.int32)
    following = np.searchsorted(working, np.arange(len(days)))
    following = np.minimum(following, len(working) - 1).astype(np.int32)
    oldest = start - first
    back = (int(calendar_day(np.array([today]))[0]) - written[oldest:] - 1) // 10_000
    weights = _weights(written[oldest:], weekday[oldest:], opened[oldest:], back)
    return History(first, oldest, weights, back, working, following)


def _years_earlier(today: int, years: int) -> int:
    day = np.datetime64(today, "D")
    month = day.astype("datetime64[M]")
    earlier = (month - 12 * years).astype("datetime64[D]") + (day - month.astype("datetime64[D]"))
    return int(earlier.astype(np.int64))


def _weights(written: Ints, weekday: Ints, opened: Ints, back: Ints) -> Floats:
    """Return the weight of each day in its year: of its month, and in it of its weekday."""
    months = np.ones(12)
    months[5] = evidence.number("volumes.june_factor_documents")
    week = evidence.table("registers.issue_weekday_share")
    shares = np.array([week[name] for name in WEEKDAYS])
    month = written // 100 % 100 - 1
    cell = (back * 12 + month) * 7 + weekday
    alike = np.bincount(cell, opened)[cell]
    weights = months[month] * shares[weekday] * opened / np.maximum(alike, 1)
    normed: Floats = weights / np.bincount(back, weights)[back]
    return normed


def spread(random: Random, weights: Floats, rows: int) -> Ints:
    """Return entries of ``weights`` in random order, each as often as its weight asks.

    Any run of entries gets what its weights ask, give or take one: where there are fewer rows
    than entries too, as in the days of a small city.

    Args:
        random: the stream of this step.
        weights: non-negative, not all 0 unless there are no rows.
        rows: how many.
    """
    if not rows:
        return np.empty(0, np.int32)
    upto = np.cumsum(weights)
    whole = np.floor(upto / upto[-1] * rows + random.random()).astype(np.int32)
    counts = np.diff(whole, prepend=np.int32(0))
    return random.permutation(np.repeat(np.arange(len(counts), dtype=np.int32), counts))
