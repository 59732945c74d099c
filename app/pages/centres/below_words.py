"""What the cards below the grid have in common: heads, links to files, numbers with a sign."""

from collections.abc import Sequence
from typing import Final

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.i18n import Words
from app.i18n.formats import decimal
from app.pages.centres.chart import FILES, file_address
from app.pages.centres.screens import Screen

MINUS: Final = "\u2212"


def signed(value: float, words: Words, digits: int = 1) -> str:
    """Return a number with its sign; what rounds to nothing has none."""
    text = decimal(abs(value), words.language, digits=digits)
    if not float(f"{abs(value):.{digits}f}"):
        return text
    return f"{MINUS if value < 0 else '+'}{text}"


def links(screen: Screen, names: Sequence[str]) -> Component:
    """Return the links to the files of some tables; more than one are told apart by name."""
    words = screen.words
    found = []
    for name in names:
        told = words(f"centres_below.file.{name}")
        for kind in FILES:
            shown = kind.upper() if len(names) == 1 else f"{told} {kind.upper()}"
            label = f"{told}, {kind.upper()}"
            href = file_address(screen, name, kind)
            found.append(html.A(shown, href=href, download="", **attributes({"aria-label": label})))
    return html.Div(found, className="centres-files")


def card_head(title: str, *beside: Component) -> Component:
    """Return the head of a card: what was found, and what can be done with it."""
    return html.Div([html.H2(title), *beside], className="centres-card-head")


def scrolled(table: Component, name: str) -> Component:
    """Return a table that may be wider than its card; the keyboard reaches it."""
    named = attributes({"aria-label": name})
    return html.Div(table, className="centres-scroll", tabIndex="0", role="region", **named)


def plain_button(act: str, text: str, value: str = "") -> Component:
    """Return a small button that does something on the page."""
    told = attributes({"data-centres": act, "data-value": value})
    return html.Button(text, className="centres-plain", **told)


def folded(name: str, summary: str, heads: Sequence[str], rows: Sequence[list[str]]) -> Component:
    """Return a table that is opened by its summary."""
    head = html.Tr([html.Th(one, scope="col") for one in heads])
    body = [html.Tr([html.Th(row[0], scope="row"), *map(html.Td, row[1:])]) for row in rows]
    table = html.Table([html.Thead(head), html.Tbody(body)], className="centres-table")
    return html.Details(
        [html.Summary(summary), scrolled(table, summary)],
        id=f"centres-plan-{name}",
        className="centres-behind",
    )
