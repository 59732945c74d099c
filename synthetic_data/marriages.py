"""Who is, or was, married to whom: pairs by rank of age, one current spouse each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from synthetic_data import draws, evidence
from synthetic_data.city import PEOPLES
from synthetic_data.days import FOREVER, YEAR_DAYS
from synthetic_data.draws import Ints, Random
from synthetic_data.people import FEMALE, MALE, Roll, spouse_gaps, with_late_spouses
from synthetic_data.streams import Streams

ADULT_DAYS = 6576
"""Eighteen years and a day: nobody marries before."""

LEAST_DAYS = 20
"""A marriage has lasted at least so long, or else it lies between coming of age and its end."""

GROWN_WIFE = 23
"""Age from which a man finds a wife of any age; below, fewer women are married."""

FREE_TO_CHOOSE = 40
"""Age of men from which any gap between spouses asks for a wife of ``GROWN_WIFE`` or more."""

SWAPS = 12
"""Rounds in which gaps that ask for too young a wife are swapped for others: few are left."""

REDRAWN = 12
"""Rounds in which weddings and divorces that do not fit before today are drawn again."""

COUNTED_FROM = 15
"""Age from which the census counts people by marital status."""


@dataclass(frozen=True, slots=True)
class Status:
    """Family status of residents as rows of the roll.

    ``wives`` and ``husbands`` are in the order of the couples. ``divorced_women``
    and ``divorced_men`` are all with a marriage ended by divorce, those who married
    again included; both have the same length.
    """

    wives: Ints
    husbands: Ints
    divorced_women: Ints
    divorced_men: Ints
    widowed: Ints


@dataclass(frozen=True, slots=True)
class _Counts:
    """How many there are to be: couples, and women and men by what ended their marriage."""

    couples: int
    widows: int
    widowers: int
    divorced_women: int
    divorced_men: int
    wives_again: int
    husbands_again: int


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
        spouse = np.full(rows, -1, np.int32)
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
    columns = [
        np.concatenate([getattr(part, name) for part in parts]).astype(np.int32) for name in names
    ]
    kept = columns[2] < columns[3]
    return Marriages(*(column[kept] for column in columns))


def _counts(roll: Roll) -> _Counts:
    """Return how many are married, widowed and divorced, from the shares of the census."""
    share = evidence.table("population.marital_status")
    counted = int((roll.older(COUNTED_FROM) & roll.resident).sum())
    couples = round(share["married"] * counted / 2)
    widowed, divorced = round(share["widowed"] * counted), round(share["divorced"] * counted)
    widows = round(widowed * evidence.number("population.widows_share"))
    women = round(divorced * evidence.number("population.divorced_women_share"))
    men = divorced - women
    again = round(2 * couples * evidence.number("population.remarried_share"))
    wives = max(0, (again - (women - men)) // 2)
    return _Counts(couples, widows, widowed - widows, women, men, wives, wives + women - men)


def _statuses(roll: Roll, streams: Streams) -> Status:
    """Return who is what: the husbands first, then wives of the ages they look for."""
    counts = _counts(roll)
    random = streams("marriages/husbands")
    men = np.flatnonzero((roll.sex == MALE) & roll.resident)
    husbands, single_men = _parted(roll, men, "married_men_by_age", counts.couples, random)
    husbands, wives, single_women = _couples(roll, husbands, streams("marriages/wives"))
    random = streams("marriages/ended")
    men, widowers = _ended(roll, single_men, "men", (counts.divorced_men, counts.widowers), random)
    women, widows = _ended(
        roll, single_women, "women", (counts.divorced_women, counts.widows), random
    )
    ages = evidence.numbers("families.remarried_from_age")
    wives_again = draws.some(random, wives[roll.older(ages[0])[wives]], counts.wives_again)
    husbands_again = draws.some(
        random, husbands[roll.older(ages[1])[husbands]], counts.husbands_again
    )
    return Status(
        wives,
        husbands,
        np.concatenate([wives_again, women]),
        np.concatenate([husbands_again, men]),
        np.concatenate([widows, widowers]),
    )


def _parted(roll: Roll, rows: Ints, table: str, count: int, random: Random) -> tuple[Ints, Ints]:
    """Return ``count`` of the rows, taken by a curve over ages, and the others."""
    age = (roll.today - roll.born[rows]) / YEAR_DAYS
    chance = draws.by_age(evidence.table(f"population.{table}"), age)
    taken = np.zeros(len(rows), bool)
    taken[draws.sampled(random, chance, count)] = True
    return rows[taken], rows[~taken]


def _ended(
    roll: Roll, rows: Ints, sex: str, counts: tuple[int, int], random: Random
) -> tuple[Ints, Ints]:
    """Return the divorced and the widowed of those who are not married."""
    widowed, rows = _parted(roll, rows, f"widowed_{sex}_by_age", counts[1], random)
    divorced, _ = _parted(roll, rows, f"divorced_{sex}_by_age", counts[0], random)
    return divorced, widowed


def _couples(roll: Roll, husbands: Ints, random: Random) -> tuple[Ints, Ints, Ints]:
    """Return husbands with their wives, and the women left.

    The years by which the husband is older are drawn, and the wife is a woman of his
    people born near that day: so the gaps are those of the evidence at any age.
    """
    women = np.flatnonzero((roll.sex == FEMALE) & roll.resident)
    of_age = roll.born[women] <= roll.today - ADULT_DAYS - 2 * LEAST_DAYS
    left = [women[~of_age]]
    men_of, women_of = [], []
    for people in range(len(PEOPLES)):
        own = women[of_age & (roll.people[women] == people)]
        men = random.permutation(husbands[roll.people[husbands] == people])[: len(own)]
        place = draws.nearest(_wanted(roll, men, random), roll.born[own])
        men_of.append(men)
        women_of.append(own[place])
        left.append(np.delete(own, place))
    men, wives = np.concatenate(men_of), np.concatenate(women_of)
    close = _close(roll, men, wives)
    rest = np.sort(np.concatenate([*left, wives[~close]]))
    return men[close], wives[close], rest


def _wanted(roll: Roll, men: Ints, random: Random) -> Ints:
    """Return the birth days of the wives that men look for.

    A gap that asks for a young wife is kept with the chance that a woman of her age is
    married, next to one of ``GROWN_WIFE``; otherwise it is swapped for that of a man in
    whose place it asks for nothing young, so that all gaps together stay as they were.
    """
    curve = evidence.table("population.married_women_by_age")
    of_grown = draws.by_age(curve, np.array([GROWN_WIFE]))[0]
    gap = (spouse_gaps(len(men), random) * YEAR_DAYS).astype(np.int32)
    older = random.permutation(np.flatnonzero(roll.older(FREE_TO_CHOOSE)[men]))
    again = np.arange(len(men))
    for _ in range(SWAPS):
        age = (roll.today - roll.born[men[again]] - gap[again]) / YEAR_DAYS
        again, age = again[age < GROWN_WIFE], age[age < GROWN_WIFE]
        again = again[random.random(len(again)) * of_grown >= draws.by_age(curve, age)]
        again = again[: len(older)]
        other, older = older[: len(again)], older[len(again) :]
        gap[again], gap[other] = gap[other], gap[again]
    wanted: Ints = roll.born[men] + gap
    return wanted


def _pairs(roll: Roll, men: Ints, women: Ints, random: Random) -> tuple[Ints, Ints]:
    """Pair men and women of one people by rank of age with jitter; the rest among themselves."""
    pairs_m, pairs_w, left_m, left_w = [], [], [], []
    for people in range(len(PEOPLES)):
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
    return np.concatenate(pairs_m), np.concatenate(pairs_w)


def _ranked(roll: Roll, rows: Ints, random: Random) -> Ints:
    jitter = random.normal(0, evidence.number("families.pairing_jitter") * YEAR_DAYS, len(rows))
    return rows[np.argsort(roll.born[rows] + jitter, kind="stable")]


def _close(roll: Roll, men: Ints, women: Ints) -> Ints:
    """Return a mask of pairs whose ages are near enough."""
    limit = evidence.number("families.spouse_gap_limit") * YEAR_DAYS
    close: Ints = np.abs(roll.born[men] - roll.born[women]) < limit
    return close


def _start(roll: Roll, men: Ints, women: Ints, random: Random) -> Ints:
    """Return first days of first marriages: at the woman's age, after both are of age.

    Args:
        roll: all people.
        men: husbands.
        women: their wives.
        random: the stream of this step.
    """
    least, *form = evidence.numbers("families.marriage_age_women")
    of_age = np.maximum(roll.born[men], roll.born[women]) + ADULT_DAYS
    latest = np.minimum(np.minimum(roll.died[men], roll.died[women]), roll.today) - LEAST_DAYS
    first = roll.born[women] + round(least * YEAR_DAYS)
    low, high = ((day - first) / YEAR_DAYS for day in (of_age, latest))
    day = first + draws.gamma_between(random, form, low, high) * YEAR_DAYS
    since: Ints = np.maximum(np.floor(day).astype(np.int32), of_age)
    return since


def _divorced(roll: Roll, status: Status, streams: Streams) -> Marriages:
    """Return marriages that ended by divorce, none of them between present spouses."""
    random = streams("marriages/divorced")
    men, women = _pairs(roll, status.divorced_men, status.divorced_women, random)
    wife = np.full(roll.rows, -1, np.int32)
    wife[status.husbands] = status.wives
    kept = _close(roll, men, women) & (wife[men] != women)
    men, women = men[kept], women[kept]
    wife[status.wives] = status.husbands
    married = (wife[men] >= 0) | (wife[women] >= 0)
    since, until = _divorces(roll, men, women, married, random)
    return Marriages(men, women, since, until)


def _divorces(
    roll: Roll, men: Ints, women: Ints, married: Ints, random: Random
) -> tuple[Ints, Ints]:
    """Return first days and ends of marriages, drawn together again until they fit before today.

    Args:
        roll: all people.
        men: husbands.
        women: their wives.
        married: who of them or whose spouse of then is married now: time to wait is left.
        random: the stream of this step.
    """
    wait = random.exponential(evidence.number("families.remarriage_wait"), len(men)) * married
    shape, scale = evidence.numbers("families.marriage_length_until_divorce")
    last = roll.today - LEAST_DAYS - (wait * YEAR_DAYS).astype(np.int32)
    since, until = np.zeros((2, len(men)), np.int32)
    again = np.arange(len(men))
    for _ in range(REDRAWN):
        since[again] = _start(roll, men[again], women[again], random)
        length = 1 + random.gamma(shape, scale, len(again))
        until[again] = since[again] + (length * YEAR_DAYS).astype(np.int32)
        again = again[until[again] >= last[again]]
    span = np.maximum(roll.today - LEAST_DAYS - since[again], 2)
    until[again] = since[again] + 1 + (random.random(len(again)) * (span - 1)).astype(np.int32)
    return since, until


def _widowed(roll: Roll, widowed: Ints, first_late: int, streams: Streams) -> Marriages:
    late = first_late + np.arange(len(widowed))
    male = roll.sex[widowed] == MALE
    husband, wife = np.where(male, widowed, late), np.where(male, late, widowed)
    return _until_death(roll, husband, wife, streams("marriages/widowed"))


def _elsewhere(roll: Roll, streams: Streams) -> Marriages:
    wife = roll.wives_elsewhere
    return _until_death(roll, wife + roll.couples, wife, streams("marriages/elsewhere"))


def _until_death(roll: Roll, husband: Ints, wife: Ints, random: Random) -> Marriages:
    close = _close(roll, husband, wife)
    husband, wife = husband[close], wife[close]
    since = _start(roll, husband, wife, random)
    return Marriages(husband, wife, since, np.minimum(roll.died[husband], roll.died[wife]))


def _current(roll: Roll, status: Status, ended: Marriages, streams: Streams) -> Marriages:
    """Return present marriages; a second one starts after both partners' first one ended."""
    random = streams("marriages/current")
    men, women = status.husbands, status.wives
    since = _start(roll, men, women, random)
    free = np.full(roll.rows, -FOREVER, np.int32)
    free[ended.husband] = free[ended.wife] = ended.until
    low = np.maximum(free[men], free[women])
    again = np.flatnonzero(low > -FOREVER)
    mean_wait = evidence.number("families.remarriage_wait") * YEAR_DAYS
    first = low[again] + 1
    waited = draws.exponential_within(random, mean_wait, roll.today - LEAST_DAYS - first)
    since[again] = np.maximum(first + waited.astype(np.int32), since[again])
    return Marriages(men, women, since, np.full(len(men), FOREVER, np.int32))
