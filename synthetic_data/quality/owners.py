"""Who is where, beside the evidence: landlords at home, kin on file, names by district."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from synthetic_data import evidence
from synthetic_data.city import DISTRICTS, PEOPLES, City
from synthetic_data.crowding import CROWD
from synthetic_data.draws import Ints
from synthetic_data.dwellings import DORMITORY_ROOM
from synthetic_data.quality import filing
from synthetic_data.quality.living import parents
from synthetic_data.quality.margin import Margin, margin, share
from synthetic_data.quality.stock import held

NOBODY = -1


def margins(city: City) -> Iterator[Margin]:
    """Yield the margins of landlords, and of those on file with kin.

    Args:
        city: any city.
    """
    owners = _owners(city)
    classes, counts = _landlords(city, owners[0])
    wanted = list(evidence.table("housing.landlord_homes").values())
    yield margin("homes/landlord_home", "housing.landlord_homes", classes, wanted, counts)
    key = "housing.elsewhere_with_kin_share"
    wanted_share = evidence.number(key)
    yield share("homes/elsewhere_with_kin", key, wanted_share, _with_kin(city, owners))


def names_by_district(city: City) -> Margin:
    """Return the styles of the residents' names by district.

    Args:
        city: any city.
    """
    n, styles = city.population, len(PEOPLES)
    cells = city.district[:n].astype(np.int64) * styles + city.people[:n]
    shares, russian = (
        np.array(list(evidence.table(f"housing.{name}").values()))
        for name in ("district_share", "russian_names_by_district")
    )
    target = shares[:, None] * np.stack([1 - russian, russian], axis=1)
    labels = [f"{district}/{people}" for district in DISTRICTS[:-1] for people in PEOPLES]
    counts = np.bincount(cells, minlength=len(labels))
    key = "housing.russian_names_by_district"
    return margin("homes/names_by_district", key, labels, target.ravel(), counts)


def _owners(city: City) -> list[Ints]:
    """Return the first, second and third person who owns each dwelling, -1 for none."""
    rank = np.arange(len(city.owned_dwelling))
    rank -= np.searchsorted(city.owned_dwelling, city.owned_dwelling)
    columns = []
    for place in range(3):
        rows = (rank == place) & ~city.owner_is_organisation
        column = np.full(city.dwellings, NOBODY, np.int32)
        column[city.owned_dwelling[rows]] = city.owner[rows]
        columns.append(column)
    return columns


def _landlords(city: City, first: Ints) -> tuple[tuple[str, ...], Ints]:
    """Return classes, and how many of the dwellings let or empty belong to each.

    State housing is with the rented, which the evidence has no room for.
    """
    at_home = held(city)
    let = first[(first >= 0) & (first < city.population) & ~at_home]
    home = city.home[let]
    own = first[home] == let
    held_by_family = at_home[home] & (city.kind[home] < DORMITORY_ROOM)
    place = np.where(own, 0, np.where(held_by_family, 1, 2))
    return tuple(evidence.table("housing.landlord_homes")), np.bincount(place, minlength=3)


def _with_kin(city: City, owners: list[Ints]) -> Ints:
    """Return for each of those on file elsewhere, crowds out, whether they or kin own there.

    Kin are the spouse, parents, parents of the spouse, and of the parents.
    """
    who, place = filing.elsewhere(city)
    crowd = filing.heads(city)[place] >= CROWD
    who, place = who[~crowd], place[~crowd]
    owned = [column[place] for column in owners]
    father, mother = parents(city)
    spouse = _spouses(city)
    near = [who, _of(spouse, who), _of(father, who), _of(mother, who)]
    far = [_of(column, kin) for kin in near[1:] for column in (father, mother)]
    mask = np.zeros(len(who), bool)
    for kin in (*near, *far):
        for owner in owned:
            mask |= (owner == kin) & (kin >= 0)
    return mask


def _of(column: Ints, who: Ints) -> Ints:
    """Return a relative of each person, -1 where one of the two is missing."""
    return np.where(who >= 0, column[who], NOBODY)


def _spouses(city: City) -> Ints:
    """Return the spouse of each person today, -1 for none."""
    now = city.married_until == 0
    spouse = np.full(city.persons, NOBODY, np.int32)
    spouse[city.spouse_a[now]] = city.spouse_b[now]
    spouse[city.spouse_b[now]] = city.spouse_a[now]
    return spouse
