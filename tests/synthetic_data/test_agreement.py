"""The registries' database beside the arrays of its city: each difference is counted."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import Engine, create_engine, delete, text, update

from synthetic_data.city import City
from synthetic_data.registry.agreement import _day, disagreements, protected
from synthetic_data.registry.city_rows import load_city_file
from synthetic_data.registry.schema import Incapacity, Person

CityOf = Callable[[int, int], City]
ROWS = "every table of the database has its rows"
COUNTS = "every headcount of the database equals its registrations"
FLAGS = "the database protects the dwellings of minors and the incapacitated"


@pytest.fixture
def small(city_of: CityOf) -> City:
    return city_of(2_000, 1)


@pytest.fixture
def engine(small: City, tmp_path: Path) -> Iterator[Engine]:
    load_city_file(small, tmp_path / "registry.sqlite")
    opened = create_engine(f"sqlite:///{tmp_path / 'registry.sqlite'}")
    yield opened
    opened.dispose()


def test_a_city_and_its_database_agree(small: City, engine: Engine) -> None:
    assert disagreements(small, engine) == {ROWS: 0, COUNTS: 0, FLAGS: 0}


@pytest.mark.parametrize(
    ("statement", "rule", "count"),
    [
        ("DELETE FROM marriages WHERE number IN (1, 2, 3)", ROWS, 3),
        ("DELETE FROM registrations WHERE number = 5", ROWS, 1),
        ("DELETE FROM registrations WHERE number = 5", COUNTS, 1),
        ("UPDATE headcounts SET permanent = permanent + 1 WHERE dwelling_id IN (3, 4)", COUNTS, 2),
        ("UPDATE headcounts SET with_parent = with_parent + 1 WHERE dwelling_id = 3", COUNTS, 1),
    ],
)
def test_what_was_changed_in_the_database_is_counted(
    small: City, engine: Engine, statement: str, rule: str, count: int
) -> None:
    with engine.begin() as connection:
        connection.execute(text(statement))
    assert disagreements(small, engine)[rule] == count


def test_registrations_that_were_entered_later_are_no_difference(
    small: City, engine: Engine
) -> None:
    with engine.begin() as connection:
        entered = (
            "INSERT INTO registrations (person_id, dwelling_id, kind) VALUES (1, 7, 'temporary')"
        )
        connection.execute(text(entered))
        connection.execute(
            text("UPDATE headcounts SET temporary = temporary + 1 WHERE dwelling_id = 7")
        )
    assert set(disagreements(small, engine).values()) == {0}


def test_a_protected_dwelling_that_the_database_does_not_protect_is_counted(
    small: City, engine: Engine
) -> None:
    mask = protected(small)
    owners = small.owner[small.owned_dwelling == np.flatnonzero(mask)[0]].tolist()
    with engine.begin() as connection:
        elder = update(Person).where(Person.person_id.in_(owners)).values(born=date(1950, 1, 1))
        connection.execute(elder)
        connection.execute(delete(Incapacity).where(Incapacity.person_id.in_(owners)))
    assert disagreements(small, engine)[FLAGS] >= 1
    grown = replace(small, born=np.full_like(small.born, 19500101))
    assert disagreements(grown, engine)[FLAGS] >= mask.sum() // 2


@pytest.mark.parametrize(
    ("day", "expected"),
    [(20080101, date(2008, 1, 1)), (20060229, date(2006, 2, 28)), (20240229, date(2024, 2, 29))],
)
def test_a_leap_day_that_a_year_does_not_have_is_the_day_before(day: int, expected: date) -> None:
    assert _day(day) == expected
