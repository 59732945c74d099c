"""The Astana scenario: the capital's offices, hours and habits as far as they are known.

The defaults of the levers are neutral. What is realistic, or assumed to be, stands in
``astana.toml`` with its evidence, and this scenario is made of nothing else; the policy is left to
the law of each day.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any, Final

from domain.errors import BadInput
from simulation.levers import EVIDENCE, LEVERS

PEOPLE: Final = 1_600_000
"""The population that the figures which scale are made for."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the scenario with its evidence.

    Attributes:
        section: key of the scenario.
        name: lever inside the section.
        value: JSON value of the lever; of offices a mapping by office where they differ.
        unit: unit of the value.
        evidence: one of ``levers.EVIDENCE``.
        source: where it comes from.
        note: what it is, in one line.
        scales: whether its numbers go with the population, ``PEOPLE`` here; whole ones stay whole.
    """

    section: str
    name: str
    value: Any
    unit: str
    evidence: str
    source: str
    note: str
    scales: bool = False

    def of(self, office: str) -> Any:  # noqa: ANN401 - any JSON value
        """Return the value of an office."""
        by_office = isinstance(self.value, Mapping) and office in self.value
        return self.value[office] if by_office else self.value


def figures(text: str) -> tuple[Figure, ...]:
    """Return the figures of a table.

    Args:
        text: TOML, a table per section and lever.

    Raises:
        BadInput: a lever that does not exist, or an entry without unit, evidence, source or note.
    """
    sections = tomllib.loads(text)
    return tuple(
        _figure(section, name, entry)
        for section, entries in sections.items()
        for name, entry in entries.items()
    )


def _figure(section: str, name: str, entry: Mapping[str, Any]) -> Figure:
    where = f"astana.toml: {section}.{name}"
    if name not in LEVERS["offices[]" if section == "offices" else section]:
        raise BadInput(where, "a lever", name)
    for key in ("value", "unit", "evidence", "source", "note"):
        if entry.get(key) in {None, ""} if key != "value" else key not in entry:
            raise BadInput(where, f"a {key}", entry.get(key))
    if entry["evidence"] not in EVIDENCE:
        raise BadInput(where, f"one of {', '.join(EVIDENCE)}", entry["evidence"])
    return Figure(section, name, **entry)


FIGURES: Final = figures(files("simulation").joinpath("astana.toml").read_text(encoding="utf-8"))
"""Every figure of the scenario, in the order of the file."""

OFFICES: Final[tuple[str, ...]] = tuple(
    next(figure.value for figure in FIGURES if figure.name == "district")
)
"""Ids of the offices."""


def astana(first: date, until: date, population: int = PEOPLE) -> dict[str, Any]:
    """Return the scenario of the capital.

    Args:
        first: first simulated day.
        until: first day that is no longer simulated.
        population: of the city that it will be run on; servers go with it, at least one each.

    Returns:
        A document of ``tirkeu.scenario/1`` that names no city.
    """
    document: dict[str, Any] = {
        "format": "tirkeu.scenario/1",
        "name": "Astana",
        "period": {"from": first.isoformat(), "until": until.isoformat()},
        "offices": [_office(office, population) for office in OFFICES],
    }
    for figure in FIGURES:
        if figure.section != "offices":
            section = document.setdefault(figure.section, {})
            section[figure.name] = _sized(figure, figure.value, population)
    return document


def _office(office: str, population: int) -> dict[str, Any]:
    own = [figure for figure in FIGURES if figure.section == "offices"]
    levers = {figure.name: _sized(figure, figure.of(office), population) for figure in own}
    return {"id": office, **levers}


def _sized(figure: Figure, value: Any, population: int) -> Any:  # noqa: ANN401 - any JSON value
    """Return a value for a city of this size; nothing is shared with the table."""
    if isinstance(value, Mapping):
        return {key: _sized(figure, item, population) for key, item in value.items()}
    if isinstance(value, list):
        return [_sized(figure, item, population) for item in value]
    if not figure.scales or not value:
        return value
    scaled = value * population / PEOPLE
    return max(1, round(scaled)) if isinstance(value, int) else scaled
