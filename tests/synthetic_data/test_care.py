"""Courts and guardians: who guards whom, and what nobody does while incapacitated."""

from collections.abc import Sequence

import numpy as np
import pytest

from synthetic_data.city import City
from synthetic_data.families import Parents
from synthetic_data.guardians import Ties, able_kin, families

WARD, MOTHER, FATHER, HER_MOTHER, HER_FATHER, HIS_MOTHER, HIS_FATHER = range(7)
AUNT, UNCLE, BROTHER, SPOUSE, CHILD, STRANGER = range(7, 13)


def parents() -> Parents:
    mother, father = np.full((2, 13), -1)
    for child, her, his in (
        (WARD, MOTHER, FATHER),
        (BROTHER, MOTHER, FATHER),
        (MOTHER, HER_MOTHER, HER_FATHER),
        (FATHER, HIS_MOTHER, HIS_FATHER),
        (AUNT, HER_MOTHER, HER_FATHER),
        (UNCLE, HIS_MOTHER, HIS_FATHER),
        (CHILD, WARD, SPOUSE),
    ):
        mother[child], father[child] = her, his
    return Parents(father, mother)


def ties(able: Sequence[int], *, minors: bool = True) -> Ties:
    spouse, mask = np.full(13, -1), np.zeros(13, bool)
    spouse[[WARD, SPOUSE]] = SPOUSE, WARD
    mask[list(able)] = True
    return Ties(parents(), spouse, mask, np.full(13, minors))


NEAREST = [
    SPOUSE,
    MOTHER,
    FATHER,
    CHILD,
    HER_MOTHER,
    HER_FATHER,
    HIS_MOTHER,
    HIS_FATHER,
    BROTHER,
    AUNT,
    UNCLE,
]


@pytest.mark.parametrize("place", range(len(NEAREST)))
def test_the_nearest_able_kin_guards(place: int) -> None:
    able = [*NEAREST[place:], STRANGER]
    assert able_kin(ties(able), np.array([WARD]), np.array([0])).tolist() == [NEAREST[place]]


def test_who_has_no_able_kin_is_left_to_a_stranger() -> None:
    assert able_kin(ties([STRANGER]), np.array([WARD]), np.array([0])).tolist() == [-1]


def test_a_family_has_the_guardian_of_its_first_ward() -> None:
    found = able_kin(ties([AUNT, SPOUSE]), np.array([WARD, BROTHER]), np.array([4, 4]))
    assert found.tolist() == [SPOUSE, SPOUSE]


@pytest.mark.parametrize(("minors", "heads"), [(True, 1), (False, 2)])
def test_minors_of_one_mother_are_one_family_and_the_grown_are_not(
    minors: bool,  # noqa: FBT001 - a column of the table above
    heads: int,
) -> None:
    found = families(ties([], minors=minors), np.array([WARD, BROTHER]))
    assert len(set(found.tolist())) == heads


def test_orphans_of_one_mother_have_one_guardian(city: City) -> None:
    minor = city.as_of - city.born[city.ward] < 180_000
    known = minor & (city.mother[city.ward] >= 0) & ~np.isin(city.ward, city.adopted_child)
    pairs = {
        (int(city.mother[ward]), int(guardian))
        for ward, guardian in zip(city.ward[known], city.guardian[known], strict=True)
    }
    assert len(pairs) > 5
    assert len({mother for mother, _ in pairs}) == len(pairs)


def test_no_minor_elsewhere_is_a_child_of_a_resident(city: City) -> None:
    away = np.arange(city.population, city.persons)
    minor = away[(city.as_of - city.born[away] < 180_000) & (city.died[away] == 0)]
    assert len(minor) > 100
    for parent in (city.mother[minor], city.father[minor]):
        assert not ((parent >= 0) & (parent < city.population)).any()
