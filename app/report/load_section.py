"""What it does to the offices and to the cards: waits, work, visits, lead times, money."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from app.components.centres_numbers import UNKNOWN, Estimate, clock
from app.report.charts import Row, intervals, lines
from app.report.finding import compared
from app.report.markup import Markup, element, joined
from app.report.measures import (
    ALL,
    AT_OFFICES,
    CARDS,
    LEAD,
    LOAD,
    WAIT,
    Measure,
    interval_words,
    name_words,
    value_words,
)
from app.report.reported import Part, change_of
from app.report.telling import (
    Telling,
    cell,
    change_cell,
    figure,
    legend,
    row_head,
    scenario_parts,
    table,
)
from app.report.values import office_name

STATION: Final = "window"
BACKLOG: Final = "ums_backlog"


def load_section(told: Telling) -> Markup:
    """Return what happens at the offices; a sentence where most of who waits there is left out."""
    if told.reported.is_cards_only:
        return joined(
            element("h2", told.say("head.load")), element("p", told.say("load.cards_only"))
        )
    city = _measures(told, told.say("load.city"), LOAD)
    offices = [_offices(told, place, part) for place, part in scenario_parts(told.reported)]
    return joined(
        element("h2", told.say("head.load")),
        _waits(told),
        _by_hour(told),
        city,
        *offices,
        element("p", told.say("load.legend"), class_="quiet"),
    )


def cards_section(told: Telling) -> Markup:
    """Return what happens to ID cards, and to the duty; a sentence where the run is too short."""
    head, reported = element("h2", told.say("head.cards")), told.reported.of_cards
    if reported is None:
        return joined(head, element("p", told.say("cards.too_short")))
    is_own = reported is not told.reported
    told = replace(told, reported=reported)
    days = reported.base.document["run"]["warm_up_days"]
    own = told.say("cards.own_run", period=told.period, days=told.words.count("centres.days", days))
    counted = told.number(reported.base.results["replications"])
    own = f"{own} {told.say('making.replications')}: {counted}."
    return joined(
        head,
        element("p", own, class_="quiet") if is_own else None,
        _backlog(told),
        _measures(told, told.say("cards.title"), CARDS),
        element("p", told.say("load.legend"), class_="quiet"),
    )


def _about(told: Telling, sentence: str) -> str:
    """Return a sentence, whose scenario is named where there are several."""
    return sentence if len(told.reported.parts) == 1 else f"{told.name(1)}: {sentence}"


def _offices_of(part: Part) -> list[str]:
    return [office["id"] for office in part.document["offices"]]


def worst_first(told: Telling) -> list[str]:
    """Return the offices of all parts, the longest wait of the first scenario first."""
    known = dict.fromkeys(one for part in told.reported.all for one in _offices_of(part))
    first = told.reported.parts[0]
    waits = {office: first.value(WAIT.at(office)).value for office in known}
    return sorted(known, key=lambda office: -(waits[office] or 0.0))


def _waits(told: Telling) -> Markup:
    known = worst_first(told)
    rows = [
        Row(
            office_name(office, told.words),
            [part.value(WAIT.at(office)) for part in told.reported.all],
        )
        for office in known
    ]
    city = Row(told.say("load.whole_city"), [part.value(WAIT.at()) for part in told.reported.all])
    sentence = _about(told, compared(told, told.reported.parts[0], WAIT, "wait"))
    sentence = sentence or told.say("load.nobody")
    chart = intervals([city, *rows], told.shortest, sentence, WAIT.name)
    return figure(sentence, chart, told.source(told.say("load.unit_p90")), legend(told.names))


def _by_hour(told: Telling) -> Markup:
    series = [_hours(part) for part in told.reported.all]
    hours = sorted({hour for one in series for hour in one})
    if not hours:
        return Markup()
    worst = max(hours, key=lambda hour: series[1].get(hour, UNKNOWN).value or 0.0)
    wait = value_words(series[1].get(worst, UNKNOWN).value, WAIT, told.words)
    sentence = _about(
        told, told.say("load.worst", first=clock(worst), until=clock(worst + 1), wait=wait)
    )
    points = [[one.get(hour, UNKNOWN) for hour in hours] for one in series]
    chart = lines([clock(hour) for hour in hours], points, told.shortest, sentence)
    return figure(sentence, chart, told.source(told.say("load.unit_hour")), legend(told.names))


def _hours(part: Part) -> Mapping[int, Estimate]:
    """Return how long nine in ten wait for a window, by hour: of the office that is worst then."""
    found: dict[int, Estimate] = {}
    for row in part.results["hours"]:
        key = (row["measure"], row["station"], row["statistic"])
        if key != (WAIT.name, STATION, WAIT.statistic) or row["value"] is None:
            continue
        if row["office"] != ALL:
            now = found.get(row["hour"], UNKNOWN).value
            if now is None or row["value"] > now:
                found[row["hour"]] = Estimate(row["value"], *(row["ci95"] or (None, None)))
    return found


def _backlog(told: Telling) -> Markup:
    series = [_days(part) for part in told.reported.all]
    days = sorted({day for one in series for day in one})
    sentence = _about(told, compared(told, told.reported.parts[0], LEAD, "card"))
    if not sentence or not any(e.value for one in series for e in one.values()):
        return element("p", told.say("cards.none"))
    points = [[one.get(day, UNKNOWN) for day in days] for one in series]
    names = [f"{date.fromisoformat(day):%d.%m}" for day in days]
    chart = lines(names, points, told.shortest, sentence)
    return figure(sentence, chart, told.source(told.say("cards.unit_backlog")), legend(told.names))


def _days(part: Part) -> dict[str, Estimate]:
    return {
        row["day"]: Estimate(row["value"], *(row["ci95"] or (None, None)))
        for row in part.results["days"]
        if row["measure"] == BACKLOG
    }


def _measures(told: Telling, title: str, measures: Sequence[Measure]) -> Markup:
    rows = [
        [
            row_head(name_words(one, told.words)),
            *(_estimate(told, part, one) for part in told.reported.all),
        ]
        for one in measures
    ]
    return table(title, [told.say("load.measure"), *told.names], rows)


def _estimate(told: Telling, part: Part, measure: Measure, office: str = ALL) -> Markup:
    estimate, words = part.value(measure.at(office)), told.words
    spread = interval_words(estimate, measure, words)
    is_law = part is told.reported.base
    return cell(
        value_words(estimate.value, measure, words),
        element("small", told.say("interval", ends=spread), class_="span") if spread else None,
        change_cell(part.change(measure.at(office)), measure, words),
        kind="number law" if is_law else "number",
    )


def _offices(told: Telling, place: int, part: Part) -> Markup:
    rows = [
        [
            row_head(office_name(office, told.words)),
            *(_estimate(told, part, one, office) for one in AT_OFFICES),
        ]
        for office in worst_first(told)
        if office in _offices_of(part)
    ]
    heads = [
        told.say("load.office"),
        *(told.say(f"measure.{m.name}_{m.statistic}") for m in AT_OFFICES),
    ]
    return table(told.say("load.offices", name=told.name(place)), heads, rows)


def outcomes_section(told: Telling) -> Markup:
    """Return how applications of the run ended."""
    known = [_outcomes(part) for part in told.reported.all]
    keys = sorted({key for one in known for key in one})
    rows = [
        [
            row_head(_outcome_words(told, key)),
            *(_count(told, place, one.get(key)) for place, one in enumerate(known)),
        ]
        for key in keys
    ]
    heads = [told.say("outcomes.outcome"), *told.names]
    is_beside_policy = all(part.norms is not None for part in told.reported.all)
    return joined(
        element("h2", told.say("head.outcomes")),
        element("p", told.say("outcomes.about"), class_="quiet") if is_beside_policy else None,
        table(told.say("outcomes.title"), heads, rows),
    )


def _outcomes(part: Part) -> dict[tuple[str, str, str], dict[str, Any]]:
    changes = () if part.differences is None else part.differences["outcomes"]
    found = {_outcome(row): {**row} for row in part.results["outcomes"]}
    for row in changes:
        own = found.setdefault(_outcome(row), _never(row))
        own["change"] = row
    return found


def _never(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return an outcome of the law that no replication of the scenario reaches: it counts 0."""
    return {"count": row["value"], "ci95": None}


def _outcome(row: Mapping[str, Any]) -> tuple[str, str, str]:
    return row["service"], row["outcome"], row["basis"] or ""


def _outcome_words(told: Telling, key: tuple[str, str, str]) -> str:
    service, outcome, basis = key
    name = f"{outcome}-{basis}" if basis else outcome
    said = told.words(f"application.outcome.{name}")
    return f"{told.words(f'centres_below.service.{service}')}: {said}"


def _count(told: Telling, place: int, row: Mapping[str, Any] | None) -> Markup:
    kind = "number" if place else "number law"
    if row is None:
        return cell(told.number(0), kind=kind)
    count = row["count"]
    estimate = Estimate(count, *(row["ci95"] or (None, None)))
    spread = interval_words(estimate, COUNTED, told.words)
    changed = "change" in row and row["change"]["sign"] != "same"
    return cell(
        value_words(count, COUNTED, told.words),
        element("small", f" ({spread})", class_="beside") if spread else None,
        change_cell(change_of(row["change"]), COUNTED, told.words) if changed else None,
        kind=kind,
    )


COUNTED: Final = Measure("count", "mean", "count")
