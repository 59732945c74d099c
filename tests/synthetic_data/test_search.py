"""The search over arrays finds what reading every row would find, in the same order."""

from collections.abc import Callable

import numpy as np
import pytest

from synthetic_data.city import ASTANA, CITIES, City
from synthetic_data.names import name_parts
from synthetic_data.search.dwellings import AddressFit, DwellingSearch, OwnerFit
from synthetic_data.search.name_words import family_words, given_words, patronymic_words
from synthetic_data.search.people import NameFit, PeopleSearch, Wanted
from synthetic_data.search.ranges import runs, spread
from synthetic_data.words import in_alphabet, organisations, words

ADULT_BORN = 20080202
WANTED = Wanted(ADULT_BORN)
SOUGHT = [
    ("Ахмет",),
    ("Нұрлан",),
    ("Нұрлан", "Нұрлан"),
    ("Ахметов", "Н"),
    ("Сер", "Ах", "А"),
    ("А",),
    ("",),
    ("Nobody",),
]


@pytest.fixture(scope="module")
def small(city_of: Callable[[int, int], City]) -> City:
    return city_of(3_000, 1)


@pytest.fixture(scope="module")
def people(small: City) -> PeopleSearch:
    return PeopleSearch(small)


@pytest.fixture(scope="module")
def dwellings(people: PeopleSearch) -> DwellingSearch:
    return DwellingSearch(people)


def table(listed: tuple[str, ...] | list[str], sought: tuple[str, ...]) -> np.ndarray:
    return np.array([[text.startswith(word) for text in listed] for word in sought], bool)


def name_fit(sought: tuple[str, ...]) -> NameFit:
    family, given = family_words().texts, given_words().texts
    exact = (np.array([[t == w for t in ts] for w in sought], bool) for ts in (family, given))
    begun = (table(ts, sought) for ts in (family, given, patronymic_words().texts))
    return NameFit(*exact, *begun)


def grade(parts: tuple[str, str, str], sought: tuple[str, ...]) -> int | None:
    """0: exactly the family and given name; 1: they begin so; 2: with the patronymic."""
    if all(word in parts[:2] for word in sought):
        return 0
    for number, shown in ((1, parts[:2]), (2, parts)):
        if all(any(part.startswith(word) for part in shown) for word in sought):
            return number
    return None


def name_key(city: City, row: int) -> tuple[object, ...]:
    return *map(in_alphabet, name_parts(city, row)), row


def read_row_by_row(city: City, sought: tuple[str, ...], *, with_dead: bool) -> list[int]:
    found = []
    for row in range(city.persons):
        parts = name_parts(city, row)
        graded = grade(parts, sought)
        is_dead = bool(city.died[row])
        if graded is not None and (with_dead or not is_dead):
            is_minor = not is_dead and city.born[row] > ADULT_BORN
            key = (graded, is_dead, is_minor, *map(in_alphabet, parts))
            found.append((key, row))
    return [row for _, row in sorted(found)]


@pytest.mark.parametrize("with_dead", [False, True])
@pytest.mark.parametrize("sought", SOUGHT)
def test_names_are_found_as_by_reading_every_row(
    small: City, people: PeopleSearch, sought: tuple[str, ...], *, with_dead: bool
) -> None:
    found = people.by_name(name_fit(sought), Wanted(ADULT_BORN, with_dead))
    assert found.tolist() == read_row_by_row(small, sought, with_dead=with_dead)


@pytest.mark.parametrize("digits", ["9", "85", "850", "0001", "000", "990101"])
def test_a_number_is_found_by_its_beginning_adults_first_then_by_name(
    small: City, people: PeopleSearch, digits: str
) -> None:
    fits = [row for row in range(small.persons) if f"{small.iin[row]:012d}".startswith(digits)]
    alive = [row for row in fits if not small.died[row]]
    ordered = sorted(alive, key=lambda row: (small.born[row] > ADULT_BORN, name_key(small, row)))
    assert people.by_iin(digits, WANTED).tolist() == ordered
    assert sorted(people.numbered(digits).tolist()) == fits


def test_a_whole_number_finds_one_person(small: City, people: PeopleSearch) -> None:
    for row in (0, 1, small.persons - 1):
        assert people.numbered(f"{small.iin[row]:012d}").tolist() == [row]


@pytest.mark.parametrize("digits", ["", "9" * 13, "9" * 400, "12x", "½", "१२३"])
def test_what_is_no_beginning_of_a_number_finds_nobody(people: PeopleSearch, digits: str) -> None:
    assert len(people.by_iin(digits, WANTED)) == 0


