"""Facts that were never used to make the city, with what the city predicts in their place.

A margin that meets its own target proves little; a fact that was held out can contradict.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from synthetic_data import evidence
from synthetic_data.city import ASTANA, City
from synthetic_data.draws import Ints
from synthetic_data.dwellings import DORMITORY_ROOM
from synthetic_data.marking import marked
from synthetic_data.quality.told import Words, told

LARGE = 5
YEAR = 10_000
NEAR_SHARE = 0.05
"""How far, of the published value, a prediction may lie and still be called near."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """What the city says about a fact beside what was published.

    Args:
        name: of the fact, as in ``evidence/held_out.toml``.
        published: the value of the source, in its unit.
        predicted: the same of the city.
        counted: how many people, dwellings or births the prediction rests on.
    """

    name: str
    published: float
    predicted: float
    counted: int

    @property
    def figure(self) -> evidence.Figure:
        """The published fact with unit, year and source."""
        return evidence.figure(f"held_out.{self.name}")

    @property
    def difference(self) -> float:
        """Predicted less published."""
        return self.predicted - self.published

    @property
    def side(self) -> str:
        """``above``, ``near`` or ``below``: near is within a twentieth of the published value."""
        if abs(self.difference) <= NEAR_SHARE * self.published:
            return "near"
        return "above" if self.difference > 0 else "below"

    @property
    def title(self) -> Words:
        """What is predicted, by language."""
        return told("meanings")[self.name]["title"]

    @property
    def meaning(self) -> Words:
        """What the difference means, by language."""
        return told("meanings")[self.name][self.side]


def predictions(city: City) -> list[Prediction]:
    """Return what the city predicts for every fact that was held out.

    Args:
        city: any city.
    """
    return [
        Prediction(name, evidence.number(f"held_out.{name}"), *predict(city))
        for name, predict in PREDICTED.items()
    ]


def _in_large_households(city: City) -> tuple[float, int]:
    """A household is whoever lives in a dwelling together; a dormitory is none."""
    home = _homes(city)
    sizes = np.bincount(home, minlength=city.dwellings)
    large = int(sizes[sizes >= LARGE].sum())
    return large / max(1, len(home)), len(home)


def _owner_occupied(city: City) -> tuple[float, int]:
    lived_in = marked(_homes(city), city.dwellings)
    person = ~city.owner_is_organisation
    own = city.owned_dwelling[person]
    at_home = marked(own[city.home[city.owner[person]] == own], city.dwellings)
    count = int(lived_in.sum())
    return int((lived_in & at_home).sum()) / max(1, count), count


def _births(city: City) -> tuple[float, int]:
    """Children of the year before the reference day who live in the city."""
    born = city.born[: city.population]
    year = int(((born > city.as_of - YEAR) & (born <= city.as_of)).sum())
    return year / city.population * evidence.number("population.total_2026"), year


def _homes(city: City) -> Ints:
    """Return the dwelling of everybody who lives in the capital outside of dormitories."""
    home = city.home[city.home >= 0]
    private = (city.dwelling_city == ASTANA) & (city.kind != DORMITORY_ROOM)
    kept: Ints = home[private[home]]
    return kept


PREDICTED: Mapping[str, Callable[[City], tuple[float, int]]] = {
    "people_in_households_of_5_or_more": _in_large_households,
    "owner_occupied": _owner_occupied,
    "births_per_year": _births,
}
"""How each fact is read off a city: its value and how many it rests on."""
