"""Published levels that the city leans on, beside its own."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from app.i18n.formats import decimal
from app.pages.registries.quality_top import part_id
from app.pages.registries.quality_words import figure_kind, source_words
from app.pages.registries.sheet import Sheet

SMALL = 100
"""Levels below it are shown with two decimal places."""


def anchors_card(sheet: Sheet, anchors: list[dict[str, Any]]) -> Component:
    """Return the levels with the city's own, and why the two may differ.

    Args:
        sheet: the screen.
        anchors: of a ``tirkeu.quality/1`` document.
    """
    return html.Section(
        [
            html.H2(sheet.say("quality.anchors")),
            html.P(sheet.say("quality.anchors_note"), className="quiet small"),
            html.Div([_one(sheet, each) for each in anchors], className="quality-predictions"),
        ],
        className="card",
        id=part_id("anchors"),
    )


def _one(sheet: Sheet, each: dict[str, Any]) -> Component:
    language = sheet.here.language
    basis = [f"{figure_kind(sheet, each['kind'])} · ", *source_words(each["figure"])]
    words = [
        html.H3(each["title"][language]),
        html.P(each["meaning"][language]),
        html.P(basis, className="small"),
    ]
    return html.Div([html.Div(words), _values(sheet, each)], className="quality-prediction")


def _values(sheet: Sheet, each: dict[str, Any]) -> Component:
    sign = "+" if each["difference"] > 0 else ""
    rows = (
        ("predicted", _level(sheet, each["found"])),
        ("published", _level(sheet, each["published"])),
        ("difference", f"{sign}{_level(sheet, each['difference'])}"),
    )
    return html.Dl(
        [
            part
            for key, told in rows
            for part in (html.Dt(sheet.say(f"quality.{key}")), html.Dd(told))
        ]
    )


def _level(sheet: Sheet, value: float) -> str:
    if abs(value) >= SMALL:
        return sheet.number(round(value))
    return decimal(value, sheet.here.language, digits=2).replace("-", "\N{MINUS SIGN}")
