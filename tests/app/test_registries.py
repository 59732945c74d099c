"""The Registries page: lists, cards, search and quality, from the address alone."""

import json
import re
from importlib import import_module
from pathlib import Path
from time import sleep

import dash_mantine_components as dmc
import numpy as np
import pytest
from dash import html

from app.i18n import LANGUAGES, words
from app.pages import registries
from app.pages.registries.callbacks import is_measured
from app.pages.registries.columns import COLUMNS
from app.pages.registries.holdings import holdings
from app.pages.registries.quality_job import measured
from app.pages.registries.quality_words import SITE, class_words, key_of
from app.pages.registries.sheet import Sheet
from app.pages.registries.state import PAGE_SIZE, State, read_state
from app.pages.registries.systems import ASKED_BY, SYSTEMS, books_of
from app.search.city import CitySearch
from app.services import Services
from app.settings import Settings
from app.visit import visit
from domain.registries import SYSTEMS as ALL_SYSTEMS
from synthetic_data.city import DISTRICTS, City
from synthetic_data.generate import generate_city
from synthetic_data.home import ARRAYS, StoredCity
from synthetic_data.listing.books import BOOKS
from synthetic_data.listing.choices import CHOICES, Choice
from synthetic_data.quality.report import document, quality

PEOPLE = 3_000
CYRILLIC = re.compile("[\u0400-\u052f]")


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Services:
    city = generate_city(PEOPLE, 1)
    own = Settings(home=tmp_path_factory.mktemp("home"))
    stored = stored_in(own.home)
    stored.folder.mkdir(parents=True)
    city.save(stored.folder / ARRAYS)
    return Services(own, stored, search=CitySearch(lambda: city))


def stored_in(home: Path) -> StoredCity:
    return StoredCity(PEOPLE, 1, home / "cities" / f"{PEOPLE}-1")


@pytest.fixture(scope="module")
def city(services: Services) -> City:
    held = holdings(services)
    assert held is not None
    return held.city


def shown(services: Services, **query: str) -> str:
    content = registries.content(visit("/registries", query, None), services)
    return json.dumps(content, default=lambda part: part.to_plotly_json(), ensure_ascii=False)


def rows_of(text: str) -> int:
    return len(re.findall(r'"type": "Tr"', text)) - 1


def test_without_a_city_the_page_says_how_to_make_one(tmp_path: Path) -> None:
    assert "tirkeu generate" in shown(Services(Settings(home=tmp_path)))


def test_the_overview_names_every_system_with_its_lists(services: Services) -> None:
    text = shown(services)
    for system in SYSTEMS:
        for book in books_of(system):
            assert words("ru")(f"registries.book.{book}.title") in text
        assert words("ru")(f"registries.system.{system}.whose") in text


def test_every_system_that_is_asked_holds_lists_or_none(services: Services) -> None:
    assert set(SYSTEMS) - {"rp_drn"} <= set(ALL_SYSTEMS)
    assert set(ASKED_BY) == set(SYSTEMS)
    assert set(COLUMNS) == set(BOOKS)
    for name, book in BOOKS.items():
        assert set(book.sorts) <= {column.key for column in COLUMNS[name]}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("book", list(BOOKS))
def test_every_list_is_shown_in_every_language(
    services: Services, book: str, language: str
) -> None:
    text = shown(services, list=book, lang=language)
    assert 0 < rows_of(text) <= PAGE_SIZE
    if language == "en":
        assert not CYRILLIC.search(text)


@pytest.mark.parametrize("book", list(BOOKS))
def test_every_filter_and_sort_of_a_list_is_shown(services: Services, book: str) -> None:
    for sort in BOOKS[book].sorts:
        assert "aria-sort" in shown(services, list=book, sort=f"-{sort}")
    for choice in BOOKS[book].choices():
        for word in choice.words:
            assert "registries-headline" in shown(services, list=book, **{choice.name: word})


@pytest.mark.parametrize("book", list(BOOKS))
def test_every_column_and_filter_has_words(book: str) -> None:
    for language in LANGUAGES:
        said = words(language)
        for column in COLUMNS[book]:
            assert said.has(f"registries.column.{column.key}")
        for choice in BOOKS[book].choices():
            assert said.has(f"registries.filter.{choice.name}")
            for word in CHOICES[choice.name].words:
                assert said.has(f"registries.choice.{choice.name}.{word}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_of_a_person_is_shown_in_every_language(
    services: Services, city: City, language: str
) -> None:
    for person in range(0, city.persons, 97):
        text = shown(services, list="persons", person=str(person), lang=language)
        assert f"{int(city.iin[person]):012d}" in text
        if language == "en":
            assert not CYRILLIC.search(text)


