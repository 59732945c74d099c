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
from synthetic_data.listing.choices import CHOICES, On
from synthetic_data.listing.ordering import Kept, order_of
from synthetic_data.search.dwellings import DwellingSearch
from synthetic_data.search.people import PeopleSearch

ORDER_BYTES = 16 << 20
SELECTION_BYTES = 16 << 20
FEW = 4
"""A selection of less than one row in so many is sorted by itself, without the whole list."""


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


class Listing:
    """The books of one city; safe for several threads.

    Args:
        people: the search of the city's persons, which has them in the order of their names.
        dwellings: gives the search of its dwellings, which has them in the order of addresses.
    """

    def __init__(self, people: PeopleSearch, dwellings: Callable[[], DwellingSearch]) -> None:
        self.city = people.city
        self._people, self._dwellings = people, dwellings
        self._orders, self._selections = Kept(ORDER_BYTES), Kept(SELECTION_BYTES)

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
        if not (query.filters or query.born or found or book.held):
            return self._of_all(query, window)
        key = (query, on.day, found and found.key)
        rows = self._selections.get(key, lambda: self._selected(book, query, on, found))
        return Page(_cut(rows, window, is_reversed=query.is_descending), len(rows))

    def _of_all(self, query: Query, window: slice) -> Page:
        size = BOOKS[query.book].size(self.city)
        if query.sort:
            order = self.order(query.book, query.sort)
            return Page(_cut(order, window, is_reversed=query.is_descending), size)
        first, last, _ = window.indices(size)
        return Page(np.arange(first, last, dtype=np.int32), size)

    def state_of(self, choice: str, row: int, on: On) -> str:
        """Return the word of one row under a filter.

        Args:
            choice: name of the filter.
            row: of its table.
            on: the day.
        """
        key = (choice, on.day)
        states = self._selections.get(
            key, lambda: CHOICES[choice].of(self.city, on).astype(np.int8)
        )
        return CHOICES[choice].words[int(states[row])]

    def order(self, book: str, sort: str) -> Ints:
        """Return the rows of a book in the order of one of its columns, int32."""
        source = BOOKS[book].sorts[sort]
        if source == "person:self":
            return self._people.order
        if source == "dwelling:self":
            return self._dwellings().order
        return self._orders.get(source, lambda: order_of(self._keys(source)))

    def _keys(self, source: str) -> Ints:
        kind, _, column = source.partition(":")
        if not column:
            return self.headcounts if kind == "headcount" else getattr(self.city, kind)
        by_row = {
            "person": lambda: self._people.place,
            "born": lambda: self.city.born,
            "dwelling": self._dwelling_place,
        }[kind]()
        return by_row if column == "self" else by_row[getattr(self.city, column)]

    def _dwelling_place(self) -> Ints:
        order = self._dwellings().order
        place = np.empty_like(order)
        place[order] = np.arange(len(order), dtype=order.dtype)
        return place

    def _selected(self, book: Book, query: Query, on: On, found: Found | None) -> Ints:
        mask = self._fitting(book, query, on)
        if found is not None and not query.sort and _is_of(book):
            rows = found.people if book.people else found.dwellings
            return rows[mask[rows]]
        if found is not None:
            mask = mask & self._sought(book, found)
        rows = np.flatnonzero(mask).astype(np.int32)
        if not query.sort:
            return rows
        if len(rows) * FEW < len(mask):
            keys = self._keys(book.sorts[query.sort])
            return rows[order_of(keys[rows])]
        order = self.order(book.name, query.sort)
        return order[mask[order]]

    def _fitting(self, book: Book, query: Query, on: On) -> Ints:
        """Return which rows the system holds and the filters let through."""
        city = self.city
        held = np.ones(book.size(city), bool) if book.held is None else book.held(city)
        mask = held.astype(bool)
        for name, word in query.filters:
            choice = CHOICES[name]
            mask = mask & (choice.of(city, on) == choice.words.index(word))
        if query.born:
            people = book.persons(city, book.people[0])
            years = city.born // 10_000 == query.born
            mask = mask & (years if people is None else years[people])
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


def _is_of(book: Book) -> bool:
    """Say whether a row of the book is itself the person or the dwelling sought."""
    return (book.dwelling or book.people) == "self" or book.people == ("self",)


def _is_person(city: City, column: str) -> Ints:
    """Return where a column names a person, as not every parent or owner is one."""
    people: Ints = getattr(city, column) >= 0
    return people & ~city.owner_is_organisation.astype(bool) if column == "owner" else people


def _members(rows: Ints, size: int) -> Ints:
    members = np.zeros(size + 1, bool)  # one more, for -1: nobody
    members[rows] = True
    return members


def _cut(rows: Ints, window: slice, *, is_reversed: bool) -> Ints:
    """Return a window of rows, counted from the end where the order is turned round."""
    first, last, _ = window.indices(len(rows))
    if not is_reversed:
        return rows[first:last]
    size = len(rows)
    return rows[size - last : size - first][::-1]
