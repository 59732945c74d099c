"""Published figures that the city leans on, beside its own: levels that no margin asks for.

Some were known when figures of the evidence were assumed, so they prove less than what was held
out; a difference still says where the city is not the one that was counted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from synthetic_data import evidence
from synthetic_data.city import ASTANA, City
from synthetic_data.draws import Ints
from synthetic_data.dwellings import DORMITORY_ROOM
from synthetic_data.quality.stock import area_m2
from synthetic_data.quality.told import Words, told

YEAR = 10_000
WORKING_FROM, WORKING_UNTIL = 16, 63
"""Ages of work, the last excluded: men retire at 63, and women nearly so."""

QUARTERS = 4


@dataclass(frozen=True, slots=True)
class Anchor:
    """A published figure and the city's own value of it.

    Args:
        key: of the figure of the evidence.
        published: the value of the source, of a full year where it speaks of a quarter.
        found: the same of the city, at the size of the real one.
    """

    key: str
    published: float
    found: float

    @property
    def name(self) -> str:
        """The name of the figure in its file."""
        return self.key.partition(".")[2]

    @property
    def figure(self) -> evidence.Figure:
        """The figure with unit, year and source."""
        return evidence.figure(self.key)

    @property
    def difference(self) -> float:
        """Found less published."""
        return self.found - self.published

    @property
    def title(self) -> Words:
        """What is compared, by language."""
        return told("anchors")[self.name]["title"]

    @property
    def meaning(self) -> Words:
        """Why the two may differ, by language."""
        return told("anchors")[self.name]["meaning"]


def anchors(city: City) -> list[Anchor]:
    """Return every anchor beside the city's own value.

    Args:
        city: any city.
    """
    return [
        Anchor(key, factor * evidence.number(key), found(city))
        for key, (factor, found) in COMPARED.items()
    ]


def _scaled(city: City, count: float) -> float:
    """Return a count as it would be in a city of the real number of residents."""
    return count / city.population * evidence.number("population.total_2026")


def _in_the_year_before(city: City, day: Ints) -> Ints:
    mask: Ints = (day > city.as_of - YEAR) & (day <= city.as_of)
    return mask


def _of_residents(city: City) -> Ints:
    mask: Ints = (city.spouse_a < city.population) | (city.spouse_b < city.population)
    return mask


def _marriages(city: City) -> float:
    begun = _in_the_year_before(city, city.married_from) & _of_residents(city)
    return _scaled(city, int(begun.sum()))


def _divorces(city: City) -> float:
    """Return the divorces to a marriage of the year before; who dies is not divorced."""
    ended = _in_the_year_before(city, city.married_until) & _of_residents(city)
    for spouse in (city.spouse_a, city.spouse_b):
        ended &= city.died[spouse] != city.married_until
    begun = _in_the_year_before(city, city.married_from) & _of_residents(city)
    return float(ended.sum() / max(1, begun.sum()))


def _dependents(city: City) -> float:
    age = (city.as_of - city.born[: city.population]) // YEAR
    working = (age >= WORKING_FROM) & (age < WORKING_UNTIL)
    return float(1000 * (~working).sum() / max(1, working.sum()))


def _household(city: City) -> float:
    home = city.home[: city.population]
    home = home[city.kind[home] != DORMITORY_ROOM]
    return len(home) / max(1, len(np.unique(home)))


def _stock(city: City) -> float:
    return _scaled(city, area_m2(city))


def _area_per_person(city: City) -> float:
    here = city.dwelling_city[city.home[: city.population]] == ASTANA
    return area_m2(city) / max(1, int(here.sum()))


def _dormitories(city: City) -> float:
    home = city.home[: city.population]
    return _scaled(city, int((city.kind[home] == DORMITORY_ROOM).sum()))


def _cards(city: City) -> float:
    issued = city.issued[city.card_holder < city.population]
    return _scaled(city, int(_in_the_year_before(city, issued).sum()))


COMPARED: Mapping[str, tuple[float, Callable[[City], float]]] = {
    "anchors.marriages_q1": (QUARTERS, _marriages),
    "anchors.divorces_per_marriage_kz": (1, _divorces),
    "anchors.dependents_per_1000_working": (1, _dependents),
    "anchors.mean_household_kz": (1, _household),
    "anchors.stock_area_m2_2026": (1, _stock),
    "anchors.area_per_person_of_the_statistics_m2": (1, _area_per_person),
    "volumes.dorm_places_2018": (1, _dormitories),
    "volumes.id_cards_astana_per_year": (1, _cards),
}
"""How each is made comparable: what the figure is multiplied by, and how it is read off a city."""
