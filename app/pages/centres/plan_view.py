"""The card of the plan: what it costs and gives, by office and hour, its roster, and its shifts."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.components.centres_numbers import NOTHING, clock, minutes, number, percent
from app.frame import icon
from app.i18n import Words
from app.i18n.plural import plural
from app.pages.centres.below_words import MINUS, card_head, links, scrolled
from app.pages.centres.grid import weekdays
from app.pages.centres.hours import open_weekdays
from app.pages.centres.plan import Gain, Plan, gains, is_of, plan_of, rows_of, whole
from app.pages.centres.plan_shifts import shifts
from app.pages.centres.screens import Screen
from app.pages.centres.sentences import office_name
from app.planning.scenarios import office_of, offices

Row = Mapping[str, Any]

UP, DOWN = "▲", "▼"
MOST_NAMED: Final = 8
INFEASIBLE: Final = re.compile(
    r"shifts: (?P<office>.+), (?P<station>\w+), weekday (?P<weekday>[1-7]): "
    r"expected a shift that covers (?P<start>\d\d:\d\d) to (?P<end>\d\d:\d\d)"
)
"""How the search says that no shift covers an hour."""


def plan(screen: Screen) -> list[Component]:
    """Return the card; before a search it says what one would do."""
    found = plan_of(screen)
    parts = _before(screen) if found is None else _found(screen, found)
    return [html.Section([*parts, shifts(screen)], id="centres-plan-card", className=CARD)]


CARD: Final = "card centres-part"


def _before(screen: Screen) -> list[Component | None]:
    words = screen.words
    said = words(
        "centres_below.plan.about",
        share=percent(screen.asked.goal, words, 0),
        wait=minutes(float(screen.shown.document["standards"]["wait_minutes"]), words),
    )
    return [
        card_head(words("centres_below.plan.title_empty"), _find(screen)),
        html.P(said, className="quiet"),
        _infeasible(screen),
    ]


def _find(screen: Screen) -> Component:
    under_way = screen.plan is not None and screen.plan.state in ("waiting", "running")
    return html.Button(
        screen.words("centres.button.find"),
        className="button",
        disabled=not screen.can_run or under_way,
        **attributes({"data-centres": "find"}),
    )


def _infeasible(screen: Screen) -> Component | None:
    """Return which hour no shift covers, where a search ended for that."""
    run, words = screen.plan, screen.words
    told = INFEASIBLE.search(run.reason) if run is not None and run.state == "failed" else None
    if told is None:
        return None
    said = words(
        "centres_below.plan.infeasible",
        office=office_name(told["office"], words),
        station=station_words(told["station"], words),
        weekday=words(f"centres.weekday.{told['weekday']}"),
        start=told["start"],
        end=told["end"],
    )
    return html.P([icon("warning"), said], className="centres-wrong", role="alert")


def station_words(station: str, words: Words) -> str:
    """Return the name of a station of a plan."""
    return words(f"centres_below.station.{station}")


# ---------------------------------------------------------------- what was found
def _found(screen: Screen, found: Plan) -> list[Component | None]:
    words = screen.words
    take = html.Button(
        words("centres.plan.take"),
        className="button primary",
        **attributes({"data-centres": "take_plan"}),
    )
    return [
        card_head(_title(screen, found), links(screen, ("plan", "roster"))),
        html.P(_sure(screen, found), className="quiet small"),
        _marks(screen, found),
        _missed(found, words),
        html.Div([html.H3(_hours_title(screen)), weekdays(screen)], className="centres-card-head"),
        _by_office(screen, found),
        html.P(words("centres_below.plan.table_note"), className="quiet small"),
        _own_hours(screen, found),
        _all_offices(screen, found),
        _roster(screen, found),
        _officers(found, words),
        html.Div([take, _find(screen)], className="centres-doing"),
    ]


def _title(screen: Screen, found: Plan) -> str:
    """Return what the plan costs and gives at the chosen station of all offices."""
    words, station = screen.words, screen.asked.station
    gain = whole(gains(found, station).values())
    more = gain.planned - gain.now
    kind = "same" if round(more) == 0 else "more" if more > 0 else "less"
    return words(
        f"centres_below.plan.title_{kind}",
        station=words(f"centres_below.hours_of.{station}"),
        now=number(gain.now, words),
        planned=number(gain.planned, words),
        more=number(abs(more), words),
        was=percent(gain.share_now, words),
        share=percent(gain.share_planned, words),
        wait=minutes(found["target"]["wait_minutes"], words),
    )


def _sure(screen: Screen, found: Plan) -> str:
    """Return for what target, and whether replications are sure of it."""
    words, target = screen.words, found["target"]
    short = sum(not check["met"] for check in found["checks"])
    said = words("centres.plan.met") if not short else plural(words, "centres.plan.short", short)
    return words(
        "centres.plan.target",
        share=percent(target["share"], words, 0),
        wait=minutes(target["wait_minutes"], words),
        said=said,
        replications=number(found["replications"], words),
    )


def _marks(screen: Screen, found: Plan) -> Component | None:
    words, marks = screen.words, []
    if not is_of(found, screen.shown.document):
        marks.append(words("centres.plan.outdated"))
    if found.get("hypothetical"):
        marks.append(words("centres.mark.hypothetical"))
    items = [html.Li([icon("warning"), html.Span(mark)]) for mark in marks]
    return html.Ul(items, className="centres-marks") if items else None


def _missed(found: Plan, words: Words) -> Component | None:
    """Return the hours of which the runs are not sure, by name."""
    short = [check for check in found["checks"] if not check["met"]]
    if not short:
        return None
    items = [html.Li(_check_words(check, words)) for check in short[:MOST_NAMED]]
    if len(short) > MOST_NAMED:
        rest = number(len(short) - MOST_NAMED, words)
        items.append(html.Li(words("centres_below.plan.more_missed", n=rest)))
    said = html.P(words("centres_below.plan.missed"))
    return html.Div([said, html.Ul(items)], className="centres-wrong small", role="note")


def _check_words(check: Row, words: Words) -> str:
    hours = check["hours"]
    return words(
        "centres_below.plan.check",
        office=office_name(check["office"], words),
        station=station_words(check["station"], words),
        first=clock(hours[0]),
        until=clock(hours[-1] + 1),
        share=percent(check["share"], words),
        lower=percent(check["lower"], words),
    )


# ---------------------------------------------------------------- by office and hour
def _hours_title(screen: Screen) -> str:
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


def _by_office(screen: Screen, found: Plan) -> Component:
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
    return scrolled(table, _hours_title(screen))


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


def _folded(name: str, summary: str, heads: Sequence[str], rows: Sequence[list[str]]) -> Component:
    head = html.Tr([html.Th(one, scope="col") for one in heads])
    body = [html.Tr([html.Th(row[0], scope="row"), *map(html.Td, row[1:])]) for row in rows]
    table = html.Table([html.Thead(head), html.Tbody(body)], className="centres-table")
    return html.Details(
        [html.Summary(summary), scrolled(table, summary)],
        id=f"centres-plan-{name}",
        className="centres-behind",
    )


def _own_hours(screen: Screen, found: Plan) -> Component | None:
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
    return _folded("hours", words("centres_below.plan.own_hours", office=name), heads, rows)


def _span(hour: int, words: Words) -> str:
    return words("centres.chart.hours", first=clock(hour), until=clock(hour + 1))


def _known(cell: tuple[float | None, int, Sequence[Row]], words: Words) -> Iterator[str]:
    now, planned, rows = cell
    yield NOTHING if now is None else number(now, words, 1 if now % 1 else 0)
    yield number(planned, words)
    yield percent(rows[0]["simulated_share"], words)
    yield percent(rows[0]["simulated_lower"], words)
    less = [row["one_less_share"] for row in rows if row["one_less_share"] is not None]
    yield percent(min(less, default=None), words)


def _all_offices(screen: Screen, found: Plan) -> Component:
    words = screen.words
    known = gains(found, screen.asked.station)
    rows = [_gain(office_name(office, words), gain, words) for office, gain in known.items()]
    rows.append(_gain(words("centres_below.city"), whole(known.values()), words))
    names = ("office", "now", "found", "share_now", "share_planned")
    heads = [words(f"centres.plan.column.{name}") for name in names]
    return _folded("offices", words("centres.plan.offices"), heads, rows)


def _gain(name: str, gain: Gain, words: Words) -> list[str]:
    hours = [number(gain.now, words), number(gain.planned, words)]
    return [name, *hours, percent(gain.share_now, words), percent(gain.share_planned, words)]


ROSTER: Final = ("weekday", "start", "end", "lunch", "people")


def _roster(screen: Screen, found: Plan) -> Component:
    """Return who comes when at the chosen office, as shifts."""
    words, wanted = screen.words, (screen.office, screen.asked.station)
    rows = [
        [
            words(f"centres.weekday.{row['weekday']}"),
            *(str(row[name]) or NOTHING for name in ROSTER[1:4]),
            number(row["people"], words),
        ]
        for row in found["roster"]
        if (row["office"], row["station"]) == wanted
    ]
    summary = words(
        "centres.plan.roster",
        paid=number(found["paid_hours"], words),
        needed=number(found["needed_hours"], words),
    )
    heads = [words(f"centres.plan.column.{name}") for name in ROSTER]
    return _folded("roster", summary, heads, rows)


def _officers(found: Plan, words: Words) -> Component | None:
    known = found["officers"]
    if known.get("officers") is None:
        return None
    said = words(
        "centres_below.plan.officers",
        officers=number(known["officers"], words),
        files=number(known["files_per_working_day"], words, 1),
        days=number(found["target"]["officer_days"], words),
        share=percent(found["target"]["officer_share"], words, 0),
    )
    return html.P(said, className="small")