def test_a_person_leads_into_applications_with_the_person_as_applicant(
    services: Services, city: City
) -> None:
    holder = int(city.card_holder[0])
    text = shown(services, person=str(holder), lang="kk", day="2026-02-03")
    assert f"/application?lang=kk&day=2026-02-03&applicant={holder}" in text
    assert re.search(rf"applicant={holder}(&dwelling=\d+)?&service=residence&panel=city", text)
    assert f"applicant={holder}&service=id_card&panel=city" in text


def test_the_dead_apply_for_nothing(services: Services, city: City) -> None:
    dead = int(np.flatnonzero(city.died)[0])
    assert "/application" not in shown(services, person=str(dead))


def test_whoever_lives_elsewhere_applies_for_the_home(services: Services, city: City) -> None:
    registered = {
        (int(p), int(d))
        for p, d in zip(city.registered_person, city.registered_dwelling, strict=True)
    }
    alive = np.flatnonzero((city.died == 0) & (city.home >= 0))
    person = next(int(p) for p in alive if (int(p), int(city.home[p])) not in registered)
    text = shown(services, person=str(person))
    assert f"applicant={person}&dwelling={int(city.home[person])}&service=residence" in text


def test_a_missing_act_is_told_with_its_cause(services: Services, city: City) -> None:
    lacking = int(np.flatnonzero(~city.act_recorded.astype(bool))[0])
    text = shown(services, person=str(lacking))
    assert words("ru")("registries.facts.no_birth_act") in text


def test_parents_spouse_children_and_siblings_are_named(services: Services, city: City) -> None:
    ended = city.married_until == 0
    for row in np.flatnonzero(ended)[:20]:
        husband, wife = int(city.spouse_a[row]), int(city.spouse_b[row])
        text = shown(services, person=str(husband), lang="en")
        assert f"person={wife}" in text
        assert '"wife"' in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_of_a_dwelling_is_shown_in_every_language(
    services: Services, city: City, language: str
) -> None:
    for dwelling in range(0, city.dwellings, 53):
        text = shown(services, dwelling=str(dwelling), lang=language)
        assert f"&dwelling={dwelling}&panel=city" in text
        assert "applicant=" not in text
        if language == "en":
            assert not CYRILLIC.search(text)


def test_the_fullest_dwelling_is_read_page_by_page(
    services: Services, city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("dwelling_card", "table"):
        monkeypatch.setattr(import_module(f"app.pages.registries.{module}"), "PAGE_SIZE", 4)
    counts = np.bincount(city.registered_dwelling, minlength=city.dwellings)
    dwelling, most = str(int(counts.argmax())), int(counts.max())
    texts = [
        shown(services, dwelling=dwelling, part=str(part + 1)) for part in range(-(-most // 4))
    ]
    assert "part=2" in texts[0]
    assert "registries-pager-part-next" not in texts[-1]
    assert sum(map(rows_of, texts)) == most


def test_before_the_norm_no_dwelling_has_places(services: Services) -> None:
    text = shown(services, dwelling="0", day="2025-12-25")
    assert "25.12.2025 норматива ещё нет" in text


def test_the_district_shown_is_that_of_the_registration(services: Services, city: City) -> None:
    places = city.dwelling_district[city.registered_dwelling]
    lived_in = city.district[city.registered_person]
    apart = (places != lived_in) & (places < DISTRICTS.index("outside"))
    for row in np.flatnonzero(apart)[:10]:
        person, district = int(city.registered_person[row]), DISTRICTS[places[row]]
        told = words("en")(f"registries.choice.district.{district}")
        number = f"{int(city.iin[person]):012d}"
        for query in ({"person": str(person)}, {"list": "persons", "q": number}):
            assert f'"{told}"' in shown(services, lang="en", **query)


@pytest.mark.parametrize(
    ("book", "choice"), [(b.name, choice) for b in BOOKS.values() for choice in b.choices()]
)
def test_a_filter_shows_the_word_that_the_list_is_narrowed_by(
    services: Services, book: str, choice: Choice
) -> None:
    for word in choice.words:
        query = {"list": book, "lang": "en", choice.name: word}
        content = html.Div(registries.content(visit("/registries", query, None), services))
        selects = [part for part in content._traverse() if isinstance(part, dmc.Select)]
        chosen = [option for s in selects for option in s.data if option["value"] == s.value]
        label = words("en")(f"registries.choice.{choice.name}.{word}")
        assert label in [option["label"] for option in chosen]


def test_a_search_finds_the_person_by_the_number(services: Services, city: City) -> None:
    iin = f"{int(city.iin[10]):012d}"
    text = shown(services, list="persons", q=iin)
    assert rows_of(text) == 1
    assert "person=10" in text


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ({"q": "zzzzzz"}, "none"),
        ({"q": "a"}, "short"),
        ({"page": "999999"}, "beyond"),
    ],
)
def test_an_empty_list_says_why_and_leads_on(
    services: Services, query: dict[str, str], key: str
) -> None:
    text = shown(services, list="persons", lang="en", **query)
    assert words("en")(f"registries.empty.{key}_go") in text


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("list", "secrets"),
        ("person", "999999999"),
        ("person", "-1"),
        ("person", "1e3"),
        ("dwelling", "x"),
        ("page", "0"),
        ("page", "٣"),
        ("born", "1700"),
        ("sort", "password"),
        ("district", "moon"),
        ("part", "1000001"),
        ("view", "source"),
        ("q", "x" * 101),
        ("colour", "red"),
    ],
)
def test_what_cannot_be_used_is_named_and_the_rest_is_shown(
    services: Services, name: str, value: str
) -> None:
    query = {"list": "persons", name: value}
    text = shown(services, **query)
    assert f"{name}={value[:20]}" in text
    assert "registries-headline" in text


