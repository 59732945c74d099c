"""What of a scenario differs from the law and the capital's own, in one short line."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from app.components.centres_numbers import NOTHING
from app.i18n import LANGUAGES, Words, words
from app.pages.scenarios.questions import Question
from app.pages.scenarios.sentences import period
from app.planning.differing import Differing, differing
from app.planning.scenarios import Document, capital, complete, office_of
from app.policy import write_value
from app.report.values import PROFILES, Named, lever_at, lever_words, told_value
from app.report.windows import WINDOWS, windows_words
from domain.errors import BadInput
from domain.law import Law, law_on
from domain.readings import SWITCHES
from simulation.levers import Lever

READINGS: Final = "policy.readings"
MOST_NAMED: Final = 3
LONGEST_VALUE: Final = 32


def levers_line(asked: Question, words: Words) -> str:
    """Return the first levers that differ, and how many more do.

    Args:
        asked: the scenario with what it is compared with.
        words: the language.
    """
    told = levers_told(asked, words)
    if asked.shown.problem:
        return words(f"scenarios.problem.{asked.shown.problem}")
    if not told:
        return words("scenarios.list.lawful")
    more = len(told) - MOST_NAMED
    said = " · ".join(told[:MOST_NAMED])
    return f"{said} · {words.count('scenarios.list.more', more)}" if more > 0 else said


def levers_told(asked: Question, words: Words) -> list[str]:
    """Return every lever that differs, with its value."""
    law = law_on(date.fromisoformat(asked.document["period"]["from"]))
    found = [_readings(asked, words), *_others(asked, law, words)]
    return [one for part in found for one in part]


def first_told(base: Document, own: Document, words: Words) -> str:
    """Return the first lever that differs, with its value; that none does.

    Args:
        base: what a scenario is compared with, complete.
        own: the scenario, complete.
        words: the language.
    """
    first = next(iter(differing(base, own)), None)
    if first is None:
        return words("scenarios.list.lawful")
    if first.path.startswith(READINGS):
        given = own["policy"]["readings"] or {}
        moved = (name for name, value in given.items() if value != SWITCHES[name].default)
        name = next(moved, None)
        return (
            words("scenarios.list.lawful") if name is None else _reading(name, given[name], words)
        )
    return _told(first, own, law_on(date.fromisoformat(own["period"]["from"])), words)


def run_told(asked: Mapping[str, Any], words: Words) -> str:
    """Return what tells a run of nothing saved from others: its period, the first lever moved.

    Args:
        asked: what the run was asked, with its ``scenario`` and what that is compared with.
        words: the language.
    """
    try:
        own = complete(asked["scenario"])
        base = complete(asked.get("baseline") or _lawful(asked["scenario"]))
    except (BadInput, KeyError, TypeError):
        return NOTHING
    return f"{period(own, words)}, {first_told(base, own, words)}"


def _lawful(own: Document) -> Document:
    """Return the capital's scenario under the law, for the period and the city of another."""
    first, until = (date.fromisoformat(own["period"][end]) for end in ("from", "until"))
    return capital(first, until, own["city"]["population"])


def _reading(name: str, value: str | bool, words: Words) -> str:  # noqa: FBT001 - a reading
    return words(
        "scenarios.list.lever",
        name=words(f"readings.{name}.title"),
        value=words(f"readings.{name}.{write_value(value)}"),
    )


def _readings(asked: Question, words: Words) -> list[str]:
    readings = asked.document["policy"]["readings"] or {}
    return [
        _reading(name, value, words)
        for name, value in readings.items()
        if value != SWITCHES[name].default
    ]


def _others(asked: Question, law: Law, words: Words) -> list[list[str]]:
    others = [one for one in asked.differs if not one.path.startswith(READINGS)]
    return [[_told(one, asked.document, law, words)] for one in others]


def _told(one: Differing, own: Document, law: Law, words: Words) -> str:
    named = lever_at(one.path)
    if named is None:
        return words("scenarios.list.offices")
    value = _windows(one, named, own, words) or _value(one, named.lever, law, words)
    return words("scenarios.list.lever", name=lever_words(named, words), value=value)


def _windows(one: Differing, named: Named, own: Document, words: Words) -> str:
    """Return the windows of an office by the hour, those in which it is open; empty for others."""
    if named.lever.path != WINDOWS or not isinstance(one.after, list):
        return ""
    return windows_words(office_of(own, named.place), words)


def _value(one: Differing, lever: Lever, law: Law, speaking: Words) -> str:
    """Return a value, in every language as much of it: what is long in each is only ``changed``."""
    told = {each: told_value(lever, one.after, law, words(each)) for each in LANGUAGES}
    is_profile = lever.kind in PROFILES and isinstance(one.after, list)
    if not is_profile and min(map(len, told.values())) > LONGEST_VALUE:
        return speaking("scenarios.list.changed")
    return told[speaking.language]
