"""Pages of a book: which rows are shown, out of how many."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from synthetic_data.city import City
from synthetic_data.draws import Ints
from synthetic_data.listing.books import BOOKS, Book, headcounts
from synthetic_data.listing.choices import CHOICES, On, registered_district
from synthetic_data.listing.kept import Kept
from synthetic_data.listing.ordering import standing
from synthetic_data.search.dwellings import DwellingSearch
from synthetic_data.search.people import PeopleSearch


class Found(NamedTuple):
    """What a search found.

    Attributes:
        people: rows of persons, the likeliest first.
        dwellings: rows of dwellings, the likeliest first.
        key: of the search, for remembering.
    """

    people: Ints
    dwellings: Ints
    key: str


@dataclass(frozen=True, slots=True)
class Query:
    """What of a book is asked for.

    Attributes:
        book: its name.
        sort: name of a sortable column; empty: as the system keeps it, or as found.
        is_descending: the sort is turned round.
        filters: pairs of the name of a filter and its code.
        born: year of birth; 0: any.
    """

    book: str
    sort: str = ""
    is_descending: bool = False
    filters: tuple[tuple[str, str], ...] = ()
    born: int = 0


class Page(NamedTuple):
    """Rows of a page and how many there are in all."""

    rows: Ints
    total: int


@dataclass(frozen=True, slots=True)
class Searches:
    """The searches of a city; each is made when it is first asked for.

    Attributes:
        people: gives the search of persons, which has them in the order of their names.
        dwellings: gives the search of dwellings, which has them in the order of addresses.
    """

    people: Callable[[], PeopleSearch]
    dwellings: Callable[[], DwellingSearch]


class Listing:
    """The books of one city; safe for several threads.

    Args:
        city: any city.
        searches: of the same city.
        kept: keeps what was selected; it may keep arrays of others too.
    """

    def __init__(self, city: City, searches: Searches, kept: Kept) -> None:
        self.city = city
        self._searches, self._kept = searches, kept

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many records each book holds."""
        return {
            name: book.size(self.city) if book.held is None else int(book.held(self.city).sum())
            for name, book in BOOKS.items()
        }

    @cached_property
    def headcounts(self) -> Ints:
        """How many are registered in each dwelling."""
        return headcounts(self.city)

    def district(self, person: int) -> int:
        """Return the district of a person's registration, a code; outside where there is none."""
        return int(self._districts[person])

    @cached_property
    def _districts(self) -> Ints:
        return registered_district(self.city)

    def page(self, query: Query, on: On, window: slice, found: Found | None = None) -> Page:
        """Return some rows of a book.

        Args:
            query: which of them, in which order.
            on: the day.
            window: from which to which, in that order; the step is not used.
            found: what a search found; None: nothing was sought.

        Returns:
            The rows, fewer at the end, and how many there are without the window.
        """
        book = BOOKS[query.book]
        rows = self._selection(book, query, on, found)
        total = book.size(self.city) if rows is None else len(rows)
        first, last, _ = window.indices(total)
        if query.is_descending:
            first, last = max(total - last, 0), total - first
        key = ("page", query, on.day, found and found.key, first, last)
        if query.sort:
            shown = self._kept.get(key, lambda: self._sorted(book, query.sort, rows, (first, last)))
        elif rows is None:
            shown = np.arange(first, last, dtype=np.int32)
        else:
            shown = rows[first:last]
        return Page(shown[::-1] if query.is_descending else shown, total)

    def state_of(self, choice: str, row: int, on: On) -> str:
        """Return the word of one row under a filter.

        Args:
            choice: name of the filter.
            row: of its table.
            on: the day.
        """
        return CHOICES[choice].words[int(self._states(choice, on)[row])]

    def _states(self, choice: str, on: On) -> Ints:
        """Return the position of every row's word under a filter, int8."""
        key = ("state", choice, on.day)
        return self._kept.get(key, lambda: CHOICES[choice].of(self.city, on).astype(np.int8))

    def _sorted(self, book: Book, sort: str, rows: Ints | None, places: tuple[int, int]) -> Ints:
        """Return the rows at some places of a sort of a selection; None: of the whole book."""
        source, (first, last) = book.sorts[sort], places
        if rows is None and source == "person:self":
            return self._searches.people().order[first:last].copy()
        if rows is None and source == "dwelling:self":
            return self._searches.dwellings().order[first:last].copy()
        keys = self._keys(source)
        return standing(keys, first, last) if rows is None else rows[standing(keys[rows], *places)]

    def _keys(self, source: str) -> Ints:
        kind, _, column = source.partition(":")
        if not column:
            return self.headcounts if kind == "headcount" else getattr(self.city, kind)
        by_row = self._by_row(kind)
        return by_row if column == "self" else by_row[getattr(self.city, column)]

    def _by_row(self, kind: str) -> Ints:
        """Return what every person, or every dwelling, is sorted by."""
        if kind == "dwelling":
            return self._dwelling_place
        return self.city.born if kind == "born" else self._searches.people().place

    @cached_property
    def _dwelling_place(self) -> Ints:
        order = self._searches.dwellings().order
        place = np.empty_like(order)
        place[order] = np.arange(len(order), dtype=order.dtype)
        return place

    def _selection(self, book: Book, query: Query, on: On, found: Found | None) -> Ints | None:
        """Return the rows asked for, as the system keeps them or as found; None: all."""
        if not (query.filters or query.born or found or book.held):
            return None
        narrowed = (query.book, query.filters, query.born, _is_as_found(book, query))
        key = ("rows", narrowed, on.day, found and found.key)
        return self._kept.get(key, lambda: self._selected(book, query, on, found))

    def _selected(self, book: Book, query: Query, on: On, found: Found | None) -> Ints:
        mask = self._fitting(book, query, on)
        if found is not None and _is_as_found(book, query):
            rows = found.people if book.people else found.dwellings
            return rows[mask[rows]]
        if found is not None:
            mask &= self._sought(book, found)
        return np.arange(len(mask), dtype=np.int32)[mask]  # half of what flatnonzero takes

    def _fitting(self, book: Book, query: Query, on: On) -> Ints:
        """Return which rows the system holds and the filters let through."""
        city = self.city
        held = np.ones(book.size(city), bool) if book.held is None else book.held(city)
        mask: Ints = held.astype(bool)
        for name, word in query.filters:
            mask &= self._states(name, on) == CHOICES[name].words.index(word)
        if query.born:
            people = book.persons(city, book.people[0])
            first = query.born * 10_000
            years = (city.born >= first) & (city.born < first + 10_000)
            mask &= years if people is None else years[people]
        return mask

    def _sought(self, book: Book, found: Found) -> Ints:
        """Return which rows name a person or a dwelling that was found."""
        city = self.city
        fits = np.zeros(book.size(city), bool)
        is_found = _members(found.people, city.persons)
        for column in book.people:
            people = book.persons(city, column)
            named = is_found[:-1] if people is None else is_found[people] & _is_person(city, column)
            fits |= named
        if book.dwelling:
            is_there = _members(found.dwellings, city.dwellings)
            own = book.dwelling == "self"
            fits |= is_there[:-1] if own else is_there[getattr(city, book.dwelling)]
        return fits


def _is_as_found(book: Book, query: Query) -> bool:
    """Say whether what is found stays in its order, as a row is itself the one sought."""
    return not query.sort and (book.dwelling == "self" or book.people == ("self",))


def _is_person(city: City, column: str) -> Ints:
    """Return where a column names a person, as not every parent or owner is one."""
    people: Ints = getattr(city, column) >= 0
    return people & ~city.owner_is_organisation.astype(bool) if column == "owner" else people


def _members(rows: Ints, size: int) -> Ints:
    members = np.zeros(size + 1, bool)  # one more, for -1: nobody
    members[rows] = True
    return members
