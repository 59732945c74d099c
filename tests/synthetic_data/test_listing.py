"""The lists of the systems: pages, orders, filters, searches equal what reading every row says."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Semaphore
from time import sleep

import numpy as np
import pytest

from domain.law import law_on
from domain.readings import Readings
from domain.residence.norm import capacity, counted
from synthetic_data.city import COLUMNS, DISTRICTS, REGISTRATION_KINDS, SCALARS, City
from synthetic_data.listing.books import BOOKS
from synthetic_data.listing.choices import CHOICES, On
from synthetic_data.listing.kept import ENTRY_BYTES, Kept
from synthetic_data.listing.ordering import order_of, standing
from synthetic_data.listing.pages import Found, Listing, Query, Searches
from synthetic_data.names import name_parts
from synthetic_data.search.dwellings import DwellingSearch
from synthetic_data.search.people import PeopleSearch
from synthetic_data.words import in_alphabet

DAY = date(2026, 2, 2)
TODAY = 20260202
EVERYTHING = slice(0, 10_000_000)
NOBODY = np.empty(0, np.int32)


def on(day: date = DAY) -> On:
    return On(day.year * 10_000 + day.month * 100 + day.day, law_on(day), Readings())


@pytest.fixture(scope="module")
def small(city_of: Callable[[int, int], City]) -> City:
    return city_of(3_000, 1)


@pytest.fixture(scope="module")
def listing(small: City) -> Listing:
    people = PeopleSearch(small)
    dwellings = DwellingSearch(people)
    return Listing(small, Searches(lambda: people, lambda: dwellings), Kept(1 << 20))


NUMBERS = [
    [],
    [5],
    [3, 1, 2, 1],
    [-1, 4, -1, 0],
    [0, 65_535, 65_536, 65_537, 1],
    [20260202, 0, 19000101, 20260202],
    [20260202, 19500101, 19000101, 20260202, 19491231],
    list(range(3_000_000, 0, -40)),
    [999_999_999_999, 5, 999_999_999_998, 65_536 * 65_536, 0],
]


@pytest.mark.parametrize("keys", NUMBERS)
def test_an_order_by_sixteen_bits_at_a_time_is_the_stable_order(keys: list[int]) -> None:
    values = np.array(keys, np.int64)
    assert order_of(values).tolist() == np.argsort(values, kind="stable").tolist()


@pytest.mark.parametrize("keys", NUMBERS)
def test_a_part_of_an_order_is_the_same_as_of_the_whole(keys: list[int]) -> None:
    values = np.array(keys, np.int64)
    whole = np.argsort(values, kind="stable").tolist()
    for first, last in ((0, 1), (1, 3), (2, 2), (2, 27), (0, len(keys) + 9), (len(keys), 10**9)):
        assert standing(values, first, last).tolist() == whole[first:last]


def test_more_rows_than_are_looked_at_together_stand_in_one_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("synthetic_data.listing.ordering.ROWS_AT_ONCE", 7)
    values = np.random.default_rng(1).integers(-100, 100, 500).astype(np.int8)
    whole = np.argsort(values, kind="stable")
    parts = [standing(values, first, first + 25) for first in range(0, 500, 25)]
    assert np.concatenate(parts).tolist() == whole.tolist()


def test_no_more_than_the_bound_is_kept_and_the_last_used_stays() -> None:
    kept = Kept(2 * ENTRY_BYTES + 250)
    made: list[str] = []

    def make(name: str) -> Callable[[], np.ndarray]:
        def of() -> np.ndarray:
            made.append(name)
            return np.zeros(100, np.int8)

        return of

    for name in ("a", "b", "a", "c", "a", "b"):
        kept.get(name, make(name))
    assert made == ["a", "b", "c", "b"]
    assert kept.bytes <= 2 * ENTRY_BYTES + 250


def test_arrays_without_a_row_are_not_kept_without_end() -> None:
    kept = Kept(10 * ENTRY_BYTES)
    for name in range(100):
        kept.get(name, lambda: np.empty(0, np.int32))
    assert kept.bytes == 10 * ENTRY_BYTES


def test_many_threads_make_an_array_once_and_one_at_a_time() -> None:
    kept, making, most, made = Kept(1 << 20), Semaphore(1), [0], []

    def make() -> np.ndarray:
        most[0] += not making.acquire(blocking=False)
        made.append(1)
        sleep(0.01)
        making.release()
        return np.zeros(3, np.int32)

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda key: kept.get(key, make), [0, 1, 2, 3] * 8))
    assert (len(made), most[0]) == (4, 0)
    assert len({id(array) for array in found}) == 4


def test_an_array_may_need_another_that_is_kept() -> None:
    kept = Kept(1 << 20)
    kept.get("outer", lambda: kept.get("inner", lambda: np.zeros(1, np.int32)) + 1)
    assert kept.get("inner", lambda: np.ones(9, np.int32)).tolist() == [0]


@pytest.mark.parametrize("book", list(BOOKS))
def test_a_book_holds_what_its_system_holds_and_no_more(listing: Listing, book: str) -> None:
    page = listing.page(Query(book), on(), EVERYTHING)
    held = BOOKS[book].held
    rows = np.arange(BOOKS[book].size(listing.city))
    expected = rows if held is None else rows[held(listing.city)]
    assert page.rows.tolist() == expected.tolist()
    assert page.total == listing.counts[book] == len(expected)


def test_an_act_that_was_not_digitised_is_no_row_of_the_register(listing: Listing) -> None:
    held = listing.page(Query("births"), on(), EVERYTHING).rows
    assert 0 < len(held) < listing.city.persons
    assert listing.city.act_recorded[held].all()


@pytest.mark.parametrize(
    ("book", "sort"), [(b.name, sort) for b in BOOKS.values() for sort in b.sorts]
)
def test_both_ways_of_a_sort_are_each_other_turned_round(
    listing: Listing, book: str, sort: str
) -> None:
    up = listing.page(Query(book, sort), on(), EVERYTHING).rows
    down = listing.page(Query(book, sort, is_descending=True), on(), EVERYTHING).rows
    assert up.tolist() == down[::-1].tolist()
    assert sorted(up.tolist()) == listing.page(Query(book), on(), EVERYTHING).rows.tolist()


def test_people_stand_in_the_order_of_their_birth(listing: Listing) -> None:
    rows = listing.page(Query("persons", "born"), on(), EVERYTHING).rows
    assert (np.diff(listing.city.born[rows]) >= 0).all()


def test_people_stand_in_the_order_of_their_names(listing: Listing) -> None:
    rows = listing.page(Query("persons", "person"), on(), EVERYTHING).rows
    families = [in_alphabet(name_parts(listing.city, int(row))[0]) for row in rows]
    assert families == sorted(families)


def test_the_fullest_dwelling_comes_first_when_turned_round(listing: Listing) -> None:
    query = Query("dwellings", "registered", is_descending=True)
    first = listing.page(query, on(), slice(0, 1)).rows[0]
    assert listing.headcounts[first] == listing.headcounts.max()


@pytest.mark.parametrize("is_descending", [False, True])
@pytest.mark.parametrize("sort", ["", "person"])
@pytest.mark.parametrize("filters", [(), (("sex", "F"),)])
def test_pages_put_together_are_the_whole_list(
    listing: Listing, sort: str, filters: tuple[tuple[str, str], ...], *, is_descending: bool
) -> None:
    query = Query("persons", sort, is_descending, filters)
    whole = listing.page(query, on(), EVERYTHING)
    parts = [
        listing.page(query, on(), slice(first, first + 700)).rows
        for first in range(0, whole.total + 700, 700)
    ]
    assert np.concatenate(parts).tolist() == whole.rows.tolist()


def test_a_page_beyond_the_end_is_empty_and_knows_the_total(listing: Listing) -> None:
    page = listing.page(Query("persons"), on(), slice(9_000_000, 9_000_025))
    assert len(page.rows) == 0
    assert page.total == listing.city.persons


@pytest.mark.parametrize(
    ("book", "choice"), [(b.name, c) for b in BOOKS.values() for c in b.filters if c != "born"]
)
def test_the_words_of_a_filter_share_out_the_list(listing: Listing, book: str, choice: str) -> None:
    totals = [
        listing.page(Query(book, filters=((choice, word),)), on(), EVERYTHING).total
        for word in CHOICES[choice].words
    ]
    assert sum(totals) == listing.counts[book]


def test_two_filters_and_a_year_narrow_together(listing: Listing) -> None:
    city = listing.city
    query = Query("persons", filters=(("district", DISTRICTS[0]), ("sex", "M")), born=1990)
    fits = (registered_districts(city) == 0) & (city.sex == 0) & (city.born // 10_000 == 1990)
    assert listing.page(query, on(), EVERYTHING).rows.tolist() == np.flatnonzero(fits).tolist()


def registered_districts(city: City) -> np.ndarray:
    """The district of everybody's registration, read row by row."""
    found = np.full(city.persons, DISTRICTS.index("outside"))
    pairs = zip(city.registered_person, city.registered_dwelling, strict=True)
    for person, dwelling in pairs:
        found[person] = city.dwelling_district[dwelling]
    return found


