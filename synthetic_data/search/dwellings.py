"""Which dwellings of a city fit an address or an owner.

Dwellings stand in the order of a list once and for all: the capital's first, then by city,
street, house and flat. A street of a city is a run of that order.
"""

from typing import NamedTuple

import numpy as np

from synthetic_data.city import ASTANA, CITIES
from synthetic_data.draws import Ints
from synthetic_data.search.people import NameFit, PeopleSearch
from synthetic_data.search.ranges import runs, spread
from synthetic_data.words import in_alphabet, words


class AddressFit(NamedTuple):
    """Which words of addresses fit what is sought.

    Attributes:
        streets: bool, (sought, streets of the word list).
        cities: bool, (sought, `CITIES`).
        numbers: of the house, and of the flat; or of the house; or none.
    """

    streets: Ints
    cities: Ints
    numbers: tuple[int, ...] = ()


class OwnerFit(NamedTuple):
    """Which owners fit what is sought.

    Attributes:
        names: of persons.
        organisations: bool, one an organisation of the word list.
    """

    names: NameFit
    organisations: Ints


class DwellingSearch:
    """Dwellings of a city by address and by owner; nothing in it changes.

    Args:
        people: the persons of the same city.

    Attributes:
        city: the city.
        order: rows of all dwellings in the order of a list; int32.
    """

    def __init__(self, people: PeopleSearch) -> None:
        city = self.city = people.city
        self._people = people
        place, street = city_places()[city.dwelling_city], street_places()[city.street]
        order = np.lexsort((city.flat, city.house, street, place)).astype(np.int32)
        self.order = order
        self._starts = runs(place[order], street[order])
        first = order[self._starts[:-1]]
        self._cities, self._streets = city.dwelling_city[first], city.street[first]
        self._house, self._flat = city.house[order], city.flat[order]

    def at(self, fit: AddressFit) -> Ints:
        """Return the dwellings whose address has all words and numbers, in the order of a list.

        Every word is one of the street or of the city.

        Returns:
            int32 rows of dwellings.
        """
        found: Ints = self.order[self._places(fit)]
        return found

    def found(self, fit: AddressFit, owners: OwnerFit) -> Ints:
        """Return the dwellings at an address, then those of owners with these names.

        With a number it is an address alone. A dwelling is named once.

        Returns:
            int32 rows of dwellings.
        """
        places = self._places(fit)
        if fit.numbers:
            at_address: Ints = self.order[places]
            return at_address
        owned = self._owned(self._owners(owners))[self.order]
        owned[places] = False
        rows: Ints = self.order[np.concatenate((places, np.flatnonzero(owned)))]
        return rows

    def of_people(self, persons: Ints) -> Ints:
        """Return what some persons own, in the order of a list.

        Args:
            persons: rows of persons.

        Returns:
            int32 rows of dwellings.
        """
        owns = np.zeros(self.city.persons, bool)
        owns[persons] = True
        owned = self._owned(owns[self._owner_person()] & ~self._is_organisation)
        rows: Ints = self.order[owned[self.order]]
        return rows

    def _places(self, fit: AddressFit) -> Ints:
        streets = (fit.streets[:, self._streets] | fit.cities[:, self._cities]).all(axis=0)
        places = spread(self._starts, np.flatnonzero(streets))
        for column, number in zip((self._house, self._flat), fit.numbers, strict=False):
            fits = (column[places] == number) & (number > 0)
            places = places[fits]
        return places

    def _owners(self, fit: OwnerFit) -> Ints:
        """Return which ownerships are those of owners who fit."""
        person = self._people.named(fit.names)[self._owner_person()] & ~self._is_organisation
        listed = fit.organisations[self.city.organisation_name]
        if not listed.any():
            return person
        owner = np.where(self._is_organisation, self.city.owner, 0)
        fits: Ints = person | (listed[owner] & self._is_organisation)
        return fits

    def _owned(self, ownerships: Ints) -> Ints:
        """Return for every dwelling whether it is in one of some ownerships."""
        owned = np.zeros(self.city.dwellings, bool)
        owned[self.city.owned_dwelling[ownerships]] = True
        return owned

    @property
    def _is_organisation(self) -> Ints:
        return self.city.owner_is_organisation.astype(bool)

    def _owner_person(self) -> Ints:
        """Return the owner of each ownership as a row of persons, any row for an organisation."""
        return np.where(self._is_organisation, 0, self.city.owner)


def city_places() -> Ints:
    """Return the place of each of `CITIES` in a list: the capital, then by their codes."""
    others = sorted(range(len(CITIES)), key=lambda code: (code != ASTANA, CITIES[code]))
    return _places_in(others)


def street_places() -> Ints:
    """Return the place of each street of the word list by the alphabet."""
    names: list[str] = words("places")["streets"]
    return _places_in(sorted(range(len(names)), key=lambda code: in_alphabet(names[code])))


def _places_in(ordered: list[int]) -> Ints:
    places = np.empty(len(ordered), np.int16)
    places[ordered] = np.arange(len(ordered), dtype=np.int16)
    return places
