"""The city beside the evidence it was made from: exact where a quota is drawn, near elsewhere."""

import numpy as np
import pytest

from synthetic_data import evidence
from synthetic_data.city import City
from synthetic_data.days import YEAR_DAYS, day_number


def year_numbers(column: np.ndarray) -> np.ndarray:
    return np.array([day_number(int(day)) for day in column])


def residents_age(city: City) -> np.ndarray:
    born = year_numbers(city.born[: city.population])
    return (day_number(city.as_of) - born) / YEAR_DAYS


def adult(city: City, years: int) -> np.ndarray:
    return city.as_of - city.born[: city.population] >= years * 10_000


def test_residents_are_of_the_ages_of_the_evidence(city: City) -> None:
    table = evidence.table("population.age_share_5y")
    edges = [float(edge) for edge in table] + [130.0]
    got = np.histogram(residents_age(city), edges)[0] / city.population
    assert got == pytest.approx(list(table.values()), abs=0.002)


def test_women_are_the_share_of_the_evidence(city: City) -> None:
    share = city.sex[: city.population].mean()
    assert share == pytest.approx(evidence.number("population.female_share"), abs=0.003)


def test_the_married_are_about_as_many_as_in_the_census(city: City) -> None:
    now = city.married_until == 0
    married = np.zeros(city.persons, bool)
    married[city.spouse_a[now]] = married[city.spouse_b[now]] = True
    assert married[: city.population][adult(city, 15)].mean() == pytest.approx(0.609, abs=0.02)


def test_kin_and_movers_elsewhere_are_ten_to_twenty_percent(city: City) -> None:
    elsewhere = (city.died[city.population :] == 0).sum() / city.population
    assert 0.10 <= elsewhere <= 0.20
