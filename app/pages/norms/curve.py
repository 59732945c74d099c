"""The card of the curve: finding, chart, the table behind it, and what can be saved."""

from collections.abc import Sequence
from typing import Final

from dash import dcc, html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.components.pictures import picture_buttons
from app.figures.norms import Line, Mark, Names, curve_figure, place_of, top_of
from app.figures.template import graph_config
from app.frame import Children
from app.i18n import Words
from app.i18n.formats import decimal, long_day, tenths
from app.pages.norms.answer import yours
from app.pages.norms.ids import NormsIds
from app.pages.norms.screens import Screen, finding
from app.pages.norms.sentences import PERCENT, TENTHS, Finding, share, square_metres
from app.pages.norms.state import PATH
from app.visit import address
from simulation.impact.curves import Curve
from simulation.impact.results import CurvePoint

FILES: Final = ("csv", "xlsx")
Row = tuple[int, CurvePoint, CurvePoint]


def curve_card(shown: Screen) -> Children:
    """Return what stands in the card; empty as long as the study is not ready."""
    words = shown.visit.words
    found, study = finding(shown), shown.study
    if not shown.in_pilot:
        return [html.P(words("norms.curve.empty"), className="quiet")]
    if found is None or study is None:
        return []
    curve = study.curve(shown.asked.setting)
    total = found.yours.total
    return [
        html.Div(
            [html.H2(_title(curve, found)), _actions(shown)],
            className="norms-card-head",
        ),
        html.P(_about(shown, total), className="quiet small"),
        html.Figure([_graph(curve, found), _source(shown)]),
        _table(curve, words),
    ]


def _title(curve: Curve, found: Finding) -> str:
    """Return the finding of the curve in words."""
    words, law = found.words, found.asked.lawful.norm_tenths
    points = {point.norm_tenths: point for point in curve.sequential}
    first, last = curve.sequential[0], curve.sequential[-1]

    def said(point: CurvePoint) -> str:
        return share(point.by_norm, found.yours.total, words)

    ends = {
        "first": _norm(first.norm_tenths, words),
        "last": _norm(last.norm_tenths, words),
        "low": said(first),
        "high": said(last),
    }
    if law is None or law not in points:
        return words("norms.curve.title_no_law", **ends)
    return words("norms.curve.title", law=said(points[law]), norm=_norm(law, words), **ends)


def _norm(norm: int, words: Words) -> str:
    return decimal(norm / TENTHS, words.language, digits=1 if norm % TENTHS else 0)


def _about(shown: Screen, total: int) -> str:
    words, day = shown.visit.words, shown.asked.lawful.law.day
    return words(
        "norms.curve.about",
        applications=words.count("norms.applications", total),
        year=day.year,
        day=long_day(day, words.language),
    )


def _source(shown: Screen) -> Component:
    words, study = shown.visit.words, shown.study
    people = study.city.population if study else 0
    return html.Figcaption(
        words(
            "norms.curve.source",
            seed=study.seed if study else 0,
            people=decimal(people, words.language),
        ),
        className="quiet small",
    )


def _graph(curve: Curve, found: Finding) -> Component:
    words, total = found.words, found.yours.total
    lines = (_line(curve.static, total), _line(curve.sequential, total))
    names = Names(words("norms.curve.static"), words("norms.curve.sequential"))
    figure = curve_figure(lines, names, _law(found), words)
    graph = dcc.Graph(
        id=NormsIds.GRAPH,
        figure=figure,
        config=graph_config(),
        className="norms-graph",
        style={"height": f"{figure.layout.height}px"},
    )
    return html.Div([graph, _mark(found, lines)], className="norms-plot")


def _mark(found: Finding, lines: tuple[Line, Line]) -> Component:
    """Return the reader's norm above the chart; the script moves it."""
    mark = yours(found)
    parts = [html.Span(className=f"norms-mark-{part}") for part in ("line", "range", "point")]
    label = html.Span(mark.label if mark else "", className="norms-mark-label")
    return html.Div(
        [*parts, label],
        id=NormsIds.MARK,
        className="norms-mark",
        style=place_of(mark, lines) if mark else {},
        hidden=mark is None,
        **attributes({"data-top": f"{top_of(lines):.4f}", "aria-hidden": "true"}),
    )


def _line(points: Sequence[CurvePoint], total: int) -> Line:
    norms = [point.norm_tenths / TENTHS for point in points]
    return Line(norms, [round(PERCENT * point.by_norm / (total or 1), 2) for point in points])


def _law(found: Finding) -> Mark | None:
    norm, words = found.asked.lawful.norm_tenths, found.words
    if norm is None:
        return None
    return Mark(norm / TENTHS, 0, words("norms.curve.law", norm=square_metres(norm, words)))


def _actions(shown: Screen) -> Component:
    """Return the ways to take the curve along; the script keeps their addresses at the setting."""
    words = shown.visit.words
    links = [
        html.A(
            kind.upper(),
            href=file_address(shown, kind),
            **attributes({"download": "", "data-file": kind}),
        )
        for kind in FILES
    ]
    return html.Div([*links, *picture_buttons(words, "norms-plain")], className="norms-actions")


def file_address(shown: Screen, kind: str) -> str:
    """Return where the curve of a setting is saved from."""
    return address(f"{PATH}/curve.{kind}", {**shown.visit.query, "lang": shown.visit.language})


def rows(curve: Curve) -> list[Row]:
    """Return the norms that both lines have, each with its two points."""
    static = {point.norm_tenths: point for point in curve.static}
    return [(p.norm_tenths, static[p.norm_tenths], p) for p in curve.sequential]


COLUMNS: Final = (
    "norm",
    "open",
    "by_norm_static",
    "by_norm_sequential",
    "turned_away_static",
    "turned_away_sequential",
)


def counts(row: Row) -> tuple[int, ...]:
    """Return the counts of a row in the order of `COLUMNS`, without the norm."""
    _, static, sequential = row
    return (
        static.open,
        static.by_norm,
        sequential.by_norm,
        static.turned_away,
        sequential.turned_away,
    )


def _table(curve: Curve, words: Words) -> Component:
    heads = [html.Th(words(f"norms.column.{name}"), scope="col") for name in COLUMNS]
    body = [_row(row, words) for row in rows(curve)]
    table = html.Table([html.Thead(html.Tr(heads)), html.Tbody(body)], className="norms-table")
    return html.Details(
        [
            html.Summary(words("norms.curve.table")),
            html.Div(table, className="norms-scroll", tabIndex="0"),
        ],
        id="norms-curve-table",
        className="norms-behind",
    )


def _row(row: Row, words: Words) -> Component:
    cells = [html.Td(decimal(count, words.language)) for count in counts(row)]
    return html.Tr([html.Th(tenths(row[0], words.language), scope="row"), *cells])
