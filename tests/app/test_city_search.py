"""The search of the city: it forgives spelling and puts the likeliest first."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app.pages.application import spelling
from app.pages.application.callbacks import here
from app.pages.application.finding import age, dwellings_found, people_found
from app.pages.application.search import dwelling_rows, person_rows
from synthetic_data.registry.schema import Dwelling, Ownership, Person, Registration, Table

PEOPLE = (
    (1, "Серіков", "Нұрлан", "Ахметұлы", date(1980, 5, 1)),
    (2, "Ахметов", "Серік", "Нұрланұлы", date(1990, 5, 1)),
    (3, "Ахметова", "Айгүл", "Серікқызы", date(2019, 5, 1)),
    (4, "Ахметов", "Нұрлан", "Қайратұлы", date(2012, 5, 1)),
    (5, "Нұрланов", "Марат", "Серікұлы", date(1970, 5, 1)),
)
PLACES = (
    (10, "almaty", "Абай", "1", "14"),
    (11, "astana", "Абай", "1", "14"),
    (12, "astana", "Абай", "11", "4"),
    (13, "astana", "Қабанбай батыр", "2", None),
)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    file: Path = tmp_path_factory.mktemp("city") / "registry.sqlite"
    engine = create_engine(f"sqlite:///{file}")
    Table.metadata.create_all(engine)
    with Session(engine) as session:
        session.add_all(map(_person, PEOPLE))
        session.add_all(map(_dwelling, PLACES))
        session.add(Ownership(dwelling_id=13, position=0, owner_id=2, owner_kind="person"))
        session.add(Registration(number=1, person_id=3, dwelling_id=13, kind="with_parent"))
        session.flush()
        yield session
    engine.dispose()


def _person(row: tuple[int, str, str, str, date]) -> Person:
    key, family, given, patronymic, born = row
    return Person(
        person_id=key,
        iin=f"{born:%y%m%d}70000{key}",
        born=born,
        region="astana",
        family_name=family,
        given_name=given,
        patronymic=patronymic,
    )


def _dwelling(row: tuple[int, str, str, str, str | None]) -> Dwelling:
    key, place, street, house, flat = row
    return Dwelling(dwelling_id=key, city=place, street=street, house=house, flat=flat)


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
    ("sought", "people"),
    [
        ("ахметов", [2, 4, 3]),
        ("Серик", [2, 1, 5, 3]),
        ("Ахметов Нурлан", [4, 2]),
        ("нурлан ахметов", [4, 2]),
        ("Akhmetov Nurlan", [4, 2]),
        ("190501 700003", [3]),
        ("1905-0170-0003", [3]),
        ("ах", []),
        ("ахм", [2, 4, 3]),
        ("Пушкин", []),
        ("!!!", []),
    ],
)
def test_exact_names_come_first_then_beginnings_then_patronymics(
    city: Session, sought: str, people: list[int]
) -> None:
    found = people_found(city, sought)
    assert [person.person_id for person in found.people] == people
    assert found.total == len(people)


@pytest.mark.parametrize(
    ("sought", "dwellings"),
    [
        ("Абай 1 14", [11, 10]),
        ("ул. Абай, 1, кв. 14", [11, 10]),
        ("улица Абай дом 1 квартира 14", [11, 10]),
        ("Абай көшесі, 1, 14-пәтер", [11, 10]),
        ("Abai St 1, flat 14", [11, 10]),
        ("абай 1-14", [11, 10]),
        ("Абай 1/14", [11, 10]),
        ("г. Алматы, ул. Абай, 1, кв14", [10]),
        ("Almaty Abai", [10]),
        ("Абай 11", [12]),
        ("Абай", [11, 12, 10]),
        ("батыр Кабанбай", [13]),
        ("Ахметов", [13]),
        ("900501700002", [13]),
        ("1 14", []),
        ("кв", []),
    ],
)
def test_a_dwelling_is_found_in_any_usual_form_the_capitals_first(
    city: Session, sought: str, dwellings: list[int]
) -> None:
    found = dwellings_found(city, sought)
    assert [dwelling.dwelling_id for dwelling in found.dwellings] == dwellings


@pytest.mark.parametrize(
    "sought", ["ТОО Нур Инвест", "Нұр Инвест ЖШС", "nur invest llp", "Инвест Нур"]
)
def test_an_organisation_is_found_with_or_without_its_form(sought: str) -> None:
    names = spelling.sought_address(sought, 4).names
    assert "«Нұр Инвест» ЖШС" in spelling.owning_organisations().with_all(names)


@pytest.mark.parametrize(
    ("today", "years"), [(date(2026, 4, 30), 13), (date(2026, 5, 1), 14), (date(2026, 5, 2), 14)]
)
def test_age_changes_on_the_birthday(today: date, years: int) -> None:
    assert age(date(2012, 5, 1), today) == years


def test_a_child_is_marked_with_age_and_place_in_the_list(city: Session) -> None:
    row = str(person_rows(here(""), people_found(city, "Айгуль")))
    assert "Ахметова Айгүл Серікқызы" in row
    assert "ребёнок" in row
    assert "Астана, ул. Қабанбай батыр, 2" in row


def test_a_dwelling_is_shown_with_its_city_and_owner(city: Session) -> None:
    assert "Алматы, ул. Абай, 1, кв. 14" in str(
        dwelling_rows(here(""), dwellings_found(city, "Абай 1"))
    )
    assert "Серік Ахметов" in str(dwelling_rows(here(""), dwellings_found(city, "Ахметов")))


@pytest.mark.parametrize(
    ("address", "applicant"),
    [("", "applicant=2"), ("?applicant=5", "applicant=5"), ("?case=card", "applicant=2")],
)
def test_a_dwelling_chosen_first_is_chosen_with_its_owner(
    city: Session, address: str, applicant: str
) -> None:
    rows = str(dwelling_rows(here(address), dwellings_found(city, "Кабанбай")))
    assert applicant in rows
    assert "dwelling=13" in rows
