"""When people marry, have children and part: no heaps on a first or last permitted day."""

from collections.abc import Callable

import numpy as np
import pytest

from synthetic_data.births import NEAR_BIRTH_DAYS, TERM_DAYS
from synthetic_data.city import City
from synthetic_data.quality.people import MARRIED, marital_status
from tests.synthetic_data.test_margins import year_numbers

CityOf = Callable[[int, int], City]


@pytest.fixture(scope="module")
def cities(city_of: CityOf) -> list[City]:
    return [city_of(20_000, seed) for seed in (1, 2)]


def in_marriage(city: City) -> tuple[np.ndarray, np.ndarray]:
    """Children of two spouses, and the row of the marriage of their parents."""
    key = city.spouse_a.astype(np.int64) * city.persons + city.spouse_b
    order = np.argsort(key, kind="stable")
    child = np.flatnonzero((city.father >= 0) & (city.mother >= 0))
    wanted = city.father[child].astype(np.int64) * city.persons + city.mother[child]
    place = np.clip(np.searchsorted(key[order], wanted), 0, len(key) - 1)
    found = key[order][place] == wanted
    return child[found], order[place][found]


def first_births(city: City) -> np.ndarray:
    """Days from the wedding to the first child of each marriage that has one."""
    child, row = in_marriage(city)
    days = year_numbers(city.born[child]) - year_numbers(city.married_from)[row]
    first = np.full(len(city.spouse_a), 10**6)
    np.minimum.at(first, row, days)
    found: np.ndarray = first[first < 10**6]
    return found


def mother_days(city: City) -> np.ndarray:
    child = np.flatnonzero(city.mother >= 0)
    days: np.ndarray = year_numbers(city.born[child]) - year_numbers(city.born[city.mother[child]])
    return days


def test_births_do_not_heap_on_the_last_day_of_a_mother(cities: list[City]) -> None:
    days = np.concatenate([mother_days(city) for city in cities])
    last, year = 45 * 365.2425, 365
    assert (days > last - 31).sum() < 3 * (days > last - year).sum() / 12 + 10


def test_births_after_the_end_of_a_marriage_are_few_and_fall_off(cities: list[City]) -> None:
    after = []
    for city in cities:
        child, row = in_marriage(city)
        over = city.married_until[row] > 0
        ends = year_numbers(np.maximum(city.married_until[row[over]], 19000101))
        after.append(year_numbers(city.born[child[over]]) - ends)
    days = np.concatenate(after)
    late = np.histogram(days, [1, 95, 188, NEAR_BIRTH_DAYS + 1])[0]
    before = ((days < 0) & (days > -2 * 365)).sum()
    assert (days > NEAR_BIRTH_DAYS).sum() <= 3  # a partner may be the husband of before
    assert late[0] > late[1] > late[2]
    assert late.sum() < before


def test_most_first_children_are_born_nine_months_after_the_wedding_or_later(
    cities: list[City],
) -> None:
    days = np.concatenate([first_births(city) for city in cities])
    assert 0.04 < (days < TERM_DAYS - 20).mean() < 0.2
    assert (days < 60).mean() < 0.01
    months = np.histogram(days, np.arange(0, 61) * 30.44)[0]
    assert 9 <= months.argmax() <= 11


def married_share(cities: list[City], low: float, high: float) -> float:
    """Share of the married of the women from one age on and below another."""
    women, married = 0, 0
    for city in cities:
        n = city.population
        today = int(year_numbers(np.array([city.as_of]))[0])
        age = (today - year_numbers(city.born[:n])) / 365.2425
        own = (city.sex[:n] == 1) & (age >= low) & (age < high)
        women += int(own.sum())
        married += int((marital_status(city)[:n][own] == MARRIED).sum())
    return married / women


def test_few_women_are_married_at_eighteen_and_more_with_every_year(cities: list[City]) -> None:
    shares = [married_share(cities, age, age + 1) for age in (18, 19, 20, 21)]
    assert shares[0] < 0.06
    assert shares[1] < 0.12
    assert shares[0] < shares[2] < married_share(cities, 22, 25)
    assert married_share(cities, 18.1, 18.5) < 0.1


def held_in_year(city: City, days: np.ndarray, back: int) -> int:
    today = city.as_of
    return int(((days > today - (back + 1) * 10_000) & (days <= today - back * 10_000)).sum())


@pytest.mark.parametrize("column", ["married_from", "married_until"])
def test_the_last_year_has_no_more_weddings_and_divorces_than_those_before(
    cities: list[City], column: str
) -> None:
    last, before = 0, 0.0
    for city in cities:
        dead = (city.died[city.spouse_a] == city.married_until) & (city.married_until > 0)
        dead |= (city.died[city.spouse_b] == city.married_until) & (city.married_until > 0)
        days = getattr(city, column)[~dead]
        last += held_in_year(city, days, 0)
        before += sum(held_in_year(city, days, back) for back in (1, 2, 3)) / 3
    assert 0.3 * before < last < 1.25 * before


def test_old_women_are_not_less_often_childless_than_younger_ones(cities: list[City]) -> None:
    women, childless = np.zeros(2), np.zeros(2)
    for city in cities:
        n = city.population
        age = (city.as_of - city.born[:n]) // 10_000
        born = np.bincount(city.mother[city.mother >= 0], minlength=city.persons)[:n]
        for place, (low, high) in enumerate(((45, 60), (65, 80))):
            own = (city.sex[:n] == 1) & (age >= low) & (age < high)
            women[place] += own.sum()
            childless[place] += (born[own] == 0).sum()
    younger, older = childless / women
    assert 0.08 < younger < 0.16
    assert abs(older - younger) < 0.04
