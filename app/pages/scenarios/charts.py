"""Differences as dots with their intervals, a small chart for each of the measures that matter."""

from typing import Final

from dash import dcc, html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.figures.scenarios import Dot, differences_figure
from app.figures.template import graph_config
from app.i18n import Words
from app.pages.scenarios.compared_view import picture_links
from app.pages.scenarios.measures import BY_NAME, POLICY, Row, cell
from app.pages.scenarios.parts import card_head
from app.pages.scenarios.screens import Screen
from app.pages.scenarios.sentences import about
from app.report.measures import SHARE, difference_words, judged, shown_sign

CHARTED: Final = ("refused", "wait", "wait_p90", "lead")
PERCENT: Final = 100


def charts(screen: Screen) -> Component | None:
    """Return the charts of what is known; nothing where nothing is."""
    found = [_chart(screen, BY_NAME[name]) for name in CHARTED]
    shown = [one for one in found if one is not None]
    if not shown:
        return None
    return html.Div(shown, className="scenarios-charts")


def dots_of(screen: Screen, row: Row) -> list[Dot]:
    """Return the scenarios whose difference is known."""
    words, found = screen.words, []
    for column in screen.columns:
        one = cell(column, row)
        if one.change.difference.value is None or one.is_outdated:
            continue
        scale = PERCENT if row.measure.unit == SHARE else 1
        sign = shown_sign(one.change, row.measure, words)
        told = difference_words(one.change.difference, row.measure, words)
        judgement = judged(sign, row.measure.better)
        found.append(Dot(column.saved.name, one.change.difference.times(scale), judgement, told))
    return found


def _chart(screen: Screen, row: Row) -> Component | None:
    words, dots = screen.words, dots_of(screen, row)
    if not dots:
        return None
    figure = differences_figure(dots, words)
    graph = dcc.Graph(
        figure=figure,
        config=graph_config(),
        className="scenarios-graph",
        style={"height": f"{figure['layout']['height']}px"},
    )
    title = finding(dots, row, words)
    source = html.Figcaption(_source(screen, row), className="quiet small")
    return html.Section(
        [card_head(title, picture_links(words)), html.Figure([graph, source])],
        className="card scenarios-chart",
        key=row.name,
        **attributes({"data-chart": row.name}),
    )


def finding(dots: list[Dot], row: Row, words: Words) -> str:
    """Return what a chart shows: whose difference is the best, and how large it is."""
    name = words(f"scenarios.row.{row.name}")
    if not any(one.judgement for one in dots):
        return words("scenarios.chart.alike", measure=name)
    sense = -1.0 if row.measure.better == "higher" else 1.0
    best = min(dots, key=lambda one: sense * (one.difference.value or 0.0))
    return words("scenarios.chart.title", measure=name, name=best.name, difference=best.told)


def _source(screen: Screen, row: Row) -> str:
    words = screen.words
    if row.group == POLICY:
        return words("scenarios.chart.counted")
    for column in screen.columns:
        yours = column.answers[row.group].yours
        if yours is not None and not column.answers[row.group].is_outdated:
            return words("scenarios.chart.source", about=about(yours["scenario"], words))
    return ""
