"""Who is, or was, married to whom: pairs by rank of age, one current spouse each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from synthetic_data import draws, evidence
from synthetic_data.days import FOREVER, YEAR_DAYS
from synthetic_data.draws import Ints, Random
from synthetic_data.people import FEMALE, MALE, Roll, with_late_spouses
from synthetic_data.streams import Streams

ADULT_DAYS = 6576
"""Eighteen years and a day: nobody marries before."""

FIRST_HUSBAND_AGE = 19


@dataclass(frozen=True, slots=True)
class Status:
    """Family status of residents as rows of the roll.

    ``divorced_women`` and ``divorced_men`` are all with a marriage ended by
    divorce, those who married again included; both have the same length.
    """

    wives: Ints
    husbands: Ints
    divorced_women: Ints
    divorced_men: Ints
    widowed: Ints


@dataclass(frozen=True, slots=True)
class Marriages:
    """Marriages, one row each: the first day is inside, ``until`` is outside.

    Args:
        husband: row of the roll.
        wife: row of the roll.
        since: first day, days since 1970.
        until: day of divorce or death, ``FOREVER`` while it lasts.
    """

    husband: Ints
    wife: Ints
    since: Ints
    until: Ints

    def current_spouse(self, rows: int) -> Ints:
        """Return the present spouse of each of ``rows`` people, -1 for none."""
        spouse = np.full(rows, -1)
        now = self.until >= FOREVER
        spouse[self.husband[now]] = self.wife[now]
        spouse[self.wife[now]] = self.husband[now]
        return spouse


def marry(roll: Roll, streams: Streams) -> tuple[Roll, Marriages]:
    """Return the roll with late spouses added, and every marriage.

    Args:
        roll: residents, couples elsewhere and movers.
        streams: the random streams of the city.
    """
    status = _statuses(roll, streams)
    first_late = roll.rows
    roll = with_late_spouses(roll, status.widowed, streams)
    ended = _divorced(roll, status, streams)
    late = _widowed(roll, status.widowed, first_late, streams)
    elsewhere = _elsewhere(roll, streams)
    now = _current(roll, status, ended, streams)
    return roll, _lasting((now, ended, late, elsewhere))


def _lasting(parts: tuple[Marriages, ...]) -> Marriages:
    """Return the marriages of all parts that lasted at least a day."""
    names = Marriages.__slots__
    columns = [np.concatenate([getattr(part, name) for part in parts]) for name in names]
    kept = columns[2] < columns[3]
    return Marriages(*(column[kept] for column in columns))


def _statuses(roll: Roll, streams: Streams) -> Status:
    women, divorced, widows = _women(roll, streams("marriages/women"))
    random = streams("marriages/men")
    men = np.flatnonzero((roll.sex == MALE) & roll.resident & (roll.age >= FIRST_HUSBAND_AGE))
    weight = draws.by_age(evidence.table("population.married_weight_men"), roll.age[men])
    husbands = draws.weighted(random, men, weight, len(women))
    wives = draws.some(random, women, len(husbands))
    rest = np.setdiff1d(men, husbands)
    weight = draws.by_age(evidence.table("population.divorced_by_age"), roll.age[rest])
    divorced_men = draws.weighted(random, rest, weight, len(divorced))
    rest = np.setdiff1d(rest, divorced_men)
    share = draws.by_age(evidence.table("population.widowed_men_by_age"), roll.age[rest])
    widowers = rest[random.random(len(rest)) < share]
    wives_again, husbands_again = _again(roll, wives, husbands, random)
    return Status(
        wives,
        husbands,
        np.concatenate([wives_again, divorced]),
        np.concatenate([husbands_again, divorced_men]),
        np.concatenate([widows, widowers]),
    )


def _again(roll: Roll, wives: Ints, husbands: Ints, random: Random) -> tuple[Ints, Ints]:
    """Return as many wives as husbands whose marriage is not the first."""
    again = round(len(wives) * evidence.number("population.remarried_share"))
    ages = evidence.numbers("families.remarried_from_age")
    wives_again = draws.some(random, wives[roll.age[wives] > ages[0]], again)
    husbands_again = draws.some(random, husbands[roll.age[husbands] > ages[1]], again)
    return wives_again, husbands_again


def _women(roll: Roll, random: Random) -> tuple[Ints, Ints, Ints]:
    """Return the rows of married, divorced and widowed resident women."""
    women = np.flatnonzero((roll.sex == FEMALE) & roll.resident)
    age = roll.age[women]
    names = ("married_by_age", "divorced_by_age", "widowed_women_by_age")
    tables = [evidence.table(f"population.{name}") for name in names]
    edges = np.cumsum([draws.by_age(table, age) for table in tables], axis=0)
    draw = random.random(len(women))
    status = (draw >= edges).sum(axis=0)
    married, divorced, widowed = (women[status == code] for code in range(len(tables)))
    return married, divorced, widowed


def _pairs(roll: Roll, men: Ints, women: Ints, random: Random) -> tuple[Ints, Ints]:
    """Pair men and women of one people by rank of age with jitter; the rest among themselves."""
    pairs_m, pairs_w, left_m, left_w = [], [], [], []
    for people in np.unique(roll.people):
        own_m = random.permutation(men[roll.people[men] == people])
        own_w = random.permutation(women[roll.people[women] == people])
        both = min(len(own_m), len(own_w))
        pairs_m.append(_ranked(roll, own_m[:both], random))
        pairs_w.append(_ranked(roll, own_w[:both], random))
        left_m.append(own_m[both:])
        left_w.append(own_w[both:])
    rest_m, rest_w = np.concatenate(left_m), np.concatenate(left_w)
    both = min(len(rest_m), len(rest_w))
    pairs_m.append(_ranked(roll, rest_m[:both], random))
    pairs_w.append(_ranked(roll, rest_w[:both], random))
    return _close(roll, np.concatenate(pairs_m), np.concatenate(pairs_w))


def _ranked(roll: Roll, rows: Ints, random: Random) -> Ints:
    jitter = random.normal(0, evidence.number("families.pairing_jitter") * YEAR_DAYS, len(rows))
    return rows[np.argsort(roll.born[rows] + jitter, kind="stable")]


def _close(roll: Roll, men: Ints, women: Ints) -> tuple[Ints, Ints]:
    limit = evidence.number("families.spouse_gap_limit") * YEAR_DAYS
    close = np.abs(roll.born[men] - roll.born[women]) < limit
    return men[close], women[close]


def _start(roll: Roll, men: Ints, women: Ints, random: Random) -> Ints:
    """Return first days of first marriages: when both wanted to, after both are of age."""
    ages = (
        draws.normal(random, evidence.numbers("families.marriage_age_men"), len(men)),
        draws.normal(random, evidence.numbers("families.marriage_age_women"), len(men)),
    )
    wanted = np.maximum(
        roll.born[men] + ages[0] * YEAR_DAYS, roll.born[women] + ages[1] * YEAR_DAYS
    )
    of_age = np.maximum(roll.born[men], roll.born[women]) + ADULT_DAYS
    latest = np.minimum(np.minimum(roll.died[men], roll.died[women]), roll.today) - 20
    return _before(np.maximum(wanted, of_age), of_age, latest, random)


def _before(day: Ints, low: Ints, high: Ints, random: Random) -> Ints:
    """Return the day, or one drawn between ``low`` and ``high`` where it is not before ``high``."""
    inside = low + random.random(len(day)) * np.maximum(high - low, 0)
    return np.floor(np.where(day < high, day, inside)).astype(np.int64)


def _divorced(roll: Roll, status: Status, streams: Streams) -> Marriages:
    random = streams("marriages/divorced")
    men, women = _pairs(roll, status.divorced_men, status.divorced_women, random)
    since = _start(roll, men, women, random)
    shape, scale = evidence.numbers("families.marriage_length_until_divorce")
    length = (1 + random.gamma(shape, scale, len(men))) * YEAR_DAYS
    until = _before(since + length, since + 5, np.full(len(men), roll.today - 10), random)
    return Marriages(men, women, since, until)


def _widowed(roll: Roll, widowed: Ints, first_late: int, streams: Streams) -> Marriages:
    late = first_late + np.arange(len(widowed))
    male = roll.sex[widowed] == MALE
    husband, wife = np.where(male, widowed, late), np.where(male, late, widowed)
    husband, wife = _close(roll, husband, wife)
    since = _start(roll, husband, wife, streams("marriages/widowed"))
    return Marriages(husband, wife, since, np.minimum(roll.died[husband], roll.died[wife]))


def _elsewhere(roll: Roll, streams: Streams) -> Marriages:
    wife = roll.wives_elsewhere
    husband = wife + roll.couples
    husband, wife = _close(roll, husband, wife)
    since = _start(roll, husband, wife, streams("marriages/elsewhere"))
    return Marriages(husband, wife, since, np.minimum(roll.died[husband], roll.died[wife]))


def _current(roll: Roll, status: Status, ended: Marriages, streams: Streams) -> Marriages:
    """Return present marriages; a second one starts after both partners' first one ended."""
    random = streams("marriages/current")
    men, women = _pairs(roll, status.husbands, status.wives, random)
    new = ~np.isin(men * roll.rows + women, ended.husband * roll.rows + ended.wife)
    men, women = men[new], women[new]
    since = _start(roll, men, women, random)
    free = np.full(roll.rows, -FOREVER)
    free[ended.husband] = free[ended.wife] = ended.until
    low = np.maximum(free[men], free[women])
    again = low > -FOREVER
    mean_wait = evidence.number("families.remarriage_wait") * YEAR_DAYS
    waited = low + random.exponential(mean_wait, len(men)) + 1
    second = _before(waited, low + 1, np.full(len(men), roll.today - 5), random)
    since = np.where(again, np.maximum(second, since), since)
    return Marriages(men, women, since, np.full(len(men), FOREVER))
