"""Columns of one length, codes that have words, days of the calendar, pointers that resolve."""

from __future__ import annotations

import numpy as np

from synthetic_data import city as codes
from synthetic_data.city import COLUMNS, City
from synthetic_data.draws import Ints
from synthetic_data.integrity.found import Check, Found
from synthetic_data.marking import marked

GROUPS = {
    "born": "died sex iin region district home family_name given_name patronymic people "
    "father mother father_recorded mother_recorded act_recorded birth_defect",
    "spouse_a": "spouse_b married_from married_until marriage_recorded marriage_defect",
    "adopted_child": "adoptive_father adoptive_mother adopted_on",
    "dwelling_city": "dwelling_district street house flat rooms total_area useful_area kind",
    "owned_dwelling": "owner owner_is_organisation",
    "organisation_name": "",
    "registered_person": "registered_dwelling registration_kind",
    "incapacitated_person": "incapacitated_from incapacitated_until",
    "ward": "guardian",
    "student": "education_registry full_time study_city study_from study_until",
    "card_holder": "issued expires data_changed",
    "mart_person": "mart_relative mart_relation mart_as_of",
}
"""The first column of each table and those that must have as many rows."""

PERSON_OR_NONE = (
    "father",
    "mother",
    "father_recorded",
    "mother_recorded",
    "adoptive_father",
    "adoptive_mother",
)
PERSON = (
    "spouse_a",
    "spouse_b",
    "adopted_child",
    "registered_person",
    "incapacitated_person",
    "ward",
    "guardian",
    "student",
    "card_holder",
    "mart_person",
    "mart_relative",
)
DWELLING = ("owned_dwelling", "registered_dwelling")

CODES = {
    "sex": codes.SEXES,
    "people": codes.PEOPLES,
    "region": codes.REGIONS,
    "district": codes.DISTRICTS,
    "birth_defect": codes.DEFECTS,
    "marriage_defect": codes.DEFECTS,
    "dwelling_city": codes.CITIES,
    "dwelling_district": codes.DISTRICTS,
    "kind": codes.DWELLING_KINDS,
    "registration_kind": codes.REGISTRATION_KINDS,
    "education_registry": codes.EDUCATION_REGISTRIES,
    "study_city": codes.CITIES,
    "mart_relation": codes.MART_RELATIONS,
}
"""Columns of codes and the words they stand for."""

DAYS = (
    "born",
    "married_from",
    "adopted_on",
    "incapacitated_from",
    "study_from",
    "study_until",
    "issued",
    "expires",
    "mart_as_of",
)
DAYS_OR_NONE = ("died", "married_until", "incapacitated_until")


def _shapes(city: City) -> Found:
    lengths = {
        first: {len(getattr(city, name)) for name in (first, *rest.split())}
        for first, rest in GROUPS.items()
    }
    covered = {name for first, rest in GROUPS.items() for name in (first, *rest.split())}
    return {
        "the columns of a table have one length": sum(len(each) > 1 for each in lengths.values()),
        "every column belongs to a table": len(set(COLUMNS) ^ covered),
    }


def _words(city: City) -> Found:
    unknown = (_out(getattr(city, name), 0, len(words)) for name, words in CODES.items())
    odd = sum(_no_day(getattr(city, name)) for name in DAYS)
    odd += sum(_no_day(column[column != 0]) for column in (getattr(city, n) for n in DAYS_OR_NONE))
    return {"every code has a word": sum(unknown), "every day is one of the calendar": odd}


def _references(city: City) -> Found:
    def out(names: tuple[str, ...], low: int, rows: int) -> int:
        return sum(_out(getattr(city, name), low, rows) for name in names)

    limit = np.where(city.owner_is_organisation, len(city.organisation_name), city.persons)
    dwelling = city.owned_dwelling
    real = dwelling[(dwelling >= 0) & (dwelling < city.dwellings)]
    return {
        "every person referred to exists": out(PERSON_OR_NONE, -1, city.persons)
        + out(PERSON, 0, city.persons),
        "every dwelling referred to exists": out(DWELLING, 0, city.dwellings)
        + out(("home",), -1, city.dwellings),
        "every owner exists": (city.owner < 0) | (city.owner >= limit),
        "every dwelling has an owner": ~marked(real, city.dwellings),
    }


def _out(column: Ints, low: int, high: int) -> int:
    """Return how many values lie below ``low`` or at ``high`` and above."""
    if not len(column) or (column.min() >= low and column.max() < high):
        return 0
    return int(((column < low) | (column >= high)).sum())


def _no_day(column: Ints) -> int:
    """Return how many numbers are no ``yyyymmdd``; every month is let have 31 days."""
    month, day = column // 100 % 100, column % 100
    return int(((month < 1) | (month > 12) | (day < 1) | (day > 31) | (column < 0)).sum())  # noqa: PLR2004 - the calendar


CHECKS: tuple[Check, ...] = (_shapes, _words, _references)
