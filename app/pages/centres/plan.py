"""The plan: the fewest servers that a search has found, beside those there are, and its roster."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from dash import html
from dash.development.base_component import Component

from app.components.attributes import attributes
from app.components.centres_numbers import minutes, number, percent
from app.i18n import Words
from app.i18n.plural import plural
from app.pages.centres.grid import LACKS
from app.pages.centres.hours import open_weekdays
from app.pages.centres.scenarios import (
    Document,
    compact,
    complete,
    expanded,
    office_of,
    offices,
    with_office,
)
from app.pages.centres.screens import Screen
from app.pages.centres.sentences import STAFF, office_name
from app.pages.centres.state import PATH
from app.visit import address

Plan = Mapping[str, Any]
"""What the search gives: ``simulation.staffing.staffed.staff_document``."""

Rows = Sequence[Mapping[str, Any]]

SERVERS: Final = (*STAFF.values(), "consultants", "breaks", "shifts")
"""Levers of an office that a plan stands in for."""


def plan_of(screen: Screen) -> Plan | None:
    """Return the plan that the address names, once it is found."""
    run = screen.plan
    if run is None or run.state != "done" or not isinstance(run.result, Mapping):
        return None
    return run.result if "hours" in run.result else None


def plan(screen: Screen) -> list[Component]:
    """Return what stands below the grid; nothing as long as no plan was found."""
    found = plan_of(screen)
    if found is None:
        return []
    words = screen.words
    parts = [
        html.Div([html.H2(_title(screen, found)), _files(screen)], className="centres-card-head"),
        html.P(_sure(screen, found), className="quiet small"),
        *_outdated(screen, found),
        _hours(screen, found),
        _all_offices(screen, found),
        _roster(screen, found),
        html.Button(
            words("centres.plan.take"),
            className="button",
            **attributes({"data-centres": "take_plan"}),
        ),
    ]
    return [html.Section(parts, className="card centres-plan")]


def rows_of(found: Plan, office: str, station: str) -> Rows:
    """Return the hours of a plan at one station of an office."""
    wanted = (office, station)
    return [row for row in found["hours"] if (row["office"], row["station"]) == wanted]


class Gain(NamedTuple):
    """What the plan changes at one station of an office.

    Attributes:
        now: hours of servers a week that there are.
        planned: that the plan has.
        share_now: of visitors served within the limit today; None: nobody came.
        share_planned: with the plan.
    """

    now: float
    planned: float
    share_now: float | None
    share_planned: float | None


def gains(found: Plan, station: str) -> dict[str, Gain]:
    """Return what a plan changes at a station, by office."""
    return {
        row["office"]: Gain(
            row["hours"]["now"],
            row["hours"]["planned"],
            *(_part(row["in_time"][name], row["visits"][name]) for name in ("now", "planned")),
        )
        for row in found["gains"]
        if row["station"] == station
    }


def _part(some: float, whole: float) -> float | None:
    return some / whole if whole else None


def _title(screen: Screen, found: Plan) -> str:
    words, station = screen.words, screen.asked.station
    gain = gains(found, station).get(screen.office)
    if gain is None:
        return words("centres.plan.none", office=office_name(screen.office, words))
    return words(
        f"centres.plan.title_{station}",
        office=office_name(screen.office, words),
        found=number(gain.planned, words),
        now=number(gain.now, words),
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


def _outdated(screen: Screen, found: Plan) -> list[Component]:
    if _bare(screen.shown.document) == _bare(found["scenario"]):
        return []
    return [html.P(screen.words("centres.plan.outdated"), className="centres-wrong small")]


def _bare(document: Document) -> Document:
    """Return a scenario without what a plan stands in for."""
    kept = [{k: v for k, v in one.items() if k not in SERVERS} for one in document["offices"]]
    return {**document, "name": "", "city": None, "offices": kept}


def _hours(screen: Screen, found: Plan) -> Component:
    """Return now, found and simulated by hour, for the chosen day or Monday to Friday together."""
    words = screen.words
    levers = office_of(found["scenario"], screen.office)
    days = open_weekdays(levers, screen.asked.weekday)
    rows = [r for r in rows_of(found, screen.office, screen.asked.station) if r["weekday"] in days]
    hours = sorted({row["hour"] for row in rows})
    now = {hour: max(r["now"] or 0 for r in rows if r["hour"] == hour) for hour in hours}
    most = {hour: max(r["servers"] for r in rows if r["hour"] == hour) for hour in hours}
    shares = {row["hour"]: row["simulated_share"] for row in rows}
    lines = (
        ("now", [number(now[hour], words, 1 if now[hour] % 1 else 0) for hour in hours]),
        ("found", [_compared(most[hour], now[hour], words) for hour in hours]),
        ("share", [percent(shares[hour], words, 0) for hour in hours]),
    )
    heads = [words("centres.grid.hour"), *map(str, hours)]
    return html.Div(_table(heads, _named(lines, words)), className="centres-hours")


def _compared(found: float, now: float, words: Words) -> str:
    return f"{number(found, words)} {LACKS}" if found > now else number(found, words)


def _named(lines: Sequence[tuple[str, list[str]]], words: Words) -> Iterator[list[str]]:
    for name, cells in lines:
        yield [words(f"centres.plan.row.{name}"), *cells]


def _table(heads: Sequence[str], rows: Iterator[list[str]] | Sequence[list[str]]) -> Component:
    head = html.Tr([html.Th(one, scope="col") for one in heads])
    body = [html.Tr([html.Th(row[0], scope="row"), *map(html.Td, row[1:])]) for row in rows]
    table = html.Table([html.Thead(head), html.Tbody(body)], className="centres-table")
    return html.Div(table, className="centres-scroll", tabIndex="0")


def _folded(name: str, summary: str, table: Component) -> Component:
    return html.Details(
        [html.Summary(summary), table], id=f"centres-plan-{name}", className="centres-behind"
    )


def _all_offices(screen: Screen, found: Plan) -> Component:
    words = screen.words
    rows = [
        [
            office_name(office, words),
            number(gain.now, words),
            number(gain.planned, words),
            percent(gain.share_now, words),
            percent(gain.share_planned, words),
        ]
        for office, gain in gains(found, screen.asked.station).items()
    ]
    names = ("office", "now", "found", "share_now", "share_planned")
    heads = [words(f"centres.plan.column.{name}") for name in names]
    return _folded("offices", words("centres.plan.offices"), _table(heads, rows))


ROSTER: Final = ("weekday", "start", "end", "lunch", "people")


def _roster(screen: Screen, found: Plan) -> Component:
    """Return who comes when at the chosen office, as shifts."""
    words, wanted = screen.words, (screen.office, screen.asked.station)
    rows = [
        [
            words(f"centres.weekday.{row['weekday']}"),
            *(str(row[name]) for name in ROSTER[1:4]),
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
    return _folded("roster", summary, _table(heads, rows))


def _files(screen: Screen) -> Component:
    query = {**screen.visit.query, "lang": screen.visit.language}
    links = [
        html.A(
            screen.words(f"centres.plan.file_{name}", kind=kind.upper()),
            href=address(f"{PATH}/{name}.{kind}", query),
            download="",
        )
        for name in ("plan", "roster")
        for kind in ("csv", "xlsx")
    ]
    return html.Div(links, className="centres-files")


def planned(screen: Screen) -> Document:
    """Return the kept scenario with the servers of the plan, and without breaks and shifts."""
    found, document = plan_of(screen), screen.shown.kept
    if found is None:
        return document
    for office in offices(document):
        levers = office_of(document, office)
        changed: dict[str, Any] = {"breaks": [], "shifts": None}
        for station, lever in STAFF.items():
            rows, profile = rows_of(found, office, station), expanded(levers[lever])
            for row in rows:
                profile[row["weekday"] - 1][row["hour"]] = row["servers"]
            if rows:
                changed[lever] = compact(profile)
        document = with_office(document, office, **changed)
    return complete(document)
