"""Which persons of a city fit the beginning of a number or of their names.

Persons stand in the order of their names once and for all. People of one name are a run of that
order, and a query looks at names, of which there are far fewer than people.
"""

from typing import NamedTuple

import numpy as np

from domain.iin import LENGTH
from synthetic_data.city import City
from synthetic_data.draws import Ints
from synthetic_data.search.name_words import family_words, given_words, patronymic_words
from synthetic_data.search.ranges import runs, spread

MOST_WORDS = 8
"""Words of a query: each is a bit of one byte."""


class NameFit(NamedTuple):
    """Which words of the city fit the words sought; every array is bool, (sought, words).

    Attributes:
        family_exact: family names that are the word sought.
        given_exact: given names that are the word sought.
        family: family names that begin so.
        given: given names that begin so.
        patronymic: patronymics that begin so.
    """

    family_exact: Ints
    given_exact: Ints
    family: Ints
    given: Ints
    patronymic: Ints


class Wanted(NamedTuple):
    """Which people are wanted, and who comes first.

    Attributes:
        adult_born: the last day of birth of adults, ``yyyymmdd``, inside; they come first.
        with_dead: the dead are wanted too; they come last in each group.
    """

    adult_born: int
    with_dead: bool = False


class PeopleSearch:
    """Persons of a city by number and by name; nothing in it changes.

    Args:
        city: any city.

    Attributes:
        city: the same city.
        order: rows of all persons by family name, given name, patronymic and row; int32.
        place: everybody's place in that order; int32.
    """

    def __init__(self, city: City) -> None:
        self.city = city
        family = family_words().of(city, city.family_name)
        given = given_words().of(city, city.given_name)
        patronymic = patronymic_words().of(city, city.patronymic)
        order = np.lexsort((patronymic, given, family)).astype(np.int32)
        self.order = order
        self.place = np.empty_like(order)
        self.place[order] = np.arange(len(order), dtype=np.int32)
        columns = (family[order], given[order], patronymic[order])
        self._starts = runs(*columns)
        self._family, self._given, self._patronymic = (c[self._starts[:-1]] for c in columns)
        # one column tells the day of birth and, by its sign, who has died
        self._born = np.where(city.died > 0, -city.born, city.born)[order].astype(np.int32)
        self._by_iin = np.argsort(city.iin, kind="stable").astype(np.int32)

    def by_iin(self, digits: str, wanted: Wanted) -> Ints:
        """Return whose number begins so: adults first, then in the order of names.

        Args:
            digits: of the number, from its first on.
            wanted: which of them.

        Returns:
            int32 rows of persons.
        """
        return self._chosen(np.sort(self.place[self.numbered(digits)]), wanted)

    def by_name(self, fit: NameFit, wanted: Wanted) -> Ints:
        """Return whose names have all the words sought, in any order.

        Those for whom every word is their family or given name come first, then those whose
        family and given names begin so, then those with a patronymic among them; each group with
        the adults before the minors, in the order of names.

        Args:
            fit: at most `MOST_WORDS` words; without one nobody is found.
            wanted: which people.

        Returns:
            int32 rows of persons.
        """
        if not len(fit.family):
            return np.empty(0, np.int32)
        exact = self._have(fit.family_exact, fit.given_exact)
        named = self._have(fit.family, fit.given)
        anyhow = self._have(fit.family, fit.given, fit.patronymic)
        grades = (exact, named & ~exact, anyhow & ~named & ~exact)
        places = (spread(self._starts, np.flatnonzero(grade)) for grade in grades)
        return np.concatenate([self._chosen(found, wanted) for found in places])

    def named(self, fit: NameFit) -> Ints:
        """Return for every person whether the names have all the words sought, alive or dead.

        Returns:
            bool, one a person.
        """
        found = np.zeros(self.city.persons, bool)
        if len(fit.family):
            names = self._have(fit.family, fit.given, fit.patronymic)
            found[self.order[spread(self._starts, np.flatnonzero(names))]] = True
        return found

    def numbered(self, digits: str) -> Ints:
        """Return whose number begins so, alive or dead, by number; int32 rows of persons."""
        if not digits.isascii() or not digits.isdigit() or len(digits) > LENGTH:
            return np.empty(0, np.int32)
        step = 10 ** (LENGTH - len(digits))
        ends = np.array([int(digits), int(digits) + 1], np.int64) * step
        low, high = np.searchsorted(self.city.iin, ends, sorter=self._by_iin)
        found: Ints = self._by_iin[low:high]
        return found

    def _have(self, family: Ints, given: Ints, patronymic: Ints | None = None) -> Ints:
        """Return which names have each of the words sought in one of their parts."""
        found = _bits(family)[self._family] | _bits(given)[self._given]
        if patronymic is not None:
            found |= _bits(patronymic)[self._patronymic]
        have: Ints = found == (1 << len(family)) - 1
        return have

    def _chosen(self, places: Ints, wanted: Wanted) -> Ints:
        """Return the persons at places of the order: adults, minors, then the dead if wanted."""
        born = self._born[places]
        groups = [(born > 0) & (born <= wanted.adult_born), born > wanted.adult_born]
        if wanted.with_dead:
            groups.append(born <= 0)
        rows: Ints = self.order[np.concatenate([places[group] for group in groups])]
        return rows


def _bits(fits: Ints) -> Ints:
    """Return for every word of the city which of the words sought it fits, a bit each."""
    weights = np.left_shift(1, np.arange(len(fits)), dtype=np.int64)
    bits: Ints = (weights[:, None] * fits).sum(axis=0).astype(np.uint8)
    return bits
