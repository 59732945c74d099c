"""The word lists: names, streets, organisations. Words live in data files, codes in a city."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("words")


@cache
def words(file: str) -> dict[str, Any]:
    """Return the content of ``words/<file>.toml``; nobody may change it."""
    return tomllib.loads((FOLDER / f"{file}.toml").read_text(encoding="utf-8"))


def feminine(family_name: str) -> str:
    """Return the form of a family name that a woman bears."""
    for ending, form in words("names")["feminine"]["endings"]:
        if family_name.endswith(ending):
            return family_name.removesuffix(str(ending)) + str(form)
    return family_name


def patronymic(people: str, father: str, sex: str) -> str:
    """Return the patronymic made of a father's given name.

    Args:
        people: ``kazakh`` or ``russian``, the style of the name.
        father: his given name.
        sex: ``M`` or ``F``, of the child.
    """
    rules = words("names")["patronymic"][people]
    place = 0 if sex == "M" else 1
    if "endings" not in rules:
        return father + str((rules["male"], rules["female"])[place])
    if father in rules["irregular"]:
        return str(rules["irregular"][father][place])
    ending, *forms = next(rule for rule in rules["endings"] if father.endswith(rule[0]))
    return f"{father.removesuffix(ending)}{forms[place]}"


@cache
def organisations() -> tuple[str, ...]:
    """Return the names of organisations: the city's housing, owners of dormitories, companies."""
    made = words("places")["organisations"]
    companies = [
        f"«{first} {second}» {form}"
        for form in made["forms"]
        for second in made["second"]
        for first in made["first"]
    ]
    return (made["council"], *made["universities"], *companies)
