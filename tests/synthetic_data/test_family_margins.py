"""People and families beside their evidence, and the kinship graph that comes of it."""

from collections.abc import Callable

import numpy as np
import pytest

from synthetic_data import evidence
from synthetic_data.city import City
from synthetic_data.generate import generate_city
from synthetic_data.quality import families, people
from synthetic_data.quality.kin import adoptive, kin_counts, later, outside_marriage, reach
from synthetic_data.quality.limits import limit
from synthetic_data.quality.margin import Margin
from tests.synthetic_data.test_margins import year_numbers

CityOf = Callable[[int, int], City]

NAMES = [
    "people/age",
    "people/sex",
    "people/sex_by_age",
    "people/district",
    "people/name_style",
    "people/marital_status",
    "people/mover_age",
    "people/mover_origin",
    "families/spouse_gap",
    "families/mother_age",
    "families/children",
    "families/minors",
    "families/father_unknown",
    "families/remarried",
    "families/twins",
    "families/adopted_by_couple",
    "families/incapacitated",
]


def all_margins(city: City) -> dict[str, Margin]:
    return {m.name: m for part in (people, families) for m in part.margins(city)}


def all_joints(city: City) -> dict[str, Margin]:
    return {m.name: m for part in (people, families) for m in part.joints(city)}


def test_every_margin_is_measured(city: City) -> None:
    assert list(all_margins(city)) == NAMES


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("name", NAMES)
def test_the_margin_is_met(city_of: CityOf, name: str, seed: int) -> None:
    margin = all_margins(city_of(20_000, seed))[name]
    assert margin.counted > 1_000
    assert margin.tvd < limit(margin, 20_000)


@pytest.mark.parametrize("as_of", [20200301, 20240229, 20300615])
def test_margins_do_not_depend_on_the_day(as_of: int) -> None:
    found = all_margins(generate_city(10_000, 5, as_of=as_of))
    assert {name: m.tvd for name, m in found.items() if m.tvd >= limit(m, 10_000)} == {}


def test_every_margin_and_joint_names_a_figure_of_the_evidence(city: City) -> None:
    for margin in (*all_margins(city).values(), *all_joints(city).values()):
        assert evidence.figure(margin.source).value


@pytest.mark.parametrize(
    ("joint", "most"),
    [
        ("people/district_sex_age", 0.05),
        ("families/spouse_gap_by_age", 0.08),
        ("families/mother_age_by_decade", 0.08),
        ("families/children_by_age", 0.08),
        ("people/married_by_age", 0.05),
    ],
)
def test_joints_stray_little(city: City, joint: str, most: float) -> None:
    assert all_joints(city)[joint].tvd < most


def siblings(city: City) -> tuple[np.ndarray, np.ndarray]:
    """Days between neighbouring children of a mother, and whether each is a minor."""
    child = np.flatnonzero(city.mother >= 0)
    born = year_numbers(city.born[child])
    order = np.lexsort((born, city.mother[child]))
    same = np.diff(city.mother[child][order]) == 0
    return np.diff(born[order])[same], child[order][1:][same]


def test_children_of_a_mother_are_twins_or_most_of_a_year_apart(city: City) -> None:
    gap, _ = siblings(city)
    twins = gap == 0
    assert 0 < twins.mean() < 0.05
    assert (gap[~twins] < 240).mean() < 0.01


def test_a_minor_is_born_in_the_marriage_of_the_parents_or_has_a_mother_who_was_single(
    city: City,
) -> None:
    minor = np.flatnonzero(city.as_of - city.born[: city.population] < 180_000)
    minor = minor[(city.mother[minor] >= 0) & ~np.isin(minor, city.adopted_child)]
    outside = outside_marriage(city, (minor, city.mother[minor]), 280)
    pairs = set(zip(city.spouse_a.tolist(), city.spouse_b.tolist(), strict=True))
    inside = minor[~outside]
    couples = zip(city.father[inside].tolist(), city.mother[inside].tolist(), strict=True)
    assert all(pair in pairs for pair in couples)
    assert 0.02 < outside.mean() < 0.09


def test_an_ancestor_of_every_degree_is_known_of_many_minors(city: City) -> None:
    found = {name: mask.mean() for name, mask in reach(city).items()}
    assert found["parent"] > 0.97
    assert found["grandparent"] > 0.6
    assert found["great_grandparent"] > 0.25
    assert found["great_great_grandparent"] > 0.02


def test_the_kinship_graph_holds_every_kind_of_family(city: City) -> None:
    counts = kin_counts(city)
    assert min(counts.values()) > 0
    assert counts["half_siblings_by_mother"] > 50
    assert counts["half_siblings_by_father"] > 50
    assert counts["minors_with_step_parent"] > 100
    assert counts["mothers_in_another_dwelling"] > 1_000
    assert counts["mothers_across_the_border"] > 1_000
    assert counts["mothers_dead"] > 1_000


@pytest.mark.parametrize("how", ["couple", "one", "stepfather"])
def test_children_are_adopted_in_every_way(city: City, how: str) -> None:
    assert adoptive(city, how).sum() > 0


@pytest.mark.parametrize(
    ("day", "days", "moved"),
    [(20240228, 1, 20240229), (20231231, 1, 20240101), (20240301, 280, 20241206), (0, 280, 0)],
)
def test_a_calendar_day_some_days_later(day: int, days: int, moved: int) -> None:
    assert later(np.array([day]), days).tolist() == [moved]


def test_as_many_are_married_of_each_sex_as_the_census_says(city: City) -> None:
    status = people.marital_status(city)[: city.population]
    married = city.sex[: city.population][status == people.MARRIED]
    assert (married == 0).sum() == (married == 1).sum()


def test_wives_are_younger_at_the_wedding_than_husbands_on_average(city: City) -> None:
    bride = (city.married_from - city.born[city.spouse_b]) / 10_000
    groom = (city.married_from - city.born[city.spouse_a]) / 10_000
    assert 23 < np.median(bride) < 27
    assert 1.5 < groom.mean() - bride.mean() < 3.5
