"""Every number that the pilots' models stand on, in one form: law, evidence, demand, levers."""

import re
from datetime import date
from functools import cache
from typing import Any, Final, NamedTuple

from domain.law import Article, articles
from simulation import astana
from simulation.demand import mix
from simulation.impact.assumptions import LAW, USEFUL
from simulation.levers import LEVERS, Lever
from synthetic_data import evidence

SPAN: Final = re.compile(
    r"(?:^|[;:,.] )(?P<each>each )?(?P<low>[0-9][0-9.,]*) to (?P<high>[0-9][0-9.,]*)"
    r"(?P<times> of itself)?(?:$|(?=[;,:]))"
)
"""How a note of the evidence writes the range of its value."""

NO_RANGE: Final = (None, None, False)
NO_SOURCE: Final = "none"
REASON: Final = re.compile(r"none[;:] *")


class Number(NamedTuple):
    """One number, or one table of numbers.

    Attributes:
        key: file and name; its words are ``rules_numbers.name.<key>``.
        kind: ``law``, ``measured``, ``reported``, ``derived``, ``assumed``, ``lever`` or
            ``astana``.
        value: as its file has it.
        unit: as its file has it, in English.
        year: the year or the day it speaks of; empty: its file names none.
        source: where it is from, or for an assumption what it leans on; empty: nowhere.
        low: lowest value that it may have, or that its lever may be given; None: not known.
        high: the highest.
        is_times: the two multiply each part of the value.
        note: why this value, in English.
        replaced_by: key of the words that say what would replace an assumption; empty: none.
        known: of a lever or a scenario, how the value is known; else empty.
    """

    key: str
    kind: str
    value: Any
    unit: str
    year: str
    source: str
    low: float | None = None
    high: float | None = None
    is_times: bool = False
    note: str = ""
    replaced_by: str = ""
    known: str = ""


@cache
def numbers() -> tuple[Number, ...]:
    """Return every number: the law's first, then the evidence, the demand, the levers, Astana's."""
    levers = (lever for entries in LEVERS.values() for lever in entries.values())
    return (
        *map(_of_law, articles()),
        *map(_of_evidence, evidence.everything()),
        *(_of_mix(name) for name in mix.FIGURES),
        *map(_of_lever, levers),
        *map(_of_astana, astana.FIGURES),
    )


def _of_law(article: Article) -> Number:
    """Return a value of the law; what no act gives is the assumption that it says it is."""
    key = f"law.{article.name}"
    number = Number(key, "law", article.value, article.unit, article.start.isoformat(), article.act)
    if key != USEFUL:
        return number
    bounds = LAW[article.name]
    return number._replace(
        kind="assumed",
        source="",
        low=bounds["low"],
        high=bounds["high"],
        note=bounds["source"],
        replaced_by="housing.useful_to_total",
    )


def _of_evidence(figure: evidence.Figure) -> Number:
    low, high, is_times = _range_of(figure)
    return Number(
        figure.key,
        figure.kind,
        figure.value,
        figure.unit,
        figure.as_of,
        _source(figure.source),
        low,
        high,
        is_times,
        figure.note,
        figure.key if figure.kind == "assumed" else "",
    )


def _range_of(figure: evidence.Figure) -> tuple[float | None, float | None, bool]:
    """Return the range of an assumption: of a single number around it, of a table as a factor."""
    low, high, is_times = span(figure.note) if figure.kind == "assumed" else NO_RANGE
    if is_times or low is None or high is None:
        return low, high, is_times
    is_around = isinstance(figure.value, int | float) and low <= figure.value <= high
    return (low, high, False) if is_around else NO_RANGE


def span(note: str) -> tuple[float | None, float | None, bool]:
    """Return the range that a note ends with, and whether its ends multiply the value.

    Args:
        note: of a figure, such as ``no count was found; 0.1 to 0.6``.
    """
    spans = tuple(SPAN.finditer(note))
    found = spans[-1] if spans else None
    if found is None or bool(found["each"]) != bool(found["times"]):
        return NO_RANGE
    low, high = (float(found[end].rstrip(".,").replace(",", "")) for end in ("low", "high"))
    return low, high, bool(found["times"])


def _of_mix(name: str) -> Number:
    figure = mix.FIGURES[name]
    spread = figure.get("spread")
    ends = (figure.get("low"), figure.get("high"))
    if spread is not None:
        ends = (1 - spread, 1 + spread)
    is_assumed = figure["kind"] == "assumed"
    return Number(
        f"mix.{name}",
        figure["kind"],
        figure["value"],
        figure["unit"],
        "",
        _source(figure["source"]),
        *ends,
        is_times=spread is not None,
        note=figure.get("note", ""),
        replaced_by=f"mix.{name}" if is_assumed else "",
    )


def _of_lever(lever: Lever) -> Number:
    ends = (lever.low, lever.high)
    number = Number(f"lever.{lever.path}", "lever", lever.default, lever.unit, "", "", *ends)
    return number._replace(source=_source(lever.source), note=lever.note, known=lever.evidence)


def _of_astana(figure: astana.Figure) -> Number:
    """Return a figure of the Astana scenario, as far as its lever goes."""
    lever = LEVERS["offices[]" if figure.section == "offices" else figure.section][figure.name]
    return _of_lever(lever)._replace(
        key=f"astana.{lever.path}",
        kind="astana",
        value=figure.value,
        unit=figure.unit,
        source=_source(figure.source),
        note=figure.note,
        known=figure.evidence,
    )


def _source(text: str) -> str:
    """Return what a source names; an assumption leans on nothing, or on what follows."""
    return "" if text == NO_SOURCE else REASON.sub("", text, count=1)


def year_of(number: Number) -> str:
    """Return the year that a number speaks of; empty where its file names none."""
    return number.year[:4] if number.kind != "law" else str(date.fromisoformat(number.year).year)
