"""Cards of one number each: what is counted, the number, what it is held against.

A card has two sizes of type, that of the number and that of all the rest. What misses its target
has a mark beside its colour.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from dash import html
from dash.development.base_component import Component

MISSED: Final = "▲"


class NumberCard(NamedTuple):
    """One card.

    Attributes:
        title: what is counted.
        value: as it is written.
        lines: what stands below, each with its further classes.
        is_bad: whether a target is missed or a limit passed; a line or the value carries the mark.
    """

    title: str
    value: str
    lines: Sequence[tuple[str, str]]
    is_bad: bool = False


def number_cards(cards: Sequence[NumberCard], css: str = "") -> Component:
    """Return the cards side by side.

    Args:
        cards: in their order; lines without words are left out.
        css: further classes, such as how many stand in a row.
    """
    return html.Ul([_drawn(card) for card in cards], className=f"number-cards {css}".strip())


def _drawn(card: NumberCard) -> Component:
    lines = [html.P(text, className=f"small {kind}".strip()) for text, kind in card.lines if text]
    return html.Li(
        [html.H3(card.title), html.P(card.value, className="number-value"), *lines],
        className="card number-card number-bad" if card.is_bad else "card number-card",
    )
