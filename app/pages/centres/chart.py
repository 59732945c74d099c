"""The card of the waits by hour: finding, chart, the table behind it, and what can be saved."""

from collections.abc import Sequence
from typing import Final

from dash import dcc, html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.components.centres_numbers import clock, minutes, number, percent, span
from app.components.pictures import picture_buttons
from app.figures.centres import HEIGHT, Limit, Line, waits_figure
from app.figures.template import graph_config
from app.pages.centres.found import Found, peak
from app.pages.centres.ids import CentresIds
from app.pages.centres.screens import Screen
from app.pages.centres.sentences import about, office_name
from app.pages.centres.state import PATH
from app.visit import address

FILES: Final = ("csv", "xlsx")


def chart(screen: Screen) -> list[Component]:
    """Return what stands in the card."""
    found = screen.found
    lines = [] if found is None else lines_of(screen, found)
    if found is None or not lines:
        return [html.P(screen.words("centres.chart.empty"), className="quiet")]
    words = screen.words
    limit = Limit(screen.limit, words("centres.chart.limit", wait=minutes(screen.limit, words)))
    figure = waits_figure(lines, limit, words)
    graph = dcc.Graph(
        id=CentresIds.GRAPH,
        figure=figure,
        config=graph_config(),
        className="centres-graph",
        style={"height": f"{HEIGHT}px"},
    )
    source = html.Figcaption(_source(screen), className="quiet small")
    return [
        html.Div([html.H2(title(screen, found)), _files(screen)], className="centres-card-head"),
        html.Figure([_legend(lines, limit), graph, source]),
        _table(screen, found),
    ]


def _legend(lines: Sequence[Line], limit: Limit) -> Component:
    """Return the names of the lines, for a telephone that has no room beside them."""
    named = [*((line.kind, line.name) for line in lines), ("limit", limit.name)]
    items = [html.Li(name, className=f"centres-line-{kind}") for kind, name in named]
    return html.Ul(items, className="centres-legend", **attributes({"aria-hidden": "true"}))


def lines_of(screen: Screen, found: Found) -> list[Line]:
    """Return the lines of the chart, none where nobody waited."""
    words = screen.words
    named = [("yours", "p90", found), ("mean", "mean", found)]
    if screen.baseline is not None:
        named.append(("baseline", "p90", screen.baseline))
    lines = []
    for kind, statistic, source in named:
        hours = screen.waits(source, screen.office, statistic)
        if hours:
            name = words(f"centres.chart.{kind}")
            lines.append(Line(kind, name, [h.hour for h in hours], [h.estimate for h in hours]))
    return lines if lines and lines[0].kind == "yours" else []


def title(screen: Screen, found: Found) -> str:
    """Return the finding of the chart in words."""
    words, station = screen.words, screen.asked.station
    name = office_name(screen.office, words)
    worst = peak(screen.waits(found, screen.office), screen.missed(found, screen.office))
    if worst is None:
        return words("centres.chart.title", office=name)
    return words(
        f"centres.chart.title_{station}",
        office=name,
        first=clock(worst.hour),
        until=clock(worst.hour + 1),
        wait=words("centres.unit.up_to", n=number(worst.wait, words)),
    )


def _source(screen: Screen) -> str:
    band = "run" if screen.result is not None else "quick"
    band = "compared" if screen.baseline is not None else band
    return screen.words(f"centres.chart.source_{band}", about=about(screen))


def _files(screen: Screen) -> Component:
    words = screen.words
    links = [
        html.A(kind.upper(), href=file_address(screen, "hours", kind), download="")
        for kind in FILES
    ]
    return html.Div([*links, *picture_buttons(words, "centres-plain")], className="centres-files")


def file_address(screen: Screen, name: str, kind: str) -> str:
    """Return where a table of the screen is saved from."""
    query = {**screen.visit.query, "office": screen.office, "lang": screen.visit.language}
    return address(f"{PATH}/{name}.{kind}", query)


COLUMNS: Final = ("hour", "visits", "mean", "p90", "p95", "within", "left", "busy")


def _table(screen: Screen, found: Found) -> Component:
    words = screen.words
    heads = [html.Th(words(f"centres.column.{name}"), scope="col") for name in COLUMNS]
    rows = [_row(screen, found, hour) for hour in known_hours(screen, found)]
    table = html.Table([html.Thead(html.Tr(heads)), html.Tbody(rows)], className="centres-table")
    return html.Details(
        [
            html.Summary(words("centres.chart.table")),
            html.Div(table, className="centres-scroll", tabIndex="0"),
        ],
        id="centres-hours-table",
        className="centres-behind",
    )


def known_hours(screen: Screen, found: Found) -> Sequence[int]:
    """Return the hours of which something is known."""
    station, office = screen.asked.station, screen.office
    return [one.hour for one in found.by_hour("wait_minutes", station, office, "p90")]


def _row(screen: Screen, found: Found, hour: int) -> Component:
    words, place = screen.words, (screen.asked.station, screen.office)

    def of(measure: str, statistic: str = "mean") -> tuple[float | None, str]:
        one = found.hours.get((measure, *place, statistic, hour))
        return (None, "") if one is None else (one.value, span(one, words, measure=measure))

    waits = [of("wait_minutes", statistic) for statistic in ("mean", "p90", "p95")]
    cells = [
        number(of("visits", "count")[0], words, 1),
        *(f"{number(value, words, 1)} {_bracketed(ends)}" for value, ends in waits),
        percent(of("within_standard_share")[0], words),
        percent(of("abandoned_share")[0], words),
        percent(of("utilisation")[0], words),
    ]
    span_of_hours = words("centres.chart.hours", first=clock(hour), until=clock(hour + 1))
    return html.Tr([html.Th(span_of_hours, scope="row"), *map(html.Td, cells)])


def _bracketed(text: str) -> str:
    return f"({text})" if text else ""
