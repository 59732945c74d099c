"""Who lives with whom: grown children with parents, kin with kin, sharers of one sex."""

from collections.abc import Callable
from itertools import pairwise
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from synthetic_data import evidence
from synthetic_data.adoptions import Care
from synthetic_data.city import City
from synthetic_data.dwellings import DORMITORY_ROOM
from synthetic_data.families import Parents
from synthetic_data.gathering import COUPLE, LONE, OTHER, STUDENTS, TENANTS, THREE, WITH_CHILDREN
from synthetic_data.generations import not_too_large
from synthetic_data.households import Ties, _guardian
from synthetic_data.leaving import leaving_odds
from synthetic_data.lodging import Lines, lodged, matched, with_kin
from synthetic_data.quality import living, stock

CityOf = Callable[[int, int], City]


@pytest.fixture(scope="module")
def grown(city_of: CityOf) -> City:
    return city_of(50_000, 3)


@pytest.fixture(scope="module")
def types(grown: City) -> np.ndarray:
    return living.household_types(grown)[0]


def age(city: City) -> np.ndarray:
    years: np.ndarray = (city.as_of - city.born) // 10_000
    return years


def spouse_of(city: City) -> np.ndarray:
    now = city.married_until == 0
    spouse = np.full(city.persons, -1)
    spouse[city.spouse_a[now]], spouse[city.spouse_b[now]] = city.spouse_b[now], city.spouse_a[now]
    return spouse


def lives_with(city: City, who: np.ndarray, other: np.ndarray) -> np.ndarray:
    known = (other >= 0) & (other < city.population)
    together: np.ndarray = known & (city.home[who] == city.home[np.where(known, other, 0)])
    return together


# Grown children.


def test_the_younger_live_with_their_parents_more_often(grown: City) -> None:
    stays = living.stays_with_parents(grown)
    shares = stays.got[::2] / (stays.got[::2] + stays.got[1::2])
    assert all(young > old + 0.02 for young, old in pairwise(shares))
    assert shares[0] > 0.75


def test_as_many_of_an_age_stay_as_the_evidence_says_but_for_lack_of_room(grown: City) -> None:
    assert living.stays_with_parents(grown).tvd < 0.12


def test_of_two_children_the_younger_stays_more_often(grown: City) -> None:
    _, mother = living.parents(grown)
    n, years = grown.population, age(grown)
    who = np.flatnonzero((years[:n] >= 18) & (spouse_of(grown)[:n] < 0))
    who = who[(mother[who] >= 0) & (mother[who] < n)]
    who = who[np.lexsort((grown.born[who], mother[who]))]
    elder, younger = who[:-1], who[1:]
    apart = (mother[elder] == mother[younger]) & (years[elder] >= years[younger] + 3)
    elder, younger = elder[apart], younger[apart]
    first, second = (lives_with(grown, each, mother[each]) for each in (elder, younger))
    assert (second & ~first).sum() > 1.5 * (first & ~second).sum()


def test_hardly_anybody_leaves_on_the_eighteenth_birthday(grown: City) -> None:
    father, mother = living.parents(grown)
    who = np.flatnonzero(age(grown)[: grown.population] == 18)
    here = (mother[who] >= 0) & (mother[who] < grown.population)
    who = who[here & (spouse_of(grown)[who] < 0)]
    stays = lives_with(grown, who, mother[who]) | lives_with(grown, who, father[who])
    assert stays.mean() > 0.75


def test_the_odds_of_leaving_rise_with_age_and_who_has_no_parents_has_left() -> None:
    ages, random = np.repeat([18.0, 25.0, 45.0], 20_000), np.random.default_rng(1)
    odds = leaving_odds(ages, np.arange(60_000) % 2 == 0, random).reshape(3, -1)
    assert np.isinf(odds[:, 1::2]).all()
    stays = (odds[:, ::2] < 1).mean(axis=1)
    assert stays == pytest.approx([0.95, 0.88, 0.40], abs=0.015)


