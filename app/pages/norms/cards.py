"""Four numbers before and after: turned away, open dwellings, places left, split households."""

from collections.abc import Callable
from typing import Final, NamedTuple

from app.i18n import Words
from app.i18n.formats import decimal
from app.pages.norms.sentences import Finding, range_words
from simulation.impact.brief import Brief

SPLIT: Final = "split_households"
MINUS: Final = "\u2212"
ARROWS: Final = {"more": "▲", "less": "▼", "same": "=", "law": "", "none": ""}


class Quantity(NamedTuple):
    """What a card counts.

    Attributes:
        name: its words ``norms.card.<name>``.
        number: gives it; None where there is none.
        is_burden: whether more of it is worse, fewer better; otherwise no colour judges.
    """

    name: str
    number: Callable[[Brief], int | None]
    is_burden: bool


QUANTITIES: Final = (
    Quantity("refused", lambda result: result.turned_away, is_burden=True),
    Quantity("open", lambda result: result.stock.open, is_burden=False),
    Quantity("places", lambda result: result.stock.places_left, is_burden=False),
    Quantity("split", lambda result: result.households.split, is_burden=True),
)


class CardWords(NamedTuple):
    """What a card says.

    Attributes:
        name: of the quantity, as in `QUANTITIES`.
        value: after.
        note: what it is a part of, or beside.
        change: difference with its sign and a shape, or that this is the law's own number.
        law: before; empty where nothing was moved.
        way: ``more``, ``less``, ``same``, ``law`` where the levers stand at the law, ``none``.
        tone: ``good``, ``bad``, or ``plain`` where no colour judges.
    """

    name: str
    value: str
    note: str
    change: str
    law: str
    way: str
    tone: str


def cards(found: Finding) -> list[CardWords]:
    """Return what the four cards say."""
    return [_card(found, quantity) for quantity in QUANTITIES]


def _card(found: Finding, quantity: Quantity) -> CardWords:
    words = found.words
    after, before = quantity.number(found.yours), quantity.number(found.law)
    way = _way(found, after, before)
    change = (after or 0) - (before or 0)
    tone = "plain"
    if quantity.is_burden and way in ("more", "less"):
        tone = "bad" if way == "more" else "good"
    return CardWords(
        quantity.name,
        _number(after, words),
        _note(found, quantity.name),
        _change(change, way, words),
        words("norms.card.law", n=_number(before, words)) if way != "law" else "",
        way,
        tone,
    )


def _way(found: Finding, after: int | None, before: int | None) -> str:
    if found.asked.is_lawful:
        return "law"
    if after is None or before is None:
        return "none"
    return "more" if after > before else "less" if after < before else "same"


def _change(change: int, way: str, words: Words) -> str:
    if way in ("law", "none"):
        return words("norms.card.own") if way == "law" else ""
    if way == "same":
        return f"{ARROWS[way]} {words('norms.card.same')}"
    sign = "+" if change > 0 else MINUS
    return f"{ARROWS[way]} {sign}{_number(abs(change), words)}"


def _number(value: int | None, words: Words) -> str:
    return words("norms.card.unknown") if value is None else decimal(value, words.language)


def _note(found: Finding, name: str) -> str:
    words, result = found.words, found.yours
    stock = result.stock
    dwellings = stock.open + stock.at + stock.over + stock.no_area
    if name == "places":
        key = "no_norm" if stock.places_left is None else "in_open"
        return words(f"norms.card.{key}")
    key, count = {
        "refused": ("alone", result.turned_away_static),
        "open": ("of_dwellings", dwellings),
        "split": ("of_households", result.households.total),
    }[name]
    note = words(f"norms.card.{key}", n=_number(count, words))
    return _with_spread(note, found) if name == "split" else note


def _with_spread(note: str, found: Finding) -> str:
    """Return a note with the range of split households, once it has been counted."""
    known = found.range(SPLIT)
    if known is None or known.low == known.high or not found.in_pilot:
        return note
    bare = range_words(known, found.words).strip(" ()")
    return found.words("norms.card.spread", note=note, range=bare)
