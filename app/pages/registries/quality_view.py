"""How true the city is: what it predicts, what it must meet, and rules that must never break."""

from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.frame import Children
from app.i18n.formats import decimal
from app.pages.registries.ids import RegistriesIds
from app.pages.registries.quality_anchors import anchors_card
from app.pages.registries.quality_chart import MOST_CLASSES, small_chart, strip
from app.pages.registries.quality_job import Document, measured
from app.pages.registries.quality_words import (
    class_words,
    figure_kind,
    group,
    known,
    rule,
    source_words,
    title,
)
from app.pages.registries.sheet import Sheet

MILLISECONDS = 700
PER_CENT = 100
FIGURES = 16
"""Signs that a column of figures takes."""

YES_OR_NO = 2
"""Classes of a share."""


def quality_view(sheet: Sheet) -> Children:
    """Return the section on the quality of the city, measured or still being so."""
    state = measured(sheet.holdings.stored)
    if state.found is not None:
        return _report(sheet, state.found)
    key = "waiting" if state.is_open else "failed"
    bar = html.Div(html.I(), className="quality-bar") if state.is_open else None
    said = [
        html.H1(sheet.say(f"quality.{key}"), className="headline", id=RegistriesIds.HEADLINE),
        html.P(sheet.say(f"quality.{key}_hint"), className="quiet"),
        bar,
    ]
    return [
        html.Div(said, className="card quality-wait", role="status"),
        dcc.Interval(id=RegistriesIds.POLL, interval=MILLISECONDS, disabled=not state.is_open),
        dcc.Store(id=RegistriesIds.MEASURED),
    ]


def _report(sheet: Sheet, found: Document) -> Children:
    broken = [each for each in found["integrity"] if each["count"]]
    missed = [each for each in found["margins"] if each["verdict"] == "missed"]
    return [
        html.Div(
            [
                html.H1(
                    _headline(sheet, found, missed, broken),
                    className="headline",
                    id=RegistriesIds.HEADLINE,
                ),
                html.P(_about(sheet, found), className="quiet"),
            ]
        ),
        _tiles(sheet, found, missed, broken),
        _predictions(sheet, found),
        anchors_card(sheet, found["anchors"]),
        *_margins(sheet, found["margins"]),
        _joints(sheet, found["joints"]),
        _rules(sheet, found["integrity"]),
    ]


def _headline(sheet: Sheet, found: Document, missed: list[Any], broken: list[Any]) -> str:
    total = sum(each["verdict"] != "nothing_counted" for each in found["margins"])
    rules = sheet.number(len(found["integrity"]))
    if broken:
        return sheet.say("quality.headline_broken", broken=sheet.number(len(broken)), rules=rules)
    if not total:
        return sheet.say("quality.headline_none", rules=rules)
    met = total - len(missed)
    key = "headline_missed" if missed else "headline"
    return sheet.say(f"quality.{key}", met=met, total=total, rules=rules)


def _about(sheet: Sheet, found: Document) -> str:
    return sheet.say(
        "quality.about",
        population=sheet.number(found["population"]),
        seed=found["seed"],
        sha=found["sha256"][:12],
    )


def _tiles(sheet: Sheet, found: Document, missed: list[Any], broken: list[Any]) -> Component:
    counted = [each for each in found["margins"] if each["verdict"] != "nothing_counted"]
    near = sum(each["side"] == "near" for each in found["predictions"])
    tiles = (
        ("predicted", f"{near} / {len(found['predictions'])}", False),
        ("met", f"{len(counted) - len(missed)} / {len(counted)}", bool(missed)),
        ("violations", sheet.number(sum(each["count"] for each in broken)), bool(broken)),
    )
    return html.Div(
        [
            html.Section(
                [
                    html.H3(sheet.say(f"quality.tile.{key}")),
                    html.Strong(told, className="bad" if is_bad else ""),
                ],
                className="card",
            )
            for key, told, is_bad in tiles
        ],
        className="quality-tiles",
    )


def _predictions(sheet: Sheet, found: Document) -> Component:
    return html.Section(
        [
            html.H2(sheet.say("quality.predictions")),
            html.P(sheet.say("quality.predictions_note"), className="quiet small"),
            html.Div(
                [_prediction(sheet, each) for each in found["predictions"]],
                className="quality-predictions",
            ),
        ],
        className="card",
    )


