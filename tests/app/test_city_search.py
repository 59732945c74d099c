"""The search of the city: it forgives spelling and puts the likeliest first."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from app.pages.application.callbacks import here
from app.pages.application.finding import (
    DwellingsFound,
    PeopleFound,
    age,
    dwellings_found,
    people_found,
)
from app.pages.application.kin import Couple, Kin
from app.pages.application.search import dwelling_rows, person_rows
from app.search import spelling
from app.search.city import CitySearch
from app.services import open_services
from app.settings import Settings
from domain.errors import BadInput
from synthetic_data.city import City
from synthetic_data.home import make_city
from synthetic_data.registry.city_database import CityDatabase
from synthetic_data.registry.city_rows import load_city
from tests.app.few_people import few

PEOPLE = [
    ("Серіков", "Нұрлан", "Ержан", date(1980, 5, 1)),
    ("Ахметов", "Серік", "Нұрлан", date(1990, 5, 1)),
    ("Ахметов", "Айгүл", "Серік", date(2019, 5, 1)),
    ("Ахметов", "Нұрлан", "Қайрат", date(2012, 5, 1)),
    ("Нұрланов", "Марат", "Серік", date(1970, 5, 1)),
]
PLACES = [
    ("almaty", "Абай", 1, 14),
    ("astana", "Абай", 1, 14),
    ("astana", "Абай", 11, 4),
    ("astana", "Қабанбай батыр", 2, 0),
]
WITH_PARENT = 2


class Found:
    """The registries of the few people, and their search."""

    def __init__(self, session: Session, search: CitySearch) -> None:
        self.session, self.search = session, search

    def people(self, sought: str) -> PeopleFound:
        return people_found(self.session, self.search, sought)

    def dwellings(self, sought: str) -> DwellingsFound:
        return dwellings_found(self.session, self.search, sought)


@pytest.fixture(scope="module")
def city() -> Iterator[Found]:
    owned = {"owned_dwelling": [3], "owner": [1], "owner_is_organisation": [0]}
    registered = {"registered_person": [2], "registered_dwelling": [3]}
    kinds = {"registration_kind": [WITH_PARENT]}
    arrays = few(PEOPLE, PLACES, **owned, **registered, **kinds)
    engine = create_engine(
        "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
    )
    load_city(arrays, engine)
    with Session(engine) as session:
        yield Found(session, CitySearch(lambda: arrays))
    engine.dispose()


@pytest.mark.parametrize(
    ("typed", "on_file"),
    [
        ("Нурланов", "Нұрланов"),
        ("НУРЛАНОВ", "Нұрланов"),
        ("Nurlanov", "Нұрланов"),
        ("Абдирахманов", "Әбдірахманов"),
        ("Габдуллин", "Ғабдуллин"),
        ("Касымов", "Қасымов"),
        ("Мангилик", "Мәңгілік"),
        ("Mangilik", "Мәңгілік"),
        ("Отегенов", "Өтегенов"),
        ("Усенов", "Үсенов"),
        ("Хусейн", "Һусейн"),
        ("Федоров", "Фёдоров"),
        ("Fyodorov", "Фёдоров"),
        ("Akhmetov", "Ахметов"),
        ("Ahmetov", "Ахметов"),
        ("Yelena", "Елена"),
        ("Jumabaev", "Жұмабаев"),
    ],
)
def test_a_word_as_typed_folds_to_the_word_on_file(typed: str, on_file: str) -> None:
    assert spelling.fold(typed) == spelling.fold(on_file)


@pytest.mark.parametrize(("one", "other"), [("Ахметов", "Ахметова"), ("Серік", "Сергей")])
def test_different_names_stay_different(one: str, other: str) -> None:
    assert spelling.fold(one) != spelling.fold(other)


def test_half_a_kh_begins_a_name_already() -> None:
    assert spelling.begins(spelling.fold("Ахметов"), spelling.fold("Ak"))
    assert not spelling.begins(spelling.fold("Ахметов"), spelling.fold("As"))


@pytest.mark.parametrize(
    ("sought", "people", "dwellings"),
    [
        ("Ахметов", [1, 3, 2], [3]),
        ("190501 700002", [2], []),
        ("Абай 1", [], [1, 0]),
        ("улица Абая, 1, кв. 14", [], [1, 0]),
        ("Кабанбай батыра", [], [3]),
        ("Ахметов 5", [1, 3, 2], []),
        ("аб", [], []),
    ],
)
def test_a_search_for_anything_finds_people_and_dwellings(
    city: Found, sought: str, people: list[int], dwellings: list[int]
) -> None:
    found = city.search.anything(sought)
    assert found.people.tolist() == people
    assert found.dwellings.tolist() == dwellings


@pytest.mark.parametrize(
    ("sought", "people"),
    [
        ("ахметов", [1, 3, 2]),
        ("Серик", [1, 0, 4, 2]),
        ("Ахметов Нурлан", [3, 1]),
        ("нурлан ахметов", [3, 1]),
        ("Akhmetov Nurlan", [3, 1]),
        ("190501 700002", [2]),
        ("1905-0170-0002", [2]),
        ("ах", []),
        ("ахм", [1, 3, 2]),
        ("Пушкин", []),
        ("!!!", []),
    ],
)
def test_exact_names_come_first_then_beginnings_then_patronymics(
    city: Found, sought: str, people: list[int]
) -> None:
    found = city.people(sought)
    assert [person.person_id for person in found.people] == people
    assert found.total == len(people)


@pytest.mark.parametrize(
    ("sought", "dwellings"),
    [
        ("Абай 1 14", [1, 0]),
        ("ул. Абай, 1, кв. 14", [1, 0]),
        ("улица Абай дом 1 квартира 14", [1, 0]),
        ("Абай көшесі, 1, 14-пәтер", [1, 0]),
        ("Abai St 1, flat 14", [1, 0]),
        ("абай 1-14", [1, 0]),
        ("Абай 1/14", [1, 0]),
        ("г. Алматы, ул. Абай, 1, кв14", [0]),
        ("Almaty Abai", [0]),
        ("Абай 11", [2]),
        ("Абай", [1, 2, 0]),
        ("батыр Кабанбай", [3]),
        ("Ахметов", [3]),
        ("900501700001", [3]),
        ("1 14", []),
        ("кв", []),
    ],
)
def test_a_dwelling_is_found_in_any_usual_form_the_capitals_first(
    city: Found, sought: str, dwellings: list[int]
) -> None:
    found = city.dwellings(sought)
    assert [dwelling.dwelling_id for dwelling in found.dwellings] == dwellings


@pytest.mark.parametrize(
    "sought", ["ТОО Нур Инвест", "Нұр Инвест ЖШС", "nur invest llp", "Инвест Нур"]
)
def test_an_organisation_is_found_with_or_without_its_form(sought: str) -> None:
    names = spelling.sought_address(sought, 4).names
    listed = spelling.owning_organisations()
    fits = zip(listed.texts, listed.with_all(names), strict=True)
    assert "«Нұр Инвест» ЖШС" in [name for name, fit in fits if fit]


@pytest.mark.parametrize(
    ("today", "years"), [(date(2026, 4, 30), 13), (date(2026, 5, 1), 14), (date(2026, 5, 2), 14)]
)
def test_age_changes_on_the_birthday(today: date, years: int) -> None:
    assert age(date(2012, 5, 1), today) == years


def test_a_child_is_marked_with_age_and_place_in_the_list(city: Found) -> None:
    row = str(person_rows(here(""), city.people("Айгуль")))
    assert "Ахметова Айгүл Серікқызы" in row
    assert "ребёнок" in row
    assert "Астана, ул. Қабанбай батыр, 2" in row


def test_a_dwelling_is_shown_with_its_city_and_owner(city: Found) -> None:
    assert "Алматы, ул. Абай, 1, кв. 14" in str(dwelling_rows(here(""), city.dwellings("Абай 1")))
    assert "Серік Ахметов" in str(dwelling_rows(here(""), city.dwellings("Ахметов")))


def test_owners_are_named_in_their_number_and_an_area_that_nobody_knows_is_told(
    city: Found,
) -> None:
    found = city.dwellings("Ахметов")
    (dwelling,), (owner,) = found.dwellings, found.owners.values()
    two = replace(found, owners={dwelling.dwelling_id: [*owner, *owner]})
    assert "площадь неизвестна · собственник: " in str(dwelling_rows(here(""), found))
    assert "площадь неизвестна · собственники: " in str(dwelling_rows(here(""), two))


@pytest.mark.parametrize(
    ("day", "family"), [(1, ["self", "before", "now"]), (2, ["self", "now"]), (3, ["self", "now"])]
)
def test_a_former_spouse_is_no_longer_family_from_the_day_the_marriage_ends(
    day: int, family: list[str]
) -> None:
    kin = Kin("self", (), {"self": 1980, "before": 1981, "now": 1982})
    kin.couples += [
        Couple("before", "self", on_file=True, until=date(2026, 1, 2)),
        Couple("self", "now", on_file=True),
    ]
    assert kin.present(date(2026, 1, day)) == family


@pytest.mark.parametrize(
    ("address", "applicant"),
    [("", "applicant=1"), ("?applicant=4", "applicant=4"), ("?case=card", "applicant=1")],
)
def test_a_dwelling_chosen_first_is_chosen_with_its_owner(
    city: Found, address: str, applicant: str
) -> None:
    rows = str(dwelling_rows(here(address), city.dwellings("Кабанбай")))
    assert applicant in rows
    assert "dwelling=3" in rows


def test_many_threads_open_a_city_once_and_find_the_same() -> None:
    opened = []

    def open_city() -> City:
        opened.append(1)
        return few(PEOPLE, PLACES)

    search = CitySearch(open_city)
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(search.people, ["ахметов"] * 50))
        places = list(threads.map(search.dwellings, ["Абай"] * 50))
    assert len(opened) == 1
    assert {tuple(rows) for rows in found} == {(1, 3, 2)}
    assert {tuple(rows) for rows in places} == {(1, 2, 0)}


def test_paging_through_a_result_searches_once_and_nobody_can_change_it() -> None:
    search = CitySearch(lambda: few(PEOPLE, PLACES))
    first = search.people("ахметов")
    assert search.people("  Ахметов ") is first
    with pytest.raises(ValueError, match="read-only"):
        first[0] = 5
    search.forget()
    assert search.people("ахметов") is not first


def test_the_dead_are_found_when_asked_for_after_the_living_who_fit_as_well() -> None:
    died = {"died": [0, 20200101, 0, 0, 0]}
    search = CitySearch(lambda: few(PEOPLE, PLACES, **died))
    assert search.people("ахметов").tolist() == [3, 2]
    assert search.people("ахметов", with_dead=True).tolist() == [3, 1, 2]


def test_who_has_a_number_is_another_question_with_the_dead_and_on_another_day() -> None:
    people = [
        ("Серіков", "Нұрлан", "Ержан", date(1990, 5, 3)),
        ("Ахметов", "Серік", "Нұрлан", date(1990, 5, 1)),
        ("Ахметов", "Нұрлан", "Қайрат", date(1990, 5, 4)),
    ]
    search = CitySearch(lambda: few(people, PLACES, died=[0, 20200101, 0]))
    assert search.people("9005").tolist() == [2, 0]
    assert search.people("9005", with_dead=True).tolist() == [2, 0, 1]
    assert search.people("9005", date(2008, 5, 3)).tolist() == [0, 2]


def test_the_arrays_are_there_while_the_indexes_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on = Event(), Event()

    def slow(_city: City) -> None:
        begun.set()
        go_on.wait(5)

    monkeypatch.setattr("app.search.city.PeopleSearch", slow)
    monkeypatch.setattr("app.search.city.DwellingSearch", lambda _people: None)
    search = CitySearch(lambda: few(PEOPLE, PLACES))
    making = Thread(target=search.make)
    making.start()
    begun.wait(5)
    with ThreadPoolExecutor(1) as asking:
        held = asking.submit(lambda: search.city.persons)
        assert held.result(timeout=5) == len(PEOPLE)
    assert making.is_alive()
    go_on.set()
    making.join()


def test_a_damaged_city_is_told_before_anything_is_served(tmp_path: Path) -> None:
    made = make_city(tmp_path, (300, 1), CityDatabase())
    arrays = made.folder / "city.npz"
    whole = bytearray(arrays.read_bytes())
    middle = whole.index(b"act_recorded.npy") + 200  # past the head of a column
    whole[middle] ^= 0xFF
    arrays.write_bytes(whole)
    with pytest.raises(BadInput, match="make it anew with `tirkeu generate"):
        open_services(Settings(home=tmp_path))