@pytest.mark.parametrize("district", range(len(DISTRICTS)))
def test_a_district_is_the_one_registered_not_the_one_lived_in(
    listing: Listing, district: int
) -> None:
    city = listing.city
    query = Query("persons", filters=(("district", DISTRICTS[district]),))
    rows = listing.page(query, on(), EVERYTHING).rows
    assert rows.tolist() == np.flatnonzero(registered_districts(city) == district).tolist()
    assert rows.tolist() != np.flatnonzero(city.district == district).tolist()


def test_the_same_list_on_another_day_is_selected_anew(listing: Listing) -> None:
    query = Query("id_cards", filters=(("card", "valid"),))
    days = (DAY, date(2030, 2, 2))
    totals = [listing.page(query, on(day), slice(0, 25)).total for day in days]
    assert totals[0] > totals[1]
    sort = Query("id_cards", "expires", filters=(("card", "valid"),))
    for day, total in zip(days, totals, strict=True):
        rows = listing.page(sort, on(day), EVERYTHING).rows
        assert len(rows) == total
        assert (listing.city.expires[rows] > on(day).day).all()


@pytest.mark.parametrize("day", [date(2025, 12, 25), date(2025, 12, 26), DAY])
def test_a_dwelling_is_open_or_full_as_the_norm_of_the_day_says(
    listing: Listing, day: date
) -> None:
    city, law = listing.city, law_on(day)
    for dwelling in range(0, city.dwellings, 7):
        state = listing.state_of("standing", dwelling, on(day))
        kinds = city.registration_kind[city.registered_dwelling == dwelling]
        by_kind = [int((kinds == kind).sum()) for kind in range(len(REGISTRATION_KINDS))]
        registered = counted(by_kind[0], by_kind[1], by_kind[2], Readings())
        area = int(city.total_area[dwelling])
        if area < 0:
            assert state == "no_area"
        elif law.norm_tenths is None:
            assert state == "open"
        else:
            places = capacity(area, law.norm_tenths, "whole_places")
            named = {-1: "open", 0: "at", 1: "over"}
            assert state == named[int(np.sign(registered - places))]


