"""Numbers, births, marriages, adoptions, lines of ancestors."""

from __future__ import annotations

import numpy as np

from domain.iin import SERIALS, SYNTHETIC_DIGIT
from synthetic_data.city import MART_RELATIONS, City
from synthetic_data.day_lookup import for_days
from synthetic_data.draws import Ints, ordered
from synthetic_data.integrity.found import (
    NEVER,
    YEARS_13,
    YEARS_18,
    Check,
    Found,
    or_never,
    repeated,
)
from synthetic_data.kin_depth import in_circles
from synthetic_data.numbers import numbered

NEVER_ISSUED = sorted(map(int, SYNTHETIC_DIGIT.values()))
TERM_DAYS = 270
"""Days between births of one mother at least, unless of twins."""
SPOUSE = MART_RELATIONS.index("spouse")
MALE, FEMALE = 0, 1
UNBORN = 10_000
"""A child may be born within a year of the father's death."""


def _numbers(city: City) -> Found:
    first = city.iin // 10
    stem = first // SERIALS
    return {
        "no identification number occurs twice": repeated(city.iin),
        "every control digit is right": numbered(stem, first % SERIALS) != city.iin,
        "digit 7 is of the block that is never issued": ~np.isin(stem % 10, NEVER_ISSUED),
    }


def _births(city: City) -> Found:
    gaps, sexes, dead = [], [], []
    for column, sex, days in ((city.father, MALE, UNBORN), (city.mother, FEMALE, 0)):
        child = np.flatnonzero(column >= 0)
        parent = column[child]
        gaps.append((city.born[child] - city.born[parent] < YEARS_13).sum())
        sexes.append((city.sex[parent] != sex).sum())
        late = (city.died[parent] > 0) & (city.died[parent] + days < city.born[child])
        dead.append(late.sum())
    return {
        "a parent is at least 13 years older than the child": sum(gaps),
        "a father is a man and a mother a woman": sum(sexes),
        "nobody is born to the dead": sum(dead),
        "siblings by the mother are twins or 270 days apart": _too_near(city),
    }


def _too_near(city: City) -> Ints:
    """Return a mask over births by mother and day: too few days after the one before."""
    child = np.flatnonzero(city.mother >= 0)
    day = for_days(city.born[child], _day_numbers)
    order = ordered(city.mother[child], day)
    mother, day = city.mother[child][order], day[order]
    gap = np.diff(day)
    near: Ints = (np.diff(mother) == 0) & (gap > 0) & (gap < TERM_DAYS)
    return near


def _day_numbers(calendar: Ints) -> Ints:
    """Return the days since 1970 of calendar days ``yyyymmdd``."""
    years, months, days = calendar // 10_000, calendar // 100 % 100, calendar % 100
    first = ((years - 1970) * 12 + months - 1).astype("datetime64[M]").astype("datetime64[D]")
    numbers: Ints = (first.astype(np.int64) + days - 1).astype(np.int32)
    return numbers


def _marriages(city: City) -> Found:
    a, b = city.spouse_a, city.spouse_b
    until = or_never(city.married_until)
    died = np.minimum(or_never(city.died[a]), or_never(city.died[b]))
    return {
        "nobody marries a sibling or a parent": _related(city),
        "nobody has two spouses at a time": _overlapping(city, until),
        "a marriage begins before it ends": city.married_from >= until,
        "a marriage ends with a death": until > died,
        "spouses are of age": city.married_from - np.maximum(city.born[a], city.born[b]) < YEARS_18,
        "a husband is a man and a wife a woman": (city.sex[a] != MALE) | (city.sex[b] != FEMALE),
        **_each_others(city),
    }


def _overlapping(city: City, until: Ints) -> Ints:
    """Return a mask over marriages by person and day: the next begins before this one ends."""
    who = np.concatenate([city.spouse_a, city.spouse_b]).astype(np.int64)
    # one key sorts faster than two: the person, then the first day
    order = np.argsort(who * NEVER + np.tile(city.married_from, 2))
    who, since, end = who[order], np.tile(city.married_from, 2)[order], np.tile(until, 2)[order]
    clash: Ints = (who[1:] == who[:-1]) & (since[1:] < end[:-1])
    return clash


def _related(city: City) -> Ints:
    """Return which spouses share a parent, or are child and parent, by birth or by adoption."""
    a, b = city.spouse_a, city.spouse_b
    related = np.zeros(len(a), bool)
    adoptive = [np.full(city.persons, -1, np.int32) for _ in range(2)]
    for column, parent in zip(adoptive, (city.adoptive_father, city.adoptive_mother), strict=True):
        column[city.adopted_child] = parent
    for column in (city.father, city.mother, *adoptive):
        of_a, of_b = column[a], column[b]
        related |= ((of_a >= 0) & (of_a == of_b)) | (of_a == b) | (of_b == a)
    return related


def _each_others(city: City) -> Found:
    """Marriages are symmetric: whoever is somebody's spouse now has that person as spouse."""
    now = city.married_until == 0
    a, b = city.spouse_a[now], city.spouse_b[now]
    spouse = np.full(city.persons, -1, np.int32)
    spouse[a], spouse[b] = b, a
    pair = city.mart_relation == SPOUSE
    return {
        "of two spouses each is the other's": (spouse[a] != b) | (spouse[b] != a),
        "spouses in the data mart are married now": spouse[city.mart_person[pair]]
        != city.mart_relative[pair],
    }


def _adoptions(city: City) -> Found:
    child = city.adopted_child
    younger = np.zeros(len(child), bool)
    for column in (city.adoptive_father, city.adoptive_mother):
        younger |= (column >= 0) & (city.born[child] - city.born[column] < YEARS_13)
    early = (city.adopted_on <= city.born[child]) | (city.adopted_on > city.as_of)
    return {
        "nobody is adopted twice": repeated(child),
        "an adopter is at least 13 years older than the child": younger,
        "an adoption falls between the birth and the reference day": early,
        "an adoption has an adopter": (city.adoptive_father < 0) & (city.adoptive_mother < 0),
    }


def _lives(city: City) -> Found:
    return {
        "nobody is their own ancestor": in_circles(city),
        "nobody dies before the birth": (city.died > 0) & (city.died < city.born),
        "nobody dies after the reference day": city.died > city.as_of,
        "nobody is born after the reference day": city.born > city.as_of,
    }


CHECKS: tuple[Check, ...] = (_numbers, _births, _marriages, _adoptions, _lives)
