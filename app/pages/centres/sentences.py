"""The finding in words: the worst office and hours, and what would mend it."""

from datetime import date
from typing import Final, NamedTuple

from app.components.centres_numbers import clock, minutes, number, percent
from app.i18n import Words
from app.i18n.formats import decimal, long_day
from app.pages.centres.estimate import Quick
from app.pages.centres.found import Found, Peak
from app.pages.centres.screens import Screen
from app.pages.centres.state import Asked
from app.planning.hours import open_hours, open_weekdays, opening
from app.planning.scenarios import (
    WEEK_DAYS,
    Document,
    expanded,
    office_of,
    offices,
    scenario_of,
)
from simulation.run import hypothetical

STAFF: Final = {
    "window": "windows",
    "reception": "reception_desks",
    "terminal": "self_service_terminals",
}
"""The lever of an office that gives a station its servers."""


MANY_LEAVE: Final = 0.25
"""Share of visitors who leave unserved, from which on it is the finding."""


class Mend(NamedTuple):
    """Servers that the quick estimate adds: how many an hour, and between which hours."""

    least: int
    more: int
    first: int
    until: int


def office_name(office: str, words: Words) -> str:
    """Return the name of an office; of an unknown one its id."""
    key = f"centres.office.{office}"
    return words(key) if words.has(key) else office


def headline(screen: Screen) -> str:
    """Return the finding in a sentence or two; between asterisks stands what they are about."""
    words, found = screen.words, screen.found
    if found is None:
        return words("centres.headline.empty")
    if unserved := unserved_of(screen, found) or leaving_of(screen, found):
        return unserved
    if screen.worst is None:
        return words("centres.headline.nobody")
    office, worst = screen.worst
    said = words(
        f"centres.headline.{'over' if worst.is_missed else 'within'}",
        office=office_name(office, words),
        first=clock(worst.hour),
        until=clock(worst.hour + 1),
        wait=words(
            f"centres.unit.{'longer_than' if worst.is_missed else 'up_to'}",
            n=decimal(worst.wait, words.language),
        ),
    )
    return f"{said} {_mended(screen, office, worst)}".strip() if worst.is_missed else said


def leaving_of(screen: Screen, found: Found) -> str:
    """Return where many leave before their turn: of whom is left nobody waits long."""
    station = screen.asked.station
    shares = {
        office: found("abandoned_share", station, office).value or 0.0 for office in screen.offices
    }
    office = max(shares, key=shares.__getitem__, default="")
    if not office or shares[office] < MANY_LEAVE:
        return ""
    return screen.words(
        "centres.headline.leaving",
        office=office_name(office, screen.words),
        share=percent(shares[office], screen.words, 0),
    )


def unserved_of(screen: Screen, found: Found) -> str:
    """Return where people come and nobody is served; empty where that is nowhere."""
    for office in screen.offices:
        nobody = unmanned(screen.document, office, screen.asked)
        came = found.by_hour("visits", screen.asked.station, office, "count")
        waiting = [one.hour for one in came if one.estimate.value and one.hour in nobody]
        hours = sorted({*screen.unserved(found, office), *waiting})
        if hours:
            return screen.words(
                f"centres.headline.unserved_{screen.asked.station}",
                office=office_name(office, screen.words),
                first=clock(hours[0]),
                until=clock(hours[-1] + 1),
            )
    return ""


def unmanned(document: Document, office: str, asked: Asked) -> set[int]:
    """Return the hours in which an office is open and has nobody at a station, day after day.

    Args:
        document: a scenario.
        office: its id; one that it has not has no hours.
        asked: station, and weekday or the week.
    """
    if office not in offices(document):
        return set()
    levers = office_of(document, office)
    there = expanded(levers[STAFF[asked.station]] or 0)
    days = open_weekdays(levers, asked.weekday)
    hours = open_hours(levers, asked.weekday)
    return {hour for hour in hours if not any(there[day - 1][hour] for day in days)}


