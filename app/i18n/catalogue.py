"""Catalogues of words: ``<language>/<file>.toml``, addressed as ``file.table.key``.

A file that is laid beside the others is found by itself, so every page brings its own.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any, Final

DEFAULT_LANGUAGE: Final = "ru"
FOLDER: Final = Path(__file__).parent


@dataclass(frozen=True)
class Words:
    """All words of one language.

    Attributes:
        language: ``ru``, ``kk`` or ``en``.
        texts: text by full key; a text may hold ``{names}`` to fill in.
    """

    language: str
    texts: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """Return a text with its names filled in.

        Args:
            key: ``file.table.key``.
            values: what stands for each name in braces.

        Raises:
            KeyError: there is no such text, or a name has no value: a fault of the program.
        """
        text = self.texts[key]
        return text.format(**values) if values else text

    def has(self, key: str) -> bool:
        """Say whether there is such a text."""
        return key in self.texts


@cache
def words(language: str) -> Words:
    """Return the words of a language, read once.

    Args:
        language: one of `domain.wording.LANGUAGES`.
    """
    return Words(language, dict(_texts(FOLDER / language)))


def placeholders(text: str) -> set[str]:
    """Return the names in braces of a text."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.glob("*.toml")):
        with path.open("rb") as file:
            yield from _flat(path.stem, tomllib.load(file))


def _flat(prefix: str, table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        full = f"{prefix}.{key}"
        if isinstance(value, str):
            yield full, value
        else:
            yield from _flat(full, value)
