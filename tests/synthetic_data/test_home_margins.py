"""The homes beside their evidence, the crowds as reported, and addresses one can believe."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest

from synthetic_data import evidence
from synthetic_data.city import ASTANA, City
from synthetic_data.crowding import crowd_sizes
from synthetic_data.dwellings import _streets
from synthetic_data.gathering import TYPES
from synthetic_data.integrity import violations
from synthetic_data.quality import filing, homes, living
from synthetic_data.quality.margin import Margin
from synthetic_data.words import words

CityOf = Callable[[int, int], City]

MARGINS = (
    "household_size",
    "household_type",
    "area_per_registered_person",
    "dwellings_per_resident",
    "kind",
    "district",
    "rooms",
    "area",
    "no_area",
    "useful_area_known",
    "useful_to_total",
    "owned_by_organisation",
    "co_owned",
    "protected_owner",
    "rented",
    "registered_per_dwelling",
    "rubber_flats",
    "rubber_flat_sizes",
    "several_registered",
    "registered_elsewhere",
    "registered_outside",
    "temporary",
    "landlord_home",
    "elsewhere_with_kin",
)

FULL_DWELLINGS, FULL_CITY = 618_400, 1_600_000


@pytest.fixture(scope="module")
def found(city: City) -> dict[str, Margin]:
    return {each.name.removeprefix("homes/"): each for each in homes.margins(city)}


def test_every_margin_of_the_homes_is_looked_at(found: dict[str, Margin]) -> None:
    assert tuple(found) == MARGINS


@pytest.mark.parametrize("name", [name for name in MARGINS if name != "several_registered"])
def test_a_margin_is_near_its_evidence(found: dict[str, Margin], name: str) -> None:
    assert found[name].tvd < 0.03


def test_dwellings_with_several_are_as_many_as_so_few_can_be(found: dict[str, Margin]) -> None:
    several = found["several_registered"]
    assert 20 < several.counted < 80
    assert several.tvd < len(several.classes) / several.counted


def test_every_margin_and_joint_names_a_figure_of_the_evidence(city: City) -> None:
    for each in (*homes.margins(city), *homes.joints(city)):
        assert evidence.figure(each.source).value


def test_area_class_and_rooms_go_together_as_the_evidence_says(city: City) -> None:
    joint = next(each for each in homes.joints(city) if each.name == "homes/area_by_rooms")
    assert joint.tvd < 0.03


@pytest.mark.parametrize(
    "joint", ["household_size_by_rooms", "tenure_by_household_type", "age_by_registered_elsewhere"]
)
def test_what_depends_on_one_another_is_not_drawn_apart(city: City, joint: str) -> None:
    found = next(each for each in homes.joints(city) if each.name == f"homes/{joint}")
    assert found.tvd > 0.03  # the target is the product of the margins


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("population", [200, 500, 2_000])
def test_a_small_city_breaks_no_rule(city_of: CityOf, population: int, seed: int) -> None:
    assert not {rule: n for rule, n in violations(city_of(population, seed)).items() if n}


@pytest.mark.parametrize("population", [200, 2_000])
def test_households_of_a_small_city_are_as_large_as_wanted_but_for_a_few(
    city_of: CityOf, population: int
) -> None:
    size = next(homes.margins(city_of(population, 1)))
    assert size.tvd * size.counted < 8


def test_a_household_has_the_type_its_people_make(city: City) -> None:
    types, size = living.household_types(city)
    assert (size[types == TYPES.index("couple")] == 2).sum() == (
        types[size > 0] == TYPES.index("couple")
    ).sum()
    three = types == TYPES.index("three_generations")
    assert size[three & (size > 0)].min() >= 3
    home = city.home[: city.population]
    minor = city.as_of - city.born[: city.population] < 180_000
    sharing = np.isin(types, (TYPES.index("students"), TYPES.index("tenants")))
    assert not minor[sharing[home]].any()


def test_a_full_city_has_the_reported_rubber_flats() -> None:
    sizes = crowd_sizes(FULL_DWELLINGS, FULL_CITY)
    assert len(sizes) == 924
    assert sizes[:2].tolist() == [3450, 937]
    assert sizes.min() == 20
    assert sizes[2:].max() < 937


@pytest.mark.parametrize(
    ("residents", "cases"),
    [
        (1_380_000, [3450, 937]),
        (1_379_999, [937]),
        (374_800, [937]),
        (374_799, []),
    ],
)
def test_reported_crowds_occur_where_they_would_be_few_of_the_people(
    residents: int, cases: list[int]
) -> None:
    sizes = crowd_sizes(round(residents * 0.3865), residents).tolist()
    assert [size for size in sizes if size in (3450, 937)] == cases


@pytest.mark.parametrize("residents", [200, 2_000, 20_000, 100_000, 4_000_000])
def test_no_crowd_is_below_twenty_or_beyond_its_share(residents: int) -> None:
    sizes = crowd_sizes(round(residents * 0.3865), residents)
    assert sizes.min() >= 20
    assert sizes.max() <= max(21, residents * 0.0025)


def test_the_tail_of_the_crowds_falls_as_a_pareto_distribution() -> None:
    sizes = crowd_sizes(FULL_DWELLINGS, FULL_CITY)[2:]
    at_least = [(sizes >= size).mean() for size in (20, 40, 80)]
    ratios = [b / a for a, b in pairwise(at_least)]
    assert ratios == pytest.approx([2**-1.1] * 2, abs=0.03)  # a little less: the tail is cut


def test_crowds_bring_no_children_so_every_count_of_them_is_the_same(city: City) -> None:
    separate = filing.heads(city)
    everybody = np.bincount(city.registered_dwelling, minlength=city.dwellings)
    crowd = separate >= 20
    assert crowd.sum() == 12
    assert (separate[crowd] == everybody[crowd]).all()


def test_some_owners_live_elsewhere_and_some_are_organisations(city: City) -> None:
    person = ~city.owner_is_organisation
    here = city.dwelling_city[city.owned_dwelling[person]] == ASTANA
    far = city.owner[person][here] >= city.population
    assert 0.01 < far.mean() < 0.10
    assert 0.03 < city.owner_is_organisation.mean() < 0.05  # of owners; 0.05 of dwellings


def test_dwellings_have_the_areas_of_their_rooms(city: City) -> None:
    known = (city.dwelling_city == ASTANA) & (city.kind != 2) & (city.total_area >= 0)
    for rooms, mean in enumerate(evidence.numbers("housing.area_mean_m2"), start=1):
        area = city.total_area[known & (city.rooms == rooms)] / 10
        assert area.mean() == pytest.approx(mean, abs=4 * area.std() / len(area) ** 0.5 + 1)


def test_addresses_occur_once(city: City) -> None:
    columns = (city.dwelling_city, city.street, city.house, city.flat)
    assert len(np.unique(np.stack(columns), axis=1).T) == city.dwellings


@pytest.mark.parametrize(
    ("dwellings", "highest"), [(38_650, 150), (618_400, 160), (1_546_000, 350)]
)
def test_house_numbers_can_be_believed_in_a_city_of_any_size(dwellings: int, highest: int) -> None:
    houses, flats = round(dwellings * 0.2 * 0.09), round(dwellings * 0.2 * 0.91)
    count = np.array([flats, houses] * 5 + [0, 0])
    streets, first = _streets(count, 80)
    assert (np.ceil(count[1::2] / streets[1::2]) <= highest).all()
    assert (first + streets)[:-2].max() <= len(words("places")["streets"])
    assert (np.diff(first[:-2]) >= streets[:-3]).all()


def test_streets_are_told_apart_by_their_names() -> None:
    names = words("places")["streets"]
    assert len(set(names)) == len(names)
