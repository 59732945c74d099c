"""Into which group each application of a year falls: one column of codes a dimension."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from domain.residence.kinship import categories
from simulation.demand.applications import CATEGORIES, Ints
from synthetic_data.city import DISTRICTS, DWELLING_KINDS, OUTSIDE_DISTRICT

if TYPE_CHECKING:
    from simulation.demand.year import Year
    from simulation.impact.standing import Owners, Register

ROOMS: Final = ("1", "2", "3", "4", "5+")
OWNERS: Final = ("person", "several_persons", "organisation", "mixed", "protected")
"""``protected``: any owner is a minor or incapacitated, whatever the reading of that is."""

AGES: Final = ("16-17", "18-29", "30-44", "45-59", "60+")
_AGES_FROM: Final = (18, 30, 45, 60)
YEAR_STEP: Final = 10_000
"""Between two days ``yyyymmdd`` a year apart."""

ORIGINS: Final = ("arrival", "resident")
NOTHING_STATED: Final = "none"


@dataclass(frozen=True, slots=True, eq=False)
class Grouping:
    """One dimension of a breakdown.

    Attributes:
        codes: of its groups, in their order.
        group: place of each application's group among the codes, one row an application.
    """

    codes: tuple[str, ...]
    group: Ints


def fixed_groupings(year: Year, registers: Register) -> dict[str, Grouping]:
    """Return the dimensions that no reading touches: all but ``category``.

    Args:
        year: the applications.
        registers: the city on the day of filing, on which ages are counted.
    """
    city, where = registers.city, year.asked.dwelling
    rooms = np.clip(city.rooms, 1, len(ROOMS)) - 1
    age = (registers.day - city.born[year.asked.applicant]) // YEAR_STEP
    columns = {
        "district": (DISTRICTS[:OUTSIDE_DISTRICT], city.dwelling_district[where]),
        "rooms": (ROOMS, rooms[where]),
        "dwelling_kind": (DWELLING_KINDS, city.kind[where]),
        "owner_kind": (OWNERS, owner_kinds(registers.owners)[where]),
        "age": (AGES, np.searchsorted(_AGES_FROM, age, side="right")),
        "origin": (ORIGINS, ~year.arrival),
        "relation": (year.relations, year.relation),
    }
    return {
        name: Grouping(codes, group.astype(np.int8)) for name, (codes, group) in columns.items()
    }


def stated_grouping(year: Year, exemptions: str) -> Grouping:
    """Return the dimension ``category``: what each states, or would if the norm were reached.

    Args:
        year: the applications.
        exemptions: the list of categories they choose from.
    """
    stated = year.asked.stated(exemptions).astype(np.int8)
    codes = (*CATEGORIES[: len(categories(exemptions))], NOTHING_STATED)
    return Grouping(codes, np.where(stated < 0, len(codes) - 1, stated).astype(np.int8))


def owner_kinds(owners: Owners) -> Ints:
    """Return the kind of each dwelling's owners, codes of ``OWNERS``.

    Args:
        owners: of every dwelling, as a day sees them.
    """
    before = np.concatenate([[0], np.cumsum(owners.owner < 0)])
    many, organisations = owners.many, np.diff(before[owners.first])
    kinds = [
        owners.counts_protected() > 0,
        (organisations > 0) & (organisations < many),
        organisations > 0,
        many > 1,
    ]
    codes = [
        OWNERS.index(name) for name in ("protected", "mixed", "organisation", "several_persons")
    ]
    return np.select(kinds, codes, OWNERS.index("person")).astype(np.int8)
