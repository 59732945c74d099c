"""How a search forgives spelling: words as typed and words on file meet in one folded form.

The folded form is the product's own Latin writing without what people leave out: marks over and
through letters, doubled letters, and the difference between letters that sound alike. A Kazakh
name typed on a Russian keyboard or in Latin letters folds to the same word. The words on file
come from short word lists, which are folded once; the database is then asked for whole words.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from app.i18n.names import in_letters_of
from synthetic_data.words import feminine, organisations, patronymic, words

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
    """Words as they are on file with the folded words of each."""

    folded: Mapping[str, tuple[str, ...]]

    def beginning(self, typed: str) -> tuple[str, ...]:
        """Return what has a word that begins as typed."""
        return tuple(
            word for word, keys in self.folded.items() if any(begins(key, typed) for key in keys)
        )

    def exactly(self, typed: str) -> tuple[str, ...]:
        """Return what is nothing but the word typed."""
        return tuple(word for word, keys in self.folded.items() if keys == (typed,))

    def with_all(self, typed: Sequence[str]) -> tuple[str, ...]:
        """Return what has a word for each of those typed; none where nothing was typed."""
        found = [set(self.beginning(word)) for word in typed]
        return tuple(sorted(set.intersection(*found))) if found else ()


def vocabulary(listed: Iterable[str]) -> Vocabulary:
    """Return words on file with their folded forms."""
    return Vocabulary({word: parts(word) for word in listed})


@cache
def family_names() -> Vocabulary:
    """Return the family names of a city, of men and of women."""
    listed = [name for style in _styles() for name in words("names")[style]["family"]]
    return vocabulary([*listed, *map(feminine, listed)])


@cache
def given_names() -> Vocabulary:
    """Return the given names of a city."""
    return vocabulary(
        name for style in _styles() for kind in ("male", "female") for name in _given(style, kind)
    )


@cache
def patronymics() -> Vocabulary:
    """Return the patronymics of a city."""
    return vocabulary(
        patronymic(style, father, sex)
        for style in _styles()
        for father in _given(style, "male")
        for sex in ("M", "F")
    )


@cache
def streets() -> Vocabulary:
    """Return the streets of a city."""
    return vocabulary(words("places")["streets"])


@cache
def owning_organisations() -> Vocabulary:
    """Return the organisations of a city."""
    return vocabulary(organisations())


@cache
def cities() -> Vocabulary:
    """Return the cities by their codes."""
    return Vocabulary({code: parts(name) for code, name in words("places")["cities"].items()})


def _styles() -> tuple[str, ...]:
    return ("kazakh", "russian")


def _given(style: str, kind: str) -> Sequence[str]:
    listed: Sequence[str] = words("names")[style][kind]
    return listed


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


def digits_of(text: str) -> str:
    """Return an IIN typed with spaces or hyphens as digits; empty where it is something else."""
    bare = re.sub(r"[\s-]", "", text)
    return bare if bare.isascii() and bare.isdigit() else ""
