"""What the Registries page tells: relations, places, quality, each as a true sentence."""

import json
import re

import numpy as np
import pytest

from app.components.drawing import texts
from app.pages import registries
from app.pages.registries.family import Family, Relative
from app.pages.registries.family_view import _own_generation
from app.pages.registries.holdings import holdings
from app.pages.registries.quality_chart import round_up, small_chart
from app.pages.registries.quality_shares import shares_table
from app.pages.registries.quality_top import headline
from app.pages.registries.quality_view import report
from app.pages.registries.quality_words import class_words
from app.pages.registries.sheet import Sheet
from app.pages.registries.state import State
from app.search.city import CitySearch
from app.services import Services
from app.settings import Settings
from app.visit import visit
from synthetic_data.city import City
from synthetic_data.generate import generate_city
from synthetic_data.quality.report import document, quality


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


def test_whose_death_ended_a_marriage_is_told_and_nobody_is_divorced_by_it(
    services: Services, city: City
) -> None:
    by_death = (city.married_until > 0) & (city.married_until == city.died[city.spouse_b])
    row = np.flatnonzero(by_death & (city.died[city.spouse_a] == 0))[0]
    husband, wife = str(int(city.spouse_a[row])), str(int(city.spouse_b[row]))
    assert '"муж (до её смерти)"' in shown(services, person=wife)
    assert '"жена (умерла)"' in shown(services, person=husband)
    assert '"бывшая жена"' not in shown(services, person=husband)


def test_a_pair_of_the_mart_reads_as_a_sentence(services: Services, city: City) -> None:
    text = shown(services, list="pairs", lang="en")
    relative, person = (int(rows[0]) for rows in (city.mart_relative, city.mart_person))
    first = text.index(f"person={relative}")
    assert "Of whom" in text
    assert first < text.index(f"person={person}", first + 1)
    assert "husband or wife" not in text.split("Tbody")[-1]


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_the_report_begins_with_the_predictions_and_leads_to_every_part(
    services: Services, city: City, language: str
) -> None:
    held = holdings(services)
    assert held is not None
    sheet = Sheet(visit("/registries", {"lang": language}, None), State(), held)
    found = document(quality(city))
    near = sum(each["side"] == "near" for each in found["predictions"])
    told = headline(sheet, found)
    assert told.index(str(near)) < told.index(str(len(found["integrity"])))
    text = json.dumps(
        report(sheet, found), default=lambda part: part.to_plotly_json(), ensure_ascii=False
    )
    targets = set(re.findall(r'"href": "#([^"]+)"', text))
    assert len(targets) == 9
    assert targets <= set(re.findall(r'"id": "([^"]+)"', text))


def test_a_mean_is_told_in_its_unit_and_classes_with_the_mark_of_the_language(
    services: Services, city: City
) -> None:
    held = holdings(services)
    assert held is not None
    sheet = Sheet(visit("/registries", {"lang": "ru"}, None), State(), held)
    found = document(quality(city))
    means = [each for each in found["margins"] if each["is_ratio"]]
    text = json.dumps(
        shares_table(sheet, means), default=lambda part: part.to_plotly_json(), ensure_ascii=False
    )
    assert "26,40\u00a0м²" in text
    assert "50,0" not in text
    assert class_words(sheet, "0.985+") == "0,985+"


@pytest.mark.parametrize(("share", "end"), [(0.009, 0.01), (0.01, 0.01), (0.011, 0.02), (0.9, 1.0)])
def test_a_scale_ends_at_a_round_share(share: float, end: float) -> None:
    assert round_up(share) == end


@pytest.mark.parametrize(("years", "applies"), [(15, False), (16, True)])
def test_people_apply_from_sixteen_on(
    services: Services, city: City, years: int, *, applies: bool
) -> None:
    ages = (20_260_202 - city.born) // 10_000
    person = int(np.flatnonzero((ages == years) & (city.died == 0))[0])
    text = shown(services, person=str(person), lang="en")
    assert ("/application?" in text) is applies
    assert ("a parent or guardian does" in text) is not applies


def test_a_dwelling_of_a_minor_says_what_that_means(services: Services, city: City) -> None:
    people = ~city.owner_is_organisation.astype(bool)
    is_minor = 20_260_202 - city.born[np.where(people, city.owner, 0)] < 180_000
    dwelling = int(city.owned_dwelling[people & is_minor][0])
    told = "The owner is protected"
    assert told in shown(services, dwelling=str(dwelling), lang="en")
    others = np.setdiff1d(city.owned_dwelling[~people], city.owned_dwelling[people])
    assert told not in shown(services, dwelling=str(int(others[0])), lang="en")


def test_a_whole_number_below_zero_has_a_true_minus(services: Services) -> None:
    held = holdings(services)
    assert held is not None
    sheet = Sheet(visit("/registries", {"lang": "ru"}, None), State(), held)
    assert sheet.number(-1160).startswith("\N{MINUS SIGN}1")


@pytest.mark.parametrize(("letters", "is_whole"), [(30, True), (31, False)])
def test_the_name_of_a_class_is_whole_up_to_thirty_letters(
    services: Services, letters: int, *, is_whole: bool
) -> None:
    held = holdings(services)
    assert held is not None
    sheet = Sheet(visit("/registries", {}, None), State(), held)
    classes = [{"class": code, "target": 0.5, "got": 0.5} for code in ("a" * letters, "b")]
    chart = small_chart(sheet, {"name": "people/sex", "counted": 2, "classes": classes})
    assert chart is not None
    assert (
        any("…" in text for text in texts(chart.to_plotly_json()["props"]["tree"])) is not is_whole
    )


def test_a_row_full_of_spouses_leaves_no_room_for_siblings() -> None:
    married = [Relative(n, "former_spouse", "marriage", on_file=True) for n in range(1, 9)]
    brothers = [Relative(n, "sibling", "birth", on_file=True) for n in (20, 21, 22)]
    own = Relative(0, "self", "birth", on_file=True)
    row = _own_generation(Family([], married, brothers, [], []), own)
    assert sorted(each.person for each in row) == list(range(9))
