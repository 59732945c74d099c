"""The search of a whole city: from what was typed to rows of the arrays, the likeliest first.

Everything is made on first use, once for all threads; the last results are remembered, so that
paging through a result does not search again.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from threading import Lock
from typing import Final, NamedTuple

import numpy as np

from app.search import spelling
from app.visit import DEFAULT_DAY
from synthetic_data.city import City
from synthetic_data.draws import Ints
from synthetic_data.listing.kept import Kept
from synthetic_data.search.dwellings import AddressFit, DwellingSearch, OwnerFit
from synthetic_data.search.people import NameFit, PeopleSearch, Wanted

SHORTEST: Final = 3
"""Letters or digits in all, below which nothing is sought."""

LONGEST_SOUGHT: Final = 100
LONGEST_WORDS: Final = 4
IIN_OF_OWNER: Final = 6
"""Digits from which a number in the search for a dwelling is an owner's IIN."""

OF_AGE: Final = 18
KEPT_BYTES: Final = 40 << 20
"""What the searches and the lists of a city may remember together."""

NOBODY: Final = np.empty(0, np.int32)


class Anything(NamedTuple):
    """What a search for anything found, of each kind the likeliest first.

    Attributes:
        people: int32 rows of persons.
        dwellings: int32 rows of dwellings.
    """

    people: Ints
    dwellings: Ints


class CitySearch:
    """The search of one city.

    Args:
        open_city: gives the arrays; called once, when they are needed first.

    Attributes:
        kept: the last results; the lists of the city keep theirs there too.
    """

    def __init__(self, open_city: Callable[[], City]) -> None:
        self._open, self._opening, self._making = open_city, Lock(), Lock()
        self.kept = Kept(KEPT_BYTES)

    def open(self) -> None:
        """Open the arrays now.

        Raises:
            BadInput: they cannot be read.
        """
        _ = self.city

    def make(self) -> None:
        """Make all indexes now, so that the first search need not; opens the arrays.

        Raises:
            BadInput: the arrays cannot be read.
        """
        _ = self.people_index  # released before the dwellings: who seeks people need not wait
        _ = self.dwelling_index

    def forget(self) -> None:
        """Forget the last results."""
        self.kept.forget()

    @property
    def city(self) -> City:
        """The arrays of the city; they are there while the indexes are still being made."""
        with self._opening:
            return self._arrays

    @property
    def people_index(self) -> PeopleSearch:
        """The persons by number and name."""
        with self._making:
            return self._people

    @property
    def dwelling_index(self) -> DwellingSearch:
        """The dwellings by address and owner."""
        with self._making:
            return self._dwellings

    @cached_property
    def _arrays(self) -> City:
        return self._open()

    @cached_property
    def _people(self) -> PeopleSearch:
        return PeopleSearch(self.city)

    @cached_property
    def _dwellings(self) -> DwellingSearch:
        return DwellingSearch(self._people)

    def people(self, sought: str, today: date = DEFAULT_DAY, *, with_dead: bool = False) -> Ints:
        """Return who fits by the beginning of their IIN or of each word of their name.

        Those whose family and given name are exactly what was typed come first, then those whose
        names begin so, then those who only have a patronymic that does; adults before minors.

        Args:
            sought: as typed; what is beyond `LONGEST_SOUGHT` signs is not read.
            today: the day on which somebody is an adult.
            with_dead: the dead are sought too; they come after the living who fit as well.

        Returns:
            int32 rows of all persons who fit; read-only.
        """
        sought = sought[:LONGEST_SOUGHT]
        digits, names = spelling.digits_of(sought), spelling.sought_names(sought, LONGEST_WORDS)
        if len(digits) < SHORTEST and sum(map(len, names)) < SHORTEST:
            return NOBODY
        wanted = Wanted(years_before(today, OF_AGE), with_dead)
        index = self.people_index
        if digits:
            return self.kept.get(("iin", digits, wanted), lambda: index.by_iin(digits, wanted))
        found = ("names", names, wanted)
        return self.kept.get(found, lambda: index.by_name(name_fit(names), wanted))

    def dwellings(self, sought: str) -> Ints:
        """Return dwellings by street, house and flat, or by the name or the IIN of an owner.

        Those at the address come before those of an owner, the capital's first.

        Args:
            sought: as typed; what is beyond `LONGEST_SOUGHT` signs is not read.

        Returns:
            int32 rows of all dwellings that fit; read-only.
        """
        sought = sought[:LONGEST_SOUGHT]
        digits, read = spelling.digits_of(sought), spelling.sought_address(sought, LONGEST_WORDS)
        index = self.dwelling_index
        if len(digits) >= IIN_OF_OWNER:
            return index.of_people(self.people_index.numbered(digits))
        if sum(map(len, read.names)) < SHORTEST:
            return NOBODY
        owners = OwnerFit(
            name_fit(read.names), np.array(spelling.owning_organisations().with_all(read.names))
        )
        return self.kept.get(("places", read), lambda: index.found(address_fit(read), owners))

    def anything(self, sought: str, today: date = DEFAULT_DAY) -> Anything:
        """Return the people, dead ones too, and the dwellings that fit what was typed.

        Words with a number are an address: where there is one, nobody is sought by its street.

        Args:
            sought: as typed; what is beyond `LONGEST_SOUGHT` signs is not read.
            today: the day on which somebody is an adult.
        """
        dwellings = self.dwellings(sought)
        read = spelling.sought_address(sought[:LONGEST_SOUGHT], LONGEST_WORDS)
        is_address = bool(read.names and read.numbers and len(dwellings))
        people = NOBODY if is_address else self.people(sought, today, with_dead=True)
        return Anything(people, dwellings)

    def dwellings_of(self, persons: Sequence[int]) -> Ints:
        """Return what some persons own, the capital's first; int32 rows of dwellings."""
        return self.dwelling_index.of_people(np.array(persons, np.int32))


def name_fit(names: Sequence[str]) -> NameFit:
    """Return which words of people's names fit folded words."""
    family, given = spelling.family_names(), spelling.given_names()
    return NameFit(
        *(
            np.array([fits(word) for word in names], bool)
            for fits in (
                family.exactly,
                given.exactly,
                family.beginning,
                given.beginning,
                spelling.patronymics().beginning,
            )
        )
    )


def address_fit(read: spelling.SoughtAddress) -> AddressFit:
    """Return which words of addresses fit a search for a dwelling."""
    streets, cities = (
        np.array([listed.naming(word) for word in read.names], bool)
        for listed in (spelling.streets(), spelling.cities())
    )
    return AddressFit(streets, cities, tuple(map(int, read.numbers)))


def years_before(today: date, years: int) -> int:
    """Return the last day of birth of people of that age, ``yyyymmdd``; of 29 February, the 28th.

    Args:
        today: the day on which they have that age.
        years: the age.
    """
    last = 28 if (today.month, today.day) == (2, 29) else today.day
    return (today.year - years) * 10_000 + today.month * 100 + last
