"""Number cards of the Flows page: a quantity, its interval, and how it differs from the law."""

from collections.abc import Sequence
from typing import NamedTuple

from dash import html
from dash.development.base_component import Component

from app.components.flows_numbers import (
    Compared,
    Unit,
    change_with_unit,
    number,
    spread,
    unit_alone,
    way_of,
    with_unit,
)
from app.i18n import Words

ARROWS = {"more": "▲", "less": "▼", "same": "=", "unclear": "≈", "unknown": "="}


class Card(NamedTuple):
    """What one card says.

    Attributes:
        name: what is measured, in words.
        row: the quantity.
        unit: how it is written.
        note: a line below, or an empty text.
        has_law: whether there is something to compare with.
    """

    name: str
    row: Compared
    unit: Unit
    note: str
    has_law: bool


def cards(shown: Sequence[Card], words: Words) -> Component:
    """Return the cards as a list."""
    return html.Ul(
        [html.Li(_card(card, words), className="card") for card in shown], className="flows-cards"
    )


def _card(card: Card, words: Words) -> list[Component]:
    found = card.row.yours
    if found.value is None:
        return _missing(card, words)
    value: list[Component | str] = [
        number(found.value, card.unit, words.language),
        html.Span(unit_alone(card.unit, words), className="flows-unit"),
    ]
    lines = [line for line in (spread(found, card.unit, words), card.note) if line]
    return [
        html.H3(card.name),
        html.P(value, className="flows-number"),
        *(html.P(line, className="quiet small") for line in lines),
        *([difference_line(card.row, card.unit, words)] if card.has_law else []),
    ]


def _missing(card: Card, words: Words) -> list[Component]:
    law = number(card.row.law.value, card.unit, words.language)
    said = words("flows.way.more", law=with_unit(law, card.unit, words))
    shows_law = card.has_law and card.row.law.value is not None
    return [
        html.H3(card.name),
        html.P("–", className="flows-number"),
        html.P(words("flows.card.nothing"), className="quiet small"),
        *([html.P(html.Span(said, className="flows-law"), className="flows-way")] * shows_law),
    ]


def difference_line(row: Compared, unit: Unit, words: Words) -> Component:
    """Return how a quantity differs from the law, told by sign, words and colour together."""
    way = way_of(row.difference, unit, words.language)
    if way in ("same", "unknown"):
        return html.P(f"{ARROWS[way]} {words(f'flows.way.{way}')}", className="flows-way")
    change = change_with_unit(row.difference.value, unit, words)
    interval = spread(row.difference, unit, words, is_signed=True)
    law = number(row.law.value, unit, words.language)
    clear = "clear" if way != "unclear" else "unclear"
    return html.P(
        [
            html.Span(f"{ARROWS[way]} {change}", className=f"flows-change flows-{clear}"),
            html.Span(interval),
            html.Span(words(f"flows.way.{way}", law=law), className="flows-law"),
        ],
        className="flows-way",
    )
