"""Applications that meet every rule: of kin, owners and strangers, to dwellings often full."""

import numpy as np

from domain.records import SIDES
from domain.residence.kinship import categories
from simulation.demand.applications import CATEGORIES, CHANNELS, NONE, SERVICES, Applications, Ints
from synthetic_data.city import City

YEARS_18 = 180_000
OF_PILOT = len(categories("pilot_list"))
BELIEVED = (NONE, NONE, NONE, NONE, 0, 1)
"""Reception mostly finds the truth."""


def mixed_applications(city: City, count: int, seed: int = 3) -> Applications:
    """Return applications of kin, owners and strangers of every kind, who state anything.

    Where a list has a category for wards, the owner's ward states that one.
    """
    random = np.random.default_rng(seed)
    rows = ownerships(city, count, random)
    owner, dwelling = city.owner[rows], city.owned_dwelling[rows]
    applicant = applicants(city, owner, dwelling, random)
    pilot = random.integers(NONE, OF_PILOT, count)
    wider = random.integers(NONE, len(CATEGORIES), count)
    wider[applicant == following(wards(city), owner)] = CATEGORIES.index("ward")
    return Applications(
        applicant=applicant,
        dwelling=dwelling,
        service=random.integers(0, len(SERVICES), count),
        channel=random.integers(0, len(CHANNELS), count),
        category=pilot,
        side=random.integers(0, len(SIDES), count),
        wider_category=wider,
        consents=random.random(count) < 0.85,
        signs=random.random(count) < 0.95,
        believed=random.choice(BELIEVED, count),
        papers=random.random(count) < 0.9,
    )


def ownerships(city: City, count: int, random: np.random.Generator) -> Ints:
    """Draw rows of ownership: an eighth of minors, a 24th of guardians, the rest of anybody."""
    of_people = ~city.owner_is_organisation
    minor = city.as_of - city.born[city.owner] < YEARS_18
    guarding = np.isin(city.owner, city.guardian)
    rows: Ints = np.where(
        random.random(count) < 0.9,
        random.choice(np.flatnonzero(of_people), count),
        random.integers(0, len(city.owner), count),
    )
    minors, guardians = count // 8, count // 6 - count // 8
    rows[:minors] = random.choice(np.flatnonzero(of_people & minor), minors)
    rows[minors:][:guardians] = random.choice(np.flatnonzero(of_people & guarding), guardians)
    return rows


def applicants(city: City, owner: Ints, dwelling: Ints, random: np.random.Generator) -> Ints:
    """Draw who asks to live with an owner: himself, his kin, a resident, a student, a stranger."""
    count = len(owner)
    student = city.student[random.integers(0, len(city.student), count)]
    near = np.stack([owner, *relatives(city, owner), residents(city)[dwelling], student])
    chosen = near[random.integers(0, len(near), count), np.arange(count)]
    return np.where(chosen != NONE, chosen, random.integers(0, city.persons, count))


def relatives(city: City, owner: Ints) -> list[Ints]:
    """Return one relative of every degree for each owner, -1 where there is none."""
    mother, father = city.mother[owner], city.father[owner]
    spouse, child, ward = spouses(city), children(city), wards(city)
    return [
        *(mother, father),
        *(following(table, owner) for table in (spouse, child, ward)),
        following(city.mother, following(spouse, owner)),
        *(following(table, mother) for table in (city.mother, child, spouse)),
    ]


def spouses(city: City) -> Ints:
    """Return a husband or wife of everybody, perhaps a former one; -1 where there is none."""
    one, other = city.spouse_a, city.spouse_b
    return one_of_each(city.persons, np.concatenate((one, other)), np.concatenate((other, one)))


def children(city: City) -> Ints:
    """Return a child of everybody, -1 where there is none."""
    by_mother, by_father = np.flatnonzero(city.mother >= 0), np.flatnonzero(city.father >= 0)
    parents = np.concatenate((city.mother[by_mother], city.father[by_father]))
    return one_of_each(city.persons, parents, np.concatenate((by_mother, by_father)))


def wards(city: City) -> Ints:
    """Return a ward of everybody, -1 where there is none."""
    return one_of_each(city.persons, city.guardian, city.ward)


def residents(city: City) -> Ints:
    """Return somebody registered in every dwelling, -1 where it is empty."""
    return one_of_each(city.dwellings, city.registered_dwelling, city.registered_person)


def one_of_each(count: int, of: Ints, which: Ints) -> Ints:
    """Return a table (count,): the last of those that belong to each, -1 where none does."""
    table = np.full(count, NONE)
    table[of] = which
    return table


def following(table: Ints, rows: Ints) -> Ints:
    """Return what a table has at rows, -1 where the row itself is -1."""
    return np.where(rows != NONE, table[rows], NONE)
