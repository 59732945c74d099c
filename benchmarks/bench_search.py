"""Searching a whole city over its arrays, beside the same question as LIKE in its database.

Run with ``make bench`` (100,000 residents), or ``python -m benchmarks.bench_search`` for the city
made last in the home (``TIRKEU_HOME``).
"""

import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from app.search.city import LONGEST_SOUGHT, CitySearch
from synthetic_data.city import City
from synthetic_data.generate import generate_city
from synthetic_data.home import find_city
from synthetic_data.registry.schema import Person
from synthetic_data.words import words

PEOPLE = 100_000
LIMIT_MILLISECONDS = 100.0
ROUNDS = 5

PERSONS: Mapping[str, str] = {
    "a common family name": "akhmetov",
    "two words, any order": "nurlan akhmetov",
    "three letters that many names begin with": "nur",
    "one letter, three times": "a k n",
    "four words": "nurlan serik a b",
    "day of birth": "850101",
    "three digits": "000",
    "a whole number": "850101700011",
    "only digits, very many": "9" * 5_000,
    "very long text": "akhmetov " * 2_000,
    "wildcards": "%_*?[a-z]",
    "control characters": "\x00\x1b[2Jakhm\n\r\t",
    "signs that combine": "a" + "\N{COMBINING ACUTE ACCENT}" * 5_000,
    "nearly nothing": "  a  ",
}
DWELLINGS: Mapping[str, str] = {
    "a street": "abai",
    "street, house, flat": "abai 1 14",
    "a city": "astana",
    "an owner's family name": "akhmetov",
    "letters of many": "a k n",
    "an organisation": "nur invest",
    "an owner's number": "850101",
    "numbers beyond all houses": "abai " + "9" * 90,
    "only digits, very many": "9" * 5_000,
    "wildcards": "%_*?[a-z]",
}


def milliseconds(search: CitySearch, find: Callable[[], object]) -> float:
    """Return the best of several searches, none of which is remembered."""
    taken = []
    for _ in range(ROUNDS):
        search.forget()
        started = time.perf_counter()
        find()
        taken.append(time.perf_counter() - started)
    return min(taken) * 1_000


def searches(search: CitySearch) -> Mapping[str, Callable[[], object]]:
    people = {f"people, {n}": partial(search.people, w) for n, w in PERSONS.items()}
    homes = {f"dwellings, {n}": partial(search.dwellings, w) for n, w in DWELLINGS.items()}
    return people | homes


@pytest.fixture(scope="module")
def search() -> CitySearch:
    city = generate_city(PEOPLE, 1)
    made = CitySearch(lambda: city)
    made.make()
    return made


def test_every_search_keeps_the_limit(search: CitySearch, benchmark: BenchmarkFixture) -> None:
    taken = {name: milliseconds(search, find) for name, find in searches(search).items()}
    assert {name: ms for name, ms in taken.items() if ms > LIMIT_MILLISECONDS} == {}
    benchmark(search.people, PERSONS["a common family name"])


def like(url: str) -> float:
    """Return milliseconds of the question of a family name as LIKE, eight rows and their count."""
    name = words("names")["kazakh"]["family"][1]
    fits = Person.family_name.like(f"{name}%")
    query = select(Person.person_id, func.count().over()).where(fits, Person.died.is_(None))
    engine = create_engine(url)
    with Session(engine) as session:
        started = time.perf_counter()
        session.execute(query.order_by(Person.family_name, Person.given_name).limit(8)).all()
    engine.dispose()
    return (time.perf_counter() - started) * 1_000


def ratios(city: City, url: str) -> Iterator[str]:
    """Yield how long the index takes to make, and every search beside the limit and LIKE."""
    search = CitySearch(lambda: city)
    started = time.perf_counter()
    search.make()
    yield f"made in {time.perf_counter() - started:.2f} s for {city.persons:,} persons"
    for name, find in searches(search).items():
        taken = milliseconds(search, find)
        share = taken / LIMIT_MILLISECONDS
        yield f"{name}: {taken:.1f} ms of {LIMIT_MILLISECONDS:g} ms, {share:.0%}"
    yield f"a family name as LIKE in the database: {like(url):.0f} ms"
    yield f"what is read of a text: {LONGEST_SOUGHT} signs"


if __name__ == "__main__":
    stored = find_city(Path(os.environ.get("TIRKEU_HOME") or ".tirkeu"))
    made = ratios(stored.open(), f"sqlite:///{stored.database}")
    sys.stdout.writelines(f"{line}\n" for line in made)
