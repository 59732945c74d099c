"""The figures behind the city: each with unit, year, source and how it is known.

A number without unit or source is refused: what is assumed must say so.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from domain.errors import BadInput

FOLDER = Path(__file__).with_name("evidence")
KINDS = ("measured", "reported", "derived", "assumed")
REQUIRED = ("value", "unit", "as_of", "source", "kind")
REQUIRED_OF_ASSUMPTIONS = {
    "note": "the reason of an assumption",
    "replaced_by": "what would replace an assumption",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the evidence.

    Args:
        key: ``file.name``, such as ``population.female_share``.
        value: a number, a list, or a table of numbers.
        unit: what the value counts.
        as_of: the year or day it speaks of.
        source: where it is from; for an assumption, what it leans on.
        kind: one of ``KINDS``.
        note: why this value, and the range within which it may lie.
        replaced_by: for an assumption, the published figure or query that would replace it.
    """

    key: str
    value: Any
    unit: str
    as_of: str
    source: str
    kind: str
    note: str = ""
    replaced_by: str = ""


def read(path: Path) -> dict[str, Figure]:
    """Return the figures of one evidence file by name.

    Args:
        path: a TOML file with one table a figure.

    Raises:
        BadInput: the file cannot be read, or a figure lacks its value, unit,
            year, source or kind, or an assumption gives no reason or nothing that would
            replace it.
    """
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as reason:
        raise BadInput(str(path), "an evidence file in TOML", reason) from reason
    return {name: _figure(f"{path.stem}.{name}", entry) for name, entry in entries.items()}


def _figure(key: str, entry: Any) -> Figure:  # noqa: ANN401 - whatever the file holds
    if not isinstance(entry, Mapping):
        raise BadInput(key, "a table with value, unit, as_of, source and kind", entry)
    for name in REQUIRED:
        if entry.get(name) in (None, ""):
            raise BadInput(f"{key}.{name}", f"a {name}", "nothing")
    if entry["kind"] not in KINDS:
        raise BadInput(f"{key}.kind", " | ".join(KINDS), entry["kind"])
    for name, what in REQUIRED_OF_ASSUMPTIONS.items() if entry["kind"] == "assumed" else ():
        if not entry.get(name):
            raise BadInput(f"{key}.{name}", what, "nothing")
    unknown = sorted(set(entry) - {*REQUIRED, "note", "replaced_by"})
    if unknown:
        raise BadInput(key, "no other key", ", ".join(unknown))
    return Figure(key=key, **entry)


@cache
def figures(file: str) -> Mapping[str, Figure]:
    """Return the figures of ``evidence/<file>.toml``."""
    return read(FOLDER / f"{file}.toml")


def everything() -> list[Figure]:
    """Return every figure of every evidence file, in the order of the files' names."""
    return [f for path in sorted(FOLDER.glob("*.toml")) for f in figures(path.stem).values()]


def figure(key: str) -> Figure:
    """Return one figure by its key ``file.name``.

    Raises:
        BadInput: there is no such figure.
    """
    file, _, name = key.partition(".")
    found = figures(file).get(name)
    if found is None:
        raise BadInput("evidence", "a figure that exists", key)
    return found


def number(key: str) -> float:
    """Return the value of a figure that is one number."""
    value = figure(key).value
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadInput(key, "one number", value)
    return float(value)


def numbers(key: str) -> list[float]:
    """Return the value of a figure that is a list of numbers."""
    value = figure(key).value
    if not isinstance(value, list):
        raise BadInput(key, "a list of numbers", value)
    return [float(each) for each in value]


def table(key: str) -> dict[str, float]:
    """Return the value of a figure that is a table of numbers, in the order of the file."""
    value = figure(key).value
    if not isinstance(value, dict):
        raise BadInput(key, "a table of numbers", value)
    return {name: float(each) for name, each in value.items()}
