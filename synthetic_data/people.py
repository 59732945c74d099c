"""Who there is: residents by age and sex, their kin elsewhere or dead, and would-be movers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from synthetic_data import draws, evidence
from synthetic_data.city import PEOPLES, REGIONS
from synthetic_data.days import FOREVER, YEAR_DAYS, day_number
from synthetic_data.draws import Floats, Ints, Random
from synthetic_data.streams import Streams

MALE, FEMALE = 0, 1

OF_AGE = 18
"""Age from which a person is of age (Civil Code, article 17)."""


@dataclass(frozen=True, slots=True)
class Roll:
    """The people of a city, one row a person.

    Residents come first (rows below ``residents``), then the wives and the
    husbands of couples elsewhere, then movers, then late spouses of residents.

    Args:
        born: birth day, days since 1970.
        died: day of death, ``FOREVER`` for the living.
        sex: 0 male, 1 female.
        people: the style of names, a code of ``city.PEOPLES``.
        residents: how many live in the city.
        couples: how many couples live elsewhere, or lived.
        movers: how many single people elsewhere may move in.
        today: the reference day.
    """

    born: Ints
    died: Ints
    sex: Ints
    people: Ints
    residents: int
    couples: int
    movers: int
    today: int

    @property
    def rows(self) -> int:
        """How many people there are."""
        return len(self.born)

    @property
    def alive(self) -> Ints:
        """A mask of the living."""
        return self.died >= FOREVER

    @property
    def resident(self) -> Ints:
        """A mask of those who live in the city."""
        return np.arange(self.rows) < self.residents

    @property
    def age(self) -> Floats:
        """Age in years on the reference day, also for the dead."""
        return (self.today - self.born) / YEAR_DAYS

    def within(self, ages: Sequence[float]) -> Ints:
        """Return a mask of those of an age from ``ages[0]`` on and below ``ages[1]``."""
        low, high = ages
        age = self.age
        return (age >= low) & (age < high)

    @property
    def wives_elsewhere(self) -> Ints:
        """The wives of the couples elsewhere; the husband of row i is row ``i + couples``."""
        return np.arange(self.residents, self.residents + self.couples)

    @property
    def movers_rows(self) -> Ints:
        """The rows of the movers."""
        first = self.residents + 2 * self.couples
        return np.arange(first, first + self.movers)


def make_roll(population: int, as_of: int, streams: Streams) -> Roll:
    """Return residents, couples elsewhere and movers; late spouses are added by marriages.

    Args:
        population: residents.
        as_of: the reference day, ``yyyymmdd``.
        streams: the random streams of the city.
    """
    today = day_number(as_of)
    ages, sex = _residents(population, streams)
    couples = max(2, round(population * evidence.number("population.elsewhere_couples")))
    movers = max(2, round(population * evidence.number("population.movers")))
    orphaning = max(1, round(population * evidence.number("population.orphaning_couples")))
    wives, husbands, died = _couples(ages, (couples, orphaning), today, streams)
    mover_ages = _mover_ages(movers, streams("people/movers"))
    born = np.concatenate([today - ages, wives, husbands, today - mover_ages])
    couples += orphaning
    sexes = (sex, np.full(couples, FEMALE), np.full(couples, MALE))
    mover_sex = draws.quota(streams("people/movers sex"), (0.5, 0.5), movers)
    gone = np.concatenate([np.full(population, FOREVER), died, np.full(movers, FOREVER)])
    people = _people(population, couples, movers, streams("people/people"))
    return Roll(
        born.astype(np.int64),
        gone,
        np.concatenate([*sexes, mover_sex]).astype(np.int8),
        people,
        population,
        couples,
        movers,
        today,
    )


def _residents(population: int, streams: Streams) -> tuple[Ints, Ints]:
    """Return age in days and sex of the residents, both by exact quotas."""
    bands = evidence.table("population.age_share_5y")
    starts = np.array([float(start) for start in bands])
    band = draws.quota(streams("people/age band"), list(bands.values()), population)
    within = streams("people/age").random(population)
    oldest = band == len(starts) - 1
    span = evidence.number("population.oldest") - starts[-1]
    years = starts[band] + np.where(oldest, span * within**2.5, 5 * within)
    days = np.floor(years * YEAR_DAYS).astype(np.int64)
    return days, _sexes(days / YEAR_DAYS, streams("people/sex"))


def _sexes(age: Floats, random: Random) -> Ints:
    share = draws.by_age(evidence.table("population.female_share_by_age"), age)
    sex = np.zeros(len(age), np.int8)
    for level in np.unique(share):
        rows = np.flatnonzero(share == level)
        sex[rows] = draws.chosen(random, len(rows), float(level))
    return sex


def _couples(
    ages: Ints, counts: tuple[int, int], today: int, streams: Streams
) -> tuple[Ints, Ints, Ints]:
    """Return birth days of wives and husbands elsewhere, and the deaths of both in one column.

    Most are as much older than a resident adult as a mother is; some are of the
    residents' own ages; the last ``counts[1]`` died young.
    """
    random = streams("people/couples")
    count, orphaning = counts
    adults = today - draws.pick(random, ages[ages > 18 * YEAR_DAYS], count)
    older = draws.normal(random, evidence.numbers("families.mother_age"), count)
    young = draws.chosen(random, count, evidence.number("population.elsewhere_young_share"))
    same = today - np.clip(today - adults, 19 * YEAR_DAYS, 50 * YEAR_DAYS)
    wives = np.where(young, same, adults - older * YEAR_DAYS)
    lost = today - random.uniform(27, 40, orphaning) * YEAR_DAYS
    wives = np.concatenate([wives, lost]).astype(np.int64)
    mean, deviation = evidence.numbers("families.spouse_gap")
    older = random.normal(mean, deviation, len(wives))
    husbands = wives - (older * YEAR_DAYS).astype(np.int64)
    husbands = np.minimum(husbands, today - int(19 * YEAR_DAYS))
    died = _deaths(np.concatenate([wives, husbands]), today, random)
    for first in (count, 2 * count + orphaning):
        died[first : first + orphaning] = today - random.integers(60, 1200, orphaning)
    return wives, husbands, died


def _deaths(born: Ints, today: int, random: Random) -> Ints:
    """Return days of death; those who died did so in the second half of the span to today."""
    age = (today - born) / YEAR_DAYS
    alive = draws.by_age(evidence.table("population.survival_by_age"), age)
    dead = random.random(len(born)) > alive
    day = born + (random.uniform(0.55, 0.99, len(born)) * (today - born)).astype(np.int64)
    return np.where(dead, day, FOREVER)


def _mover_ages(count: int, random: Random) -> Ints:
    shares = evidence.table("population.movers_age_share")
    edges = np.array([*map(float, shares), 50.0])
    band = draws.quota(random, list(shares.values()), count)
    years = edges[band] + random.random(count) * (edges[band + 1] - edges[band])
    column: Ints = np.floor(years * YEAR_DAYS).astype(np.int64)
    return column


def _people(residents: int, couples: int, movers: int, random: Random) -> Ints:
    """Return name styles; the husband of a couple elsewhere has his wife's."""
    table = evidence.table("population.people_share")
    shares = [table[name] for name in PEOPLES]
    parts = [draws.quota(random, shares, rows) for rows in (residents, couples, movers)]
    return np.concatenate([parts[0], parts[1], parts[1], parts[2]])


