"""The ready cases: files in the form of a case, with names and promises beside them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from domain.records import Id
from synthetic_data.case_file import Case, read_case

FOLDER: Final = Path(__file__).parent / "cases"
GROUPS: Final = ("kinship", "norm", "study", "consent", "centre", "edges", "card")


@dataclass(frozen=True, slots=True)
class Promise:
    """What a ready case shows.

    Attributes:
        name: of the case, of its file and of its words.
        group: where it stands in the list.
        outcome: how it ends.
        rule: that the outcome rests on.
        basis: why admitted or annulled, else None.
    """

    name: str
    group: str
    outcome: str
    rule: str
    basis: str | None = None


def _toml(name: str) -> dict[str, Any]:
    with (FOLDER / name).open("rb") as file:
        return tomllib.load(file)


@cache
def promises() -> Mapping[str, Promise]:
    """Return every ready case by its name, in the order of the list."""
    return {name: Promise(name, **said) for name, said in _toml("index.toml").items()}


@cache
def ready_case(name: str) -> Case:
    """Return a ready case.

    Args:
        name: a key of `promises`.
    """
    return read_case(FOLDER / f"{name}.json")


@cache
def _names() -> Mapping[str, Mapping[str, Any]]:
    return _toml("names.toml")


def person_name(person: Id) -> str:
    """Return the name of an invented person, in Cyrillic."""
    return str(_names()["persons"][str(person)])


def organisation_name(organisation: Id) -> str:
    """Return the name of an invented company, in Cyrillic."""
    return str(_names()["organisations"][str(organisation)])


def dwelling_place(dwelling: Id) -> Mapping[str, str]:
    """Return street, house and flat of an invented dwelling, the street in Cyrillic."""
    place: Mapping[str, str] = _names()["dwellings"][str(dwelling)]
    return place
