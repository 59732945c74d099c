"""How a search forgives spelling: words as typed and words on file meet in one folded form.

The folded form is the product's own Latin writing without what people leave out: marks over and
through letters, doubled letters, and the difference between letters that sound alike. A Kazakh
name typed on a Russian keyboard or in Latin letters folds to the same word. The words on file
come from short word lists, which are folded once; what fits is then told word by word.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from app.i18n.names import in_letters_of
from synthetic_data.city import CITIES
from synthetic_data.search.name_words import family_words, given_words, patronymic_words
from synthetic_data.words import organisations, words

SAME = (
    (re.compile("ng+"), "n"),
    (re.compile("[kg]h|x"), lambda found: "g" if found.group() == "gh" else "h"),
    (re.compile("j"), "zh"),
    (re.compile("q"), "k"),
    (re.compile("w"), "u"),
    (re.compile("y([eo])"), "e"),
    (re.compile("[y\N{LATIN SMALL LETTER DOTLESS I}]"), "i"),
    (re.compile(r"(.)\1+"), r"\1"),
)
"""What folds into what, in this order, in Latin letters."""

PART = re.compile(r"[^\W\d_]+|\d+")

GENITIVE = "a"
"""What the genitive of a man's name adds to its folded form."""

NOT_NAMES = frozenset(
    (
        *("ul", "ulitsa", "koshe", "koshesi", "st", "street"),
        *("pr", "prospekt", "danili", "ave", "avenue", "pereulok"),
        *("d", "dom", "ui", "house", "bld", "kv", "kvartira", "pater", "flat", "apt", "apartment"),
        *("g", "gorod", "kala", "kalasi", "city"),
        *("to", "zhshs", "ao", "ak", "lp", "lc", "zhsc"),
    )
)
"""Folded words of an address or of a legal form that tell nothing apart."""


def fold(text: str) -> str:
    """Return the folded form of a word; empty where it has only signs.

    Args:
        text: in Cyrillic or Latin letters, any case.
    """
    bare = unicodedata.normalize("NFKD", text.lower())
    bare = "".join(c for c in bare if not unicodedata.combining(c))
    folded = in_letters_of("en", bare).lower()
    for pattern, same in SAME:
        folded = pattern.sub(same, folded)
    return folded


def parts(text: str) -> tuple[str, ...]:
    """Return the folded words and the numbers of a text, in order; ``14kv`` is two of them."""
    return tuple(folded for part in PART.findall(text) if (folded := fold_part(part)))


def fold_part(part: str) -> str:
    """Return a number as it stands, a word folded."""
    return str(int(part)) if part.isdecimal() else fold(part)


def begins(folded: str, typed: str) -> bool:
    """Say whether a folded word begins as typed; a last ``k`` may be half of ``kh``."""
    return folded.startswith(typed) or (typed[-1:] == "k" and folded.startswith(typed[:-1] + "h"))


class Vocabulary(NamedTuple):
    """Words as they are on file with the folded words of each.

    Attributes:
        texts: the words on file.
        folded: the folded words of each.
    """

    texts: tuple[str, ...]
    folded: tuple[tuple[str, ...], ...]

    def beginning(self, typed: str) -> list[bool]:
        """Return which texts have a word that begins as typed."""
        return [any(begins(key, typed) for key in keys) for keys in self.folded]

    def naming(self, typed: str) -> list[bool]:
        """Return which texts have a word that begins as typed, or that stands in the genitive.

        A street named after somebody is on file by the name; in Russian it is said in the
        genitive, which ends in one more vowel.
        """
        return [
            any(begins(key, typed) or key + GENITIVE == typed for key in keys)
            for keys in self.folded
        ]

    def exactly(self, typed: str) -> list[bool]:
        """Return which texts are nothing but the word typed."""
        return [keys == (typed,) for keys in self.folded]

    def with_all(self, typed: Sequence[str]) -> list[bool]:
        """Return which texts have a word for each of those typed; none where nothing was."""
        each = [self.beginning(word) for word in typed]
        return [all(fits) for fits in zip(*each, strict=True)] if each else self.exactly("")


def vocabulary(listed: Iterable[str]) -> Vocabulary:
    """Return words on file with their folded forms."""
    texts = tuple(listed)
    return Vocabulary(texts, tuple(map(parts, texts)))


@cache
def family_names() -> Vocabulary:
    """Return the family names of a city, as `family_words` numbers them."""
    return vocabulary(family_words().texts)


@cache
def given_names() -> Vocabulary:
    """Return the given names of a city, as `given_words` numbers them."""
    return vocabulary(given_words().texts)


@cache
def patronymics() -> Vocabulary:
    """Return the patronymics of a city, as `patronymic_words` numbers them."""
    return vocabulary(patronymic_words().texts)


@cache
def streets() -> Vocabulary:
    """Return the streets of a city by their codes."""
    return vocabulary(words("places")["streets"])


@cache
def owning_organisations() -> Vocabulary:
    """Return the organisations of a city by the codes of their names."""
    return vocabulary(organisations())


@cache
def cities() -> Vocabulary:
    """Return the names of the cities by their codes."""
    return vocabulary(words("places")["cities"][code] for code in CITIES)


class SoughtAddress(NamedTuple):
    """A search for a dwelling: words of the street or of an owner, house and flat."""

    names: tuple[str, ...]
    numbers: tuple[str, ...]


def sought_address(text: str, most: int) -> SoughtAddress:
    """Read a search for a dwelling in any of the usual forms.

    Args:
        text: as typed, such as street, house and flat, with or without the words for them.
        most: words that are read; the others are not.
    """
    found = parts(text)
    numbers = [p for p in found if p.isdecimal()]
    names = [p for p in found if not p.isdecimal() and p not in NOT_NAMES]
    if numbers:  # a letter by itself is that of a house: 12a
        names = [name for name in names if len(name) > 1]
    return SoughtAddress(tuple(names[:most]), tuple(numbers[:2]))


def sought_names(text: str, most: int) -> tuple[str, ...]:
    """Return the folded words of a search for a person; numbers are left out.

    Args:
        text: as typed.
        most: words that are read; the others are not.
    """
    return tuple(dict.fromkeys(part for part in parts(text) if not part.isdecimal()))[:most]


def digits_of(text: str) -> str:
    """Return an IIN typed with spaces or hyphens as digits; empty where it is something else."""
    bare = re.sub(r"[\s-]", "", text)
    return bare if bare.isascii() and bare.isdigit() else ""
