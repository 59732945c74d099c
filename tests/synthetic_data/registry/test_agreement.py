"""The registries' database beside the arrays of its city: each difference is counted."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from sqlalchemy import Engine, delete, text, update

from synthetic_data.city import City
from synthetic_data.registry.agreement import _day, disagreements, protected
from synthetic_data.registry.city_rows import load_city
from synthetic_data.registry.schema import Incapacity, Person

ONE_FEWER = "DELETE FROM registrations WHERE number = (SELECT min(number) FROM registrations)"
ROWS = "every table of the database has its rows"
COUNTS = "every headcount of the database equals its registrations"
FLAGS = "the database protects the dwellings of minors and the incapacitated"


@pytest.fixture
def filled(city: City, engine: Engine) -> Engine:
    """A database of the city that a test may spoil."""
    load_city(city, engine)
    return engine


def test_a_city_and_its_database_agree(city: City, filled: Engine) -> None:
    assert disagreements(city, filled) == {ROWS: 0, COUNTS: 0, FLAGS: 0}


@pytest.mark.parametrize(
    ("statement", "rule", "count"),
    [
        ("DELETE FROM marriages WHERE number IN (SELECT min(number) FROM marriages)", ROWS, 1),
        (ONE_FEWER, ROWS, 1),
        (ONE_FEWER, COUNTS, 1),
        ("UPDATE headcounts SET permanent = permanent + 1 WHERE dwelling_id IN (3, 4)", COUNTS, 2),
        ("UPDATE headcounts SET with_parent = with_parent + 1 WHERE dwelling_id = 3", COUNTS, 1),
    ],
)
def test_what_was_changed_in_the_database_is_counted(
    city: City, filled: Engine, statement: str, rule: str, count: int
) -> None:
    with filled.begin() as connection:
        connection.execute(text(statement))
    assert disagreements(city, filled)[rule] == count


def test_registrations_that_were_entered_later_are_no_difference(
    city: City, filled: Engine
) -> None:
    with filled.begin() as connection:
        entered = (
            "INSERT INTO registrations (person_id, dwelling_id, kind) VALUES (1, 7, 'temporary')"
        )
        connection.execute(text(entered))
        connection.execute(
            text("UPDATE headcounts SET temporary = temporary + 1 WHERE dwelling_id = 7")
        )
    assert set(disagreements(city, filled).values()) == {0}


def test_a_protected_dwelling_that_the_database_does_not_protect_is_counted(
    city: City, filled: Engine
) -> None:
    mask = protected(city)
    owners = city.owner[city.owned_dwelling == np.flatnonzero(mask)[0]].tolist()
    with filled.begin() as connection:
        elder = update(Person).where(Person.person_id.in_(owners)).values(born=date(1950, 1, 1))
        connection.execute(elder)
        connection.execute(delete(Incapacity).where(Incapacity.person_id.in_(owners)))
    assert disagreements(city, filled)[FLAGS] >= 1
    grown = replace(city, born=np.full_like(city.born, 19500101))
    assert disagreements(grown, filled)[FLAGS] >= mask.sum() // 2


@pytest.mark.parametrize(
    ("day", "expected"),
    [(20080101, date(2008, 1, 1)), (20060229, date(2006, 2, 28)), (20240229, date(2024, 2, 29))],
)
def test_a_leap_day_that_a_year_does_not_have_is_the_day_before(day: int, expected: date) -> None:
    assert _day(day) == expected
