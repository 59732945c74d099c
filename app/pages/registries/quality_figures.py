"""How the figures behind the city are known, and what would replace those that are assumed."""

from collections import Counter

from dash import html
from dash.development.base_component import Component

from app.pages.registries.quality_top import part_id
from app.pages.registries.quality_words import figure_kind
from app.pages.registries.sheet import Sheet
from synthetic_data import evidence


def figures_card(sheet: Sheet) -> Component:
    """Return how many figures were published, derived or assumed; the assumed ones on demand."""
    figures = evidence.everything()
    kinds = Counter(figure.kind for figure in figures)
    counts = [
        html.Li([f"{figure_kind(sheet, kind)}: ", html.Strong(sheet.number(n))])
        for kind, n in kinds.most_common()
    ]
    assumed = [_assumed(sheet, figure.key) for figure in figures if figure.kind == "assumed"]
    return html.Section(
        [
            html.H2(sheet.say("quality.figures", n=sheet.number(len(figures)))),
            html.P(sheet.say("quality.figures_note"), className="quiet small"),
            html.Ul(counts, className="registries-kinds"),
            html.Details(
                [
                    html.Summary(sheet.say("quality.replaced_by", n=sheet.number(len(assumed)))),
                    html.Ul(assumed),
                ],
                className="small quality-assumed",
            ),
        ],
        className="card",
        id=part_id("figures"),
    )


def _assumed(sheet: Sheet, key: str) -> Component:
    """Return what would replace an assumption, in the visitor's language, and its key."""
    return html.Li([sheet.words(f"evidence.replaced_by.{key}"), " ", html.Code(key)])
