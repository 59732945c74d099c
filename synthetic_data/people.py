"""Who there is: residents by age and sex, their kin elsewhere or dead, and would-be movers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from synthetic_data import draws, evidence
from synthetic_data.city import CITIES, PEOPLES, REGIONS
from synthetic_data.days import FOREVER, YEAR_DAYS, day_number
from synthetic_data.draws import Floats, Ints, Random
from synthetic_data.streams import Streams

MALE, FEMALE = 0, 1

CITY_REGIONS = np.array([REGIONS.index(name) for name in CITIES], np.int8)
"""The region of each city of ``city.CITIES``."""

OF_AGE = 18
"""Age from which a person is of age (Civil Code, article 17)."""

MOVERS_UNTIL = 50
"""Years of age, excluded, at which nobody moves in any more."""

FALL = 4
"""Of the oldest band fewer are left with every year: a beta distribution of 1 and so much."""

LATE_DAYS = 8035
"""Late spouses would be at least so many days old, about 22 years."""


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
        mask = np.zeros(self.rows, bool)
        mask[: self.residents] = True
        return mask

    @property
    def age(self) -> Floats:
        """Age in years on the reference day, also for the dead."""
        return (self.today - self.born) / YEAR_DAYS

    def within(self, ages: Sequence[float]) -> Ints:
        """Return a mask of those of an age from ``ages[0]`` on and below ``ages[1]``."""
        first, last = (self.today - age * YEAR_DAYS for age in ages)
        inside: Ints = (self.born <= first) & (self.born > last)
        return inside

    def older(self, years: float) -> Ints:
        """Return a mask of those of this age or more."""
        mask: Ints = self.born <= self.today - years * YEAR_DAYS
        return mask

    @property
    def wives_elsewhere(self) -> Ints:
        """The wives of the couples elsewhere; the husband of row i is row ``i + couples``."""
        return np.arange(self.residents, self.residents + self.couples)

    @property
    def movers_rows(self) -> Ints:
        """The rows of the movers."""
        first = self.residents + 2 * self.couples
        return np.arange(first, first + self.movers)


def _sizes(population: int) -> tuple[int, int, int]:
    """Return how many couples live elsewhere or died young, and how many movers there are."""
    shares = ("elsewhere_couples", "orphaning_couples", "movers")
    couples, orphaning, movers = (
        round(population * evidence.number(f"population.{name}")) for name in shares
    )
    return max(2, couples), max(1, orphaning), max(2, movers)


def mover_rows(population: int) -> Ints:
    """Return the rows of the movers in a city of so many residents."""
    couples, orphaning, movers = _sizes(population)
    first = population + 2 * (couples + orphaning)
    return np.arange(first, first + movers)


def make_roll(population: int, as_of: int, streams: Streams) -> Roll:
    """Return residents, couples elsewhere and movers; late spouses are added by marriages.

    Args:
        population: residents.
        as_of: the reference day, ``yyyymmdd``.
        streams: the random streams of the city.
    """
    today = day_number(as_of)
    ages, sex = _residents(population, streams)
    couples, orphaning, movers = _sizes(population)
    wives, husbands, died = _couples(ages, (couples, orphaning), today, streams)
    mover_ages = _mover_ages(movers, streams("people/movers"))
    born = np.concatenate([today - ages, wives, husbands, today - mover_ages])
    couples += orphaning
    sexes = (sex, np.full(couples, FEMALE), np.full(couples, MALE))
    mover_sex = draws.quota(streams("people/movers sex"), (0.5, 0.5), movers)
    gone = np.full(len(born), FOREVER, np.int32)
    gone[population : population + 2 * couples] = died
    people = _people(population, couples, movers, streams("people/people"))
    return Roll(
        born,
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
    within[oldest] = 1 - (1 - within[oldest]) ** (1 / FALL)
    width = np.append(np.diff(starts), span)
    days = ((starts[band] + width[band] * within) * YEAR_DAYS).astype(np.int32)
    return days, _sexes(starts[band], streams("people/sex"))


def _sexes(age: Floats, random: Random) -> Ints:
    """Return sexes by exact quotas within the bands of the evidence.

    Args:
        age: first year of each person's age band.
        random: the stream of this step.
    """
    table = evidence.table("population.female_share_by_age")
    level = np.searchsorted([float(start) for start in table], age, side="right")
    sex = np.zeros(len(age), np.int8)
    for number, share in enumerate(table.values(), start=1):
        rows = np.flatnonzero(level == number)
        sex[rows] = draws.chosen(random, len(rows), share)
    return sex


def _couples(
    ages: Ints, counts: tuple[int, int], today: int, streams: Streams
) -> tuple[Ints, Ints, Ints]:
    """Return birth days of wives and husbands elsewhere, and the deaths of both in one column.

    Most are as much older than a resident adult as a mother is, some of them older
    than one of 45 and over; some are of the residents' own ages; the last ``counts[1]`` died young.
    """
    random = streams("people/couples")
    count, orphaning = counts
    own = draws.chosen(random, count, evidence.number("population.elsewhere_young_share"))
    old = draws.chosen(random, count, evidence.number("population.elsewhere_old_share"))
    child = draws.pick(random, ages[ages > 18 * YEAR_DAYS], count)
    child[old] = draws.pick(random, ages[ages > 45 * YEAR_DAYS], int(old.sum()))
    wives = today - child - mother_ages(count, random) * YEAR_DAYS
    same = ages[(ages > 19 * YEAR_DAYS) & (ages < 50 * YEAR_DAYS)]
    wives[own] = today - draws.pick(random, same, int(own.sum()))
    lost = today - random.uniform(27, 40, orphaning) * YEAR_DAYS
    wives = np.concatenate([wives, lost]).astype(np.int32)
    husbands = wives - (spouse_gaps(len(wives), random) * YEAR_DAYS).astype(np.int32)
    husbands = np.where(husbands > today - 19 * YEAR_DAYS, wives, husbands)
    died = _deaths(np.concatenate([wives, husbands]), today, random)
    for first in (count, 2 * count + orphaning):
        died[first : first + orphaning] = today - random.integers(60, 1200, orphaning)
    return wives, husbands, died


def mother_ages(rows: int, random: Random) -> Floats:
    """Return ages of mothers at a birth, by exact quotas of the classes of the evidence."""
    table = evidence.table("families.mother_age_share")
    edges = [*map(float, table), evidence.number("families.mother_age_end")]
    return draws.within_bands(random, edges, draws.quota(random, list(table.values()), rows))


def spouse_gaps(rows: int, random: Random) -> Floats:
    """Return years by which husbands are older, by exact quotas of the classes of the evidence."""
    table = evidence.table("families.spouse_gap_share")
    edges = [*map(float, table), evidence.number("families.spouse_gap_limit")]
    return draws.within_bands(random, edges, draws.quota(random, list(table.values()), rows))


def _deaths(born: Ints, today: int, random: Random) -> Ints:
    """Return days of death; those who died did so in the second half of the span to today."""
    age = (today - born) / YEAR_DAYS
    alive = draws.by_age(evidence.table("population.survival_by_age"), age)
    dead = random.random(len(born)) > alive
    day = born + (random.uniform(0.55, 0.99, len(born)) * (today - born)).astype(np.int32)
    return np.where(dead, day, FOREVER)


def _mover_ages(count: int, random: Random) -> Ints:
    shares = evidence.table("population.movers_age_share")
    edges = [*map(float, shares), MOVERS_UNTIL]
    band = draws.quota(random, list(shares.values()), count)
    years = draws.within_bands(random, edges, band)
    column: Ints = (years * YEAR_DAYS).astype(np.int32)
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
    died = (earliest + share * (roll.today - earliest) - 1).astype(np.int32)
    return replace(
        roll,
        born=np.concatenate([roll.born, born]),
        died=np.concatenate([roll.died, died]),
        sex=np.concatenate([roll.sex, np.where(was_wife, FEMALE, MALE).astype(np.int8)]),
        people=np.concatenate([roll.people, roll.people[of]]),
    )


def _late_births(roll: Roll, of: Ints, was_wife: Ints, random: Random) -> Ints:
    """Return birth days of late spouses: wives younger and husbands older by the usual gap."""
    gap = spouse_gaps(len(of), random) * np.where(was_wife, 1, -1)
    born = roll.born[of] + (gap * YEAR_DAYS).astype(np.int32)
    young = born > roll.today - LATE_DAYS
    limited: Ints = np.minimum(np.where(young, roll.born[of], born), roll.today - LATE_DAYS)
    return limited


def origins(roll: Roll, registered_in: Ints, streams: Streams) -> Ints:
    """Return the region in which the population register has each person.

    Who is registered in one of the modelled cities is in its region; the others are in
    such regions that movers, and all others, come from each as often as the evidence says.

    Args:
        roll: all people.
        registered_in: the city of each person's registration, a code of ``city.CITIES``,
            -1 for none in the modelled cities.
        streams: the random streams of the city.
    """
    random = streams("people/origin")
    shares = [evidence.table("volumes.origin_share").get(name, 0.0) for name in REGIONS[1:]]
    first_late = roll.residents + 2 * roll.couples + roll.movers
    region = np.zeros(roll.rows, np.int8)
    known = registered_in >= 0
    region[known] = CITY_REGIONS[registered_in[known]]
    mover = np.zeros(first_late, bool)
    mover[roll.movers_rows] = True
    alive = roll.alive[:first_late]
    for group in (mover, ~mover & alive, ~mover & ~alive):  # the dead are on file nowhere
        away = np.flatnonzero(group & (region[:first_late] != 0))
        open_ = np.flatnonzero(group & ~known[:first_late])
        wanted = np.array(shares) * (len(away) + len(open_)) / sum(shares)
        wanted -= np.bincount(region[away], minlength=len(REGIONS))[1:]
        region[open_] = 1 + draws.quota(random, list(np.maximum(wanted, draws.TINY)), len(open_))
    return region
