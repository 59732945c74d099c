"""The search through all registries, the widths of lists, and the words of the assumptions."""

import json
import re

import pytest

from app.i18n import LANGUAGES, words
from app.pages import registries
from app.pages.registries.columns import COLUMNS
from app.pages.registries.holdings import holdings
from app.pages.registries.sheet import Sheet
from app.pages.registries.state import read_state
from app.search.city import CitySearch
from app.services import Services
from app.settings import Settings
from app.visit import visit
from synthetic_data import evidence
from synthetic_data.city import City
from synthetic_data.generate import generate_city
from synthetic_data.listing.books import BOOKS

CYRILLIC = re.compile("[\u0400-\u052f]")
ROOM_AT_1280 = 766
"""Pixels of a list at 1280: the window without navigation, lists at the side and padding."""


@pytest.fixture(scope="module")
def city() -> City:
    return generate_city(3_000, 1)


@pytest.fixture(scope="module")
def services(city: City, tmp_path_factory: pytest.TempPathFactory) -> Services:
    own = Settings(home=tmp_path_factory.mktemp("home"))
    return Services(own, search=CitySearch(lambda: city))


def shown(services: Services, **query: str) -> str:
    content = registries.content(visit("/registries", query, None), services)
    return json.dumps(content, default=lambda part: part.to_plotly_json(), ensure_ascii=False)


def sheet_of(services: Services, language: str) -> Sheet:
    held = holdings(services)
    assert held is not None
    here = visit("/registries", {"lang": language}, None)
    state, here = read_state(here, held.city.persons, held.city.dwellings)
    return Sheet(here, state, held)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_address_as_the_page_writes_it_finds_its_dwelling_from_the_overview(
    services: Services, city: City, language: str
) -> None:
    sheet = sheet_of(services, language)
    for dwelling in range(0, city.dwellings, 211):
        text = shown(services, q=sheet.place(dwelling), lang=language)
        assert f"dwelling={dwelling}" in text
        assert words(language)("registries.anywhere.dwelling") in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_finds_people_and_what_they_own_told_apart_by_icon_and_word(
    services: Services, city: City, language: str
) -> None:
    owner = int(city.owner[(city.owner_is_organisation == 0).nonzero()[0][0]])
    text = shown(services, q=sheet_of(services, language).family_name(owner), lang=language)
    for kind, icon in (("people", "person"), ("dwellings", "house")):
        assert words(language)(f"registries.anywhere.{kind}") in text
        assert f"icon-{icon}" in text
    assert f"person={owner}" in text
    if language == "en":
        assert not CYRILLIC.search(text)


def test_a_number_finds_one_person(services: Services, city: City) -> None:
    text = shown(services, q=f"{int(city.iin[10]):012d}")
    assert re.findall(r'"href": "[^"]*person=(\d+)', text) == ["10"]


def test_what_is_found_leads_to_the_whole_list_and_a_card_back_to_what_was_found(
    services: Services,
) -> None:
    assert "list=persons&q=" in shown(services, q="Ахметов")
    text = shown(services, q="Ахметов", person="10", lang="en")
    assert words("en")("registries.card.to_found", sought="Ахметов") in text


@pytest.mark.parametrize(("sought", "key"), [("zzzzzz", "none_hint"), ("a", "short_hint")])
def test_a_search_that_finds_nothing_says_how_one_searches(
    services: Services, sought: str, key: str
) -> None:
    text = shown(services, q=sought, lang="en")
    assert words("en")(f"registries.anywhere.{key}") in text
    assert "registries-found" not in text


@pytest.mark.parametrize("book", list(BOOKS))
def test_the_columns_of_a_list_have_room_at_1280(book: str) -> None:
    assert sum(column.wide for column in COLUMNS[book]) <= ROOM_AT_1280


@pytest.mark.parametrize("book", list(BOOKS))
def test_the_columns_of_a_list_are_as_wide_on_every_page(services: Services, book: str) -> None:
    pages = [shown(services, list=book, page=page) for page in ("1", "2")]
    first, second = (re.findall(r'"width": "[\d.]+%"', page) for page in pages)
    assert len(first) == len(COLUMNS[book])
    assert second in (first, [])  # a short list has no second page


def test_what_would_replace_an_assumption_is_told_in_every_language() -> None:
    assumed = {figure.key for figure in evidence.everything() if figure.kind == "assumed"}
    prefix = "evidence.replaced_by."
    for language in LANGUAGES:
        told = {key.removeprefix(prefix) for key in words(language).texts if prefix in key}
        assert told == assumed


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_of_the_evidence_are_in_the_language_of_the_screen(language: str) -> None:
    english = {f.key: f.replaced_by for f in evidence.everything() if f.kind == "assumed"}
    for key, text in english.items():
        told = words(language)(f"evidence.replaced_by.{key}")
        assert bool(CYRILLIC.search(told)) == (language != "en")
        assert language == "en" or told != text
