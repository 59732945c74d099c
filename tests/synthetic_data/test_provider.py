from datetime import date

import pytest
from faker import Faker, Generator

from domain.iin import is_well_formed
from synthetic_data.provider import KazakhstanProvider, word_counts
from synthetic_data.words import feminine, organisations, patronymic, words


def faker(seed: int) -> Faker:
    made = Faker()
    made.add_provider(KazakhstanProvider)
    made.seed_instance(seed)
    return made


@pytest.mark.parametrize(
    ("people", "father", "male", "female"),
    [
        ("kazakh", "Нұрлан", "Нұрланұлы", "Нұрланқызы"),
        ("kazakh", "Әмір", "Әмірұлы", "Әмірқызы"),
        ("russian", "Иван", "Иванович", "Ивановна"),
        ("russian", "Сергей", "Сергеевич", "Сергеевна"),
        ("russian", "Николай", "Николаевич", "Николаевна"),
        ("russian", "Юрий", "Юрьевич", "Юрьевна"),
        ("russian", "Дмитрий", "Дмитриевич", "Дмитриевна"),
        ("russian", "Игорь", "Игоревич", "Игоревна"),
        ("russian", "Никита", "Никитич", "Никитична"),
        ("russian", "Илья", "Ильич", "Ильинична"),
        ("russian", "Лев", "Львович", "Львовна"),
        ("russian", "Павел", "Павлович", "Павловна"),
        ("russian", "Пётр", "Петрович", "Петровна"),
        ("russian", "Яков", "Яковлевич", "Яковлевна"),
    ],
)
def test_patronymics_follow_the_fathers_name(
    people: str, father: str, male: str, female: str
) -> None:
    assert patronymic(people, father, "M") == male
    assert patronymic(people, father, "F") == female


@pytest.mark.parametrize(
    ("man", "woman"),
    [
        ("Ахметов", "Ахметова"),
        ("Соловьёв", "Соловьёва"),
        ("Никитин", "Никитина"),
        ("Жуковский", "Жуковская"),
        ("Черный", "Черная"),
        ("Ткаченко", "Ткаченко"),
        ("Мельник", "Мельник"),
    ],
)
def test_a_woman_bears_the_feminine_form(man: str, woman: str) -> None:
    assert feminine(man) == woman


def test_every_russian_given_name_has_a_patronymic_that_ends_as_one() -> None:
    for father in words("names")["russian"]["male"]:
        assert patronymic("russian", father, "M").endswith(("ович", "евич", "ич")), father
        assert patronymic("russian", father, "F").endswith(("овна", "евна", "ична")), father


def test_no_name_is_listed_twice() -> None:
    for people in ("kazakh", "russian"):
        for kind in ("family", "male", "female"):
            names = words("names")[people][kind]
            assert len(names) == len(set(names)), (people, kind)
    assert word_counts("family") == (80, 55)
    streets = words("places")["streets"]
    assert len(streets) == len(set(streets))
    assert len(organisations()) == len(set(organisations()))


METHODS = ("people", "sex", "family_name", "given_name", "patronymic", "full_name", "street")


@pytest.mark.parametrize("method", [*METHODS, "organisation", "iin"])
def test_a_seed_repeats_what_the_provider_says(method: str) -> None:
    first, again, other = ([getattr(faker(s), method)() for _ in range(1)] for s in (5, 5, 6))
    many = {getattr(made, method)() for made in [faker(5)] for _ in range(40)}
    assert first == again
    assert len(many) > 1
    assert other


def test_numbers_of_the_provider_are_well_formed_and_of_the_synthetic_block() -> None:
    made = faker(1)
    for number in (made.iin() for _ in range(300)):
        assert is_well_formed(number)
        assert number[6] in "7890"
    assert made.iin(date(2004, 2, 29), "F").startswith("0402290")


def test_peoples_are_as_frequent_as_in_the_evidence() -> None:
    made = faker(3)
    share = sum(made.people() == "kazakh" for _ in range(2_000)) / 2_000
    expected = 0.8039 / (0.8039 + 0.1183)
    assert abs(share - expected) < 4 * (expected * (1 - expected) / 2_000) ** 0.5


def test_full_names_keep_to_one_people_and_sex() -> None:
    generator = Generator()
    generator.seed_instance(2)
    family, given, patronym = KazakhstanProvider(generator).full_name("russian", "F").split()
    assert family in {feminine(name) for name in words("names")["russian"]["family"]}
    assert given in words("names")["russian"]["female"]
    assert patronym.endswith(("овна", "евна", "ична"))
