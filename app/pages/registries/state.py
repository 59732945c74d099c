"""The state of the Registries page, which is its address and nothing else.

Every parameter is read strictly. What cannot be used is named in a complaint and left out.
"""

from dataclasses import dataclass
from typing import Any, Final

from app.navigation import CARRIED
from app.parameters import Reader, one_of, read, sought, whole
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


def read_state(here: Visit, persons: int, dwellings: int) -> tuple[State, Visit]:
    """Read the state of the page.

    Args:
        here: the visit.
        persons: rows of persons of the city: a person is 0 to here, excluded.
        dwellings: rows of dwellings.

    Returns:
        The state, and the visit without what could not be used, with complaints about it.
    """
    book, here = read(here, "list", one_of(*BOOKS))
    readers = {
        "q": sought(LONGEST_SOUGHT),
        "born": whole(FIRST_YEAR, LAST_YEAR),
        "page": whole(1, MOST_PAGE),
        "person": whole(0, max(persons - 1, 0)),
        "dwelling": whole(0, max(dwellings - 1, 0)),
        "part": whole(1, MOST_PAGE),
        "view": one_of(*VIEWS),
        **_of_book(book),
    }
    for name in [name for name in here.query if name not in {*readers, *CARRIED, "list"}]:
        here = without(here, name)
    values = {}
    for name, reader in readers.items():
        values[name], here = read(here, name, reader)
    return _state(book, {name: value for name, value in values.items() if value is not None}), here


def _of_book(book: str | None) -> dict[str, Reader]:
    """Return the readers of what only the list that is shown has."""
    if book is None:
        return {}
    ways = [way for name in BOOKS[book].sorts for way in (name, f"-{name}")]
    filters = {choice.name: one_of(*choice.words) for choice in BOOKS[book].choices()}
    return {"sort": one_of(*ways), **filters}


def _state(book: str | None, values: dict[str, Any]) -> State:
    sort = values.get("sort", "")
    return State(
        book=book,
        sought=values.get("q", ""),
        sort=sort.removeprefix("-"),
        is_descending=sort.startswith("-"),
        filters=tuple((name, word) for name, word in values.items() if name in CHOICES),
        born=values.get("born", 0),
        page=values.get("page", 1),
        person=values.get("person"),
        dwelling=values.get("dwelling"),
        part=values.get("part", 1),
        view=values.get("view"),
    )
