"""The days on which the pilot of ID cards is in force, as two levers: the law's unless moved."""

import re
from datetime import date
from typing import Final

from app.planning.cards import measured_from
from app.planning.scenarios import Document, complete, laid_over
from domain.errors import BadInput
from domain.law import law_on

FROM: Final = "pilot_from"
UNTIL: Final = "pilot_until"
ENDS: Final = (FROM, UNTIL)
"""First and last day, both inside."""

ISO_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

NAME: Final = "id_card_pilot"
Days = tuple[date, date]


def lawful(document: Document) -> Days:
    """Return the law's own days; joint order 389/253 of 26 May 2025."""
    return law_on(measured_from(document)).id_card_pilot


def pilot_of(document: Document) -> Days:
    """Return the days of a scenario."""
    moved = document["policy"][NAME]
    if moved is None:
        return lawful(document)
    first, last = map(date.fromisoformat, moved)
    return first, last


def with_end(document: Document, name: str, text: str) -> Document:
    """Return the scenario with one end as it was typed; an empty text is the law's.

    Args:
        document: the scenario.
        name: one of ``ENDS``.
        text: a day such as 2026-06-30.

    Raises:
        BadInput: it is no day that a scenario may name, or the first day comes after the last.
    """
    return _with(document, name, _day(text) if text.strip() else None)


def without_end(document: Document, name: str) -> Document:
    """Return the scenario with the law's day at one end, at both where the other cannot stay."""
    try:
        return _with(document, name, None)
    except BadInput:
        return complete(laid_over(document, {NAME: None}))


def _day(text: str) -> date:
    if not ISO_DAY.fullmatch(text.strip()):
        raise BadInput(NAME, "a day such as 2026-06-30", text[:20])
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise BadInput(NAME, "a day of the calendar", text[:20]) from None


def _with(document: Document, name: str, day: date | None) -> Document:
    ends = dict(zip(ENDS, pilot_of(document), strict=True))
    ends[name] = dict(zip(ENDS, lawful(document), strict=True))[name] if day is None else day
    if ends[FROM] > ends[UNTIL]:
        raise BadInput(NAME, "a first day that is not after the last", f"{ends[FROM]}")
    is_lawful = (ends[FROM], ends[UNTIL]) == lawful(document)
    moved = None if is_lawful else [ends[end].isoformat() for end in ENDS]
    return complete(laid_over(document, {NAME: moved}))
