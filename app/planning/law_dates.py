"""The levers of a scenario that are days of the law: when the pilots run, and the norm's first day.

Where a scenario leaves one to the law, its day is the law's; typed as the law has it, or emptied,
it is left to the law again.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from app.planning.levers import At, Getter, Lever, Putter, Value
from app.planning.scenarios import Document
from domain.law import articles, law_on

GROUP: Final = "run"
POLICY: Final = "policy"
NORM_FROM: Final = "norm_in_force_from"
PILOTS: Final = ("residence_pilot", "id_card_pilot")


def days_of_law(document: Document, pilot: str) -> list[str]:
    """Return a pilot's first and last day, as the law of the period's first day has them."""
    law = law_on(date.fromisoformat(document["period"]["from"]))
    return [day.isoformat() for day in getattr(law, pilot)]


def norms_first_day() -> str:
    """Return the day from which the law has a norm."""
    return min(found.start for found in articles() if found.name == "norm_m2").isoformat()


def _with_policy(document: Document, levers: Mapping[str, Any]) -> Document:
    return {**document, POLICY: {**document[POLICY], **levers}}


def _end(pilot: str, end: int) -> tuple[Getter, Putter]:
    """Return how one end of a pilot is read and written; the other end stays."""

    def get(document: Document, _at: At) -> Value:
        return str((document[POLICY][pilot] or days_of_law(document, pilot))[end])

    def put(document: Document, _at: At, value: str | None) -> Document:
        lawful = days_of_law(document, pilot)
        days = list(document[POLICY][pilot] or lawful)
        days[end] = lawful[end] if value is None else value
        return _with_policy(document, {pilot: None if days == lawful else days})

    return get, put


def _norm_from(document: Document, _at: At) -> Value:
    policy = document[POLICY]
    if policy[NORM_FROM] is None and policy["norm_m2"] is None:
        return norms_first_day()
    return policy[NORM_FROM]  # a day, or none: on every day


def _put_norm_from(document: Document, _at: At, value: str | None) -> Document:
    is_lawful = document[POLICY]["norm_m2"] is None and value == norms_first_day()
    return _with_policy(document, {NORM_FROM: None if is_lawful else value})


def _pilot(pilot: str) -> tuple[Lever, Lever]:
    names = (f"{pilot}_from", f"{pilot}_until")
    first, last = (
        Lever(
            name, GROUP, *_end(pilot, end), is_day=True, may_be_empty=True, source=(POLICY, pilot)
        )
        for end, name in enumerate(names)
    )
    return replace(first, partner=last.name), last


LAW_DATES: Final = (
    *(lever for pilot in PILOTS for lever in _pilot(pilot)),
    Lever(
        NORM_FROM,
        GROUP,
        _norm_from,
        _put_norm_from,
        is_day=True,
        may_be_empty=True,
        source=(POLICY, NORM_FROM),
    ),
)
"""In the order of the panel; both ends of a pilot stand in one row."""


def back_to_law(document: Document, usual: Document, lever: Lever) -> Document:
    """Return the scenario with a day of the law as another scenario has it; a pilot's both ends."""
    name = lever.source[1] if lever.source is not None else lever.name
    return _with_policy(document, {name: usual[POLICY][name]})
