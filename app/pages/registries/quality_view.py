"""How true the city is: what it predicts, what it must meet, and rules that must never break."""

from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from app.components.pictures import picture_files, pictured
from app.components.states import failed, loading
from app.frame import Children
from app.i18n.formats import decimal
from app.pages.registries.ids import RegistriesIds
from app.pages.registries.quality_anchors import anchors_card
from app.pages.registries.quality_chart import MOST_CLASSES, small_chart
from app.pages.registries.quality_figures import figures_card
from app.pages.registries.quality_job import Document, measured
from app.pages.registries.quality_predictions import predictions_card
from app.pages.registries.quality_shares import shares_table
from app.pages.registries.quality_top import facts_card, headline, jumps, part_id
from app.pages.registries.quality_words import (
    class_words,
    figure_kind,
    group,
    rule,
    share_words,
    source_words,
    title,
)
from app.pages.registries.sheet import Sheet

MILLISECONDS = 700
FIGURES = 16
"""Signs that a column of figures takes."""

KEY = "quality-key"
YES_OR_NO = 2
"""Classes of a share."""


def quality_view(sheet: Sheet) -> Children:
    """Return the section on the quality of the city, measured or still being so."""
    state = measured(sheet.holdings.stored)
    if state.found is not None:
        return report(sheet, state.found)
    key = "waiting" if state.is_open else "failed"
    hint = html.P(sheet.say(f"quality.{key}_hint"), className="quiet")
    told = (loading if state.is_open else failed)(
        sheet.say(f"quality.{key}"), hint, id=RegistriesIds.HEADLINE
    )
    return [
        told,
        dcc.Interval(id=RegistriesIds.POLL, interval=MILLISECONDS, disabled=not state.is_open),
        dcc.Store(id=RegistriesIds.MEASURED),
    ]


def report(sheet: Sheet, found: Document) -> Children:
    """Return the report, what could have failed first.

    Args:
        sheet: the screen.
        found: a ``tirkeu.quality/1`` document.
    """
    head = [
        html.H1(headline(sheet, found), className="headline", id=RegistriesIds.HEADLINE),
        html.P(_about(sheet, found), className="quiet"),
    ]
    return [
        html.Div(head),
        jumps(sheet, found),
        facts_card(sheet, found),
        predictions_card(sheet, found["predictions"]),
        anchors_card(sheet, found["anchors"]),
        *_margins(sheet, found["margins"]),
        _joints(sheet, found["joints"]),
        _rules(sheet, found["integrity"]),
        figures_card(sheet),
    ]


def _about(sheet: Sheet, found: Document) -> str:
    return sheet.say(
        "quality.about",
        population=sheet.number(found["population"]),
        seed=found["seed"],
        sha=found["sha256"][:12],
    )


def _margins(sheet: Sheet, margins: list[dict[str, Any]]) -> Children:
    """Return a card for every group of margins, in their order."""
    groups = dict.fromkeys(each["name"].partition("/")[0] for each in margins)
    return [
        html.Section(
            [
                html.H2(group(sheet, name)),
                _key(sheet) if place == 0 else None,
                *_group(sheet, [m for m in margins if m["name"].partition("/")[0] == name]),
            ],
            className="card",
            id=part_id(name),
        )
        for place, name in enumerate(groups)
    ]


def _group(sheet: Sheet, margins: list[dict[str, Any]]) -> Children:
    """Return distributions as pictures, and each yes or no as a row of a table."""
    many = [margin for margin in margins if len(margin["classes"]) > YES_OR_NO]
    few = [margin for margin in margins if len(margin["classes"]) == YES_OR_NO]
    grid = html.Div([_one(sheet, margin) for margin in many], className="quality-grid")
    shares = html.Div(shares_table(sheet, few), className="registries-scroll") if few else None
    return [shares, grid if many else None]


def _key(sheet: Sheet) -> Component:
    marks = ("got", "wanted")
    return html.P(
        [
            html.Span(
                [html.I(className=mark), sheet.say(f"quality.{mark}")], className="quality-key"
            )
            for mark in marks
        ],
        className="small quiet",
        id=KEY,
    )