@pytest.mark.parametrize(
    ("wanted", "missing", "joined"),
    [
        (10, [0, 0, 0, 0, 0, 9, 9], [4, 5, 6]),  # room for all
        (2, [0, 0, 0, 0, 0, 9, 9], [4]),  # as few as are wanted
        (10, [0, 0, 0, 0, 0, 0, 0], [4]),  # the large have no room
    ],
)
def test_three_generations_are_as_many_as_wanted_and_not_too_large(
    wanted: int, missing: list[int], joined: list[int]
) -> None:
    sizes = np.array([6, 5, 4, 4])
    taken = not_too_large(sizes, wanted, np.array(missing))
    assert sorted(set(sizes[taken].tolist())) == joined


# Kin.


def test_pairs_of_equal_keys_are_found_once_each() -> None:
    wanted, offered = matched(np.array([5, -1, 7, 5, 5]), np.array([7, 5, 5, -1, 9]))
    assert sorted(zip(wanted.tolist(), offered.tolist(), strict=True)) == [(0, 1), (2, 0), (3, 2)]


@pytest.mark.parametrize(
    ("newcomer", "kin"),
    [
        (1, True),  # brother of the head
        (2, True),  # niece
        (3, True),  # grandchild
        (4, True),  # mother of the head
        (5, False),  # a stranger
        (6, False),  # the head's own child would make a family of it
    ],
)
def test_kin_move_in_before_strangers_and_children_do_not(newcomer: int, kin: int) -> None:
    mother = np.array([4, 4, 1, 6, -1, -1, 0, -1])
    nobody = np.full(8, -1)
    lines = Lines((np.arange(8), nobody), mother, nobody)
    places, pool = np.array([0]), np.array([newcomer, 7])
    alone = (
        lodged(lines, places, pool, np.array([True]), np.random.default_rng(seed))
        for seed in range(20)
    )
    found = {int(host[0]) for host in alone}
    assert found == {0} if kin else -1 in found


def test_a_mother_moves_in_only_where_that_changes_no_type() -> None:
    lines = Lines((np.arange(3), np.full(3, -1)), np.array([1, -1, -1]), np.full(3, -1))
    assert with_kin(lines, np.array([1]), np.array([True] * 3)).tolist() == [True, False, False]
    assert not with_kin(lines, np.array([1]), np.array([False] * 3)).any()


def kin_together(city: City, who: np.ndarray) -> np.ndarray:
    """Return who lives with a brother, sister, nephew, niece, aunt or uncle, own or in-law."""
    father, mother = living.parents(city)
    n, spouse = city.population, spouse_of(city)
    homes: dict[int, set[int]] = {}
    for person in range(n):
        homes.setdefault(int(city.home[person]), set()).add(person)

    def lines(person: int) -> set[int]:
        both = {person, int(spouse[person])} - {-1}
        return {int(column[each]) for each in both for column in (mother, father)} - {-1}

    def kin(person: int, other: int) -> bool:
        above, theirs = lines(person), lines(other)
        grand = {p for each in above for p in lines(each)} | above
        return bool(
            above & theirs or grand & theirs or above & {p for t in theirs for p in lines(t)}
        )

    return np.array(
        [any(kin(p, o) for o in homes[int(city.home[p])] if o != p) for p in who.tolist()]
    )


def test_many_who_live_in_others_households_are_kin(grown: City, types: np.ndarray) -> None:
    child, parent, spouse = living._ties(grown)
    n = grown.population
    alone = ~child & ~parent & ~spouse & (age(grown)[:n] >= 18)
    alone[grown.guardian[grown.guardian < n]] = False
    who = np.flatnonzero(alone & (types[grown.home[:n]] == OTHER))
    assert kin_together(grown, who).mean() > 0.4