def with_late_spouses(roll: Roll, of: Ints, streams: Streams) -> Roll:
    """Return the roll with one dead spouse appended for each widowed resident, in their order.

    Args:
        roll: the people so far.
        of: rows of the widowed.
        streams: the random streams of the city.
    """
    random = streams("people/late spouses")
    was_wife = roll.sex[of] == MALE
    born = _late_births(roll, of, was_wife, random)
    earliest = np.maximum(born, roll.born[of]) + 20 * YEAR_DAYS
    share = 1 - random.random(len(of)) ** 1.7 * 0.7
    died = (earliest + share * (roll.today - earliest) - 1).astype(np.int64)
    return replace(
        roll,
        born=np.concatenate([roll.born, born]),
        died=np.concatenate([roll.died, died]),
        sex=np.concatenate([roll.sex, np.where(was_wife, FEMALE, MALE).astype(np.int8)]),
        people=np.concatenate([roll.people, roll.people[of]]),
    )


def _late_births(roll: Roll, of: Ints, was_wife: Ints, random: Random) -> Ints:
    """Return birth days of late spouses: wives younger and husbands older by the usual gap."""
    mean, deviation = evidence.numbers("families.spouse_gap")
    gap = np.where(was_wife, mean, -mean) + random.normal(0, deviation, len(of))
    born = roll.born[of] + (gap * YEAR_DAYS).astype(np.int64)
    limited: Ints = np.minimum(born, roll.today - int(22 * YEAR_DAYS))
    return limited


def origins(roll: Roll, registered_in_city: Ints, streams: Streams) -> Ints:
    """Return the region in which the population register has each person.

    Args:
        roll: all people.
        registered_in_city: mask of those with a registration in the capital.
        streams: the random streams of the city.
    """
    shares = [evidence.table("volumes.origin_share").get(name, 0.0) for name in REGIONS[1:]]
    drawn = 1 + draws.quota(streams("people/origin"), shares, roll.rows)
    dead_spouses = np.arange(roll.rows) >= roll.residents + 2 * roll.couples + roll.movers
    return np.where(registered_in_city | dead_spouses, 0, drawn).astype(np.int8)