def _prediction(sheet: Sheet, each: dict[str, Any]) -> Component:
    language, is_share = sheet.here.language, each["published"] <= 1
    told = [
        _share(sheet, each[key]) if is_share else sheet.number(round(each[key]))
        for key in ("predicted", "published", "difference")
    ]
    signed = told[2] if each["difference"] < 0 else f"+{told[2]}"
    if is_share:
        signed = sheet.say("quality.points", points=signed.removesuffix("%").strip())
    rows = zip(("predicted", "published", "difference"), (told[0], told[1], signed), strict=True)
    return html.Div(
        [
            html.Div(
                [
                    html.H3(each["title"][language]),
                    html.P(each["meaning"][language]),
                    html.P(
                        [
                            f"{figure_kind(sheet, each['kind'])} · ",
                            *source_words(f"held_out.{each['name']}"),
                        ],
                        className="small",
                    ),
                ]
            ),
            html.Dl(
                [
                    part
                    for key, value in rows
                    for part in (html.Dt(sheet.say(f"quality.{key}")), html.Dd(value))
                ]
            ),
        ],
        className="quality-prediction",
    )


def _share(sheet: Sheet, share: float, digits: int = 1) -> str:
    told = decimal(share * PER_CENT, sheet.here.language, digits=digits)
    return f"{told.replace('-', chr(0x2212))}\N{NO-BREAK SPACE}%"


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
        )
        for place, name in enumerate(groups)
    ]


def _group(sheet: Sheet, margins: list[dict[str, Any]]) -> Children:
    """Return distributions as pictures, and each yes or no as a row of a table."""
    many = [margin for margin in margins if len(margin["classes"]) > YES_OR_NO]
    few = [margin for margin in margins if len(margin["classes"]) == YES_OR_NO]
    grid = html.Div([_one(sheet, margin) for margin in many], className="quality-grid")
    return [_shares(sheet, few) if few else None, grid if many else None]


def _shares(sheet: Sheet, margins: list[dict[str, Any]]) -> Component:
    heads = [sheet.say(f"quality.{key}") for key in ("what", "wanted", "got", "distance", "basis")]
    return html.Table(
        [
            html.Thead(html.Tr([html.Th(h, scope="col") for h in (heads[0], "", *heads[1:])])),
            html.Tbody([_share_row(sheet, margin, heads) for margin in margins]),
        ],
        className="registries-table small-table quality-shares",
    )


def _wanted_got(margin: dict[str, Any]) -> tuple[float, float]:
    """Return target and result of a share, or of a ratio to the ratio that was asked for."""
    first, second = margin["classes"]
    if margin["is_ratio"]:
        return 1.0, first["got"] / max(second["got"], 1e-9)
    return first["target"], first["got"]


def _share_row(sheet: Sheet, margin: dict[str, Any], heads: list[str]) -> Component:
    (wanted, got), kind = _wanted_got(margin), figure_kind(sheet, margin["kind"])
    is_far = margin["verdict"] == "missed"
    cells: Children = [
        title(sheet, margin["name"]),
        strip(sheet, margin),
        _share(sheet, wanted),
        _share(sheet, got),
        html.Span(_off(sheet, margin), className="missing" if is_far else ""),
        html.Span(f"{kind} · {known(margin['source'])}", title=margin["source"], className="quiet"),
    ]
    labels = (heads[0], "", *heads[1:])
    return html.Tr(
        [
            html.Td(cell, **attributes({"data-label": label}))
            for cell, label in zip(cells, labels, strict=True)
        ]
    )


def _off(sheet: Sheet, margin: dict[str, Any]) -> str:
    """Return how far a share lies off, beside what is allowed to it."""
    if margin["verdict"] == "nothing_counted":
        return sheet.say("quality.nothing_counted")
    off, allowed = (_share(sheet, margin[key]) for key in ("relative", "relative_limit"))
    return sheet.say("quality.off", tvd=_share(sheet, margin["tvd"], 2), off=off, limit=allowed)


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
    )


def _one(sheet: Sheet, margin: dict[str, Any]) -> Component:
    is_far = margin.get("verdict") == "missed"
    return html.Div(
        [
            html.H3(title(sheet, margin["name"])),
            html.P(_distance(sheet, margin)),
            small_chart(sheet, margin),
            html.P(
                [
                    f"{figure_kind(sheet, margin['kind'])} · ",
                    *source_words(margin["source"]),
                ]
            ),
            _table(sheet, margin),
        ],
        className="quality-one far" if is_far else "quality-one",
    )


def _distance(sheet: Sheet, margin: dict[str, Any]) -> str:
    if margin.get("verdict") == "nothing_counted":
        return sheet.say("quality.nothing_counted")
    far = _share(sheet, margin["tvd"], 2)
    if "limit" not in margin:
        srmse = decimal(margin["srmse"], sheet.here.language, digits=2)
        return sheet.say("quality.joint_distance", tvd=far, srmse=srmse)
    return sheet.say(
        f"quality.distance_{margin['verdict']}", tvd=far, limit=_share(sheet, margin["limit"], 2)
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
    target, got = (_share(sheet, each[key], 2) for key in ("target", "got"))
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
            html.Ul(entries, className="quality-rules"),
        ],
        className="card",
        id=RegistriesIds.QUALITY,
    )
