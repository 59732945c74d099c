"""One visit of a page: its address read strictly, and the words to answer in.

Nothing from the browser is trusted: a value is one of those allowed or is left out and named.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from urllib.parse import quote

from app.i18n import DEFAULT_LANGUAGE, LANGUAGES, Words, words
from app.navigation import CARRIED, TOUR
from app.tour.tasks import read_place

DEFAULT_DAY: Final = date(2026, 2, 2)
FIRST_DAY: Final = date(2025, 1, 1)
LAST_DAY: Final = date(2027, 12, 31)
LONGEST_VALUE: Final = 200
"""Longer values are not read at all: none of ours comes near."""

ISO_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
"""Python reads more forms, with weeks or without hyphens; an address is written in this one."""

Query = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Complaint:
    """A value of the address that cannot be used: where, and what came."""

    parameter: str
    got: str


@dataclass(frozen=True)
class Visit:
    """What a page is asked for.

    Attributes:
        path: path of the page.
        query: every parameter of the address with its one value.
        words: the visitor's language.
        day: the "today" of every page; None when the address does not say.
        complaints: what in the address could not be used.
    """

    path: str
    query: Query
    words: Words
    day: date | None = None
    complaints: tuple[Complaint, ...] = ()

    @property
    def language(self) -> str:
        """The language of the answer."""
        return self.words.language

    @property
    def carried(self) -> dict[str, str]:
        """What of the query stays in the address from page to page."""
        return {name: self.query[name] for name in CARRIED if name in self.query}

    def address(self, **changes: str | None) -> str:
        """Return this address with some parameters changed; None takes one away."""
        kept = {k: v for k, v in {**self.query, **changes}.items() if v is not None}
        return address(self.path, kept)


def address(path: str, query: Mapping[str, str]) -> str:
    """Return a path of this server with its query, readable where the rules of addresses allow it.

    A visitor may have typed any path: ``//elsewhere`` would name another server. Without a path
    it is the query alone.
    """
    own = "/" + quote(path.lstrip("/\\"), safe="/%") if path else ""
    pairs = [f"{quote(k, safe='.')}={quote(v, safe=',.:-_~')}" for k, v in query.items()]
    return f"{own}?{'&'.join(pairs)}" if pairs else own


def visit(path: str, raw: Mapping[str, Any], remembered: str | None) -> Visit:
    """Read the address of a visit.

    Args:
        path: path of the page.
        raw: the query as the browser sent it; repeated parameters come as lists.
        remembered: language of an earlier visit, as its cookie says.

    Returns:
        The visit; what could not be used is left out of its query and named in its complaints.
    """
    query, complaints = _single_values(raw)
    language = _language(query.get("lang"), remembered)
    here = Visit(path, query, words(language), None, tuple(complaints))
    if "lang" in query and query["lang"] not in LANGUAGES:
        here = without(here, "lang")
    if TOUR in query and read_place(query[TOUR]) is None:
        here = without(here, TOUR)
    return _with_day(here)


def without(here: Visit, parameter: str) -> Visit:
    """Return the visit without one parameter, complaining about its value."""
    complaint = Complaint(parameter, here.query[parameter])
    kept = {k: v for k, v in here.query.items() if k != parameter}
    return replace(here, query=kept, complaints=(*here.complaints, complaint))


def _single_values(raw: Mapping[str, Any]) -> tuple[dict[str, str], list[Complaint]]:
    query, complaints = {}, []
    for name, value in raw.items():
        if isinstance(value, str) and len(value) <= LONGEST_VALUE:
            query[name] = value
        else:
            complaints.append(Complaint(name[:LONGEST_VALUE], str(value)[:40]))
    return query, complaints


def _language(asked: str | None, remembered: str | None) -> str:
    for language in (asked, remembered):
        if language in LANGUAGES:
            return language
    return DEFAULT_LANGUAGE


def _with_day(here: Visit) -> Visit:
    if "day" not in here.query:
        return here
    day = read_day(here.query["day"])
    return without(here, "day") if day is None else replace(here, day=day)


def read_day(text: str) -> date | None:
    """Return a day ``YYYY-MM-DD`` between `FIRST_DAY` and `LAST_DAY`, both inside, else None."""
    if not ISO_DAY.fullmatch(text):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None
