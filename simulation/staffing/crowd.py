"""What a closed form needs to know of a city: a handful of numbers, read once."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from simulation.demand.mix import assumed
from simulation.impact.standing import owners_on
from synthetic_data.city import ASTANA, DISTRICTS, OUTSIDE_DISTRICT, City
from synthetic_data.days import as_number, day_number

OWNER = "owner_himself"
"""The relation of applicants who own the dwelling."""


@dataclass(frozen=True, slots=True, eq=False)
class Crowd:
    """The people of a city in numbers.

    Attributes:
        population: residents.
        protected_share: dwellings of the capital with a protected owner (RES-02). Of applicants'
            dwellings it is about two thirds of that: most applicants own or rent.
        owner_share: applicants who own a part of the dwelling, from the assumed mix.
        changed_share: cards of which the register shows changed data (IDC-04).
        districts: share of those who live in each district, places of ``city.DISTRICTS``; nobody
            outside of them.
        first_expiry: day number of the first entry of ``expiries``.
        expiries: cards of the living that expire, by day.
    """

    population: int
    protected_share: float
    owner_share: float
    changed_share: float
    districts: NDArray[np.float64]
    first_expiry: int
    expiries: NDArray[np.int64]

    def expiries_a_day(self, first: date, until: date) -> float:
        """Return the mean number of cards that expire a day.

        Args:
            first: first day.
            until: first day that no longer counts.
        """
        start, end = (day_number(as_number(day)) - self.first_expiry for day in (first, until))
        inside = self.expiries[max(0, start) : max(0, end)]
        return float(inside.sum()) / (end - start)


def crowd(city: City, first: date) -> Crowd:
    """Read a city; a tenth of a second for the whole capital.

    Args:
        city: any city.
        first: day on which owners and their ages are looked at.
    """
    protected = owners_on(city, as_number(first)).counts_protected() > 0
    stands = city.dwelling_city == ASTANA
    expires = _day_numbers(city.expires[city.died[city.card_holder] == 0])
    start = int(expires.min(initial=0))
    return Crowd(
        population=city.population,
        protected_share=_share(protected[stands]),
        owner_share=assumed().relations[OWNER],
        changed_share=_share(city.data_changed),
        districts=_districts(city),
        first_expiry=start,
        expiries=np.bincount(expires - start),
    )


def _districts(city: City) -> NDArray[np.float64]:
    """Return the share of the residents of the capital who live in each district."""
    many = np.bincount(city.district[city.died == 0], minlength=len(DISTRICTS)).astype(float)
    many[OUTSIDE_DISTRICT] = 0.0
    return np.asarray(many / max(1.0, many.sum()))


def _share(flags: NDArray[np.bool_]) -> float:
    return float(flags.mean()) if len(flags) else 0.0


def _day_numbers(days: NDArray[np.signedinteger]) -> NDArray[np.int64]:
    """Return days since 1970 of calendar days ``yyyymmdd``."""
    months = (days // 10_000 - 1970) * 12 + days // 100 % 100 - 1
    stamps = months.astype("datetime64[M]").astype("datetime64[D]") + (days % 100 - 1)
    return np.asarray(stamps.astype(np.int64))
