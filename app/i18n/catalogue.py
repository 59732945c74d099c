"""Catalogues of words: ``<language>/<file>.po``, a text under the context ``file.table.key``.

A file that is laid beside the others is found by itself, so every page brings its own. The
English text is the ``msgid`` of every language, so that a translator sees what he translates.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from gettext import c2py
from pathlib import Path
from string import Formatter
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

DEFAULT_LANGUAGE: Final = "ru"
FOLDER: Final = Path(__file__).parent
OF_A_FRACTION: Final = 2
"""Whatever is no whole number is counted as two are: "1.5 days" as "2 days", and so in Russian."""

Said = str | tuple[str, ...]
"""A text, or the forms of a counted text in the order of its catalogue."""


@dataclass(frozen=True)
class Words:
    """All words of one language.

    Attributes:
        language: ``ru``, ``kk`` or ``en``.
        texts: text by full key; a text may hold ``{names}`` to fill in.
        counted: forms of a counted text by full key, in the order of the language's rule.
        form: the language's rule: index of the form that a whole number takes.
    """

    language: str
    texts: Mapping[str, str]
    counted: Mapping[str, tuple[str, ...]]
    form: Callable[[int], int]

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

    def count(self, key: str, n: float, **values: object) -> str:
        """Return a counted text in the form that the language gives to a number.

        Args:
            key: ``file.table.key`` of a text with plural forms.
            n: how many; stands for ``{n}`` with the language's marks, three decimals at most.
            values: what stands for each further name in braces.

        Raises:
            KeyError: there is no such counted text, or a name has no value.
        """
        whole = abs(int(n)) if n == int(n) else OF_A_FRACTION
        number = format_decimal(n, locale=self.language)
        return self.counted[key][self.form(whole)].format(n=number, **values)

    def has(self, key: str) -> bool:
        """Say whether there is such a text."""
        return key in self.texts or key in self.counted


@cache
def words(language: str) -> Words:
    """Return the words of a language, read once.

    Args:
        language: one of `domain.wording.LANGUAGES`.
    """
    catalogues = [read(path) for path in sorted((FOLDER / language).glob("*.po"))]
    said = dict(pair for catalogue in catalogues for pair in _said(catalogue))
    return Words(
        language,
        {key: text for key, text in said.items() if isinstance(text, str)},
        {key: forms for key, forms in said.items() if isinstance(forms, tuple)},
        c2py(catalogues[0].plural_expr),
    )


def read(path: Path) -> Catalog:
    """Return one file of words.

    Raises:
        babel.messages.pofile.PoFileError: the file is not in gettext's form.
    """
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def placeholders(text: str) -> set[str]:
    """Return the names in braces of a text."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def _said(catalogue: Catalog) -> Iterator[tuple[str, Said]]:
    for message in catalogue:
        if message.context:
            text = message.string
            yield message.context, text if isinstance(text, str) else tuple(text or ())
