"""Every assumed figure of the families acts: change it, and what it says of the city moves."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from synthetic_data.city import City
from synthetic_data.quality.kin import adoptive
from tests.synthetic_data.test_family_days import first_births
from tests.synthetic_data.test_margins import year_numbers


def divorced(city: City) -> np.ndarray:
    """Rows of the marriages that a divorce ended."""
    over = city.married_until > 0
    for spouse in (city.spouse_a, city.spouse_b):
        over &= city.died[spouse] != city.married_until
    return np.flatnonzero(over)


def bride_age(city: City) -> float:
    return float((city.married_from - city.born[city.spouse_b]).mean() / 10_000 - 18)


def length(city: City) -> float:
    rows = divorced(city)
    days = year_numbers(city.married_until[rows]) - year_numbers(city.married_from[rows])
    return float(days.mean())


def wait(city: City) -> float:
    """Days from a divorce to the present marriage of the same person."""
    rows, now = divorced(city), np.flatnonzero(city.married_until == 0)
    free = np.zeros(city.persons, np.int32)
    for spouse in (city.spouse_a, city.spouse_b):
        free[spouse[rows]] = city.married_until[rows]
    days = []
    for spouse in (city.spouse_a, city.spouse_b):
        again = now[free[spouse[now]] > 0]
        begun = year_numbers(city.married_from[again])
        days.append(begun - year_numbers(free[spouse[again]]))
    return float(np.median(np.concatenate(days)))


def until_first(city: City) -> float:
    days = first_births(city)
    return float(np.median(days[days >= 270]) - 270)


def on_the_way(city: City) -> float:
    return float((first_births(city) < 265).mean())


def sibling_days(city: City) -> np.ndarray:
    child = np.flatnonzero(city.mother >= 0)
    born = year_numbers(city.born[child])
    order = np.lexsort((born, city.mother[child]))
    gap: np.ndarray = np.diff(born[order])[np.diff(city.mother[child][order]) == 0]
    return gap[gap > 0]


def between(city: City) -> float:
    return float(sibling_days(city).mean() - 330)


def nearest(city: City) -> float:
    return float(np.quantile(sibling_days(city), 0.02))


def young_wives(city: City) -> float:
    now = (city.married_until == 0) & (city.spouse_b < city.population)
    return float((city.as_of - city.born[city.spouse_b[now]] < 210_000).sum() + 1)


def gap_of_divorced(city: City) -> float:
    rows = divorced(city)
    gap = city.born[city.spouse_b[rows]] - city.born[city.spouse_a[rows]]
    return float(gap.std())


def lifted(city: City) -> float:
    return float((city.incapacitated_until > 0).mean())


def guarded(city: City) -> float:
    return float(len(city.ward))


def grown_elsewhere(city: City) -> float:
    away = city.mother[city.population :]
    return float(((away >= 0) & (away < city.population)).sum())


def adopted(how: str) -> Callable[[City], float]:
    return lambda city: float(adoptive(city, how).sum())


def young_again(spouse: str) -> Callable[[City], float]:
    """Count the wives or husbands under 40 who were divorced before, one more."""

    def count(city: City) -> float:
        column = getattr(city, spouse)
        rows = divorced(city)
        before = np.isin(column, np.concatenate([city.spouse_a[rows], city.spouse_b[rows]]))
        again = column[before & (city.married_until == 0)]
        return float((city.as_of - city.born[again] < 400_000).sum() + 1)

    return count


def minors_of_one(city: City) -> float:
    return float(adoptive(city, "one")[city.as_of - city.born < 180_000].sum())


def guardians_from(years: int) -> Callable[[City], float]:
    """Count the guardians of so many years or more, one more."""

    def count(city: City) -> float:
        return float((city.as_of - city.born[city.guardian] >= years * 10_000).sum() + 1)

    return count


Moved = Callable[[str, object, Callable[[City], float]], float]

FIGURES: list[tuple[str, Any, Callable[[City], float], float]] = [
    ("families.marriage_age_women", [18.05, 2.2, 1.5], bride_age, 0.5),
    ("families.marriage_length_until_divorce", [2.0, 1.0], length, 0.5),
    ("families.remarriage_wait", 0.5, wait, 0.3),
    ("families.birth_intervals", [0.2, 3.2], until_first, 0.4),
    ("families.birth_intervals", [0.8, 1.6], between, 0.6),
    ("families.conceived_before_wedding", 0.45, on_the_way, 2.5),
    ("families.birth_spacing", 660, nearest, 1.5),
    ("population.married_women_by_age", {"18": 0.5}, young_wives, 2),
    ("families.pairing_jitter", 7.0, gap_of_divorced, 1.7),
    ("families.incapacity_ended_share", 0.48, lifted, 4),
    ("families.guarded_share", 0.45, guarded, 0.5),
    ("families.elsewhere_mother_in_city_share", 0.1, grown_elsewhere, 0.4),
    ("families.adopted_by_stepfather_share", 0.45, adopted("stepfather"), 3),
    ("families.grown_adopted_by_one_share", 0.24, adopted("one"), 2),
    ("families.remarried_from_age", [45, 29], young_again("spouse_b"), 0.1),
    ("families.remarried_from_age", [27, 45], young_again("spouse_a"), 0.1),
    ("families.adopted_by_one_share", 0.75, minors_of_one, 3),
    ("families.guardian_ages", [25, 45], guardians_from(46), 0.1),
    ("families.stranger_guardian_ages", [62, 70], guardians_from(62), 4),
    ("families.adopted_share", 0.02, adopted("couple"), 4),
]
"""A figure, another value, what moves, and by what factor about."""


@pytest.mark.parametrize(
    ("key", "value", "statistic", "factor"), FIGURES, ids=[f"{f[0]}-{f[1]}" for f in FIGURES]
)
def test_a_figure_acts(
    moved: Moved, key: str, value: object, statistic: Callable[[City], float], factor: float
) -> None:
    by = moved(key, value, statistic)
    assert np.log(by) / np.log(factor) > 1 / 2  # the same way, and half as far at least