def test_brothers_and_sisters_without_parents_share_a_dwelling(
    grown: City, types: np.ndarray
) -> None:
    who = np.flatnonzero(np.isin(types[grown.home[: grown.population]], (STUDENTS, TENANTS)))
    known = who[grown.mother[who] >= 0]
    mothers = np.stack([grown.mother[known], grown.home[known]])
    together = len(known) - len(np.unique(mothers, axis=1).T)
    families = len(known) - len(np.unique(grown.mother[known]))
    assert together > families / 4


def test_orphans_of_one_mother_live_together(grown: City) -> None:
    father, mother = living.parents(grown)
    minor = np.flatnonzero(age(grown)[: grown.population] < 18)
    dead = [(column[minor] < 0) | (grown.died[column[minor]] > 0) for column in (father, mother)]
    orphan = minor[dead[0] & dead[1] & (mother[minor] >= 0)]
    pairs = np.unique(np.stack([mother[orphan], grown.home[orphan]]), axis=1)[0]
    assert len(np.unique(mother[orphan])) < len(orphan)
    assert len(pairs) == len(np.unique(pairs))


def test_most_wards_live_with_the_guardian_on_file(grown: City) -> None:
    n, minor = grown.population, age(grown)[grown.ward] < 18
    ward, guardian = grown.ward[minor], grown.guardian[minor]
    apart = [(column[ward] < 0) | (column[ward] >= n) for column in living.parents(grown)]
    alone = apart[0] & apart[1] & (ward < n) & (guardian < n)
    assert alone.sum() > 50
    assert lives_with(grown, ward[alone], guardian[alone]).mean() > 0.8


@pytest.mark.parametrize(
    ("guardian_of", "expected"),
    [
        ([], [5, 5]),  # both with the mother's mother
        ([(1, 6)], [6, 6]),  # both with the guardian of one of them
        ([(1, 7)], [5, 5]),  # a guardian who lives elsewhere takes nobody in
    ],
)
def test_children_without_parents_go_to_a_guardian_or_a_grandmother(
    guardian_of: list[tuple[int, int]], expected: list[int]
) -> None:
    mother = np.array([7, 7, -1, -1, -1, -1, -1, 5])
    roll = SimpleNamespace(
        rows=8,
        residents=7,
        resident=np.arange(8) < 7,
        sex=np.ones(8, np.int8),
        within=lambda _: np.arange(8) == 2,
    )
    ward, guardian = np.array(guardian_of, int).reshape(-1, 2).T
    nobody = np.zeros(0, int)
    care = Care(nobody, nobody, nobody, ward, guardian)
    now = Parents(np.full(8, -1), mother)
    ties = Ties(now, np.full(8, -1), care, cast("Any", None))
    random = np.random.default_rng(1)
    found = _guardian(cast("Any", roll), ties, np.array([0, 1]), random)
    assert found.tolist() == expected


@pytest.mark.parametrize(("population", "seed"), [(200, 1), (2_000, 2), (20_000, 1), (50_000, 3)])
def test_nobody_under_age_lives_without_a_grown_up_and_couples_live_together(
    city_of: CityOf, population: int, seed: int
) -> None:
    city = city_of(population, seed)
    home, grown_up = city.home[:population], age(city)[:population] >= 18
    adults = np.bincount(home[grown_up], minlength=city.dwellings)
    assert adults[home[~grown_up]].all()
    now = (city.married_until == 0) & (city.spouse_a < population) & (city.spouse_b < population)
    assert (home[city.spouse_a[now]] == home[city.spouse_b[now]]).all()


def test_families_live_with_his_parents_more_often_than_with_hers(
    grown: City, types: np.ndarray
) -> None:
    n = grown.population
    now = (grown.married_until == 0) & (grown.spouse_a < n) & (grown.spouse_b < n)
    husband, wife = grown.spouse_a[now], grown.spouse_b[now]
    three = types[grown.home[husband]] == THREE
    with_his, with_hers = (
        (lives_with(grown, who[three], grown.mother[who[three]])).sum() for who in (husband, wife)
    )
    assert with_his > 1.5 * with_hers


