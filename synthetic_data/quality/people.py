"""Margins and joints of the people: ages, sexes, districts, name styles, marital status, movers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from synthetic_data import evidence
from synthetic_data.city import DISTRICTS, OUTSIDE_DISTRICT, PEOPLES, REGIONS, SEXES, City
from synthetic_data.draws import Floats, Ints, by_age
from synthetic_data.people import MOVERS_UNTIL, mover_rows
from synthetic_data.quality.margin import Margin, margin

COUNTED_FROM = 15
"""Age from which the census counts people by marital status."""

MARRIED_FROM = (18, 20, 22, *range(25, 80, 5))
"""Ages at which the classes of the married begin, in the joint."""

MARRIED, NEVER, WIDOWED, DIVORCED = range(4)


def margins(city: City) -> Iterator[Margin]:
    """Yield the margins; each must be met, TVD below 0.01 in a full city.

    Args:
        city: any city.
    """
    age, sex = _age_bands(city), city.sex[: city.population]
    codes, shares = _ages()
    yield margin("people/age", "population.age_share_5y", codes, shares, _counts(age, len(codes)))
    women = evidence.number("population.female_share")
    yield margin(
        "people/sex", "population.female_share", SEXES, (1 - women, women), _counts(sex, 2)
    )
    cells = [f"{sex}/{code}" for sex in SEXES for code in codes]
    counted = _counts(sex * len(codes) + age, len(cells))
    source = "population.female_share_by_age"
    yield margin("people/sex_by_age", source, cells, _sex_by_age().ravel(), counted)
    yield _districts(city)
    table = evidence.table("population.people_share")
    styles = _counts(city.people[: city.population], len(PEOPLES))
    target = [table[name] for name in PEOPLES]
    yield margin("people/name_style", "population.people_share", PEOPLES, target, styles)
    yield _marital(city)
    yield from _movers(city)


def joints(city: City) -> Iterator[Margin]:
    """Yield the joints that matter.

    Args:
        city: any city.
    """
    codes, _ = _ages()
    table = evidence.table("housing.district_share")
    names = DISTRICTS[:OUTSIDE_DISTRICT]
    share = np.array([table[name] for name in names])
    cells = [f"{d}/{s}/{a}" for d in names for s in SEXES for a in codes]
    district = city.district[: city.population].astype(np.int32)
    cell = (district * len(SEXES) + city.sex[: city.population]) * len(codes) + _age_bands(city)
    counted = _counts(cell[district < len(names)], len(cells))
    target = share[:, None] * _sex_by_age().ravel()
    source = "housing.district_share"
    yield margin("people/district_sex_age", source, cells, target.ravel(), counted)
    yield _married_by_age(city)


def marital_status(city: City) -> Ints:
    """Return the status of every person by what became of the last marriage.

    Args:
        city: any city.

    Returns:
        One code a person: 0 married, 1 never married, 2 widowed, 3 divorced.
    """
    status = np.full(city.persons, NEVER, np.int8)
    over = city.married_until > 0
    for one, other in ((city.spouse_a, city.spouse_b), (city.spouse_b, city.spouse_a)):
        widowed = over & (city.died[other] == city.married_until)
        status[one[over & ~widowed]] = DIVORCED
        status[one[widowed]] = WIDOWED
    for one in (city.spouse_a, city.spouse_b):
        status[one[~over]] = MARRIED
    return status


def years(city: City, persons: Ints) -> Ints:
    """Return the whole years of age of some persons on the reference day.

    Args:
        city: the city.
        persons: rows of the persons.
    """
    age: Ints = (city.as_of - city.born[persons]) // 10_000
    return age


def _counts(codes: Ints, classes: int) -> Ints:
    return np.bincount(codes, minlength=classes)


def _ages() -> tuple[list[str], Floats]:
    """Return code and share of each five-year band."""
    table = evidence.table("population.age_share_5y")
    starts = [int(start) for start in table]
    codes = [f"{start}-{start + 4}" for start in starts[:-1]]
    return [*codes, f"{starts[-1]}+"], np.array(list(table.values()))


def _age_bands(city: City) -> Ints:
    last = len(_ages()[0]) - 1
    band: Ints = np.minimum(years(city, np.arange(city.population)) // 5, last)
    return band


def _sex_by_age() -> Floats:
    """Return the share of each cell of sex and five-year band, a row a sex."""
    starts = [int(start) for start in evidence.table("population.age_share_5y")]
    table = evidence.table("population.female_share_by_age")
    edges = [int(edge) for edge in table]
    women = np.array(list(table.values()))[np.searchsorted(edges, starts, side="right") - 1]
    shares: Floats = np.stack([1 - women, women]) * _ages()[1]
    return shares


def _districts(city: City) -> Margin:
    table = evidence.table("housing.district_share")
    names = DISTRICTS[:OUTSIDE_DISTRICT]
    counted = _counts(city.district[: city.population], len(DISTRICTS))[: len(names)]
    target = [table[name] for name in names]
    return margin("people/district", "housing.district_share", names, target, counted)


def _marital(city: City) -> Margin:
    residents = np.arange(city.population)
    adult = years(city, residents) >= COUNTED_FROM
    counted = _counts(marital_status(city)[: city.population][adult], 4)
    table = evidence.table("population.marital_status")
    codes = ("married", "never", "widowed", "divorced")
    target = [table[code] for code in codes]
    return margin("people/marital_status", "population.marital_status", codes, target, counted)


def _married_by_age(city: City) -> Margin:
    """The married residents by sex and age, beside the curves scaled to as many of each sex."""
    residents = np.arange(city.population)
    age, sex = years(city, residents), city.sex[: city.population]
    married = marital_status(city)[: city.population] == MARRIED
    starts = np.array(MARRIED_FROM)
    cells, target, counted = [], [], []
    codes = [f"{low}-{high - 1}" for low, high in pairwise(MARRIED_FROM)]
    for code, name in enumerate(("married_men_by_age", "married_women_by_age")):
        own = (sex == code) & (age >= starts[0])
        band = np.searchsorted(starts, age[own], side="right") - 1
        chance = by_age(evidence.table(f"population.{name}"), age[own] + 0.5)
        weights = np.bincount(band, chance, minlength=len(starts))
        cells += [f"{SEXES[code]}/{each}" for each in (*codes, f"{starts[-1]}+")]
        target.append(weights / max(weights.sum(), 1e-9))
        counted.append(np.bincount(band, married[own], minlength=len(starts)))
    source = "population.married_women_by_age"
    return margin(
        "people/married_by_age", source, cells, np.concatenate(target), np.concatenate(counted)
    )


def _movers(city: City) -> Iterator[Margin]:
    movers = mover_rows(city.population)
    table = evidence.table("population.movers_age_share")
    edges = [*(int(start) for start in table), int(MOVERS_UNTIL)]
    band = np.searchsorted(edges, years(city, movers), side="right") - 1
    codes = [f"{low}-{high - 1}" for low, high in pairwise(edges)]
    counted = _counts(np.minimum(band, len(codes) - 1), len(codes))
    source = "population.movers_age_share"
    yield margin("people/mover_age", source, codes, list(table.values()), counted)
    origin = evidence.table("volumes.origin_share")
    away = city.region[movers]
    counted = _counts(away, len(REGIONS))[1:]
    target = [origin.get(name, 0.0) for name in REGIONS[1:]]
    yield margin("people/mover_origin", "volumes.origin_share", REGIONS[1:], target, counted)
