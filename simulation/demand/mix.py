"""The assumed mix of a year's applications: shares, each with a low and a high."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from importlib.resources import files
from typing import Any, Final

from domain.errors import BadInput

ALREADY: Final = "registered_already"
"""The relation of those who apply for the dwelling in which they are registered."""

STUDENT: Final = "student_no_kin"
"""The relation of those who study in the capital and are no kin of the owner."""

NO_COURSE: Final = "student_no_course"
"""Those of them who have no full-time course on file: of one relation, but drawn apart."""

SPLIT: Final = "other_kin"
"""The relation whose applications another figure splits into what the text does not name."""

Figures = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Mix:
    """Who applies, for whom, how, and how it goes on; shares are of applications unless said.

    Args:
        arrivals: applications a year by people from outside, per person of the capital.
        moves: applications a year by people of the capital, per person.
        departures: people a year who leave the capital, per person.
        relations: share of applications by relation of the applicant to the owner, of those who
            are not registered there already.
        origins: share of arrivals among the applications of each relation, before all of them
            are brought to the arrivals of the year.
        together: of spouses, children, grandchildren, parents, children's spouses and tenants:
            those who move in beside somebody who lives with them.
        temporary: those for a temporary stay.
        wrong_category: kin who state another category than theirs.
        stops: strangers at the norm who state no category; the others try one.
        centre: those that begin at a service centre.
        mobile: of the others, those in the mobile app.
        goes_on: of the visitors sent to the online service, those who go on at a terminal.
        already: those by people registered there already.
        no_course: of the students, those of whom no full-time course in the capital is on file.
        consent: owners who consent.
        declined: applicants who do not sign in the end.
        reception_error: visitors whose owner reception takes for someone else.
        papers_mismatch: hall cases whose papers do not conform.
    """

    arrivals: float
    moves: float
    departures: float
    relations: Mapping[str, float] = field(hash=False)
    origins: Mapping[str, float] = field(hash=False)
    together: float
    temporary: float
    wrong_category: float
    stops: float
    centre: float
    mobile: float
    goes_on: float
    already: float
    no_course: float
    consent: float
    declined: float
    reception_error: float
    papers_mismatch: float

    @property
    def per_person(self) -> float:
        """Applications a year per person of the capital."""
        return self.arrivals + self.moves


REQUIRED: Final = ("value", "unit", "kind", "source")
OF_ASSUMPTIONS: Final = ("note", "replaced_by")
TABLES: Final = ("relations", "other_kin", "origin")
"""Figures of several shares: a spread around each, or none, in the place of low and high."""


def checked(entries: Figures) -> Figures:
    """Return figures of demand that say what they count, how they are known and how sure.

    Args:
        entries: tables of a TOML file by name.

    Raises:
        BadInput: a figure lacks its value, unit, kind or source, a low and a high around the
            value, or is assumed and gives no reason or nothing that would replace it.
    """
    for name, entry in entries.items():
        assumed_ones = OF_ASSUMPTIONS if entry.get("kind") == "assumed" else ()
        for key in (*REQUIRED, *assumed_ones):
            if entry.get(key) in (None, ""):
                raise BadInput(f"{name}.{key}", f"a {key}", "nothing")
        if name not in TABLES and not _is_ranged(entry):
            raise BadInput(name, "low ≤ value ≤ high", dict(entry))
    return entries


def _is_ranged(entry: Mapping[str, Any]) -> bool:
    return {"low", "high"} <= set(entry) and entry["low"] <= entry["value"] <= entry["high"]


FIGURES: Final = checked(
    tomllib.loads(files("simulation.demand").joinpath("mix.toml").read_text(encoding="utf-8"))
)
"""Every figure with value, low, high, unit, kind and source."""

SCALARS: Final = tuple(f.name for f in fields(Mix) if f.name in FIGURES and f.name not in TABLES)
"""Figures of the mix that are one number."""


def assumed() -> Mix:
    """Return the mix of the evidence and the assumptions."""
    values = {name: FIGURES[name]["value"] for name in SCALARS}
    relations = _relations(FIGURES["relations"]["value"])
    return Mix(**values, relations=relations, origins=dict(FIGURES["origin"]["value"]))


def _relations(shares: Mapping[str, float]) -> dict[str, float]:
    """Return the shares of all relations, those of other kin split; they sum to 1."""
    split = FIGURES["other_kin"]["value"]
    found: dict[str, float] = {}
    for name, share in shares.items():
        parts = split if name == SPLIT else {name: 1.0}
        found |= {part: share * weight / sum(parts.values()) for part, weight in parts.items()}
    return {name: share / sum(found.values()) for name, share in found.items()}


def assumptions() -> tuple[str, ...]:
    """Return the names of what can be moved: a figure, or ``relations.<relation>``."""
    return (*SCALARS, *(f"relations.{name}" for name in FIGURES["relations"]["value"]))


def moved(name: str, end: str) -> Mix:
    """Return the assumed mix with one assumption at its low or its high.

    Args:
        name: one of `assumptions`.
        end: ``low`` or ``high``.

    Raises:
        BadInput: there is no such assumption.
    """
    table, _, relation = name.partition(".")
    shares = FIGURES["relations"]["value"]
    if name in SCALARS:
        return replace(assumed(), **{name: FIGURES[name][end]})
    if table != "relations" or relation not in shares:
        raise BadInput("assumption", " | ".join(assumptions()), name)
    spread = FIGURES["relations"]["spread"] * (1 if end == "high" else -1)
    changed = {**shares, relation: shares[relation] * (1 + spread)}
    return replace(assumed(), relations=_relations(changed))
