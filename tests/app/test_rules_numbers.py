"""The numbers of the Rules page: each with name, value, range, source and what would replace it."""

import re

import pytest

from app.i18n import LANGUAGES, words
from app.pages.rules.figure_words import (
    name_words,
    parts,
    range_words,
    replaced_words,
    source_words,
    unit_of,
    value_words,
    whole_unit,
)
from app.pages.rules.figures import numbers, span
from app.pages.rules.numbers_view import PAGE_SIZE
from app.pages.rules.state import KINDS
from app.services import Services
from app.settings import Settings
from domain.law import articles
from simulation import astana
from simulation.demand import mix
from simulation.levers import LEVERS
from synthetic_data import evidence
from tests.app.test_rules_page import quoted, shown

CYRILLIC = re.compile("[\u0400-\u052f]")


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Services:
    return Services(Settings(home=tmp_path_factory.mktemp("home")))


def every_page(services: Services, **query: str) -> str:
    pages = range(1, -(-len(numbers()) // PAGE_SIZE) + 1)
    return "".join(shown(services, view="numbers", page=str(p), **query) for p in pages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_is_on_the_page_with_name_value_and_source(
    services: Services, language: str
) -> None:
    text, said = every_page(services, lang=language), words(language)
    for number in numbers():
        assert f'"data-number": "{number.key}"' in text
        for told in (
            name_words(number, said),
            value_words(number, said),
            source_words(number, said)[0],
            replaced_words(number, said),
            range_words(number, said),
        ):
            assert quoted(told) in text


def test_no_number_of_law_evidence_demand_levers_and_the_scenario_is_left_out() -> None:
    keys = [number.key for number in numbers()]
    levers = sum(len(entries) for entries in LEVERS.values())
    whole = len(articles()) + len(evidence.everything()) + len(mix.FIGURES) + levers
    assert len(keys) == whole + len(astana.FIGURES)
    assert {number.kind for number in numbers()} <= set(KINDS)


def test_every_assumption_says_what_would_replace_it() -> None:
    for number in numbers():
        if number.kind == "assumed":
            for language in LANGUAGES:
                assert replaced_words(number, words(language))


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_sources_are_told_in_the_language_of_the_page(language: str) -> None:
    foreign = {
        number.source for number in numbers() if not source_words(number, words(language))[1]
    }
    assert foreign == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_and_values_are_in_the_language_of_the_page(language: str) -> None:
    said = words(language)
    for number in numbers():
        name = name_words(number, said)
        assert bool(CYRILLIC.search(name)) == (language != "en"), number.key
        if language == "en":
            assert not CYRILLIC.search(value_words(number, said)), number.key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_unit_is_told_in_full_in_the_language_of_the_page(language: str) -> None:
    said = words(language)
    for number in numbers():
        assert bool(CYRILLIC.search(whole_unit(number, said))) == (language != "en"), number.unit
    known = {key for key in said.texts if key.startswith("units.")}
    assert known == {f"units.{number.unit}" for number in numbers()}


@pytest.mark.parametrize(
    ("key", "value", "ends"),
    [
        ("law.norm_m2", "15 м²", ""),
        ("law.residence_pilot", "11.11.2025–\u206030.06.2026", ""),
        ("law.useful_to_total", "95 %", "90–100 %"),
        ("population.reference_day", "01.01.2026", ""),
        ("population.female_share", "52,58 %", ""),
        ("housing.size_distribution", "значений: 7, 3–21 %", "× 0,8–1,2"),
        ("families.remarriage_wait", "2,5 года", ""),
        ("registers.paper_only_before", "1990", "1970–2008"),
        ("volumes.residence_reg_astana_per_year", "240 000", "180 000–300 000"),
        ("lever.offices[].working_days", "пн–пт", ""),
        ("lever.offices[].breaks", "без перерывов", ""),
        ("astana.offices[].windows", "значений: 8", "0–1 000"),
        ("astana.offices[].breaks", "12:00–13:00: 34; 13:00–14:00: 34; 14:00–15:00: 34 %", ""),
        ("astana.id_pipeline.lunch", "13:00–14:00", ""),
        ("astana.id_pipeline.pickup_hours", "пн–пт 09:00–18:00; сб 09:00–13:00", ""),
        ("astana.demand.booked_share", "15 %", "0–100 %"),
        ("lever.service_minutes.reception", "в среднем 2 мин, разброс 1, логнормально", None),
    ],
)
def test_a_number_is_told_in_words(key: str, value: str, ends: str | None) -> None:
    number, said = next(n for n in numbers() if n.key == key), words("ru")
    assert value_words(number, said).replace("\xa0", " ") == value
    if ends is not None:
        assert range_words(number, said).replace("\xa0", " ") == ends


@pytest.mark.parametrize(
    ("key", "entry"),
    [
        ("offices[].district", ("Нура", "Нура")),
        ("offices[].closes", ("Нура", "20:00")),
        ("offices[].hours", ("Нура", "сб 09:00–13:00")),
        ("offices[].hours", ("Есиль-1", "одинаковы во все рабочие дни")),
        ("demand.visit_hours", ("09:00", "1,25")),
        ("demand.visit_weekdays", ("вс", "0,5")),
        ("demand.months", ("июнь", "1,23")),
        ("id_pipeline.batch_cards", ("09:00", "60")),
    ],
)
def test_an_entry_of_the_scenario_is_named_by_office_hour_day_or_month(
    key: str, entry: tuple[str, str]
) -> None:
    number = next(n for n in numbers() if n.key == f"astana.{key}")
    assert entry in parts(number, words("ru"))


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("no figure was found; 0.1 to 0.6", (0.1, 0.6, False)),
        ("a room is a household; each 0.8 to 1.2 of itself", (0.8, 1.2, True)),
        ("70,000 to 130,000", (70_000, 130_000, False)),
        ("eleven months", (None, None, False)),
        ("single 0.03 to 0.12", (None, None, False)),
        ("", (None, None, False)),
    ],
)
def test_the_range_of_an_assumption_is_read_from_its_note(
    note: str, found: tuple[float | None, float | None, bool]
) -> None:
    assert span(note) == found


def test_a_range_holds_the_value_that_it_is_of() -> None:
    for number in numbers():
        if (
            number.kind not in ("lever", "astana")
            and number.low is not None
            and not number.is_times
        ):
            assert number.low <= number.value <= (number.high or 0), number.key


def test_every_unit_of_a_single_number_has_words_or_needs_none() -> None:
    for number in numbers():
        code = unit_of(number)
        has_words = words("ru").has(f"rules_numbers.unit.{code}")
        assert has_words or code in ("date", "mmdd", "year", "times", "count"), number.key


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_lists_its_numbers_and_no_others(services: Services, kind: str) -> None:
    text = every_page(services, kind=kind)
    for number in numbers():
        if f'"data-number": "{number.key}"' in text:
            assert number.kind == kind
    assert ("data-number" in text) == any(number.kind == kind for number in numbers())


def test_a_number_is_found_by_the_site_that_published_it(services: Services) -> None:
    text = shown(services, view="numbers", q="liter.kz")
    assert '"data-number": "population.marital_status"' in text
    assert '"data-number": "law.norm_m2"' not in text
