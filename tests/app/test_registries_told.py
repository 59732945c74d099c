"""What the Registries page tells: relations, places, quality, each as a true sentence."""

import json

import numpy as np
import pytest

from app.pages import registries
from app.search.city import CitySearch
from app.services import Services
from app.settings import Settings
from app.visit import visit
from synthetic_data.city import City
from synthetic_data.generate import generate_city


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
