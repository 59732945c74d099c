"""Margins and joints of the civil acts: what the register lacks, and why."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from synthetic_data import evidence
from synthetic_data.city import DEFECTS, City
from synthetic_data.draws import Floats, Ints
from synthetic_data.quality.margin import Margin, margin, share

DIGITAL = "registers.digitised_share_by_birth_year"
NONE, PAPER, FOREIGN, NAMELESS, ABROAD, QUEUED = range(len(DEFECTS))


def margins(city: City) -> Iterator[Margin]:
    """Yield the margins of birth and marriage acts.

    Each share is of the acts that nothing earlier in the catalogue of defects took.

    Args:
        city: any city.
    """
    born, married = city.born // 10_000, city.married_from // 10_000
    yield from _digital("births", born, city.birth_defect)
    yield _of_rest("foreign_act_share", city.birth_defect, FOREIGN)
    named = city.mother_recorded >= 0
    wanted = evidence.number("registers.father_missing_share")
    fatherless = city.father_recorded[named] < 0
    source = "registers.father_missing_share"
    yield share("registers/father_missing", source, wanted, fatherless)
    yield _causes("birth_defects", city.birth_defect, _birth_targets(city, born))
    yield from _digital("marriages", married, city.marriage_defect)
    yield _of_rest("marriage_abroad_share", city.marriage_defect, ABROAD)
    recorded = _marriages_recorded(married)
    yield share("registers/marriages_recorded", DIGITAL, recorded, city.marriage_recorded)


def joints(city: City) -> Iterator[Margin]:
    """Yield why birth acts are missing by the year of birth.

    Args:
        city: any city.
    """
    band, names = _bands(city.born // 10_000)
    counts = np.bincount(band * len(DEFECTS) + city.birth_defect, minlength=_cells(names))
    target = _birth_targets(city, city.born // 10_000)
    classes = [f"{name}/{defect}" for name in names for defect in DEFECTS]
    yield margin("registers/defect_by_birth_year", DIGITAL, classes, target.ravel(), counts)


def _cells(names: list[str]) -> int:
    return len(names) * len(DEFECTS)


def _bands(year: Ints) -> tuple[Ints, list[str]]:
    """Return the band of each year and the names of the bands, such as ``1950-1969``."""
    starts = [int(first) for first in evidence.table(DIGITAL)]
    ends = [str(start - 1) for start in starts[1:]]
    names = [f"{first}-{last}" for first, last in zip(starts, [*ends, ""], strict=True)]
    return np.searchsorted(starts, year, side="right") - 1, names


def _digital(acts: str, year: Ints, cause: Ints) -> Iterator[Margin]:
    """Yield for each band of years which acts are held, of those with no other defect."""
    band, names = _bands(year)
    before = evidence.number("registers.paper_only_before")
    for number, (first, wanted) in enumerate(evidence.table(DIGITAL).items()):
        inside = cause[band == number]
        if int(first) < before:
            lacking = inside == PAPER
        else:
            inside = inside[(inside == NONE) | (inside == QUEUED)]
            lacking = inside == QUEUED
        if len(inside):
            yield share(f"registers/digital_{acts}/{names[number]}", DIGITAL, wanted, ~lacking)


def _of_rest(name: str, cause: Ints, code: int) -> Margin:
    """Return the share of a cause among the acts that are not on paper only."""
    wanted = evidence.number(f"registers.{name}")
    rest = cause[cause != PAPER] == code
    return share(f"registers/{name}", f"registers.{name}", wanted, rest)


def _causes(name: str, cause: Ints, target: Floats) -> Margin:
    counts = np.bincount(cause, minlength=len(DEFECTS))
    return margin(f"registers/{name}", DIGITAL, DEFECTS, target.sum(axis=0), counts)


def _lacking() -> tuple[Floats, Floats]:
    """Return the shares on paper only and in the queue, a value a band."""
    table = evidence.table(DIGITAL)
    lacking = 1 - np.array([*table.values()])
    old = np.array([int(first) for first in table]) < evidence.number("registers.paper_only_before")
    return np.where(old, lacking, 0.0), np.where(old, 0.0, lacking)


def _birth_targets(city: City, year: Ints) -> Floats:
    """Return how many acts of each band should lack what (band, defect).

    Foreign acts are spread over the bands as the acts of people born elsewhere are. How many
    acts there are of a year, how many have a mother and no father and who was born elsewhere is
    taken from the city: no figure gives it, and the model keeps no birthplace. So the target
    shows that the catalogue is applied in its order with its probabilities, not that the acts
    are the right ones; those have margins of their own (age, unknown fathers).
    """
    band, names = _bands(year)
    paper, queue = _lacking()
    cells = len(names)
    acts = np.bincount(band, minlength=cells)
    family = np.bincount(band[(city.mother >= 0) | (city.father >= 0)], minlength=cells)
    nameless = np.bincount(band[(city.mother >= 0) & (city.father < 0)], minlength=cells)
    foreign = evidence.number("registers.foreign_act_share")
    fatherless = evidence.number("registers.father_missing_share")
    target = np.zeros((cells, len(DEFECTS)))
    target[:, PAPER] = acts * paper
    rest = acts - target[:, PAPER]
    target[:, FOREIGN] = foreign * rest.sum() * _born_away(city, band, rest)
    left = (rest - target[:, FOREIGN]) / np.maximum(acts, 1)
    unnamed = max(0.0, (left * (family * fatherless - nameless)).sum())
    known = left * (family - nameless)
    target[:, NAMELESS] = known * unnamed / max(known.sum(), 1e-9)
    target[:, QUEUED] = (acts * left - target[:, NAMELESS]) * queue
    target[:, NONE] = acts - target.sum(axis=1)
    return target


def _born_away(city: City, band: Ints, rest: Floats) -> Floats:
    """Return how the foreign acts should be spread over the bands, adding up to 1."""
    parent = np.where(city.mother >= 0, city.mother, city.father)
    native = (parent >= 0) & (parent < city.population)
    native &= city.born >= 10_000 * int(evidence.number("registers.native_from_year"))
    away = np.bincount(band[~native], minlength=len(rest))
    here = np.bincount(band[native], minlength=len(rest))
    ratio = evidence.number("registers.foreign_away_ratio")
    weight = rest * (away + here / ratio) / np.maximum(away + here, 1)
    spread: Floats = weight / max(weight.sum(), 1e-9)
    return spread


def _marriages_recorded(year: Ints) -> float:
    """Return the share of marriages with a digital act: held at home and not in the queue."""
    band, names = _bands(year)
    paper, queue = _lacking()
    acts = np.bincount(band, minlength=len(names)) / max(1, len(year))
    abroad = evidence.number("registers.marriage_abroad_share")
    return float((acts * (1 - paper) * (1 - queue)).sum() * (1 - abroad))
