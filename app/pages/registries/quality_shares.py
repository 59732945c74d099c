"""Shares of a yes or no, and ratios, as rows of a table: wanted, found, how far apart."""

from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.frame import Children
from app.i18n.formats import decimal
from app.pages.registries.quality_chart import strip
from app.pages.registries.quality_words import figure_kind, key_of, known, share_words, title
from app.pages.registries.sheet import Sheet
from synthetic_data import evidence

RATIO_DIGITS: Final = {"homes/dwellings_per_resident": 4}
"""Decimal places of a ratio, where two are too few."""


def shares_table(sheet: Sheet, margins: list[dict[str, Any]]) -> Component:
    """Return the table.

    Args:
        sheet: the screen.
        margins: of two classes each, of a ``tirkeu.quality/1`` document.
    """
    keys = ("what", "on_scale", "wanted", "got", "distance", "basis")
    labels = [sheet.say(f"quality.{key}") for key in keys]
    return html.Table(
        [
            html.Thead(html.Tr([html.Th(head, scope="col") for head in labels])),
            html.Tbody([_row(sheet, margin, labels) for margin in margins]),
        ],
        className="registries-table small-table quality-shares",
    )


def _row(sheet: Sheet, margin: dict[str, Any], labels: list[str]) -> Component:
    kind, is_far = figure_kind(sheet, margin["kind"]), margin["verdict"] == "missed"
    wanted, got = _wanted_got(sheet, margin)
    cells: Children = [
        title(sheet, margin["name"]),
        None if margin["is_ratio"] else strip(sheet, margin),
        wanted,
        got,
        html.Span(_off(sheet, margin), className="missing" if is_far else ""),
        html.Span(f"{kind} · {known(margin['source'])}", title=margin["source"], className="quiet"),
    ]
    return html.Tr(
        [
            html.Td(cell, **attributes({"data-label": label}))
            for cell, label in zip(cells, labels, strict=True)
        ]
    )


def _wanted_got(sheet: Sheet, margin: dict[str, Any]) -> tuple[str, str]:
    """Return target and result: of a share as per cent, of a ratio in its own unit."""
    first, second = margin["classes"]
    if not margin["is_ratio"]:
        return share_words(sheet, first["target"]), share_words(sheet, first["got"])
    wanted = evidence.number(margin["source"])
    got = wanted * first["got"] / max(second["got"], 1e-9)
    return _ratio(sheet, margin["name"], wanted), _ratio(sheet, margin["name"], got)


def _ratio(sheet: Sheet, name: str, value: float) -> str:
    digits = RATIO_DIGITS.get(name, 2)
    told = decimal(value, sheet.here.language, digits=digits)
    key = f"registries.quality.unit.{key_of(name)}"
    return sheet.words(key, n=told) if sheet.words.has(key) else told


def _off(sheet: Sheet, margin: dict[str, Any]) -> str:
    """Return how far a share lies off, beside what is allowed to it."""
    if margin["verdict"] == "nothing_counted":
        return sheet.say("quality.nothing_counted")
    off, allowed = (share_words(sheet, margin[key]) for key in ("relative", "relative_limit"))
    if margin["is_ratio"]:
        return sheet.say("quality.off_ratio", off=off, limit=allowed)
    tvd = share_words(sheet, margin["tvd"], 2)
    return sheet.say("quality.off", tvd=tvd, off=off, limit=allowed)
