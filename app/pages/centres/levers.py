"""The levers of the Centres page: what each may be, and where it stands in a scenario.

A value that cannot be used is answered in words and changes nothing; limits are those of
``simulation/levers.toml`` where the lever is there.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from app.pages.centres.hours import minutes
from app.pages.centres.scenarios import (
    WEEK_DAYS,
    Document,
    complete,
    office_of,
    with_office,
)
from app.pages.centres.visits import hourly, with_hourly
from domain.errors import BadInput
from simulation.levers import LEVERS

NUMBER: Final = re.compile(r"[0-9]{1,12}([.,][0-9]{1,4})?")
CLOCK: Final = re.compile(r"([0-9]{1,2})(?::([0-9]{2}))?")
PERCENT: Final = 100
SATURDAY: Final = "6"
LAST_MINUTE: Final = 1440
HOUR_MINUTES: Final = 60
ONE_HOUR: Final = 59

Value = float | str | None


class At(NamedTuple):
    """Which office a lever is of, and how many people the city has."""

    office: str
    people: int


Getter = Callable[[Document, At], Value]
Putter = Callable[[Document, At, Any], Document]


@dataclass(frozen=True)
class Lever:
    """One lever.

    Attributes:
        name: its words ``centres.lever.<name>``.
        group: where it stands in the panel.
        get: its value in a scenario, for the chosen office.
        put: the scenario with another value.
        low: smallest value, inside.
        high: largest value, inside.
        digits: decimal places that are shown.
        is_clock: a time of day as text.
        may_be_empty: None is a value of its own.
        partner: name of the lever that stands beside it in the same row, as its end.
        source: section and name of the lever whose evidence it shows; None: a choice.
    """

    name: str
    group: str
    get: Getter
    put: Putter
    low: float = 0
    high: float = 0
    digits: int = 0
    is_clock: bool = False
    may_be_empty: bool = False
    source: tuple[str, str] | None = None
    partner: str = ""

    @property
    def evidence(self) -> str:
        """How its usual value is known."""
        if self.source is None:
            return "choice"
        return LEVERS[self.source[0]][self.source[1]].evidence


def read_value(lever: Lever, text: str) -> Value:
    """Return what was typed as the lever's value; an empty text is None.

    Raises:
        BadInput: it cannot be used.
    """
    typed = text.replace("\u00a0", "").replace(" ", "").replace("\u202f", "")
    if not typed:
        if lever.may_be_empty:
            return None
        raise BadInput(lever.name, "a value", "nothing")
    if lever.is_clock:
        return _clock(lever, typed)
    if not NUMBER.fullmatch(typed):
        raise BadInput(lever.name, "a number", text[:20])
    value = float(typed.replace(",", "."))
    if not lever.low <= value <= lever.high or (not lever.digits and value != int(value)):
        raise BadInput(lever.name, f"{lever.low:g} to {lever.high:g}", text[:20])
    return value if lever.digits else int(value)


def _clock(lever: Lever, typed: str) -> str:
    found = CLOCK.fullmatch(typed)
    hour, minute = (int(part or 0) for part in found.groups()) if found else (99, 99)
    if minute > ONE_HOUR or hour * HOUR_MINUTES + minute > LAST_MINUTE:
        raise BadInput(lever.name, "a time", typed[:20])
    return f"{hour:02d}:{minute:02d}"


def changed(document: Document, at: At, lever: Lever, text: str) -> Document:
    """Return the scenario with a lever where it was typed to.

    Raises:
        BadInput: the value cannot be used, or the scenario does not fit the model with it.
    """
    return complete(lever.put(document, at, read_value(lever, text)))


def moved(document: Document, base: Document, at: At) -> list[Lever]:
    """Return the levers that stand elsewhere than in another scenario."""
    return [lever for lever in SHOWN if not _same(lever.get(document, at), lever.get(base, at))]


def put_back(document: Document, usual: Document, lever: Lever, at: At) -> Document:
    """Return the scenario with a lever where it stands in another; a stretch with both ends."""
    if lever.source is not None and lever.source[0] == "offices[]":
        names = ("opens", "closes") if lever.source[1] == "opens" else (lever.source[1],)
        there = office_of(usual, at.office)
        return with_office(document, at.office, **{name: there[name] for name in names})
    if lever.name == VISITS:
        return lever.put(document, at, None)
    return lever.put(document, at, lever.get(usual, at))


def _same(one: Value, other: Value) -> bool:
    if isinstance(one, float | int) and isinstance(other, float | int):
        return abs(one - other) < SMALLEST
    return one == other


SMALLEST: Final = 1e-9
VISITS: Final = "visits"


# ---------------------------------------------------------------- of the run
def _weeks(document: Document, _at: At) -> Value:
    first, until = (date.fromisoformat(document["period"][end]) for end in ("from", "until"))
    return (until - first).days / WEEK_DAYS


def _put_weeks(document: Document, _at: At, value: int) -> Document:
    first = date.fromisoformat(document["period"]["from"])
    until = first + timedelta(days=WEEK_DAYS * value)
    return {**document, "period": {**document["period"], "until": until.isoformat()}}


def _plain(section: str, name: str, scale: float = 1) -> tuple[Getter, Putter]:
    """Return how a number of a section is read and written; shares are shown in per cent."""

    def get(document: Document, _at: At) -> Value:
        value = document[section][name]
        return None if value is None else round(value * scale, 6)

    def put(document: Document, _at: At, value: float | None) -> Document:
        scaled = value if value is None or scale == 1 else value / scale
        return {**document, section: {**document[section], name: scaled}}

    return get, put


# ---------------------------------------------------------------- of an office
def _office_clock(name: str) -> tuple[Getter, Putter]:
    def get(document: Document, at: At) -> Value:
        return office_of(document, at.office)[name]

    def put(document: Document, at: At, value: str) -> Document:
        return with_office(document, at.office, **{name: value})

    return get, put


def _saturday(end: int) -> tuple[Getter, Putter]:
    """Return the opening or closing of Saturday; None: closed all day."""

    def get(document: Document, at: At) -> Value:
        found = (office_of(document, at.office)["hours"] or {}).get(SATURDAY)
        return None if found is None else found[end]

    def put(document: Document, at: At, value: str | None) -> Document:
        hours = dict(office_of(document, at.office)["hours"] or {})
        known = hours.pop(SATURDAY, None)
        if value is not None:
            hours[SATURDAY] = _ordered(known or SATURDAY_HOURS, end, value)
        return with_office(document, at.office, hours=hours)

    return get, put


def _lunch(end: int) -> tuple[Getter, Putter]:
    """Return when the doors close and open again at noon; None: they do not."""

    def get(document: Document, at: At) -> Value:
        found = office_of(document, at.office)["lunch"]
        return None if found is None else found[end]

    def put(document: Document, at: At, value: str | None) -> Document:
        known = office_of(document, at.office)["lunch"]
        lunch = None if value is None else _ordered(known or LUNCH_HOURS, end, value)
        return with_office(document, at.office, lunch=lunch)

    return get, put


def _break(end: str) -> tuple[Getter, Putter]:
    """Return an end of the first break, in which a part of the staff is away; None: no break."""

    def get(document: Document, at: At) -> Value:
        breaks = office_of(document, at.office)["breaks"]
        return breaks[0][end] if breaks else None

    def put(document: Document, at: At, value: str | None) -> Document:
        first, *others = office_of(document, at.office)["breaks"] or [USUAL_BREAK]
        if value is None:
            return with_office(document, at.office, breaks=others)
        names = ("from", "until")
        ends = _ordered([first[name] for name in names], names.index(end), value)
        again = {**first, **dict(zip(names, ends, strict=True))}
        return with_office(document, at.office, breaks=[again, *others])

    return get, put


def _away() -> tuple[Getter, Putter]:
    def get(document: Document, at: At) -> Value:
        breaks = office_of(document, at.office)["breaks"]
        return round(breaks[0]["away_share"] * PERCENT, 6) if breaks else None

    def put(document: Document, at: At, value: float | None) -> Document:
        first, *others = office_of(document, at.office)["breaks"] or [USUAL_BREAK]
        if value is None:
            return with_office(document, at.office, breaks=others)
        return with_office(
            document, at.office, breaks=[{**first, "away_share": value / PERCENT}, *others]
        )

    return get, put


def _ordered(known: Sequence[str], end: int, value: str) -> list[str]:
    """Return both ends of a stretch; the other end gives way where it is on the wrong side."""
    ends = list(known)
    ends[end] = value
    if minutes(ends[0]) >= minutes(ends[1]):
        moved_by = HOUR_MINUTES if end == 0 else -HOUR_MINUTES
        at = min(LAST_MINUTE, max(0, minutes(value) + moved_by))
        ends[1 - end] = f"{at // HOUR_MINUTES:02d}:{at % HOUR_MINUTES:02d}"
    return ends


SATURDAY_HOURS: Final = ("09:00", "13:00")
LUNCH_HOURS: Final = ("13:00", "14:00")
USUAL_BREAK: Final = {"from": "13:00", "until": "14:00", "away_share": 0.5}


def _visits(document: Document, at: At) -> Value:
    return hourly(document, at.office, at.people)


def _put_visits(document: Document, at: At, value: float | None) -> Document:
    return with_hourly(document, at.office, at.people, value)


# ---------------------------------------------------------------- distributions
def _mean(section: str, name: str) -> tuple[Getter, Putter]:
    def get(document: Document, _at: At) -> Value:
        return mean_of(document[section][name])

    def put(document: Document, _at: At, value: float | None) -> Document:
        again = None if value is None else with_mean(document[section][name], value)
        return {**document, section: {**document[section], name: again}}

    return get, put


def mean_of(distribution: Mapping[str, Any] | None) -> float | None:
    """Return the mean of a distribution as a scenario writes it; None for None."""
    if distribution is None:
        return None
    if "mean" in distribution:
        return float(distribution["mean"])
    if "values" in distribution:
        return float(sum(distribution["values"]) / len(distribution["values"]))
    corners = [
        float(distribution[name]) for name in ("low", "mode", "high") if name in distribution
    ]
    return sum(corners) / len(corners)


def with_mean(distribution: Mapping[str, Any] | None, mean: float) -> Mapping[str, Any]:
    """Return a distribution of the same shape with another mean."""
    was = mean_of(distribution)
    if distribution is None or not was:
        return {"dist": "exponential", "mean": mean} if mean else {"dist": "constant", "mean": 0}
    if not mean:
        return {"dist": "constant", "mean": 0}
    scale = mean / was
    return {
        name: [item * scale for item in value]
        if isinstance(value, list)
        else value
        if isinstance(value, str)
        else value * scale
        for name, value in distribution.items()
    }


# ---------------------------------------------------------------- all of them
def _share(name: str, group: str, section: str, lever: str) -> Lever:
    get, put = _plain(section, lever, PERCENT)
    return Lever(name, group, get, put, 0, PERCENT, digits=1, source=(section, lever))


def _minutes(name: str, lever: str) -> Lever:
    get, put = _mean("service_minutes", lever)
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
        (_office_clock("opens"), _office_clock("closes")),
        may_be_empty=False,
    ),
    *_stretch(("saturday_opens", "saturday_closes", "hours"), (_saturday(0), _saturday(1))),
    *_stretch(("lunch_from", "lunch_until", "lunch"), (_lunch(0), _lunch(1))),
    *_stretch(("break_from", "break_until", "breaks"), (_break("from"), _break("until"))),
    Lever(
        "break_away",
        "hours",
        *_away(),
        0,
        PERCENT,
        may_be_empty=True,
        source=("offices[]", "breaks"),
    ),
    Lever(
        VISITS,
        "demand",
        _visits,
        _put_visits,
        0,
        100_000,
        digits=1,
        may_be_empty=True,
        source=("demand", "other_visits_per_hour"),
    ),
    Lever(
        "residence",
        "demand",
        *_plain("demand", "residence_per_day"),
        0,
        100_000,
        digits=1,
        may_be_empty=True,
        source=("demand", "residence_per_day"),
    ),
    Lever(
        "temporary",
        "demand",
        *_plain("demand", "temporary_stay_per_day"),
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
        *_mean("behaviour", "patience_minutes"),
        0,
        100_000,
        digits=0,
        may_be_empty=True,
        source=("behaviour", "patience_minutes"),
    ),
    Lever(
        "standard",
        "patience",
        *_plain("standards", "wait_minutes"),
        0,
        480,
        source=("standards", "wait_minutes"),
    ),
    Lever("weeks", "run", _weeks, _put_weeks, 1, 12),
    Lever("replications", "run", *_plain("run", "replications"), 2, 200),
    Lever("seed", "run", *_plain("run", "seed"), 0, 4_294_967_295),
)

SHOWN: Final = tuple(
    lever for lever in ALL if lever.source is None or lever.source[1] in LEVERS[lever.source[0]]
)
"""The levers that the model has."""

GROUPS: Final = ("hours", "demand", "service", "patience", "run")
BY_NAME: Final = {lever.name: lever for lever in SHOWN}
