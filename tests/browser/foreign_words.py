"""Which words of a text belong to another language than that of the page."""

import re
from functools import cache
from pathlib import Path

from app.i18n import words
from app.library import FOLDER as CASES
from synthetic_data.words import FOLDER as WORD_LISTS
from tests.russian_words import RUSSIAN_ONLY

CYRILLIC = re.compile("[\u0400-\u052f\u00ad]+")
LATIN = re.compile("[A-Za-z\u00ad]{2,}")
PATRONYMIC = re.compile("(ұлы|қызы)$")
KAZAKH_LETTERS = re.compile("[әғқңөұүһі]")
CODE = re.compile(
    r"\bticket_id(?:,\s\w+)+|\btirkeu(?: --?\w+| [a-z]+)+"
    r"|\S*[\w?&][./_=:@?&*]\w\S*|[A-Z]{2,}-\w+\S*|\b[IVXL]+\b|\w*\d\w*"
)
"""The same in every language: addresses, identifiers, rules such as RES-10, Roman numerals, the
columns of a ticket log, commands.
"""
IN_EVERY_LANGUAGE = {"тіркеу", "нқ"}
"""The product; the mark in the numbers of orders, № 500/НҚ."""
_LATIN = """
astana egov egovmobile mobile smart data ukimet tirkeu generate serve simpy faker
csv xlsx png svg html json alt ctrl end enter esc home shift tab
halyk finance finprom kazinform mics digital id srmse
start left
"""
LATIN_ANYWHERE = frozenset(_LATIN.split())
"""Names of systems, programs, publishers; kinds of file; keys; columns of a ticket log."""
LONGEST_CASE = 2
"""Letters that a case adds to a name."""


def foreign(language: str, text: str) -> set[str]:
    """Return the words of a text, in small letters, that are of another language.

    Args:
        language: of the page.
        text: what is seen or read out; a soft hyphen does not part a word.
    """
    told = text.replace("\u00ad", "")
    if language == "en":
        return {word.lower() for word in CYRILLIC.findall(told)} - IN_EVERY_LANGUAGE
    told = CODE.sub(" ", told)
    cyrillic = {word.lower() for word in CYRILLIC.findall(told)} - IN_EVERY_LANGUAGE
    latin = {word.lower() for word in LATIN.findall(told)} - LATIN_ANYWHERE
    return latin | {word for word in cyrillic if _is_foreign(language, word)}


def _is_foreign(language: str, word: str) -> bool:
    word, stems = PATRONYMIC.sub("", word), _stems_of_names()
    if any(word[:length] in stems for length in range(len(word) - LONGEST_CASE - 1, len(word) + 1)):
        return False
    if language == "ru":
        return bool(KAZAKH_LETTERS.search(word))
    return word in RUSSIAN_ONLY or word in _russian_words()


@cache
def _stems_of_names() -> frozenset[str]:
    paths = (CASES / "names.toml", *(WORD_LISTS / f"{f}.toml" for f in ("names", "places")))
    return frozenset(word[:-1] for path in paths for word in _words_of(path) if len(word) > 2)


def _words_of(path: Path) -> set[str]:
    return {word.lower() for word in CYRILLIC.findall(path.read_text(encoding="utf-8"))}


@cache
def _russian_words() -> frozenset[str]:
    """Words of the Russian catalogue of three letters and more that the Kazakh one has nowhere."""
    russian, kazakh = ({*_catalogue(language)} for language in ("ru", "kk"))
    return frozenset(word for word in russian - kazakh if len(word) > 2)


def _catalogue(language: str) -> set[str]:
    said = words(language)
    texts = [*said.texts.values(), *(form for forms in said.counted.values() for form in forms)]
    return {word.lower() for text in texts for word in CYRILLIC.findall(text)}
