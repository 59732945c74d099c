"""Who owns, and who is on file, with whom: kin, landlords, couples, families elsewhere."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from synthetic_data import crowding, evidence
from synthetic_data.adoptions import Care
from synthetic_data.city import ASTANA, City
from synthetic_data.days import FOREVER
from synthetic_data.draws import Ints
from synthetic_data.dwellings import Dwellings
from synthetic_data.families import Parents
from synthetic_data.households import Ties
from synthetic_data.integrity import violations
from synthetic_data.parties import make_parties
from synthetic_data.people import Roll
from synthetic_data.quality import filing, owners, stock
from synthetic_data.quality.living import parents
from synthetic_data.study import Study

CityOf = Callable[[int, int], City]
SEEDS = (1, 2, 3, 4)
TIES = 4
"""Standard errors within which the cities of two seeds agree."""


def _years(city: City) -> Ints:
    return (city.as_of - city.born) // 10_000


def _place(city: City) -> Ints:
    place = np.full(city.persons, -1, np.int32)
    place[city.registered_person] = city.registered_dwelling
    return place


def _second_owners(city: City) -> tuple[Ints, Ints]:
    first, second, _ = owners._owners(city)
    both = (first >= 0) & (second >= 0)
    return first[both], second[both]


def _is_mother(city: City) -> Ints:
    first, second = _second_owners(city)
    same: Ints = city.mother[first] == second
    return same


def _is_father(city: City) -> Ints:
    first, second = _second_owners(city)
    same: Ints = city.father[first] == second
    return same


def _is_child(city: City) -> Ints:
    first, second = _second_owners(city)
    same: Ints = (city.mother[second] == first) | (city.father[second] == first)
    return same


def _of_parents_the_father(city: City) -> Ints:
    first = owners._owners(city)[0]
    owner = first[city.home[: city.population]]
    father, mother = (column[: city.population] for column in parents(city))
    apart = (owner >= 0) & (city.home[owner] != city.home[: city.population])
    of_father, of_mother = (apart & (owner == column) for column in (father, mother))
    father_owns: Ints = of_father[of_father | of_mother]
    return father_owns


@pytest.mark.parametrize("tie", [_is_mother, _is_father, _is_child, _of_parents_the_father])
def test_seeds_are_one_world(city_of: CityOf, tie: Callable[[City], Ints]) -> None:
    found = [tie(city_of(20_000, seed)) for seed in SEEDS]
    share = np.concatenate(found).mean()
    for each in found:
        error = (share * (1 - share) / len(each)) ** 0.5
        assert abs(each.mean() - share) < TIES * error * 2**0.5  # siblings share an owner


def test_an_owner_among_the_parents_is_now_the_father_now_the_mother(city: City) -> None:
    assert 0.35 < _of_parents_the_father(city).mean() < 0.65


def test_a_co_owner_is_a_mother_a_father_or_a_child_by_turns(city: City) -> None:
    for tie in (_is_mother, _is_father, _is_child):
        assert 0.04 < tie(city).mean() < 0.4


def test_owners_and_parents_lend_their_dwelling_to_those_on_file_elsewhere(city: City) -> None:
    who, place = filing.elsewhere(city)
    few = filing.heads(city)[place] < crowding.CROWD
    who, place = who[few], place[few]
    owner = owners._owners(city)
    father, mother = parents(city)
    own = np.any([column[place] == who for column in owner], axis=0)
    of_parent = np.any(
        [column[place] == kin[who] for column in owner for kin in (father, mother)], 0
    )
    assert own.mean() > 0.05
    assert of_parent.mean() > 0.1


def test_minors_are_on_file_with_a_parent_with_whom_they_live(city: City) -> None:
    place, years = _place(city), _years(city)
    minor = np.flatnonzero((years[: city.population] >= 14) & (years[: city.population] < 18))
    father, mother = parents(city)
    with_one = np.zeros(len(minor), bool)
    lives = np.zeros(len(minor), bool)
    for column in (father, mother):
        parent = column[minor]
        near = (parent >= 0) & (city.home[parent] == city.home[minor])
        lives |= near
        with_one |= near & (place[parent] == place[minor])
    assert lives.sum() > 500
    assert (lives & ~with_one).sum() == 0


def test_nobody_under_age_is_on_file_with_a_crowd(city: City) -> None:
    separate = filing.heads(city) >= crowding.CROWD
    crowd = separate[city.registered_dwelling]
    assert crowd.sum() > 100
    assert _years(city)[city.registered_person[crowd]].min() >= 18


def test_few_couples_are_parted_on_file(city: City) -> None:
    spouse, place = owners._spouses(city), _place(city)
    wife = np.flatnonzero((spouse[: city.population] >= 0) & (city.sex[: city.population] == 1))
    husband = spouse[wife]
    apart = place[wife] != place[husband]
    assert 0.01 < apart.mean() < 0.08  # 0.21 if each spouse went alone


def test_dwellings_with_more_on_file_are_ever_fewer_and_none_is_missing(city_of: CityOf) -> None:
    heads = filing.heads(city_of(100_000, 1))
    counts = np.bincount(heads)[5:20]
    thirds = [part.sum() for part in np.array_split(counts, 5)]
    assert thirds == sorted(thirds, reverse=True)
    assert (counts[:10] > 0).all()
    assert thirds[-1] > 0


def test_no_tenant_of_the_state_owns_a_dwelling_of_the_capital(city: City) -> None:
    person = ~city.owner_is_organisation
    here = person & (city.dwelling_city[city.owned_dwelling] == ASTANA)
    owner = city.owner[here]
    home = city.home[owner[owner < city.population]]
    assert (city.kind == 3).sum() > 100
    assert not (city.kind[home] == 3).any()


def test_landlords_are_of_all_ages_of_the_evidence(city: City) -> None:
    first = owners._owners(city)[0]
    landlord = first[(first >= 0) & ~stock.held(city)]
    years = _years(city)[landlord]
    low, high = evidence.numbers("housing.landlord_ages")
    assert low <= years.min() < low + 2
    assert high - 8 < years.max() <= high
    assert 38 < np.median(years) < 50


def test_a_wife_owns_first_in_as_many_homes_as_the_evidence_says(city: City) -> None:
    first = owners._owners(city)[0]
    spouse = owners._spouses(city)
    dwelling = np.flatnonzero((first >= 0) & (first < city.population))
    owner = first[dwelling]
    home = (city.home[owner] == dwelling) & (spouse[owner] >= 0)
    home &= city.home[spouse[owner]] == dwelling
    wives = city.sex[owner[home]] == 1
    assert wives.mean() == pytest.approx(evidence.number("housing.wife_owns_share"), abs=0.06)


def test_tenants_and_students_are_on_file_for_a_time_and_owners_hardly_ever(city: City) -> None:
    place = city.registered_dwelling
    at_home = (city.home[city.registered_person] == place) & (city.registration_kind != 2)
    at_home &= city.registered_person < city.population
    short = city.registration_kind[at_home] == 1
    dwelling = place[at_home]
    held, kind = stock.held(city), city.kind
    shares = [
        short[rows].mean()
        for rows in (
            kind[dwelling] == 2,
            (kind[dwelling] < 2) & ~held[dwelling],
            (kind[dwelling] < 2) & held[dwelling],
        )
    ]
    assert shares[0] > shares[1] > 10 * shares[2]


def test_couples_elsewhere_live_together_and_no_home_is_of_minors_only(city: City) -> None:
    n = city.population
    who = np.arange(n, city.persons)[city.home[n:] >= 0]
    spouse = owners._spouses(city)[who]
    adult = _years(city)[who] >= 18
    home = city.home[who]
    assert (city.home[spouse[adult]] == home[adult]).all()
    assert np.isin(home[~adult], home[adult]).all()
    assert 0 < (~adult).sum() < adult.sum()


def test_a_region_that_is_not_that_of_the_registration_is_found(city: City) -> None:
    place = city.dwelling_city[city.registered_dwelling]
    who = city.registered_person[place == 2][:3]  # in Shymkent
    region = city.region.copy()
    assert (region[who] == 2).all()
    region[who] = 1
    rule = "the register's region is where one is registered"
    assert violations(replace(city, region=region))[rule] == 3


def test_areas_do_not_heap_at_the_least_one(city: City) -> None:
    known = (city.dwelling_city == ASTANA) & (city.total_area >= 0) & (city.kind != 2)
    for rooms, least in enumerate(evidence.numbers("housing.area_least_m2"), start=1):
        area = city.total_area[known & (city.rooms == rooms)]
        assert area.min() >= least * 10
        assert (area == least * 10).mean() < 0.005
    own = city.useful_area > 0
    assert (city.useful_area == city.total_area)[own].mean() < 0.01


def test_a_margin_of_crowds_all_of_twenty_fails(
    monkeypatch: pytest.MonkeyPatch, city: City
) -> None:
    place = city.registered_dwelling.copy()
    heads = filing.heads(city)
    for dwelling in np.flatnonzero(heads > crowding.CROWD):
        rows = np.flatnonzero(place == dwelling)
        place[rows[crowding.CROWD :]] = np.flatnonzero(heads == 0)[0]
    found = {each.name: each for each in filing.margins(replace(city, registered_dwelling=place))}
    assert found["homes/rubber_flat_sizes"].tvd > 0.3


def test_the_reported_one_room_flat_takes_its_crowd() -> None:
    case, area = evidence.numbers("housing.rubber_one_room")
    rows = np.arange(6)
    flats = np.full(6, 500)
    flats[4] = round(area * 10)
    dwellings = _dwellings(rooms=np.array([2, 1, 2, 1, 1, 1]), total=flats)
    where = crowding._crowded(rows, dwellings, np.array([3450, int(case), 40]))
    assert where.tolist() == [0, 4, 2]


def _dwellings(rooms: Ints, total: Ints) -> Dwellings:
    none = np.zeros(len(rooms), np.int32)
    return Dwellings(none, none, none, none, none, rooms, total, none, none, none)


def test_districts_have_the_names_of_the_evidence(city: City) -> None:
    joint = owners.names_by_district(city)
    assert joint.tvd < 0.03
    russian = dict(zip(joint.classes, joint.got, strict=True))
    share = [
        russian[f"{name}/russian"] / (russian[f"{name}/russian"] + russian[f"{name}/kazakh"])
        for name in ("esil", "baiqonyr")
    ]
    assert share == pytest.approx([0.0615, 0.1598], abs=0.03)


@pytest.mark.parametrize("minor", [False, True])
def test_as_many_couples_as_the_evidence_says_are_one_party(*, minor: bool) -> None:
    roll, ties, home = _couples_with_a_child(2_000, minor=minor)
    party = make_parties(roll, ties, home, np.random.default_rng(1))
    husband, wife, child = np.arange(6_000).reshape(3, 2_000)
    share = evidence.number("housing.couple_together_share")
    assert (party[husband] == party[wife]).mean() == pytest.approx(share, abs=0.03)
    assert (party[child] == (party[wife] if minor else child)).all()


def _couples_with_a_child(couples: int, *, minor: bool) -> tuple[Roll, Ties, Ints]:
    """Return couples in homes of their own, the children after the wives after the husbands."""
    husband, wife, child = np.arange(3 * couples).reshape(3, couples)
    none = np.full(3 * couples, -1)
    today = 20_000
    born = np.full(3 * couples, today - 15_000)
    born[child] = today - (6_000 if minor else 8_000)
    spouse, father, mother = none.copy(), none.copy(), none.copy()
    spouse[husband], spouse[wife] = wife, husband
    father[child], mother[child] = husband, wife
    zeros, nobody = np.zeros(3 * couples, np.int8), np.array([], np.int32)
    roll = Roll(born, np.full(3 * couples, FOREVER), zeros, zeros, 3 * couples, 0, 0, today)
    care = Care(nobody, nobody, nobody, nobody, nobody)
    study = Study(nobody, nobody, nobody, nobody, nobody, nobody)
    ties = Ties(Parents(father, mother), spouse, care, study)
    return roll, ties, np.tile(np.arange(couples), 3)
