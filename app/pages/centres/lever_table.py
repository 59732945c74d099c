"""All levers of the Centres page, and which of them were moved."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from app.pages.centres.office_levers import (
    away,
    break_end,
    lunch,
    office_clock,
    put_visits,
    saturday,
    visits_of,
)
from app.planning.law_dates import LAW_DATES, back_to_law
from app.planning.levers import (
    PERCENT,
    At,
    Getter,
    Lever,
    Putter,
    Value,
    are_same,
    by_mean,
    by_number,
)
from app.planning.scenarios import WEEK_DAYS, Document, office_of, with_office
from simulation.levers import LEVERS

VISITS: Final = "visits"


def moved(document: Document, base: Document, at: At) -> list[Lever]:
    """Return the levers that stand elsewhere than in another scenario."""
    return [lever for lever in SHOWN if not are_same(lever.get(document, at), lever.get(base, at))]


def put_back(document: Document, usual: Document, lever: Lever, at: At) -> Document:
    """Return the scenario with a lever where it stands in another; a stretch with both ends."""
    if lever.source is not None and lever.source[0] == "offices[]":
        names = ("opens", "closes") if lever.source[1] == "opens" else (lever.source[1],)
        there = office_of(usual, at.office)
        return with_office(document, at.office, **{name: there[name] for name in names})
    if lever.is_day:
        return back_to_law(document, usual, lever)
    if lever.name == VISITS:
        return lever.put(document, at, None)
    return lever.put(document, at, lever.get(usual, at))


def _weeks(document: Document, _at: At) -> Value:
    first, until = (date.fromisoformat(document["period"][end]) for end in ("from", "until"))
    return (until - first).days / WEEK_DAYS


def _put_weeks(document: Document, _at: At, value: int) -> Document:
    first = date.fromisoformat(document["period"]["from"])
    until = first + timedelta(days=WEEK_DAYS * value)
    return {**document, "period": {**document["period"], "until": until.isoformat()}}


def _share(name: str, group: str, section: str, lever: str) -> Lever:
    get, put = by_number(section, lever, PERCENT)
    return Lever(name, group, get, put, 0, PERCENT, digits=1, source=(section, lever))


def _minutes(name: str, lever: str) -> Lever:
    get, put = by_mean("service_minutes", lever)
    return Lever(name, "service", get, put, 0, 600, digits=1, source=("service_minutes", lever))


def _stretch(
    group: tuple[str, str, str],
    ends: tuple[tuple[Getter, Putter], tuple[Getter, Putter]],
    *,
    may_be_empty: bool = True,
) -> tuple[Lever, Lever]:
    """Return both ends of a stretch of the day: names of both, and the lever they stand in."""
    first, last, lever = group
    known = ("offices[]", lever)
    start, end = (
        Lever(name, "hours", *pair, is_clock=True, may_be_empty=may_be_empty, source=known)
        for name, pair in zip((first, last), ends, strict=True)
    )
    return replace(start, partner=last), end


ALL: Final = (
    *_stretch(
        ("opens", "closes", "opens"),
        (office_clock("opens"), office_clock("closes")),
        may_be_empty=False,
    ),
    *_stretch(("saturday_opens", "saturday_closes", "hours"), (saturday(0), saturday(1))),
    *_stretch(("lunch_from", "lunch_until", "lunch"), (lunch(0), lunch(1))),
    *_stretch(("break_from", "break_until", "breaks"), (break_end("from"), break_end("until"))),
    Lever(
        "break_away",
        "hours",
        *away(),
        0,
        PERCENT,
        may_be_empty=True,
        source=("offices[]", "breaks"),
    ),
    Lever(
        VISITS,
        "demand",
        visits_of,
        put_visits,
        0,
        100_000,
        digits=1,
        may_be_empty=True,
        source=("demand", "other_visits_per_hour"),
    ),
    Lever(
        "residence",
        "demand",
        *by_number("demand", "residence_per_day"),
        0,
        100_000,
        digits=1,
        may_be_empty=True,
        source=("demand", "residence_per_day"),
    ),
    Lever(
        "temporary",
        "demand",
        *by_number("demand", "temporary_stay_per_day"),
        0,
        100_000,
        digits=1,
        may_be_empty=True,
        source=("demand", "temporary_stay_per_day"),
    ),
    _share("centre_share", "demand", "demand", "centre_share"),
    _share("booked", "demand", "demand", "booked_share"),
    _share("consultant_share", "demand", "behaviour", "consultant_share"),
    _share("id_online", "demand", "demand", "id_online_share"),
    _share("access", "demand", "demand", "access_share"),
    _minutes("window_other", "window_other"),
    _minutes("window_residence", "window_residence"),
    _minutes("terminal", "terminal"),
    _minutes("reception", "reception"),
    _minutes("consultant", "consultant"),
    Lever(
        "patience",
        "patience",
        *by_mean("behaviour", "patience_minutes"),
        0,
        100_000,
        digits=0,
        may_be_empty=True,
        source=("behaviour", "patience_minutes"),
    ),
    Lever(
        "standard",
        "patience",
        *by_number("standards", "wait_minutes"),
        0,
        480,
        source=("standards", "wait_minutes"),
    ),
    Lever("weeks", "run", _weeks, _put_weeks, 1, 12),
    Lever("replications", "run", *by_number("run", "replications"), 2, 200),
    Lever("seed", "run", *by_number("run", "seed"), 0, 4_294_967_295),
    *LAW_DATES,
)

SHOWN: Final = tuple(
    lever for lever in ALL if lever.source is None or lever.source[1] in LEVERS[lever.source[0]]
)
"""The levers that the model has."""

GROUPS: Final = ("hours", "demand", "service", "patience", "run")
BY_NAME: Final = {lever.name: lever for lever in SHOWN}
