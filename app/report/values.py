"""Values of levers in words: numbers with their unit, hours, profiles, days; the law's for null."""

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from app.components.centres_numbers import PERCENT
from app.i18n import Words
from app.pages.rules.figure_words import (
    name_words,
    null_words,
    plain,
    source_words,
    value_words,
)
from app.pages.rules.figures import Number, numbers
from app.planning.law_dates import norms_first_day
from app.planning.scenarios import expanded
from domain.law import Law
from domain.wording import Speaker
from domain.wording import name as system_name
from simulation.levers import LEVERS, Lever
from simulation.varying import LAW

PILOTS: Final = ("residence_pilot", "id_card_pilot")
PROFILES: Final = ("profile", "profiles")
LISTED: Final = ("breaks", "shifts")
PLACE: Final = re.compile(
    r"(offices|registries)(?:\[(?P<office>[^]]*)\]|\.(?P<system>[a-z_]+))\.(?P<name>.+)"
)
KNOWN: Final = {number.key: number for number in numbers()}


def office_name(office: str, words: Words) -> str:
    """Return the name of an office; of one that no catalogue knows its id."""
    key = f"centres.office.{office}"
    return words(key) if words.has(key) else office


class Named(NamedTuple):
    """A lever at its place.

    Attributes:
        lever: what it is.
        place: office or system it is of; empty: the whole scenario.
    """

    lever: Lever
    place: str


def lever_at(path: str) -> Named | None:
    """Return the lever of a path of a document; None where it is no lever, such as ``offices``.

    Args:
        path: such as ``policy.norm_m2`` or ``offices[yesil-1].windows``.
    """
    found = PLACE.fullmatch(path)
    if found is not None:
        section = "offices[]" if found["office"] is not None else "registries.*"
        name, place = found["name"], found["office"] or found["system"] or ""
    else:
        section, _, name = path.partition(".")
        place = ""
    lever = LEVERS.get(section, {}).get(name.partition(".")[0])
    return None if lever is None else Named(lever, place)


def number_of(lever: Lever, *, is_capital: bool = False) -> Number:
    """Return a lever as the Rules page lists it, or as the capital has it.

    Args:
        lever: which.
        is_capital: whether the capital's value is meant, where it has one of its own.
    """
    own = KNOWN.get(f"astana.{lever.path}") if is_capital else None
    return own or KNOWN[f"lever.{lever.path}"]


def lever_words(named: Named, words: Words) -> str:
    """Return the name of a lever, after the office or the system that it is of."""
    name = name_words(number_of(named.lever), words)
    if not named.place:
        return name
    is_office = named.lever.section == "offices[]"
    place = (
        office_name(named.place, words)
        if is_office
        else system_name(Speaker(words.language), named.place)
    )
    return words("report.of_place", place=place, name=name)


def told_value(lever: Lever, value: Any, law: Law, words: Words) -> str:  # noqa: ANN401 - any JSON value
    """Return a value of a lever in words.

    Args:
        lever: which.
        value: as a complete scenario has it; null is the law's where the law has one.
        law: the law itself on the first day of the period.
        words: of the language.
    """
    stands = _lawful(lever, law) if value is None else value
    if stands is None or (isinstance(stands, str | list | dict) and not stands):
        return null_words(number_of(lever)._replace(value=None), words)
    if lever.kind in PROFILES:
        return _profile(stands, lever, words)
    if lever.kind in LISTED:
        return "; ".join(_stretch(one, words) for one in stands)
    if lever.kind == "text":
        return str(stands)
    return value_words(number_of(lever)._replace(value=_whole(stands)), words)


def _whole(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    return int(value) if isinstance(value, float) and value == int(value) else value


def _lawful(lever: Lever, law: Law) -> Any:  # noqa: ANN401 - any JSON value
    """Return what stands where a lever of the policy is null; None where the law says nothing."""
    if lever.section != "policy":
        return None
    if lever.name in PILOTS:
        return [day.isoformat() for day in getattr(law, lever.name)]
    if lever.name == "norm_in_force_from":
        return norms_first_day()
    return LAW[lever.path](law) if lever.path in LAW else None


def _profile(value: Any, lever: Lever, words: Words) -> str:  # noqa: ANN401 - one, 24 or 7 times 24
    if isinstance(value, Mapping):
        told = (f"{office_name(k, words)}: {_profile(v, lever, words)}" for k, v in value.items())
        return "; ".join(told)
    if not isinstance(value, list):
        return plain(value, words)
    hours = [number for day in expanded(value) for number in day]
    if min(hours) == max(hours):
        return plain(hours[0], words)
    low, high = plain(min(hours), words), plain(max(hours), words)
    return words("report.levers.profile", low=low, high=high, total=plain(sum(hours), words))


def _stretch(one: Mapping[str, Any], words: Words) -> str:
    span = f"{one['from']}–{one['until']}"
    if "windows" in one:
        return f"{span}: {plain(one['windows'], words)}"
    return f"{span}: {plain(one['away_share'] * PERCENT, words)} %"


def known_words(lever: Lever, words: Words) -> str:
    """Return how the capital's value of a lever is known: law, reported, estimate, assumption."""
    return words(f"rules.known.{number_of(lever, is_capital=True).known}")


def source_of(lever: Lever, words: Words) -> tuple[str, bool]:
    """Return the source of the capital's value, and whether it is in the language."""
    return source_words(number_of(lever, is_capital=True), words)
