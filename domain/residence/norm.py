"""The occupancy norm (RES-06 to RES-08).

Areas and norms are whole tenths of m², shares whole thousandths: binary floats err on exact fits.
Everything is plain operators on integers, so one value and an array of them go the same way.
"""

from typing import Any

from domain.answers import Area
from domain.law import Law
from domain.readings import Readings

WHOLE = 1000
"""Thousandths in a whole: the useful share of a dwelling that needs no conversion."""

EVERY_NORM = 1_000_000_000
"""Tenths of m²: whoever is admitted under such a norm is so under every norm."""

Whole = Any
"""A whole number or an array of them."""


def capacity(
    area_tenths: Whole, norm_tenths: Whole, norm_reading: str, permille: Whole = WHOLE
) -> Whole:
    """Return how many people may be registered: the norm is reached when as many are.

    Args:
        area_tenths: area in tenths of m².
        norm_tenths: norm in tenths of m² per person, above zero.
        norm_reading: ``whole_places`` rounds A/q down, ``density`` up.
        permille: useful thousandths of the area; the product is exact, never rounded.
    """
    area, place = area_tenths * permille, norm_tenths * WHOLE
    return -(-area // place) if norm_reading == "density" else area // place


def norm_reached(registered: Whole, places: Whole) -> Whole:
    """Say whether the norm is reached: registered ≥ capacity (RES-08)."""
    return registered >= places


def counted(permanent: Whole, temporary: Whole, with_parent: Whole, readings: Readings) -> Whole:
    """Return how many of the registered count towards the norm (RES-07).

    Args:
        permanent: registered for residence.
        temporary: registered for a temporary stay.
        with_parent: children under 14, not registered separately.
        readings: ``count_temporary`` and ``count_under_14`` decide.
    """
    temporary = temporary if readings.count_temporary else 0
    return permanent + temporary + (with_parent if readings.count_under_14 else 0)


def area_compared(area: Area, law: Law, readings: Readings) -> tuple[int, int] | None:
    """Return the area that the norm is compared with, as tenths of m² and thousandths of them.

    None where the cadastre has no area that serves: a useful area alone serves only the reading
    ``useful``; a total area serves it through the ratio of the law values.
    """
    total, useful = area["total_area_tenths"], area["useful_area_tenths"]
    if readings.area == "total":
        return None if total is None else (total, WHOLE)
    if useful is not None:
        return useful, WHOLE
    return None if total is None else (total, law.useful_permille)


def largest_admitting_norm(
    area_tenths: Whole, registered: Whole, norm_reading: str, permille: Whole = WHOLE
) -> Whole:
    """Return the largest norm, in tenths of m², under which one more is admitted.

    Zero where no norm of a tenth or more admits; `EVERY_NORM` where every one does (an empty
    dwelling under ``density``).
    """
    area = area_tenths * permille
    if norm_reading != "density":
        norm = area // ((registered + 1) * WHOLE)
        return norm * (norm > 0)
    # n·q < A: the largest whole q is one step below A/n, and where n = 0 there is no largest
    empty = registered == 0
    norm = (area - 1) // ((registered + empty) * WHOLE)
    return norm * (norm > 0) * (registered > 0) + EVERY_NORM * (area > 0) * empty
