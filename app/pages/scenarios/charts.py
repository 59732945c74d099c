"""Differences as dots with their intervals, a small chart for each of the measures that matter."""

from collections.abc import Sequence
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
from app.pages.scenarios.precision import difference_told, digits_of, sign_of
from app.pages.scenarios.screens import Screen
from app.pages.scenarios.sentences import about, names_told
from app.report.measures import SHARE, judged

CHARTED: Final = ("refused", "wait", "wait_p90", "lead")
PERCENT: Final = 100


def charts(screen: Screen) -> Component | None:
    """Return the charts of what is known; nothing where nothing is."""
    found = [_chart(screen, BY_NAME[name]) for name in CHARTED]
    shown = [one for one in found if one is not None]
    if not shown:
        return _nothing_yet(screen)
    return html.Div(shown, className="scenarios-charts")


def _nothing_yet(screen: Screen) -> Component | None:
    """Return what to do to see charts, where a comparison has none; nothing while it is made."""
    if not screen.columns or screen.is_open or any(one.missing for one in screen.columns):
        return None
    said = html.P(screen.words("scenarios.chart.nothing"), className="quiet")
    return html.Section(said, className="card")


def dots_of(screen: Screen, row: Row) -> list[Dot]:
    """Return the scenarios whose difference is known."""
    words, found = screen.words, []
    cells = [cell(column, row) for column in screen.columns]
    digits = digits_of(row, cells)
    for column, one in zip(screen.columns, cells, strict=True):
        if one.change.difference.value is None or one.is_outdated:
            continue
        scale = PERCENT if row.measure.unit == SHARE else 1
        sign = sign_of(one)
        told = difference_told(one, row, digits, words)
        judgement = judged(sign, row.measure.better)
        found.append(Dot(column.saved.name, one.change.difference.times(scale), judgement, told))
    return found


def _chart(screen: Screen, row: Row) -> Component | None:
    words, dots = screen.words, dots_of(screen, row)
    if not any(any(one.difference) for one in dots):
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
    """Return what a chart shows: who is best, or where none is better than the law, worst.

    Args:
        dots: at least one.
        row: what is measured, and which way is better.
        words: the language.
    """
    name = words(f"scenarios.row.{row.name}")
    found = {kind: [one for one in dots if one.judgement == kind] for kind in ("better", "worse")}
    kind = next((kind for kind, known in found.items() if known), None)
    if kind is None:
        return words("scenarios.chart.alike", measure=name)
    sense = 1.0 if (kind == "worse") == (row.measure.better == "lower") else -1.0
    first = max(found[kind], key=lambda one: sense * (one.difference.value or 0.0))
    alike = [one for one in found[kind] if _number(one) == _number(first)]
    key = f"scenarios.chart.{_among(dots, alike)}_{kind}"
    names = names_told([one.name for one in alike])
    return words(key, measure=name, name=names, difference=first.told)


def _number(one: Dot) -> str:
    """Return a difference as it is shown, without its interval."""
    return one.told.partition(" (")[0]


def _among(dots: Sequence[Dot], alike: Sequence[Dot]) -> str:
    """Return whether a chart tells of one scenario, of some that differ, or of some alike."""
    if len(dots) == 1:
        return "one"
    return "each" if len(alike) == len(dots) else "most"


def _source(screen: Screen, row: Row) -> str:
    words = screen.words
    if row.group == POLICY:
        return words("scenarios.chart.counted")
    for column in screen.columns:
        yours = column.answers[row.group].yours
        if yours is not None and not column.answers[row.group].is_outdated:
            return words("scenarios.chart.source", about=about(yours["scenario"], words))
    return ""
