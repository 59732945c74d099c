"""Levers of the chosen office: when it is open, who has a break, and who comes."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from app.pages.centres.visits import hourly, with_hourly
from app.planning.hours import minutes
from app.planning.levers import (
    HOUR_MINUTES,
    LAST_MINUTE,
    PERCENT,
    At,
    Getter,
    Putter,
    Value,
)
from app.planning.scenarios import Document, office_of, with_office

SATURDAY: Final = "6"


def office_clock(name: str) -> tuple[Getter, Putter]:
    """Return how opening or closing of the working days is read and written."""

    def get(document: Document, at: At) -> Value:
        return office_of(document, at.office)[name]

    def put(document: Document, at: At, value: str) -> Document:
        return with_office(document, at.office, **{name: value})

    return get, put


def saturday(end: int) -> tuple[Getter, Putter]:
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


def lunch(end: int) -> tuple[Getter, Putter]:
    """Return when the doors close and open again at noon; None: they do not."""

    def get(document: Document, at: At) -> Value:
        found = office_of(document, at.office)["lunch"]
        return None if found is None else found[end]

    def put(document: Document, at: At, value: str | None) -> Document:
        known = office_of(document, at.office)["lunch"]
        lunch = None if value is None else _ordered(known or LUNCH_HOURS, end, value)
        return with_office(document, at.office, lunch=lunch)

    return get, put


Break = Mapping[str, Any]


def first_break(breaks: Sequence[Break]) -> tuple[Break | None, Sequence[Break]]:
    """Return the first break and the others; turns that follow one another are one break.

    Args:
        breaks: of an office, in order.
    """
    if not breaks:
        return None, ()
    first, *others = breaks
    while others and _goes_on(first, others[0]):
        first = {**first, "until": others.pop(0)["until"]}
    return first, others


def _goes_on(one: Break, other: Break) -> bool:
    ends = {"from": None, "until": None}
    return one["until"] == other["from"] and {**one, **ends} == {**other, **ends}


def _with_break(document: Document, at: At, **changes: Any) -> Document:  # noqa: ANN401 - levers
    """Return the scenario with the first break changed; one that becomes None goes."""
    first, others = first_break(office_of(document, at.office)["breaks"] or ())
    again = {**(first or USUAL_BREAK), **changes}
    kept = [] if None in again.values() else [again]
    return with_office(document, at.office, breaks=[*kept, *others])


def _of_break(document: Document, at: At, name: str) -> Any:  # noqa: ANN401 - a clock or a share
    first, _ = first_break(office_of(document, at.office)["breaks"] or ())
    return None if first is None else first[name]


def break_end(end: str) -> tuple[Getter, Putter]:
    """Return an end of the first break, in which a part of the staff is away; None: no break."""
    names = ("from", "until")

    def get(document: Document, at: At) -> Value:
        return _of_break(document, at, end)

    def put(document: Document, at: At, value: str | None) -> Document:
        if value is None:
            return _with_break(document, at, **{end: None})
        known = [_of_break(document, at, name) or USUAL_BREAK[name] for name in names]
        ends = _ordered(known, names.index(end), value)
        return _with_break(document, at, **dict(zip(names, ends, strict=True)))

    return get, put


def away() -> tuple[Getter, Putter]:
    """Return how the share that is away in the first break is read and written, in per cent."""

    def get(document: Document, at: At) -> Value:
        share = _of_break(document, at, "away_share")
        return None if share is None else round(share * PERCENT, 6)

    def put(document: Document, at: At, value: float | None) -> Document:
        return _with_break(document, at, away_share=None if value is None else value / PERCENT)

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
USUAL_BREAK: Final[Break] = {"from": "13:00", "until": "14:00", "away_share": 0.5}


def visits_of(document: Document, at: At) -> Value:
    """Return the visits for other services an open hour."""
    return hourly(document, at.office, at.people)


def put_visits(document: Document, at: At, value: float | None) -> Document:
    """Return the scenario with other visits an open hour; None: as the city has them."""
    return with_hourly(document, at.office, at.people, value)
