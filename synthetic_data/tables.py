"""The city as tables of words: the columns of the published table format, ISO days, None."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from synthetic_data import city as codes
from synthetic_data.city import City
from synthetic_data.draws import Ints
from synthetic_data.words import feminine, organisations, patronymic, words

GIVEN = ("male", "female")
SHORTEST_IIN = 12
DISTRICTS = [None if name == "outside" else name for name in codes.DISTRICTS]


def tables(city: City) -> dict[str, pd.DataFrame]:
    """Return every table of a city by name.

    Args:
        city: any city.

    Returns:
        Data frames of words: ids are row numbers, days ISO text, missing values None,
        areas m2 with one decimal.
    """
    return {name: _frame(make(city)) for name, make in MAKERS.items()}


def _frame(columns: dict[str, Any]) -> pd.DataFrame:
    """Return the columns with the types they have: left to itself pandas turns None into NaN."""
    return pd.DataFrame({n: pd.Series(c, dtype=c.dtype) for n, c in columns.items()})


def days(column: Ints) -> Ints:
    """Return ``yyyymmdd`` numbers as ISO text, None for 0."""
    known, place = np.unique(column, return_inverse=True)
    text = np.empty(len(known), object)
    for number, day in enumerate(known.tolist()):
        iso = f"{day // 10_000:04d}-{day // 100 % 100:02d}-{day % 100:02d}"
        text[number] = iso if day else None
    return text[place]


def ids(column: Ints) -> Ints:
    """Return row numbers as Python numbers, None for -1."""
    values = column.astype(object)
    values[column < 0] = None
    return values


def areas(column: Ints) -> Ints:
    """Return tenths of m2 as m2, None for -1."""
    values = (column / 10).astype(object)
    values[column < 0] = None
    return values


def word(column: Ints, names: Sequence[str | None]) -> Ints:
    """Return the word of each code."""
    return np.array(names, object)[column]


def family_names(city: City) -> Ints:
    """Return everybody's family name in the form of the sex."""
    return _by_people(city, city.family_name, _family)


def given_names(city: City) -> Ints:
    """Return everybody's given name."""
    return _by_people(
        city, city.given_name, lambda people, sex: list(words("names")[people][GIVEN[sex]])
    )


def patronymics(city: City) -> Ints:
    """Return everybody's patronymic."""
    return _by_people(city, city.patronymic, _patronymics)


def _family(people: str, sex: int) -> list[str]:
    names: list[str] = words("names")[people]["family"]
    return [feminine(name) for name in names] if sex else list(names)


def _patronymics(people: str, sex: int) -> list[str]:
    fathers = words("names")[people]["male"]
    return [patronymic(people, father, codes.SEXES[sex]) for father in fathers]


def _by_people(city: City, column: Ints, lists: Callable[[str, int], list[str]]) -> Ints:
    text = np.empty(city.persons, object)
    for number, people in enumerate(codes.PEOPLES):
        for sex in range(len(codes.SEXES)):
            rows = (city.people == number) & (city.sex == sex)
            text[rows] = np.array(lists(people, sex), object)[column[rows]]
    return text


def _persons(city: City) -> dict[str, Any]:
    digits = np.char.zfill(city.iin.astype(str), SHORTEST_IIN)
    return {
        "person_id": np.arange(city.persons),
        "iin": digits.astype(object),
        "sex": word(city.sex, codes.SEXES),
        "born": days(city.born),
        "died": days(city.died),
        "region": word(city.region, codes.REGIONS),
        "district": word(city.district, DISTRICTS),
        "dwelling_id": ids(city.home),
        "family_name": family_names(city),
        "given_name": given_names(city),
        "patronymic": patronymics(city),
    }


def _incapacities(city: City) -> dict[str, Any]:
    return {
        "person_id": city.incapacitated_person,
        "from": days(city.incapacitated_from),
        "until": days(city.incapacitated_until),
    }


def _organisations(city: City) -> dict[str, Any]:
    rows = np.arange(len(city.organisation_name))
    return {"organisation_id": rows, "name": word(city.organisation_name, organisations())}


def _mart_kinship(city: City) -> dict[str, Any]:
    return {
        "person_id": city.mart_person,
        "relative_id": city.mart_relative,
        "relation": word(city.mart_relation, codes.MART_RELATIONS),
        "as_of": days(city.mart_as_of),
    }


def _births(city: City) -> dict[str, Any]:
    return {
        "child_id": np.arange(city.persons),
        "father_id": ids(city.father),
        "mother_id": ids(city.mother),
        "father_recorded": ids(city.father_recorded),
        "mother_recorded": ids(city.mother_recorded),
    }


def _marriages(city: City) -> dict[str, Any]:
    return {
        "spouse_a_id": city.spouse_a,
        "spouse_b_id": city.spouse_b,
        "from": days(city.married_from),
        "until": days(city.married_until),
        "recorded": city.marriage_recorded,
    }


def _adoptions(city: City) -> dict[str, Any]:
    return {
        "child_id": city.adopted_child,
        "father_id": ids(city.adoptive_father),
        "mother_id": ids(city.adoptive_mother),
        "date": days(city.adopted_on),
    }


def _dwellings(city: City) -> dict[str, Any]:
    house, flat = (getattr(city, name).astype(str).astype(object) for name in ("house", "flat"))
    flat[city.flat == 0] = None
    return {
        "dwelling_id": np.arange(city.dwellings),
        "city": word(city.dwelling_city, codes.CITIES),
        "district": word(city.dwelling_district, DISTRICTS),
        "street": word(city.street, words("places")["streets"]),
        "house": house,
        "flat": flat,
        "rooms": city.rooms,
        "total_area_m2": areas(city.total_area),
        "useful_area_m2": areas(city.useful_area),
        "kind": word(city.kind, codes.DWELLING_KINDS),
    }


def _ownerships(city: City) -> dict[str, Any]:
    return {
        "dwelling_id": city.owned_dwelling,
        "owner_id": city.owner,
        "owner_kind": word(city.owner_is_organisation.astype(int), ("person", "organisation")),
    }


def _registrations(city: City) -> dict[str, Any]:
    return {
        "person_id": city.registered_person,
        "dwelling_id": city.registered_dwelling,
        "kind": word(city.registration_kind, codes.REGISTRATION_KINDS),
    }


def _enrolments(city: City) -> dict[str, Any]:
    return {
        "person_id": city.student,
        "registry": word(city.education_registry, codes.EDUCATION_REGISTRIES),
        "form": word(city.full_time.astype(int), ("part_time", "full_time")),
        "city": word(city.study_city, codes.CITIES),
        "from": days(city.study_from),
        "until": days(city.study_until),
    }


def _id_cards(city: City) -> dict[str, Any]:
    return {
        "person_id": city.card_holder,
        "issued": days(city.issued),
        "expires": days(city.expires),
        "data_changed": city.data_changed,
    }


def _guardianships(city: City) -> dict[str, Any]:
    return {"ward_id": city.ward, "representative_id": city.guardian}


MAKERS: dict[str, Callable[[City], dict[str, Any]]] = {
    "persons": _persons,
    "incapacities": _incapacities,
    "organisations": _organisations,
    "mart_kinship": _mart_kinship,
    "births": _births,
    "marriages": _marriages,
    "adoptions": _adoptions,
    "dwellings": _dwellings,
    "ownerships": _ownerships,
    "registrations": _registrations,
    "enrolments": _enrolments,
    "id_cards": _id_cards,
    "guardianships": _guardianships,
}
"""How each table is made, in the order of the published format."""
