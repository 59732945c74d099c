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


def in_alphabet(text: str) -> tuple[tuple[int, str], ...]:
    """Return what texts are sorted by: the place of each letter in the Kazakh alphabet.

    By their codes the letters that Russian lacks would come after all others. Capitals are as
    small letters; what is no letter of the alphabet comes first.

    Args:
        text: of words on file.
    """
    places = _places()
    return tuple((places.get(letter, -1), letter) for letter in text.upper())


@cache
def _places() -> dict[str, int]:
    return {letter: place for place, letter in enumerate(words("alphabet")["letters"])}


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
