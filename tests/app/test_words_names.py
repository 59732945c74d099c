"""One thing has one name in a language: that of `docs/glossary.md`, whose source are the orders."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.i18n import words

NOTICES = Path(__file__).parents[2] / "domain" / "notices.toml"
QUOTED = re.compile("«[^»]*»")
OTHER_NAMES = {
    "ru": {
        "норматив": r"\bнорм(а|ы|е|у|ой|ам|ами|ах)?\b",
        "заявка": r"\bзаявлени",
        "отдел": r"\bотделени|\bофис",
        "прогон": r"\bрепликаци",
        "расчёт": r"\bпросч[её]т|\bпросчит",
        "толкование": r"\bпрочтени|\bинтерпретаци",
    },
    "kk": {
        "норматив": r"\bнорма(?!тив)",
        "өтініш": r"\bөтінім|\bарыз",
        "бөлім": r"\bбөлімше|\bкеңсе|\bофис",
        "қайталама": r"\bрепликация",
        "оқылым": r"\bтүсіндірме|\bинтерпретация",
    },
    "en": {
        "office": r"\bbranch(es)?\b",
        "window": r"\bcounters\b",
        "reading": r"\binterpretations?\b",
    },
}
"""By language and name: what the same thing is not called beside it."""


def every_text(language: str) -> Iterator[tuple[str, str]]:
    said = words(language)
    yield from said.texts.items()
    yield from ((key, form) for key, forms in said.counted.items() for form in forms)
    yield from notices(tomllib.loads(NOTICES.read_text(encoding="utf-8")), language)


def notices(found: object, language: str, path: str = "notices") -> Iterator[tuple[str, str]]:
    if not isinstance(found, dict):
        return
    for name, value in found.items():
        if name == language and isinstance(value, str):
            yield path, value
        yield from notices(value, language, f"{path}.{name}")


def own_words(key: str, text: str) -> str:
    """A text without what it quotes of an order, which has its own names."""
    return QUOTED.sub("", text) if key.startswith("rules.") else text


@pytest.mark.parametrize(
    ("language", "name", "other"),
    [(language, *pair) for language, names in OTHER_NAMES.items() for pair in names.items()],
)
def test_a_thing_is_called_by_its_one_name(language: str, name: str, other: str) -> None:
    texts = {key: own_words(key, text) for key, text in every_text(language)}
    assert [key for key, text in texts.items() if re.search(other, text, re.IGNORECASE)] == []
    assert any(name in text.lower() for text in texts.values()), "the name itself is used"


@pytest.mark.parametrize(("language", "name"), [("ru", "прогон"), ("kk", "қайталама")])
def test_a_replication_is_told_from_the_run_that_is_made_of_them(language: str, name: str) -> None:
    """Where English says `run` alone, Russian and Kazakh have their word for a run."""
    said = dict(every_text("en"))
    is_named = {key: name in text.lower() for key, text in every_text(language) if key in said}
    found = {key for key, named in is_named.items() if named}
    assert found
    assert [key for key in sorted(found) if "replication" not in said[key].lower()] == []


@pytest.mark.parametrize(
    ("text", "is_other"),
    [("норма", True), ("При норме", True), ("норматив", False), ("нормальный", False)],
)
def test_the_other_names_are_whole_words(text: str, *, is_other: bool) -> None:
    found = re.search(OTHER_NAMES["ru"]["норматив"], text, re.IGNORECASE)
    assert (found is not None) is is_other


@pytest.mark.parametrize(("language", "target"), [("ru", "цел"), ("kk", "мақсат")])
def test_the_share_that_waits_within_the_target_is_of_no_norm_nor_standard(
    language: str, target: str
) -> None:
    keys = (
        "report.measure.within_standard_share_mean",
        "report.term.within",
        "scenarios.row.within",
        "centres_below.measure.within_standard_share_mean",
    )
    assert all(target in words(language)(key).lower() for key in keys)
