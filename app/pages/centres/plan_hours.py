"""The plan by office and hour: how many, how many more or fewer than now, and how sure that is."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.components.centres_numbers import NOTHING, clock, number, percent
from app.i18n import Words
from app.pages.centres.below_words import MINUS, folded, scrolled
from app.pages.centres.plan import Plan, rows_of
from app.pages.centres.screens import Screen
from app.pages.centres.sentences import office_name
from app.planning.hours import open_weekdays
from app.planning.scenarios import office_of, offices

Row = Mapping[str, Any]

UP, DOWN = "▲", "▼"


def hours_title(screen: Screen) -> str:
    """Return what the table is of."""
    words = screen.words
    return words(f"centres_below.plan.by_hour_{screen.asked.station}")


def cells_of(
    screen: Screen, found: Plan, office: str
) -> dict[int, tuple[float | None, int, Sequence[Row]]]:
    """Return by hour of the chosen day how many there are, how many the plan has, and its rows.

    From Monday to Friday together both are those of the day with most of them.
    """
    days = open_weekdays(office_of(found["scenario"], office), screen.asked.weekday)
    hours: dict[int, list[Row]] = {}
    for row in rows_of(found, office, screen.asked.station):
        if row["weekday"] in days:
            hours.setdefault(row["hour"], []).append(row)
    return {hour: (_there(rows), _planned(rows), rows) for hour, rows in sorted(hours.items())}


def _there(rows: Sequence[Row]) -> float | None:
    return max((row["now"] for row in rows if row["now"] is not None), default=None)


def _planned(rows: Sequence[Row]) -> int:
    return max(int(row["servers"]) for row in rows)


def by_office(screen: Screen, found: Plan) -> Component:
    """Return the servers of every office by hour of the chosen day."""
    words = screen.words
    shown = {office: cells_of(screen, found, office) for office in offices(found["scenario"])}
    hours = sorted({hour for cells in shown.values() for hour in cells})
    if not hours:
        return html.P(words("centres.grid.closed"), className="quiet")
    names = [words("centres.plan.column.office"), *map(str, hours)]
    head = html.Tr([html.Th(name, scope="col") for name in names])
    rows = [_office_row(screen, office, cells, hours) for office, cells in shown.items()]
    table = html.Table(
        [html.Thead(head), html.Tbody(rows)], className="centres-table centres-planned"
    )
    return scrolled(table, hours_title(screen))


def _office_row(
    screen: Screen,
    office: str,
    cells: Mapping[int, tuple[float | None, int, Sequence[Row]]],
    hours: Sequence[int],
) -> Component:
    words = screen.words
    chosen = html.Button(
        office_name(office, words),
        className="centres-plain",
        **attributes(
            {
                "data-centres": "office",
                "data-value": office,
                "aria-pressed": str(office == screen.office).lower(),
            }
        ),
    )
    return html.Tr(
        [
            html.Th(chosen, scope="row"),
            *(_cell(*cells[hour][:2], words) if hour in cells else html.Td() for hour in hours),
        ],
        className="centres-whole" if office == screen.office else "",
    )


def _cell(now: float | None, planned: int, words: Words) -> Component:
    """Return how many the plan has, and how many more or fewer that is."""
    more = 0.0 if now is None else planned - now
    if not more:
        return html.Td(number(planned, words))
    digits = 1 if more % 1 else 0
    sign, text = (UP, "+") if more > 0 else (DOWN, MINUS)
    said = f"{text}{number(abs(more), words, digits)} {sign}"
    kind = "centres-up" if more > 0 else "centres-down"
    return html.Td([number(planned, words), html.Small(said)], className=kind)


def own_hours(screen: Screen, found: Plan) -> Component | None:
    """Return what is known of every hour of the chosen office."""
    words = screen.words
    cells = (
        cells_of(screen, found, screen.office)
        if screen.office in offices(found["scenario"])
        else {}
    )
    if not cells:
        return None
    names = ("hour", "now", "planned", "share", "lower", "one_less")
    heads = [words(f"centres_below.plan.column.{name}") for name in names]
    rows = [[_span(hour, words), *_known(cell, words)] for hour, cell in cells.items()]
    name = office_name(screen.office, words)
    return folded("hours", words("centres_below.plan.own_hours", office=name), heads, rows)


def _span(hour: int, words: Words) -> str:
    return words("centres.chart.hours", first=clock(hour), until=clock(hour + 1))


def _known(cell: tuple[float | None, int, Sequence[Row]], words: Words) -> Iterator[str]:
    now, planned, rows = cell
    yield NOTHING if now is None else number(now, words, 1 if now % 1 else 0)
    yield number(planned, words)
    for name in ("simulated_share", "simulated_lower", "one_less_share"):
        shares = (row[name] for row in rows if row[name] is not None)
        yield percent(min(shares, default=None), words)
