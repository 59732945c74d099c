"""The catalogues of words: complete, equal in keys and placeholders, and in their own language."""

import re
from datetime import date
from gettext import c2py
from pathlib import Path

import pytest
from babel import Locale

from app.i18n import LANGUAGES, words
from app.i18n.catalogue import FOLDER, placeholders, read
from app.i18n.formats import decimal, long_day, tenths
from app.i18n.names import in_letters_of
from domain.readings import SWITCHES
from domain.rules import catalogue

CYRILLIC = re.compile("[\u0400-\u052f]")
IN_THEIR_OWN_LETTERS = {"shell.languages.ru", "shell.languages.kk"}
"""Names of languages stand in their own language everywhere."""


CATALOGUES = sorted(FOLDER.glob("*/*.po"))
FORMS_OF = {"ru": 3, "kk": 2, "en": 2}


def every_text(language: str) -> dict[str, str]:
    """Texts of a language by key, the forms of a counted one under ``key[form]``."""
    said = words(language)
    forms = {f"{k}[{n}]": form for k, v in said.counted.items() for n, form in enumerate(v)}
    return {**said.texts, **forms}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_texts(language: str) -> None:
    assert set(words(language).texts) == set(words("ru").texts)
    assert set(words(language).counted) == set(words("ru").counted)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_catalogue_is_whole(path: Path) -> None:
    english = {message.context: message for message in read(FOLDER / "en" / path.name)}
    keys = re.findall(r'^msgctxt "(.*)"$', path.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(keys) == len(set(keys)), "a key stands twice"
    for message in read(path):
        if not message.context:
            continue
        assert message.context.partition(".")[0] == path.stem
        assert not message.fuzzy
        told = english[message.context].string
        assert message.id == told, "the msgid is the English text"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_keeps_its_placeholders(language: str) -> None:
    russian = words("ru")
    different = [
        key
        for key, text in words(language).texts.items()
        if placeholders(text) != placeholders(russian.texts[key])
    ]
    different += [
        key
        for key, forms in words(language).counted.items()
        if {frozenset(placeholders(form)) for form in forms}
        != {frozenset(placeholders(russian.counted[key][0]))}
    ]
    assert different == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty(language: str) -> None:
    assert [key for key, text in every_text(language).items() if not text.strip()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_counted_text_has_all_forms_of_its_language(language: str) -> None:
    lengths = {key: len(forms) for key, forms in words(language).counted.items()}
    assert set(lengths.values()) == {FORMS_OF[language]}, lengths


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_rule_of_a_catalogue_is_that_of_the_language(path: Path) -> None:
    """Unicode's rules (CLDR) are the oracle; its fourth Russian form is of fractions only."""
    header, language = read(path), path.parent.name
    order = ("one", "few", "many") if language == "ru" else ("one", "other")
    rule = Locale(language).plural_form
    form = c2py(header.plural_expr)
    assert [form(n) for n in range(1000)] == [order.index(rule(n)) for n in range(1000)]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("ru", {0: "0 дней", 1: "1 день", 2: "2 дня", 5: "5 дней", 11: "11 дней", 21: "21 день"}),
        ("kk", {0: "0 күн", 1: "1 күн", 2: "2 күн", 21: "21 күн"}),
        ("en", {0: "0 days", 1: "1 day", 2: "2 days", 21: "21 days", -1: "-1 day"}),
        ("ru", {1.5: "1,5 дня", 0.5: "0,5 дня", 1.0: "1 день", 1234: "1\xa0234 дня"}),
        ("en", {1.5: "1.5 days", 0.5: "0.5 days", 1.0: "1 day", 1234: "1,234 days"}),
    ],
)
def test_a_number_gives_its_word_the_form(language: str, told: dict[float, str]) -> None:
    assert {n: words(language).count("centres.days", n) for n in told} == told


def test_a_text_that_is_missing_is_a_fault_of_the_program() -> None:
    with pytest.raises(KeyError):
        words("ru")("shell.nobody_wrote_this")
    with pytest.raises(KeyError):
        words("ru").count("shell.nobody_wrote_this", 1)
    assert not words("ru").has("shell.nobody_wrote_this")
    assert words("ru").has("centres.days")


def test_english_has_no_cyrillic_letters() -> None:
    """But for the mark in the numbers of joint orders, 500/НҚ, which has no other form."""
    texts = words("en").texts
    found = {key for key, text in texts.items() if CYRILLIC.search(text.replace("/НҚ", ""))}
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
