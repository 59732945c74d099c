"""The state of the Registries page, which is its address and nothing else.

Every parameter is read strictly. What cannot be used is named in a complaint and left out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from app.navigation import CARRIED
from app.search.city import LONGEST_SOUGHT
from app.visit import Visit, without
from synthetic_data.listing.books import BOOKS
from synthetic_data.listing.choices import CHOICES

PATH: Final = "/registries"
PAGE_SIZE: Final = 25
MOST_PAGE: Final = 1_000_000
FIRST_YEAR, LAST_YEAR = 1850, 2100
LONGEST_YEAR: Final = 20
"""Signs of a year, right or wrong, that are kept as they were typed."""

VIEWS: Final = ("quality",)


@dataclass(frozen=True, slots=True)
class State:
    """One screen of the page.

    Attributes:
        book: list that is shown; None: the overview of all systems.
        sought: what is searched for.
        sort: column that the list is sorted by; empty: as the system keeps it.
        is_descending: the sort is turned round.
        filters: pairs of a filter and its word.
        born: year of birth; 0: any.
        page: of the list, from 1.
        person: row of the person whose card is shown.
        dwelling: row of the dwelling whose card is shown.
        part: page of the people in a dwelling's card, from 1.
        view: ``quality`` or None.
    """

    book: str | None = None
    sought: str = ""
    sort: str = ""
    is_descending: bool = False
    filters: tuple[tuple[str, str], ...] = ()
    born: int = 0
    page: int = 1
    person: int | None = None
    dwelling: int | None = None
    part: int = 1
    view: str | None = None


class Unusable(ValueError):
    """A value of the address that cannot be meant."""


Reader = Callable[[str], Any]


def _whole(low: int, high: int) -> Reader:
    def read(text: str) -> int:
        digits = text.isascii() and text.isdigit() and len(text) <= len(str(high))
        if not digits or not low <= int(text) <= high:
            raise Unusable(text)
        return int(text)

    return read


def _one_of(*values: str) -> Reader:
    def read(text: str) -> str:
        if text not in values:
            raise Unusable(text)
        return text

    return read


def _sought(text: str) -> str:
    if len(text) > LONGEST_SOUGHT:
        raise Unusable(text)
    return "".join(c if c.isprintable() else " " for c in text).strip()


def read_state(here: Visit, persons: int, dwellings: int) -> tuple[State, Visit]:
    """Read the state of the page.

    Args:
        here: the visit.
        persons: rows of persons of the city: a person is 0 to here, excluded.
        dwellings: rows of dwellings.

    Returns:
        The state, and the visit without what could not be used, with complaints about it.
    """
    book, here = _read(here, "list", _one_of(*BOOKS))
    readers = {
        "q": _sought,
        "born": _whole(FIRST_YEAR, LAST_YEAR),
        "page": _whole(1, MOST_PAGE),
        "person": _whole(0, max(persons - 1, 0)),
        "dwelling": _whole(0, max(dwellings - 1, 0)),
        "part": _whole(1, MOST_PAGE),
        "view": _one_of(*VIEWS),
        **_of_book(book),
    }
    for name in [name for name in here.query if name not in {*readers, *CARRIED, "list"}]:
        here = without(here, name)
    read = {}
    for name, reader in readers.items():
        read[name], here = _read(here, name, reader)
    return _state(book, {name: value for name, value in read.items() if value is not None}), here


def _read(here: Visit, name: str, reader: Reader) -> tuple[Any, Visit]:
    if name not in here.query:
        return None, here
    try:
        return reader(here.query[name]), here
    except Unusable:
        return None, without(here, name)


def _of_book(book: str | None) -> dict[str, Reader]:
    """Return the readers of what only the list that is shown has."""
    if book is None:
        return {}
    ways = [way for name in BOOKS[book].sorts for way in (name, f"-{name}")]
    filters = {choice.name: _one_of(*choice.words) for choice in BOOKS[book].choices()}
    return {"sort": _one_of(*ways), **filters}


def _state(book: str | None, read: dict[str, Any]) -> State:
    sort = read.get("sort", "")
    return State(
        book=book,
        sought=read.get("q", ""),
        sort=sort.removeprefix("-"),
        is_descending=sort.startswith("-"),
        filters=tuple((name, word) for name, word in read.items() if name in CHOICES),
        born=read.get("born", 0),
        page=read.get("page", 1),
        person=read.get("person"),
        dwelling=read.get("dwelling"),
        part=read.get("part", 1),
        view=read.get("view"),
    )
