"""The card of the plan: what it costs and gives, by office and hour, its roster, and its shifts."""

import re
from collections.abc import Mapping
from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from app.access.barred import barred, why_barred
from app.components.attributes import attributes
from app.components.centres_numbers import NOTHING, clock, minutes, number, percent
from app.components.states import refused
from app.frame import icon
from app.i18n import Words
from app.pages.centres.below_words import card_head, folded, links
from app.pages.centres.grid import weekdays
from app.pages.centres.plan import Gain, Plan, gains, is_of, plan_of, whole
from app.pages.centres.plan_hours import by_office, hours_title, own_hours
from app.pages.centres.plan_shifts import shifts
from app.pages.centres.screens import Screen
from app.pages.centres.sentences import office_name

Row = Mapping[str, Any]

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
PLAN: Final = "plan"


def _before(screen: Screen) -> list[Component | None]:
    words = screen.words
    said = words(
        "centres_below.plan.about",
        share=percent(screen.asked.goal, words, 0),
        wait=minutes(float(screen.shown.document["standards"]["wait_minutes"]), words),
    )
    return [
        card_head(words("centres_below.plan.title_empty"), _find(screen)),
        why_barred(screen.words, PLAN),
        html.P(said, className="quiet"),
        _infeasible(screen),
    ]


def _find(screen: Screen) -> Component:
    under_way = screen.plan is not None and screen.plan.state in ("waiting", "running")
    return html.Button(
        screen.words("centres.button.find"),
        className="button",
        **barred(screen.words, PLAN, otherwise=under_way),
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
    return refused(said)


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
        html.Div([html.H3(hours_title(screen)), weekdays(screen)], className="centres-card-head"),
        by_office(screen, found),
        html.P(words("centres_below.plan.table_note"), className="quiet small"),
        own_hours(screen, found),
        _all_offices(screen, found),
        _roster(screen, found),
        _officers(found, words),
        html.Div([take, _find(screen)], className="centres-doing"),
        why_barred(screen.words, PLAN),
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
    said = words("centres.plan.met") if not short else words.count("centres.plan.short", short)
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
    hours, days = check["hours"], check.get("weekdays", ())
    one_day = len(days) == 1
    station = station_words(check["station"], words)
    return words(
        "centres_below.plan.check",
        office=office_name(check["office"], words),
        station=f"{station}, {words(f'centres.weekday.{days[0]}')}" if one_day else station,
        first=clock(hours[0]),
        until=clock(hours[-1] + 1),
        share=percent(check["share"], words),
        lower=percent(check["lower"], words),
    )


def _all_offices(screen: Screen, found: Plan) -> Component:
    words = screen.words
    known = gains(found, screen.asked.station)
    rows = [_gain(office_name(office, words), gain, words) for office, gain in known.items()]
    rows.append(_gain(words("centres_below.city"), whole(known.values()), words))
    names = ("office", "now", "found", "share_now", "share_planned")
    heads = [words(f"centres.plan.column.{name}") for name in names]
    return folded("offices", words("centres.plan.offices"), heads, rows)


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
    return folded("roster", summary, heads, rows)


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
