"""When the children of each marriage were or will be born: as many as its women have, apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from synthetic_data import draws, evidence
from synthetic_data.days import FOREVER, YEAR_DAYS
from synthetic_data.draws import Ints, Random
from synthetic_data.marriages import Marriages
from synthetic_data.people import FEMALE, Roll
from synthetic_data.streams import Streams

NEAR_BIRTH_DAYS = 280
"""A husband is the father also of a child born at most this long after the marriage ended."""

TERM_DAYS = 270
"""A child is born so long after it was conceived; children of a mother are as far apart."""

ROOMY = 1.5
"""A marriage has room for a child in every so many least spacings."""

COMPLETED_AGE = 45
"""Age from which a woman has had all her children."""

MORE_THAN_HAD = 2
"""Births tried beyond the wanted number where the ages of the residents decide how many stay."""


@dataclass(frozen=True, slots=True)
class Windows:
    """The days on which each marriage may have children, one row a marriage, both days inside.

    Args:
        mother: row of the roll.
        father: row of the roll, -1 where not known.
        low: first day.
        high: last day, perhaps in the future; before ``low`` where there is no room.
    """

    mother: Ints
    father: Ints
    low: Ints
    high: Ints


@dataclass(frozen=True, slots=True)
class Births:
    """Births that a child of nearly this day can be found for, one row each, by mother.

    Args:
        window: row of the windows.
        mother: row of the roll.
        father: row of the roll, -1 where not known.
        day: days since 1970, before today.
        wanted: whether its mother has had exactly these births, so that all must be used.
    """

    window: Ints
    mother: Ints
    father: Ints
    day: Ints
    wanted: Ints

    def only(self, kept: Ints) -> Births:
        """Return the births of a mask or of places."""
        return Births(*(getattr(self, name)[kept] for name in Births.__slots__))


def windows(roll: Roll, marriages: Marriages, streams: Streams) -> Windows:
    """Return when each marriage may have children, the marriages of a woman in their order.

    A marriage that ended may have some days after, mostly few: those who part have few
    children on the way.

    Args:
        roll: all people.
        marriages: all marriages.
        streams: the random streams of the city.
    """
    order = draws.ordered(marriages.wife, marriages.since)
    wife, husband = marriages.wife[order], marriages.husband[order]
    since, until = marriages.since[order], marriages.until[order]
    over = until + np.where(until < FOREVER, _after(len(until), streams("births/after")), 0)
    oldest = round(evidence.number("families.mother_age_end") * YEAR_DAYS) - 1
    father_oldest = round(evidence.numbers("families.father_age_limits")[1] * YEAR_DAYS)
    high = np.minimum(over, roll.born[wife] + oldest)
    high = np.minimum(high, roll.born[husband] + father_oldest)
    high = np.minimum(high, roll.died[wife] - 1)
    again = np.flatnonzero(wife[1:] == wife[:-1]) + 1
    low = since.copy()
    low[again] = np.maximum(low[again], high[again - 1] + _spacing())
    return Windows(wife, husband, low, high)


def _after(rows: int, random: Random) -> Ints:
    """Return how long after its end each marriage may still have a child: seldom long."""
    days: Ints = (random.random(rows, np.float32) ** 2 * NEAR_BIRTH_DAYS).astype(np.int32)
    return days


def _spacing() -> int:
    return round(evidence.number("families.birth_spacing"))


def births(roll: Roll, of: Windows, streams: Streams) -> Births:
    """Return the births of all marriages up to today.

    Residents who have reached 45 get as many children as the evidence says, exactly;
    for the others more births are tried than there will be children.

    Args:
        roll: all people.
        of: the marriages and when they may have children.
        streams: the random streams of the city.
    """
    room = 1 + (of.high - of.low) // round(ROOMY * _spacing())
    room = np.where(of.high < of.low, 0, np.minimum(room, 9)).astype(np.int8)
    done = roll.resident & roll.older(COMPLETED_AGE) & (roll.sex == FEMALE)
    all_room = np.bincount(of.mother, room, minlength=roll.rows).astype(np.int8)
    wanted = _many(len(all_room), streams("births/other mothers"))
    wanted = np.minimum(wanted + MORE_THAN_HAD, all_room)
    women = np.flatnonzero(done)
    wanted[women] = _exactly(all_room[women], streams("births/mothers"))
    count = _split(of, room, wanted, streams("births/marriages"))
    window, day = _days(of, count, streams("births/days"))
    past = day < roll.today
    window, day = window[past], day[past]
    mother = of.mother[window]
    return Births(window, mother, of.father[window], day, done[mother])


def _many(rows: int, random: Random) -> Ints:
    """Return how many children a mother wants, by the shares of the evidence, at least one."""
    shares = evidence.table("families.children_per_woman")
    mothers = {int(children): share for children, share in shares.items() if children != "0"}
    return np.array(list(mothers), np.int8)[draws.quota(random, list(mothers.values()), rows)]


def _exactly(room: Ints, random: Random) -> Ints:
    """Return how many children each woman has: exact quotas, the most to those with room."""
    shares = evidence.table("families.children_per_woman")
    many = np.array([int(children) for children in shares])
    drawn = many[draws.quota(random, list(shares.values()), len(room))]
    left, found = random.permutation(len(room)), np.zeros(len(room), np.int8)
    for children in many[many > 0][::-1]:
        fit = room[left] >= children
        taken = left[np.flatnonzero(fit)[: (drawn == children).sum()]]
        found[taken] = children
        left = left[found[left] == 0]
    return found


def _split(of: Windows, room: Ints, wanted: Ints, random: Random) -> Ints:
    """Return how many births each marriage has; of a woman's two the later one takes its part."""
    count = wanted[of.mother]
    later = np.flatnonzero(of.mother[1:] == of.mother[:-1]) + 1
    part = (random.random(len(later)) * (count[later] + 1)).astype(np.int8)
    part = np.maximum(part, count[later] - room[later - 1])
    count[later] = np.minimum(part, room[later])
    count[later - 1] -= count[later]
    return np.minimum(count, room)