@pytest.mark.parametrize(
    ("expires", "state"),
    [
        (date(2026, 3, 5), "valid"),
        (date(2026, 3, 4), "before"),
        (date(2026, 2, 2), "before"),
        (date(2026, 2, 1), "after"),
        (date(2026, 1, 23), "after"),
        (date(2026, 1, 22), "late"),
    ],
)
def test_a_card_can_be_renewed_online_within_its_window(
    small: City, expires: date, state: str
) -> None:
    number = expires.year * 10_000 + expires.month * 100 + expires.day
    shown = {name: getattr(small, name) for name in (*SCALARS, *COLUMNS)}
    card = City(**{**shown, "expires": np.array([number], np.int32)})
    choice = CHOICES["card"]
    assert choice.words[int(choice.of(card, on())[0])] == state


def test_a_search_keeps_its_order_in_a_list_of_people(listing: Listing) -> None:
    found = Found(np.array([40, 7, 300, 12], np.int32), NOBODY, "some")
    assert listing.page(Query("persons"), on(), EVERYTHING, found).rows.tolist() == [40, 7, 300, 12]
    by_birth = listing.page(Query("persons", "born"), on(), EVERYTHING, found).rows
    assert by_birth.tolist() == sorted([7, 12, 40, 300], key=lambda row: listing.city.born[row])


def test_a_search_finds_an_act_by_anybody_it_names(listing: Listing) -> None:
    city = listing.city
    mother = int(city.mother_recorded[city.act_recorded & (city.mother_recorded >= 0)][0])
    found = Found(np.array([mother], np.int32), NOBODY, "mother")
    rows = set(listing.page(Query("births"), on(), EVERYTHING, found).rows.tolist())
    named = np.flatnonzero(city.act_recorded & (city.mother_recorded == mother))
    assert set(named.tolist()) <= rows
    assert all(
        mother in (row, city.father_recorded[row], city.mother_recorded[row]) for row in rows
    )


def test_an_organisation_is_not_found_under_the_row_of_a_person(listing: Listing) -> None:
    city = listing.city
    legal = city.owner_is_organisation.astype(bool)
    organisation = city.owner[legal][0]
    found = Found(np.array([organisation], np.int32), NOBODY, "person")
    rows = listing.page(Query("ownerships"), on(), EVERYTHING, found).rows
    assert not legal[rows].any()


def test_nothing_found_is_an_empty_list(listing: Listing) -> None:
    found = Found(NOBODY, NOBODY, "nobody")
    for book in BOOKS:
        assert listing.page(Query(book), on(), EVERYTHING, found).total == 0