def _mended(screen: Screen, office: str, worst: Peak) -> str:
    """Return what would mend the worst hours, empty where the estimate does not know."""
    words = screen.words
    mend = mend_of(screen.quick, screen.shown.document, office, screen.asked.station)
    if mend is None:
        return ""
    more = words.count(f"centres.more.{screen.asked.station}", mend.more)
    if mend.least < mend.more:
        many = decimal(mend.more, words.language)
        more = more.replace(many, f"{decimal(mend.least, words.language)}–{many}", 1)
    if (mend.first, mend.until) == (worst.first, worst.until):
        return words("centres.headline.mend_then", more=more)
    return words(
        "centres.headline.mend", more=more, first=clock(mend.first), until=clock(mend.until)
    )


def mend_of(quick: Quick | None, document: Document, office: str, station: str) -> Mend | None:
    """Return what an office lacks in its worst stretch of hours; None: nothing, or not known.

    Hours that follow each other and all lack somebody are a stretch; the worst lacks most in any
    hour, then lasts longest, then comes first.

    Args:
        quick: the quick estimate of the scenario.
        document: the scenario.
        office: its id.
        station: where people wait.
    """
    if quick is None or office not in {found["id"] for found in document["offices"]}:
        return None
    lacking = lacks(quick, document, office, station)
    stretches: list[list[int]] = []
    for hour in sorted(hour for hour, more in lacking.items() if more > 0):
        if not stretches or stretches[-1][-1] + 1 < hour:
            stretches.append([])
        stretches[-1].append(hour)
    if not stretches:
        return None
    counted = [(max(lacking[hour] for hour in hours), len(hours), hours) for hours in stretches]
    most, _, hours = max(counted, key=lambda one: one[:2])
    return Mend(min(lacking[hour] for hour in hours), most, hours[0], hours[-1] + 1)


def lacks(quick: Quick, document: Document, office: str, station: str) -> dict[int, int]:
    """Return by hour how many servers are missing on the day that lacks most of them."""
    levers = office_of(document, office)
    there = expanded(levers[STAFF[station]])
    found: dict[int, int] = {}
    for (weekday, hour), needed in quick.needed(office, station).items():
        if opening(levers, weekday) is not None:
            missing = needed - int(there[weekday - 1][hour])
            found[hour] = max(missing, found.get(hour, missing))
    return found


def about(screen: Screen) -> str:
    """Return period, replications, seed and intervals of what is shown, in one line."""
    replications = screen.document["run"]["replications"]
    kind = "run" if screen.result is not None else "quick"
    return about_run(screen, screen.document, replications, kind)


def about_run(screen: Screen, document: Document, replications: int, kind: str = "run") -> str:
    """Return the same of any scenario.

    Args:
        screen: its language and its city.
        document: the scenario.
        replications: how many were made of it.
        kind: ``run``, or ``quick`` for the formulas.
    """
    words = screen.words
    first, until = (date.fromisoformat(document["period"][end]) for end in ("from", "until"))
    days = (until - first).days
    length = words.count("centres.weeks", days // WEEK_DAYS)
    if days % WEEK_DAYS:
        length = words.count("centres.days", days)
    return words(
        f"centres.about.{kind}",
        length=length,
        start=long_day(first, words.language),
        replications=number(replications, words),
        seed=document["run"]["seed"],
        people=decimal(screen.city[0], words.language),
    )


def target(screen: Screen) -> str:
    """Return the target in words."""
    words = screen.words
    return words(
        "centres.target",
        share=decimal(screen.asked.goal * 100, words.language),
        wait=minutes(screen.limit, words),
    )


def beyond_of(screen: Screen) -> list[str]:
    """Return the levers of what the numbers are of that reach beyond the law's dates."""
    if screen.result is not None:
        return list(screen.result["yours"].get("hypothetical") or ())
    return hypothetical(scenario_of(screen.shown.document))


def is_hypothetical(screen: Screen) -> list[str]:
    """Return the levers that do so in the run or in the scenario, whose estimate is beside it."""
    edited = hypothetical(scenario_of(screen.shown.document))
    return list(dict.fromkeys([*beyond_of(screen), *edited]))
