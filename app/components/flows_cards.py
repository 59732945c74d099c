"""Number cards of the Flows page: a quantity, its interval, and how it differs from the law."""

from collections.abc import Sequence
from typing import NamedTuple

from dash import html
from dash.development.base_component import Component

from app.components.flows_numbers import Compared, Unit, number, signed, spread, with_unit
from app.i18n import Words

ARROWS = {"more": "▲", "less": "▼", "same": "="}


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
    if card.row.yours.value is None:
        missing = html.P(words("flows.card.nothing"), className="quiet small")
        return [html.H3(card.name), html.P("–", className="flows-number"), missing]
    value = number(card.row.yours.value, card.unit, words.language)
    interval = spread(card.row.yours, card.unit, words)
    return [
        html.H3(card.name),
        html.P(with_unit(value, card.unit, words), className="flows-number"),
        html.P(" · ".join(part for part in (interval, card.note) if part), className="quiet small"),
        *([difference_line(card.row, card.unit, words)] if card.has_law else []),
    ]


def difference_line(row: Compared, unit: Unit, words: Words) -> Component:
    """Return how a quantity differs from the law, told by sign, words and colour together."""
    way = row.difference.way
    if way in ("same", "unknown"):
        said = words(f"flows.way.{way}")
        return html.P(f"= {said}", className="flows-way flows-same")
    change = signed(row.difference.value, unit, words.language)
    interval = spread(row.difference, unit, words, is_signed=True)
    text = words("flows.way.changed", arrow=ARROWS[way], change=change)
    return html.P([html.Strong(text), f" {interval}"], className=f"flows-way flows-{way}")
