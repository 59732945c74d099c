"""The city beside the evidence it was made from: exact where a quota is drawn, near elsewhere."""

import numpy as np
import pytest

from synthetic_data import evidence
from synthetic_data.city import DISTRICTS, City
from synthetic_data.days import YEAR_DAYS, day_number


def year_numbers(column: np.ndarray) -> np.ndarray:
    return np.array([day_number(int(day)) for day in column])


def residents_age(city: City) -> np.ndarray:
    born = year_numbers(city.born[: city.population])
    return (day_number(city.as_of) - born) / YEAR_DAYS


def headcount(city: City) -> np.ndarray:
    counted = city.registered_dwelling[city.registration_kind < 2]
    return np.bincount(counted, minlength=city.dwellings)


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


def test_households_are_near_the_sizes_of_the_evidence(city: City) -> None:
    size = np.unique(city.home[: city.population], return_counts=True)[1]
    table = evidence.table("housing.size_distribution")
    got = np.bincount(np.minimum(size, 7), minlength=8)[1:] / len(size)
    distance = np.abs(got - list(table.values())).sum() / 2
    assert distance < 0.08
    assert size.mean() == pytest.approx(3.2, abs=0.25)


def test_dwellings_have_the_areas_of_their_rooms(city: City) -> None:
    here = (city.dwelling_city == 0) & (city.kind != 2)
    shares = list(evidence.table("housing.by_rooms").values())
    got = np.bincount(city.rooms[here], minlength=5)[1:] / here.sum()
    assert got == pytest.approx(shares, abs=0.002)
    known = here & (city.total_area >= 0)
    for rooms, mean in enumerate(evidence.numbers("housing.area_mean_m2"), start=1):
        area = city.total_area[known & (city.rooms == rooms)] / 10
        assert area.mean() == pytest.approx(mean, abs=4 * area.std() / len(area) ** 0.5 + 1)


@pytest.mark.parametrize(
    ("key", "tolerance"),
    [("housing.vacant_share", 0.015), ("housing.no_area_share", 0.002)],
)
def test_dwellings_without_people_or_area_are_as_many_as_in_the_evidence(
    city: City, key: str, tolerance: float
) -> None:
    here = city.dwelling_city == 0
    got = {
        "housing.vacant_share": (headcount(city) == 0)[here].mean(),
        "housing.no_area_share": (city.total_area < 0)[here].mean(),
    }
    assert got[key] == pytest.approx(evidence.number(key), abs=tolerance)


def test_a_fifth_of_those_of_fourteen_is_registered_elsewhere(city: City) -> None:
    place = np.full(city.persons, -1)
    place[city.registered_person] = city.registered_dwelling
    away = place[: city.population] != city.home[: city.population]
    assert away[adult(city, 14)].mean() == pytest.approx(0.20, abs=0.03)


def test_a_quarter_of_dwellings_has_several_owners_and_two_percent_a_protected_one(
    city: City,
) -> None:
    owners = np.bincount(city.owned_dwelling, minlength=city.dwellings)
    assert (owners > 1).mean() == pytest.approx(0.25, abs=0.03)
    person = ~city.owner_is_organisation
    who, where = city.owner[person], city.owned_dwelling[person]
    unfit = city.incapacitated_person[city.incapacitated_until == 0]
    protected = (city.as_of - city.born[who] < 180_000) | np.isin(who, unfit)
    share = len(np.unique(where[protected])) / city.dwellings
    assert 0.01 <= share <= 0.03


def test_acts_are_digital_as_far_as_their_year_says(city: City) -> None:
    year = city.born // 10_000
    abroad = 1 - evidence.number("registers.foreign_act_share")
    table = evidence.table("registers.digitised_share_by_birth_year")
    starts = [*map(int, table), 3000]
    for (start, share), end in zip(table.items(), starts[1:], strict=True):
        recorded = city.act_recorded[(year >= int(start)) & (year < end)]
        error = 4 * (share * (1 - share) / len(recorded)) ** 0.5 + 0.01
        assert recorded.mean() == pytest.approx(share * abroad, abs=error), start


def test_acts_without_a_father_are_as_many_as_in_the_evidence(city: City) -> None:
    named = city.mother_recorded >= 0
    share = (city.father_recorded[named] < 0).mean()
    assert share == pytest.approx(evidence.number("registers.father_missing_share"), abs=0.012)


def test_cards_run_out_evenly_enough_around_the_day_of_the_demonstration(city: City) -> None:
    left = year_numbers(city.expires) - day_number(20260202)
    per_day = (np.abs(left - 35) <= 30).sum() / 61  # the sixty days that follow the fifth
    expected = 95_000 / 365 * city.population / evidence.number("population.total_2026")
    assert per_day == pytest.approx(expected, rel=0.35)
    assert ((left >= -10) & (left < 0)).sum() > 0
    assert (left < -10).sum() > 0
    assert ((left >= 0) & (left <= 30)).sum() > 30


def test_full_time_students_are_about_as_many_as_reported(city: City) -> None:
    here = city.full_time & (city.study_city == 0) & (city.study_until >= city.as_of)
    assert here.sum() / city.population == pytest.approx(90_000 / 1_630_000, rel=0.25)


def test_districts_share_the_dwellings_as_assumed(city: City) -> None:
    table = evidence.table("housing.district_share")
    here = city.dwelling_district[city.dwelling_city == 0]
    got = np.bincount(here, minlength=len(DISTRICTS)) / len(here)
    assert got[:-1] == pytest.approx([table[name] for name in DISTRICTS[:-1]], abs=0.01)
    assert got[-1] == 0


def test_addresses_occur_once(city: City) -> None:
    columns = (city.dwelling_city, city.street, city.house, city.flat)
    assert len(np.unique(np.stack(columns), axis=1).T) == city.dwellings
