"""The levers of a scenario: one table with unit, range, default and source of each.

The reader of scenarios, the template, its comments and the form of the dashboard are all made
from this table. A lever without unit or source is refused when the table is loaded.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from domain.errors import BadInput

EVIDENCE: Final = ("law", "reported", "estimate", "assumption")
"""How a default is known; an assumption is called so wherever its result is shown."""

KINDS: Final = (
    "area",
    "breaks",
    "clock",
    "clocks",
    "day",
    "days",
    "distribution",
    "flag",
    "hours",
    "number",
    "profile",
    "profiles",
    "readings",
    "share",
    "shifts",
    "text",
    "weekdays",
    "weights",
    "whole",
)


@dataclass(frozen=True, slots=True)
class Lever:
    """One lever.

    Attributes:
        section: key of the scenario; ``offices[]`` is each office, ``registries.*`` each system.
        name: key inside the section.
        kind: one of ``KINDS``: what JSON value it takes.
        unit: unit of the value, or of every number in it.
        evidence: one of ``EVIDENCE``.
        source: where the default comes from.
        note: what it does, in one line.
        default: JSON value that stands where the lever is left out; None: see ``null_means``.
        null_means: what null does, where the default is null.
        low: smallest number allowed, inside; None: no limit or no number.
        high: largest number allowed, inside.
        first: earliest day allowed, inside; None: any, or no day.
        last: latest day allowed, inside.
        length: how many numbers a list of weights has.
    """

    section: str
    name: str
    kind: str
    unit: str
    evidence: str
    source: str
    note: str
    default: Any = None
    null_means: str | None = None
    low: float | None = None
    high: float | None = None
    first: date | None = None
    last: date | None = None
    length: int | None = None

    @property
    def path(self) -> str:
        """The lever's name as its author would write it."""
        return f"{self.section}.{self.name}"

    @property
    def range_words(self) -> str:
        """The range in words, empty where there is none."""
        if self.first is not None:
            return f"{self.first} to {self.last}"
        return "" if self.low is None else f"{self.low:g} to {self.high:g}"


def _lever(section: str, name: str, entry: Mapping[str, Any]) -> Lever:
    where = f"levers.toml: {section}.{name}"
    for key in ("kind", "unit", "evidence", "source", "note"):
        if not entry.get(key):
            raise BadInput(where, f"a {key}", entry.get(key))
    if entry["kind"] not in KINDS or entry["evidence"] not in EVIDENCE:
        raise BadInput(where, "a known kind and evidence", f"{entry['kind']}, {entry['evidence']}")
    if entry.get("default") is None and "null_means" not in entry:
        raise BadInput(where, "a default, or what null means", None)
    unknown = set(entry) - {field.name for field in fields(Lever)}
    if unknown:
        raise BadInput(where, "known keys", sorted(unknown))
    return Lever(section, name, **entry)


def table(text: str) -> Mapping[str, Mapping[str, Lever]]:
    """Return the levers by section and name, in the order of the text.

    Args:
        text: TOML, a table per section and an entry per lever.

    Raises:
        BadInput: an entry lacks unit, source, evidence, note or default, or has unknown keys.
    """
    sections = tomllib.loads(text)
    return MappingProxyType(
        {
            section: MappingProxyType(
                {name: _lever(section, name, entry) for name, entry in entries.items()}
            )
            for section, entries in sections.items()
        }
    )


LEVERS: Final = table(files("simulation").joinpath("levers.toml").read_text(encoding="utf-8"))
"""Every lever, by section and name."""
