"""The two charts: the forecast of expiries and filings, and what lies where until it is done."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from dash import dcc, html
from dash.development.base_component import Component

from app.components.centres_numbers import Estimate, number
from app.components.pictures import picture_buttons
from app.figures.id_cards import HEIGHT, Days, days_figure
from app.figures.template import graph_config
from app.i18n import Words
from app.i18n.formats import long_day
from app.pages.id_cards.compared import spread
from app.pages.id_cards.outlook import Outlook
from app.pages.id_cards.screens import Screen, by_day
from app.pages.id_cards.sentences import about_run
from app.pages.id_cards.state import PATH
from app.planning.cards import measured_days, measured_from
from app.visit import address

STAGES = ("ums", "production", "pickup")
FILES = ("csv", "xlsx")


def forecast_chart(screen: Screen) -> list[Component]:
    """Return the card of expiries, first filings and all applications, day by day."""
    words, known = screen.words, screen.outlook
    if known is None:
        return [html.P(words("cards.chart.no_city"), className="quiet")]
    lines = [
        _expected("bars", words("cards.chart.expiring"), known, "expiring"),
        _expected("yours", words("cards.chart.filings"), known, "filings"),
    ]
    if screen.shown.is_moved and screen.before is not None:
        lines.append(_expected("baseline", words("cards.chart.law"), screen.before, "filings"))
    title = words(
        "cards.chart.forecast_title",
        expiring=number(known.total("expiring"), words),
        filings=number(known.total("filings"), words),
    )
    source = words("cards.chart.forecast_source", about=_of_forecast(screen))
    return _card(screen, "forecast", title, Series(lines, measured_from(screen.document), source))


def _of_forecast(screen: Screen) -> str:
    words = screen.words
    first = measured_from(screen.document)
    last = first + timedelta(days=measured_days(screen.document) - 1)
    return words(
        "cards.chart.period",
        first=long_day(first, words.language),
        last=long_day(last, words.language),
    )


def _expected(kind: str, name: str, known: Outlook, quantity: str) -> Days:
    return Days(kind, name, [Estimate(float(value)) for value in known.days(quantity)])


def backlog_chart(screen: Screen) -> list[Component]:
    """Return the card of files and cards that lie at each stage at midnight."""
    words = screen.words
    if screen.yours is None:
        later = html.H2(words("cards.chart.backlog_later"))
        told = html.P(words("cards.chart.backlog_empty"), className="quiet")
        return [html.Div([later], className="centres-card-head"), told]
    lines = [line for line in map(partial(_lying, screen), STAGES) if _is_some(line)]
    if not lines:
        return [html.P(words("cards.chart.backlog_none"), className="quiet")]
    worst = max(lines, key=lambda line: max(one.value or 0 for one in line.estimates))
    most = max(one.value or 0 for one in worst.estimates)
    title = words(
        "cards.chart.backlog_title",
        stage=words(f"cards.chart.most_{worst.kind}"),
        most=number(most, words),
    )
    source = words("cards.chart.source", about=about_run(screen, screen.yours))
    first = measured_from(screen.yours["scenario"])
    return _card(screen, "backlog", title, Series(lines, first, source))


def _lying(screen: Screen, stage: str) -> Days:
    known = [one for _, one in by_day(screen.yours, f"{stage}_backlog")]
    return Days(stage, screen.words(f"cards.chart.{stage}"), known)


def _is_some(line: Days) -> bool:
    return any(one.value for one in line.estimates)


class Series(NamedTuple):
    """What a chart draws.

    Attributes:
        lines: of as many days each.
        first: the first of them; not always that of the scenario, which may have been moved.
        source: what the numbers are of.
    """

    lines: Sequence[Days]
    first: date
    source: str


def _card(screen: Screen, name: str, title: str, series: Series) -> list[Component]:
    lines, first, source = series
    graph = dcc.Graph(
        id=f"cards-graph-{name}",
        figure=days_figure(lines, first, screen.words),
        config=graph_config(),
        className="cards-graph",
        style={"height": f"{HEIGHT}px"},
    )
    return [
        html.Div([html.H2(title), _files(screen, name)], className="centres-card-head"),
        html.Figure([graph, html.Figcaption(source, className="quiet small")]),
        _table(lines, first, screen.words),
    ]


def _files(screen: Screen, name: str) -> Component:
    query = {**screen.visit.query, "lang": screen.visit.language}
    links = [
        html.A(kind.upper(), href=address(f"{PATH}/{name}.{kind}", query), download="")
        for kind in FILES
    ]
    return html.Div(
        [*links, *picture_buttons(screen.words, "centres-plain")], className="centres-files"
    )


def _table(lines: Sequence[Days], first: date, words: Words) -> Component:
    """Return the days as a table behind the chart."""
    heads = [words("cards.chart.day"), *(line.name for line in lines)]
    rows = [
        html.Tr(
            [
                html.Th(long_day(first + timedelta(place), words.language), scope="row"),
                *(html.Td(_told(line.estimates[place], words)) for line in lines),
            ]
        )
        for place in range(len(lines[0].estimates))
    ]
    table = html.Table(
        [html.Thead(html.Tr([html.Th(head, scope="col") for head in heads])), html.Tbody(rows)],
        className="centres-table",
    )
    return html.Details(
        [
            html.Summary(words("cards.chart.table")),
            html.Div(table, className="centres-scroll", tabIndex="0"),
        ],
        className="centres-behind",
    )


def _told(one: Estimate, words: Words) -> str:
    digits = 0 if one.value is not None and one.value == round(one.value) else 1
    ends = spread(one, words, 1)
    value = number(one.value, words, digits)
    return f"{value} ({ends})" if ends else value
