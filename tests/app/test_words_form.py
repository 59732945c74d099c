"""How the words are written: in one language, with its own marks, and nothing glued to a number."""

import re
from collections.abc import Iterator

import pytest

from app.components.grid_words import grid_words
from app.i18n import LANGUAGES, words
from app.library import FOLDER as CASES
from tests.russian_words import RUSSIAN_ONLY

KAZAKH_LETTERS = re.compile("[әғқңөұүһіӘҒҚҢӨҰҮҺІ]")
WORD = re.compile("[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]+")
GLUED = re.compile(
    "\\}[*»”\u00ad]*(?:[A-Za-z\u0400-\u052f]|[-\u2010\u2011]([A-Za-z\u0400-\u052f]+))"
)
WHOLE_WORDS = {"қадам", "қадамы", "жол", "пәтер", "беті", "нөмір"}
"""An ordinal is written so in Kazakh («3-қадам»): a word of its own, the same after any number."""
KAZAKH_IN_RUSSIAN = {"тіркеу", "қаз", "нқ"}
"""The product, the switch to Kazakh, and the mark in the numbers of orders: № 500/НҚ."""


def every_text(language: str) -> Iterator[tuple[str, str]]:
    said = words(language)
    yield from said.texts.items()
    yield from ((key, form) for key, forms in said.counted.items() for form in forms)


def invented_names() -> set[str]:
    """Words of the names in the ready cases, which every language keeps."""
    told = (CASES / "names.toml").read_text(encoding="utf-8")
    return {word.lower() for word in WORD.findall(told)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_ending_is_glued_to_what_is_filled_in(language: str) -> None:
    found = {
        key: text
        for key, text in every_text(language)
        if any(match[1] not in WHOLE_WORDS for match in GLUED.finditer(text))
    }
    assert found == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_space_is_doubled(language: str) -> None:
    assert [key for key, text in every_text(language) if "  " in text] == []


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_a_percentage_has_a_space_that_does_not_break(language: str) -> None:
    assert [key for key, text in every_text(language) if re.search(r"[\d}] ?%", text)] == []


def test_a_percentage_has_no_space_in_english() -> None:
    assert [key for key, text in every_text("en") if re.search(r"[\d}]\s%", text)] == []


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_thousands_stay_together(language: str) -> None:
    assert [key for key, text in every_text(language) if re.search(r"\d \d{3}(?!\d)", text)] == []


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_a_decimal_number_has_a_comma(language: str) -> None:
    point = re.compile(r"(?<![\d.])\d{1,2}\.\d{1,2}(?![\d.])")
    assert [key for key, text in every_text(language) if point.search(text)] == []


def test_russian_has_kazakh_letters_in_names_only() -> None:
    stems = {name[:4] for name in invented_names()}  # names are declined
    found = {
        word
        for _, text in every_text("ru")
        for word in map(str.lower, WORD.findall(text))
        if KAZAKH_LETTERS.search(word) and word[:4] not in stems
    }
    assert found <= KAZAKH_IN_RUSSIAN


def test_kazakh_has_no_russian_words() -> None:
    found = {
        key: told
        for key, text in every_text("kk")
        if (told := {word.lower() for word in WORD.findall(text)} & RUSSIAN_ONLY)
    }
    assert found == {}


@pytest.mark.parametrize(
    ("language", "other"),
    [("ru", "прочтен"), ("kk", "түсіндір"), ("ru", "%-ный"), ("kk", "сенімділік аралы")],
)
def test_one_thing_has_one_name(language: str, other: str) -> None:
    """Those of the glossary; a reading of the law is «толкование» and «оқылым»."""
    assert [key for key, text in every_text(language) if other in text.lower()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_grid_speaks_the_language(language: str) -> None:
    """Under the names that AG Grid gives its texts."""
    told = grid_words(words(language), noRowsToShow="—")
    assert told["noRowsToShow"] == "—"
    assert {"loadingOoo", "page", "nextPage", "equals", "ariaFilterInput"} <= told.keys()
    assert told["nextPage"] == {"ru": "Следующая страница", "kk": "Келесі бет"}.get(
        language, "Next page"
    )


@pytest.mark.parametrize(
    ("number", "ending"), [(1, "у"), (21, "у"), (1541, "у"), (2, "и"), (5, "")]
)
def test_what_a_norm_turns_away_and_what_systems_hold_is_in_the_accusative(
    number: int, ending: str
) -> None:
    said = words("ru")
    away = said.count("scenarios.headline.applications", number)
    held = said.count("registries.overview.records", number)
    assert away.endswith({"": "заявок"}.get(ending, f"заявк{ending}"))
    assert held.endswith({"у": "запись", "и": "записи", "": "записей"}[ending])