def _days(of: Windows, count: Ints, random: Random) -> tuple[Ints, Ints]:
    """Return window and day of each birth, intervals drawn and shrunk to the time there is.

    The time after the last birth is an interval too, so that nothing heaps on the last day.
    """
    start = np.cumsum(count, dtype=np.int32) - count
    window = np.repeat(np.arange(len(count), dtype=np.int32), count)
    number = np.arange(len(window), dtype=np.int32) - start[window]
    until_first, between = evidence.numbers("families.birth_intervals")
    widest = np.float32(2 * between * YEAR_DAYS)
    gaps = random.random(len(window), np.float32) * widest
    firsts = start[count > 0]
    gaps[firsts] = random.standard_exponential(len(firsts)) * (until_first * YEAR_DAYS)
    since_all = np.concatenate([[0.0], np.cumsum(gaps, dtype=np.float64)])
    before = since_all[start]
    free = of.high - of.low - (count - 1).astype(np.int32) * _spacing()
    wait = _wait(free, random)
    whole = since_all[start + count] - before + random.random(len(count), np.float32) * widest
    shrunk = np.minimum(1, (free - wait) / np.maximum(whole, 1))
    day = (of.low + wait)[window] + number * _spacing()
    day += np.floor((since_all[1:] - before[window]) * shrunk[window]).astype(np.int32)
    return window, day


def _wait(free: Ints, random: Random) -> Ints:
    """Return how long after the wedding a first child can be born, within the free days.

    Most are conceived after it; some are on the way, more in the middle of their time
    than at its ends.
    """
    rows = len(free)
    early = random.random(rows, np.float32) < evidence.number("families.conceived_before_wedding")
    early |= free < TERM_DAYS
    on_the_way = random.random((2, rows), np.float32).mean(axis=0)
    part = np.where(early, on_the_way * np.minimum(free, TERM_DAYS), TERM_DAYS)
    return np.maximum(part, 0).astype(np.int32)


def single_births(roll: Roll, marriages: Marriages, streams: Streams) -> Births:
    """Return one birth outside of marriage for each unmarried woman who may have had one.

    Args:
        roll: all people.
        marriages: all marriages; a birth falls well after the last of them.
        streams: the random streams of the city.
    """
    random = streams("births/single")
    free = roll.resident & roll.alive & (marriages.current_spouse(roll.rows) < 0)
    women = np.flatnonzero(free & (roll.sex == FEMALE) & ~roll.older(COMPLETED_AGE))
    starts = evidence.table("families.mother_age_share")
    low = roll.born[women] + round(float(next(iter(starts))) * YEAR_DAYS) + 1
    last = np.full(roll.rows, -FOREVER, np.int32)
    np.maximum.at(last, marriages.wife, marriages.until)
    low = np.maximum(low, last[women] + NEAR_BIRTH_DAYS + _spacing())
    women, low = women[low < roll.today], low[low < roll.today]
    day = low + (random.random(len(women)) * (roll.today - low)).astype(np.int32)
    nobody = np.full(len(women), -1, np.int32)
    return Births(nobody, women, nobody, day, np.zeros(len(women), bool))