def test_who_raises_children_alone_lives_with_the_own_parents_more_often(grown: City) -> None:
    n, spouse = grown.population, spouse_of(grown)
    minor = np.flatnonzero(age(grown)[:n] < 18)
    mother = grown.mother[minor]
    mother = np.unique(mother[lives_with(grown, minor, mother)])
    above = grown.mother[mother]
    with_parent = lives_with(grown, mother, above)[(above >= 0) & (above < n)]
    single = (spouse[mother] < 0)[(above >= 0) & (above < n)]
    assert with_parent[single].mean() > 2 * with_parent[~single].mean()


# Sharers.


def women_by_home(city: City) -> tuple[np.ndarray, np.ndarray]:
    home = city.home[: city.population]
    women = np.bincount(home, city.sex[: city.population], city.dwellings)
    return women, np.bincount(home, minlength=city.dwellings)


def test_rooms_of_dormitories_are_of_one_sex(grown: City) -> None:
    women, people = women_by_home(grown)
    room = (grown.kind == DORMITORY_ROOM) & (people > 0)
    assert room.sum() > 50
    assert ((women[room] == 0) | (women[room] == people[room])).all()


def test_few_tenants_share_with_the_other_sex(grown: City, types: np.ndarray) -> None:
    women, people = women_by_home(grown)
    shared = (types == TENANTS) & (people > 1)
    mixed = (women[shared] > 0) & (women[shared] < people[shared])
    drawn = 1 - evidence.number("housing.sharing_one_sex")
    assert drawn * 0.9 < mixed.mean() < drawn + 0.08  # brothers and sisters come on top


def test_most_students_who_share_live_in_dormitories(grown: City, types: np.ndarray) -> None:
    _, people = women_by_home(grown)
    shared = grown.kind[(types == STUDENTS) & (people > 1)]
    share = evidence.number("housing.student_dormitory_share")
    assert (shared == DORMITORY_ROOM).mean() == pytest.approx(share, abs=0.05)


def test_two_to_four_young_people_share(grown: City, types: np.ndarray) -> None:
    _, people = women_by_home(grown)
    shared = np.isin(types, (STUDENTS, TENANTS)) & (people > 1)
    sizes = evidence.numbers("housing.sharing_sizes")
    counts = np.bincount(people[shared], minlength=8)
    assert counts[[int(size) for size in sizes]] / shared.sum() == pytest.approx(1 / 3, abs=0.04)
    oldest = age(grown)[: grown.population][shared[grown.home[: grown.population]]]
    young = evidence.number("housing.shares_until")
    assert (oldest >= young).mean() < 0.02  # two people too few for homes are paired at any age


# Households in their dwellings.


def ranks(column: np.ndarray) -> np.ndarray:
    ordered = np.sort(column)
    return np.searchsorted(ordered, column, "left") + np.searchsorted(ordered, column, "right")


def test_larger_households_live_in_larger_dwellings(grown: City, types: np.ndarray) -> None:
    _, people = women_by_home(grown)
    lived = np.flatnonzero((people > 0) & (grown.kind != DORMITORY_ROOM))
    together = np.corrcoef(ranks(people[lived]), ranks(grown.rooms[lived]))[0, 1]
    assert 0.4 < together < 0.8  # 0.9 if size alone told who lives where
    rooms = [grown.rooms[lived][people[lived] == size].mean() for size in range(1, 7)]
    assert all(more > fewer for fewer, more in pairwise(rooms))


def test_the_single_and_sharers_rent_and_families_own(grown: City, types: np.ndarray) -> None:
    _, people = women_by_home(grown)
    lived = (people > 0) & (grown.kind < DORMITORY_ROOM)
    let = ~stock.held(grown)
    rented = {kind: let[lived & (types == kind)].mean() for kind in range(8)}
    assert rented[TENANTS] > 0.6 > rented[LONE] > 1.5 * rented[WITH_CHILDREN]
    assert rented[LONE] > rented[COUPLE]
