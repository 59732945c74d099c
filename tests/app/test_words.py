"""The catalogues of words: complete, equal in keys and placeholders, and in their own language."""

import re
from datetime import date

import pytest

from app.i18n import LANGUAGES, words
from app.i18n.catalogue import placeholders
from app.i18n.formats import decimal, long_day, tenths
from app.i18n.names import in_letters_of
from domain.readings import SWITCHES
from domain.rules import catalogue

CYRILLIC = re.compile("[\u0400-\u052f]")
IN_THEIR_OWN_LETTERS = {"shell.languages.ru", "shell.languages.kk"}
"""Names of languages stand in their own language everywhere."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_texts(language: str) -> None:
    assert set(words(language).texts) == set(words("ru").texts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_keeps_its_placeholders(language: str) -> None:
    russian = words("ru").texts
    different = [
        key
        for key, text in words(language).texts.items()
        if placeholders(text) != placeholders(russian[key])
    ]
    assert different == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty(language: str) -> None:
    assert [key for key, text in words(language).texts.items() if not text.strip()] == []


def test_english_has_no_cyrillic_letters() -> None:
    found = {key for key, text in words("en").texts.items() if CYRILLIC.search(text)}
    assert found <= IN_THEIR_OWN_LETTERS


def test_a_kazakh_sentence_is_not_a_russian_one() -> None:
    russian, kazakh = words("ru").texts, words("kk").texts
    same = [key for key, text in kazakh.items() if text == russian[key]]
    assert [key for key in same if len(re.findall("[\u0400-\u052f]{3,}", kazakh[key])) > 2] == []


@pytest.mark.parametrize("name", list(SWITCHES))
def test_every_reading_has_words_for_both_positions(name: str) -> None:
    for value in SWITCHES[name].values:
        assert words("ru").has(f"readings.{name}.{str(value).lower()}")


@pytest.mark.parametrize("rule", list(catalogue()))
def test_every_rule_has_a_sentence_for_the_headline(rule: str) -> None:
    assert words("ru").has(f"application.phase.{rule.partition('.')[0]}")


@pytest.mark.parametrize(
    ("language", "number", "day"),
    [
        ("ru", "1 234,5", "2 февраля 2026"),
        ("kk", "1 234,5", "2026 ж. 2 ақпан"),
        ("en", "1,234.5", "2 February 2026"),
    ],
)
def test_numbers_and_days_take_the_form_of_the_language(
    language: str, number: str, day: str
) -> None:
    assert tenths(12345, language).replace("\xa0", " ") == number
    assert long_day(date(2026, 2, 2), language) == day


def test_a_number_without_places_has_no_mark() -> None:
    assert decimal(865, "ru") == "865"


@pytest.mark.parametrize(
    ("name", "latin"),
    [("Гүлнар Ахметова", "Gulnar Akhmetova"), ("Әлихан Жақсыбеков", "Alikhan Zhaqsybekov")],
)
def test_names_are_in_latin_letters_in_english_only(name: str, latin: str) -> None:
    assert in_letters_of("en", name) == latin
    assert in_letters_of("kk", name) == name
