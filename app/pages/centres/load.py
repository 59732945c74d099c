"""Whose work it is: the minutes of service that the pilots bring, by office.

A run measures them; before one the quick formulas estimate them.
"""

from collections.abc import Mapping
from typing import Final

import numpy as np
from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.components.centres_numbers import NOTHING, PERCENT, percent
from app.exports import Cell, Table
from app.pages.centres.below_words import card_head, links, scrolled
from app.pages.centres.cards import PILOTS
from app.pages.centres.found import ALL, found_in
from app.pages.centres.screens import Screen
from app.pages.centres.sentences import office_name
from simulation.staffing.expected import Expected
from simulation.trace import SERVICES

Shares = Mapping[str, float]
"""Share of the minutes of service by service."""

OTHER: Final = "other"


def shares_of(screen: Screen) -> dict[str, Shares]:
    """Return by office, the city as ``all``, which service takes which share of the minutes."""
    if screen.result is None:
        return {} if screen.quick is None else expected_shares(screen.quick.visitors)
    known = found_in(screen.result["yours"])
    offices = (*(one["id"] for one in screen.document["offices"]), ALL)
    found = {
        office: {name: known("load_share", ALL, office, name).value for name in SERVICES}
        for office in offices
    }
    return {
        office: {name: share or 0.0 for name, share in shares.items()}
        for office, shares in found.items()
        if shares[OTHER] is not None
    }


def expected_shares(visitors: Expected) -> dict[str, Shares]:
    """Return the same as the formulas expect it; offices without visitors are left out."""
    minutes = np.einsum("oswdh,sw->ow", visitors.arrivals, visitors.minutes)
    rows = dict(zip(visitors.offices, minutes, strict=True)) | {ALL: minutes.sum(axis=0)}
    return {
        office: dict(zip(SERVICES, (row / row.sum()).tolist(), strict=True))
        for office, row in rows.items()
        if row.sum() > 0
    }


def pilots(shares: Shares) -> float:
    """Return the share of the pilots together."""
    return sum(shares[name] for name in PILOTS)


def load(screen: Screen) -> list[Component]:
    """Return the card; nothing where nothing is known."""
    found = shares_of(screen)
    if ALL not in found:
        return []
    words = screen.words
    kind = "run" if screen.result is not None else "quick"
    names = ("office", "bar", "pilots", *PILOTS, OTHER)
    heads = [html.Th(words(f"centres_below.load.column.{name}"), scope="col") for name in names]
    offices = sorted((one for one in found if one != ALL), key=lambda one: -pilots(found[one]))
    most = max(pilots(shares) for shares in found.values()) or 1.0
    rows = [_row(screen, office, found[office], most) for office in (*offices, ALL)]
    table = html.Table(
        [html.Thead(html.Tr(heads)), html.Tbody(rows)], className="centres-table centres-load"
    )
    return [
        html.Section(
            [
                card_head(_title(screen, found, offices), links(screen, ("load",))),
                _legend(screen),
                scrolled(table, words("centres_below.load.name")),
                html.P(words(f"centres_below.load.source_{kind}"), className="quiet small"),
            ],
            id="centres-load",
            className="card centres-part",
        )
    ]


def _title(screen: Screen, found: Mapping[str, Shares], offices: list[str]) -> str:
    words, first = screen.words, offices[0]
    kind = "run" if screen.result is not None else "quick"
    return words(
        f"centres_below.load.title_{kind}",
        share=percent(pilots(found[ALL]), words),
        office=office_name(first, words),
        most=percent(pilots(found[first]), words),
    )


def _legend(screen: Screen) -> Component:
    items = [
        html.Li(
            [
                html.Span(className=f"centres-part-of centres-of-{name}"),
                screen.words(f"centres_below.service.{name}"),
            ]
        )
        for name in PILOTS
    ]
    return html.Ul(items, className="centres-keys", **attributes({"aria-hidden": "true"}))


def _row(screen: Screen, office: str, shares: Shares, most: float) -> Component:
    words = screen.words
    name = words("centres_below.city") if office == ALL else office_name(office, words)
    parts = [
        html.Span(
            className=f"centres-part-of centres-of-{one}",
            style={"width": f"{shares[one] / most * PERCENT:.2f}%"},
        )
        for one in PILOTS
    ]
    bar = html.Span(parts, className="centres-parts", **attributes({"aria-hidden": "true"}))
    numbers = [pilots(shares), *(shares[one] for one in (*PILOTS, OTHER))]
    cells = [percent(share, words) if share else NOTHING for share in numbers]
    return html.Tr(
        [html.Th(name, scope="row"), html.Td(bar), *map(html.Td, cells)],
        className="centres-whole" if office == ALL else "",
    )


def load_table(screen: Screen) -> Table | None:
    """Return the shares as a table to be saved; None where nothing is known."""
    words, found = screen.words, shares_of(screen)
    if not found:
        return None
    names = ("office", "pilots", *PILOTS, OTHER)
    heads = tuple(words(f"centres_below.load.column.{name}") for name in names)
    rows: list[tuple[Cell, ...]] = [
        (
            words("centres_below.city") if office == ALL else office_name(office, words),
            pilots(shares),
            *(shares[name] for name in (*PILOTS, OTHER)),
        )
        for office, shares in found.items()
    ]
    return Table(words("centres_below.load.name"), heads, tuple(rows))
