"""Names of people and places in the letters of a language."""

import tomllib
from functools import cache
from pathlib import Path


@cache
def _latin() -> dict[int, str]:
    with (Path(__file__).parent / "latin.toml").open("rb") as file:
        capitals = tomllib.load(file)
    small = {letter.lower(): latin.lower() for letter, latin in capitals.items()}
    return str.maketrans(capitals | small)


def in_letters_of(language: str, name: str) -> str:
    """Return a Cyrillic name as a language writes it: in Latin letters in English."""
    return name.translate(_latin()) if language == "en" else name