@pytest.mark.parametrize("value", ["abcd", "1849", "2101", "19.5"])
def test_what_is_no_year_stays_in_its_box_and_is_answered_in_words(
    services: Services, value: str
) -> None:
    query = {"list": "persons", "born": value, "lang": "en"}
    content = html.Div(registries.content(visit("/registries", query, None), services))
    box = next(
        part for part in content._traverse() if getattr(part, "id", None) == "registries-born"
    )
    assert (box.value, box.error) == (value, True)
    assert "a number from 1850 to 2100" in shown(services, **query)
    assert "a number from" not in shown(services, **query | {"born": "1850"})


@pytest.mark.parametrize(("query", "is_there"), [({}, True), ({"q": "zzzzzz"}, False)])
def test_a_list_of_many_pages_has_a_field_for_their_number(
    services: Services, query: dict[str, str], *, is_there: bool
) -> None:
    assert ("registries-go-page" in shown(services, list="persons", **query)) is is_there


def test_the_state_is_read_from_the_address(city: City) -> None:
    query = {"list": "persons", "q": " Ахм ", "sort": "-born", "sex": "F", "page": "3"}
    state, here = read_state(visit("/registries", query, None), city.persons, city.dwellings)
    assert here.complaints == ()
    assert state == State(
        "persons", "Ахм", "born", is_descending=True, filters=(("sex", "F"),), page=3
    )


def wait_for_quality(services: Services) -> None:
    while measured(services.stored).is_open:
        sleep(0.05)


def test_the_quality_is_waited_for_and_then_told(services: Services, city: City) -> None:
    waiting = shown(services, view="quality", lang="en")
    assert "registries-poll" in waiting
    wait_for_quality(services)
    text = shown(services, view="quality", lang="en")
    assert "integrity rules" in text
    assert not CYRILLIC.search(text)
    assert is_measured(services)
    assert "тұтастық ережесінің" in shown(services, view="quality", lang="kk")
    assert measured(services.stored).found == document(quality(city))


def test_a_measuring_that_fails_says_so(services: Services, city: City, tmp_path: Path) -> None:
    damaged = Services(services.settings, stored_in(tmp_path), search=CitySearch(lambda: city))
    shown(damaged, view="quality")
    wait_for_quality(damaged)
    assert words("ru")("registries.quality.failed") in shown(damaged, view="quality")


def test_a_city_of_no_home_is_not_measured(services: Services, city: City) -> None:
    nowhere = Services(services.settings, search=CitySearch(lambda: city))
    assert is_measured(nowhere)
    assert words("ru")("registries.quality.failed") in shown(nowhere, view="quality")


def test_every_margin_class_and_rule_has_words_in_every_language(
    services: Services, city: City
) -> None:
    found = document(quality(city))
    margins = [*found["margins"], *found["joints"]]
    named = {"/".join(each["name"].split("/")[:2]) for each in margins}
    held = holdings(services)
    assert held is not None
    for language in LANGUAGES:
        said = words(language)
        sheet = Sheet(visit("/registries", {"lang": language}, None), State(), held)
        assert [n for n in sorted(named) if not said.has(f"registries.margin.{key_of(n)}")] == []
        rules = [each["rule"] for each in found["integrity"]]
        assert [r for r in rules if not said.has(f"registries.rule.{key_of(r)}")] == []
        codes = {c["class"] for each in margins for c in each["classes"]}
        parts = {part for code in codes for part in code.split("/")}
        bare = {part for part in parts if part[0].isalpha()}
        assert [p for p in sorted(bare) if not said.has(f"registries.class.{p}")] == []
        assert class_words(sheet, "esil/0-4").endswith("0\u20134")
        assert class_words(sheet, "-9--4") == "\u22129…\u22124"
        assert class_words(sheet, "1930s").startswith("1930")


def test_the_site_of_a_source_is_told_without_its_words() -> None:
    assert SITE.findall("survey of 2020, the country (newsline.kz 1031022)") == ["newsline.kz"]
    assert SITE.findall("none") == []
