"""The city as the page uses it: its arrays, its lists and its search, made once."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np

from app.search.city import NOBODY, CitySearch
from app.services import Services
from synthetic_data.city import City
from synthetic_data.draws import Ints
from synthetic_data.home import StoredCity
from synthetic_data.listing.books import BOOKS
from synthetic_data.listing.pages import Found, Listing, Searches

OF_DWELLINGS = ("dwellings", "ownerships")
"""Lists in which the name of an owner finds what the owner has."""


@dataclass(frozen=True, eq=False)
class Holdings:
    """What the systems hold.

    Attributes:
        search: of the city.
        listing: pages of its lists.
        stored: the city in the home; None: it is in none.
    """

    search: CitySearch
    listing: Listing
    stored: StoredCity | None = None

    @property
    def city(self) -> City:
        """The arrays."""
        return self.listing.city

    def found(self, book: str, sought: str, today: date) -> Found | None:
        """Return what a search finds for a list; None where nothing was sought.

        A list of people and dwellings takes the people, and the dwellings where nobody is found.

        Args:
            book: name of the list.
            sought: as typed.
            today: the day on which somebody is an adult.
        """
        if not sought:
            return None
        people = dwellings = NOBODY
        if BOOKS[book].people:
            people = self.search.people(sought, today, with_dead=True)
        if BOOKS[book].dwelling and (book in OF_DWELLINGS or not len(people)):
            dwellings = self.search.dwellings(sought)
        return Found(people, dwellings, f"{today}:{sought}")

    def rows(self, column: str, *keys: int) -> Ints:
        """Return the rows of a table that name one of some records in a column.

        Args:
            column: of the city.
            keys: rows of persons or dwellings.
        """
        values: Ints = getattr(self.city, column)
        fits = values == keys[0] if len(keys) == 1 else np.isin(values, keys)
        return np.flatnonzero(fits)


def holdings(services: Services) -> Holdings | None:
    """Return the city of a dashboard; None where there is none."""
    return None if services.search is None else _made(services.search, services.stored)


@lru_cache(maxsize=2)
def _made(search: CitySearch, stored: StoredCity | None) -> Holdings:
    indexes = Searches(lambda: search.people_index, lambda: search.dwelling_index)
    return Holdings(search, Listing(search.city, indexes, search.kept), stored)
