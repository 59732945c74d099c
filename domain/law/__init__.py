"""Law as dated values, each with its unit, act, clause, source and the day it was checked.

The values stand in the TOML files beside this module; the loader refuses one without its papers.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from domain.errors import BadInput

FILES = ("residence.toml", "identity_card.toml")
PAPERS = {"from": date, "value": object, "act": str, "clause": str, "source": str, "checked": date}


class Article(NamedTuple):
    """One value of the law.

    Attributes:
        name: what it is the value of.
        unit: in what.
        start: first day on which it holds.
        value: number, or first and last day.
        act: the legal act.
        clause: where in it.
        source: where it was read, and what is not certain.
        checked: the day on which the source was read.
    """

    name: str
    unit: str
    start: date
    value: Any
    act: str
    clause: str
    source: str
    checked: date


@dataclass(frozen=True, slots=True)
class Law:
    """The values in force on a day.

    Attributes:
        day: the day.
        norm_tenths: tenths of m² per person; None: no norm is in force.
        useful_permille: thousandths of the total area that are useful.
        residence_pilot: first and last day of the residence pilot.
        id_card_pilot: first and last day of the ID-card pilot.
        window_before_days: days before expiry within which a card may be renewed.
        window_after_days: days after expiry within which it still may.
        duty_kzt: state duty for the card; the first known value serves the days before it.
    """

    day: date
    norm_tenths: int | None
    useful_permille: int
    residence_pilot: tuple[date, date]
    id_card_pilot: tuple[date, date]
    window_before_days: int
    window_after_days: int
    duty_kzt: int


def articles_from(text: str, where: str) -> tuple[Article, ...]:
    """Read the values of one TOML file.

    Args:
        text: the file.
        where: its name, for the message.

    Raises:
        BadInput: for a value without unit, act, clause, source or days, or with anything else.
    """
    found = []
    for name, entry in tomllib.loads(text).items():
        if not isinstance(entry.get("unit"), str) or not entry["unit"]:
            raise BadInput(f"{where}: {name}.unit", "the unit of the value", entry.get("unit"))
        for value in entry.get("values", []):
            place = f"{where}: {name} from {value.get('from', 'nowhere')}"
            _check_papers(value, place)
            rest = (value[key] for key in ("from", *list(PAPERS)[1:]))
            found.append(Article(name, entry["unit"], *rest))
    return tuple(found)


def _check_papers(value: Mapping[str, object], place: str) -> None:
    for key, kind in PAPERS.items():
        if not isinstance(value.get(key), kind) or value.get(key) in ("", None):
            raise BadInput(f"{place}: {key}", f"a {kind.__name__}", value.get(key))
    for key in value.keys() - PAPERS.keys():
        raise BadInput(f"{place}: {key}", f"one of {', '.join(PAPERS)}", key)


@cache
def articles() -> tuple[Article, ...]:
    """Return every value of the law, in the order of the files."""
    read = ((name, files(__name__).joinpath(name).read_text("utf-8")) for name in FILES)
    return tuple(article for name, text in read for article in articles_from(text, name))


def in_force(name: str, day: date) -> Article | None:
    """Return the article that holds on a day, None before the first."""
    held = [a for a in articles() if a.name == name and a.start <= day]
    return max(held, key=lambda a: a.start, default=None)


def value_on(name: str, day: date) -> Any:  # noqa: ANN401 - a number or two days
    """Return the value in force on a day; the first known value serves the days before it."""
    article = in_force(name, day) or min(
        (a for a in articles() if a.name == name), key=lambda a: a.start
    )
    return article.value


@cache
def _written(day: date) -> Law:
    norm = in_force("norm_m2", day)
    residence_from, residence_until = value_on("residence_pilot", day)
    id_card_from, id_card_until = value_on("id_card_pilot", day)
    return Law(
        day=day,
        norm_tenths=None if norm is None else round(norm.value * 10),
        useful_permille=round(value_on("useful_to_total", day) * 1000),
        residence_pilot=(residence_from, residence_until),
        id_card_pilot=(id_card_from, id_card_until),
        window_before_days=value_on("window_before_days", day),
        window_after_days=value_on("window_after_days", day),
        duty_kzt=value_on("duty_kzt", day),
    )


def law_on(day: date, **overrides: Any) -> Law:  # noqa: ANN401 - fields of Law
    """Return the law of a day, with values that a case or scenario sets on every day.

    Args:
        day: the day.
        overrides: fields of `Law`; None keeps the law's own.
    """
    written = _written(day)
    values = {f.name: getattr(written, f.name) for f in fields(Law)}
    return Law(**values | {name: v for name, v in overrides.items() if v is not None})