def _one(sheet: Sheet, margin: dict[str, Any]) -> Component:
    is_far = margin.get("verdict") == "missed"
    chart = small_chart(sheet, margin)
    files = picture_files(sheet.here.words, title(sheet, margin["name"]))
    return html.Div(
        [
            html.H3(_finding(sheet, margin)),
            html.P(_distance(sheet, margin)),
            chart,
            html.P(
                [
                    f"{figure_kind(sheet, margin['kind'])} · ",
                    *source_words(margin["source"]),
                ]
            ),
            None if chart is None else files,
            _table(sheet, margin),
        ],
        className="quality-one far" if is_far else "quality-one",
        **pictured(KEY),
    )


def _finding(sheet: Sheet, margin: dict[str, Any]) -> str:
    """Return what a distribution is of, and its largest class."""
    name = title(sheet, margin["name"])
    most = max(margin["classes"], key=lambda each: each["got"])
    if not margin["counted"]:
        return name
    told = class_words(sheet, most["class"])
    return sheet.say("quality.finding", name=name, most=told, share=share_words(sheet, most["got"]))


def _distance(sheet: Sheet, margin: dict[str, Any]) -> str:
    if margin.get("verdict") == "nothing_counted":
        return sheet.say("quality.nothing_counted")
    far = share_words(sheet, margin["tvd"], 2)
    if "limit" not in margin:
        srmse = decimal(margin["srmse"], sheet.here.language, digits=2)
        return sheet.say("quality.joint_distance", tvd=far, srmse=srmse)
    return sheet.say(
        f"quality.distance_{margin['verdict']}",
        tvd=far,
        limit=share_words(sheet, margin["limit"], 2),
    )


def _table(sheet: Sheet, margin: dict[str, Any]) -> Component | None:
    if len(margin["classes"]) > MOST_CLASSES:
        return html.P(sheet.say("quality.too_many", n=len(margin["classes"])))
    heads = tuple(sheet.say(f"quality.{key}") for key in ("class", "wanted", "got"))
    rows = [heads, *(_cells(sheet, each) for each in margin["classes"])]
    wide = max(len(row[0]) for row in rows) + 2
    lines = [f"{name:<{wide}}{target:>{FIGURES}}{got:>{FIGURES}}" for name, target, got in rows]
    # one text, not a table of elements: with thousands of them Dash takes half a minute
    return html.Details(
        [html.Summary(sheet.say("quality.table")), html.Pre("\n".join(lines))],
        id=f"quality-{margin['name'].replace('/', '-')}",
        className="small",
    )


def _cells(sheet: Sheet, each: dict[str, Any]) -> tuple[str, str, str]:
    target, got = (share_words(sheet, each[key], 2) for key in ("target", "got"))
    return class_words(sheet, each["class"]), target, got


def _joints(sheet: Sheet, joints: list[dict[str, Any]]) -> Component | None:
    if not joints:
        return None
    return html.Section(
        [
            html.H2(sheet.say("quality.joints")),
            html.P(sheet.say("quality.joints_note"), className="quiet small"),
            html.Div([_one(sheet, each) for each in joints], className="quality-grid"),
        ],
        className="card",
        id=part_id("joints"),
    )


def _rules(sheet: Sheet, rules: list[dict[str, Any]]) -> Component:
    entries = [
        html.Li(
            [
                html.Span(rule(sheet, each["rule"])),
                html.Strong(sheet.number(each["count"]), className="bad" if each["count"] else ""),
            ]
        )
        for each in rules
    ]
    return html.Section(
        [
            html.H2(sheet.say("quality.rules", n=len(rules))),
            html.P(sheet.say("quality.rules_note"), className="quiet small"),
            html.P(sheet.say("quality.rules_database"), className="quiet small"),
            html.Ul(entries, className="quality-rules"),
        ],
        className="card",
        id=RegistriesIds.QUALITY,
    )