def test_no_word_finds_nobody(people: PeopleSearch) -> None:
    assert len(people.by_name(name_fit(()), WANTED)) == 0


def list_key(city: City, row: int) -> tuple[object, ...]:
    place = CITIES[city.dwelling_city[row]]
    street = words("places")["streets"][city.street[row]]
    numbers = int(city.house[row]), int(city.flat[row])
    return city.dwelling_city[row] != ASTANA, place, in_alphabet(street), *numbers, row


def address_fit(sought: tuple[str, ...], *numbers: int) -> AddressFit:
    streets = words("places")["streets"]
    return AddressFit(table(streets, sought), table(CITIES, sought), numbers)


@pytest.mark.parametrize("numbers", [(), (1,), (1, 2), (1, 0), (10**90,)])
@pytest.mark.parametrize("sought", [("Абай",), ("а", "А"), ("astana",), ("Nowhere",)])
def test_addresses_are_found_as_by_reading_every_row(
    small: City, dwellings: DwellingSearch, sought: tuple[str, ...], numbers: tuple[int, ...]
) -> None:
    def fits(row: int) -> bool:
        street = words("places")["streets"][small.street[row]]
        shown = (street, CITIES[small.dwelling_city[row]])
        pairs = zip((small.house[row], small.flat[row]), numbers, strict=False)
        return all(any(t.startswith(w) for t in shown) for w in sought) and all(
            value == number and number for value, number in pairs
        )

    expected = sorted(filter(fits, range(small.dwellings)), key=lambda row: list_key(small, row))
    assert dwellings.at(address_fit(sought, *numbers)).tolist() == expected


@pytest.mark.parametrize("sought", [("Ахмет",), ("Абай",), ("Nobody",)])
def test_dwellings_of_owners_come_after_those_at_the_address(
    small: City, dwellings: DwellingSearch, sought: tuple[str, ...]
) -> None:
    company = small.owner[small.owner_is_organisation.astype(bool)][0]
    listed = np.arange(len(organisations())) == small.organisation_name[company]

    def owned(row: int) -> bool:
        owner = int(small.owner[row])
        if small.owner_is_organisation[row]:
            return bool(listed[small.organisation_name[owner]])
        return grade(name_parts(small, owner), sought) is not None

    here = dwellings.at(address_fit(sought)).tolist()
    owning = {int(small.owned_dwelling[r]) for r in range(len(small.owner)) if owned(r)}
    rest = sorted(owning - set(here), key=lambda row: list_key(small, row))
    assert rest
    fit = OwnerFit(name_fit(sought), listed)
    assert dwellings.found(address_fit(sought), fit).tolist() == here + rest
    assert dwellings.found(address_fit(sought, 1), fit).tolist() == [
        row for row in here if small.house[row] == 1
    ]


def test_what_people_own_is_in_the_order_of_a_list(small: City, dwellings: DwellingSearch) -> None:
    persons = small.owner[~small.owner_is_organisation.astype(bool)][:50]
    owned = {
        int(small.owned_dwelling[row])
        for row in range(len(small.owner))
        if not small.owner_is_organisation[row] and small.owner[row] in persons
    }
    expected = sorted(owned, key=lambda row: list_key(small, row))
    assert dwellings.of_people(persons).tolist() == expected


def test_runs_of_equal_rows_are_spread_in_their_order() -> None:
    starts = runs(np.array([1, 1, 2, 2, 2, 5]), np.array([0, 0, 0, 0, 1, 1]))
    assert starts.tolist() == [0, 2, 4, 5, 6]
    assert spread(starts, np.array([0, 2, 3])).tolist() == [0, 1, 4, 5]
    assert spread(starts, np.array([], int)).tolist() == []
    assert runs(np.array([], int)).tolist() == [0]


def test_names_stand_in_the_alphabet_not_by_the_codes_of_their_letters() -> None:
    firsts = dict.fromkeys(name[0] for name in family_words().texts)
    assert "".join(firsts) == "".join(c for c in words("alphabet")["letters"] if c in firsts)
    assert next(iter(firsts)) == "А"


@pytest.mark.parametrize(
    ("before", "after"),
    [("Ахметов", "Әлімжанов"), ("Ысқақов", "Ілиясов"), ("Өтегенов", "Яковлев"), ("Ан", "Анна")],
)
def test_one_name_comes_before_another(before: str, after: str) -> None:
    assert in_alphabet(before) < in_alphabet(after)
