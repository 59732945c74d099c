"""Two people after the last place: whoever is second finds it taken, in SQL and in memory."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from domain.law import law_on
from domain.procedure import Procedure, Question, Verdict, advance, put
from domain.procedures import start
from domain.readings import Readings
from domain.records import Choices, Registration
from domain.registries import Registries
from synthetic_data import memory
from synthetic_data.city import City
from synthetic_data.city_index import CityIndex
from synthetic_data.registry import schema
from synthetic_data.registry.wiring import registries, rehearse
from tests.synthetic_data.registry.databases import CaseEngine
from tests.synthetic_data.small_cases import with_lists

DAY = date(2026, 2, 2)
HOME = {"id": "HOME", "total_area_m2": 60, "owners": ["O"], "registered_permanent": 3}
APPLICATION = Registration("residence", "egov_mobile", DAY, "U", "HOME")
COUNTING = {"count_temporary": True, "count_under_14": False}


def walk_to(procedure: Procedure, everybody: Registries, code: str) -> tuple[Question, Any]:
    """Walk until a question is about to be put."""
    step = advance(procedure, None)
    while not isinstance(step, Verdict):
        what, subject = step
        if isinstance(what, Question):
            if what.code == code:
                return what, subject
            step = advance(procedure, put(everybody, what, subject))
        else:
            step = advance(procedure, None)
    pytest.fail(f"{step} before {code}")


def walk_on(procedure: Procedure, everybody: Registries, asked: tuple[Question, Any]) -> Verdict:
    step = advance(procedure, put(everybody, *asked))
    while not isinstance(step, Verdict):
        what, subject = step
        answer = put(everybody, what, subject) if isinstance(what, Question) else None
        step = advance(procedure, answer)
    return step


@pytest.fixture
def home(case_engine: CaseEngine) -> Iterator[Engine]:
    with case_engine(with_lists(dwellings=[HOME])) as engine:
        yield engine


def test_of_two_interleaved_applications_for_the_last_place_one_is_registered(
    home: Engine,
) -> None:
    applications = [APPLICATION, replace(APPLICATION, applicant="S")]
    walks = [start(application, law_on(DAY), Readings()) for application in applications]
    with Session(home) as first, Session(home) as second:
        asked = [
            registries(session, Choices(), DAY, application)
            for session, application in zip((first, second), applications, strict=True)
        ]
        at_entry = [walk_to(w, r, "enter") for w, r in zip(walks, asked, strict=True)]
        ends = [walk_on(*each) for each in zip(walks, asked, at_entry, strict=True)]
    assert [end.outcome for end in ends] == ["registered", "norm_reached_no_category"]
    with Session(home) as later:
        assert later.scalars(select(schema.Headcount.permanent)).all() == [4]
        assert later.scalar(select(func.count()).select_from(schema.Registration)) == 1


def test_of_many_at_the_same_moment_only_as_many_enter_as_there_are_places(home: Engine) -> None:
    together = Barrier(8)

    def enter(person: str) -> bool:
        with Session(home) as session:
            gbd_fl = registries(session, Choices(), DAY, APPLICATION).gbd_fl
            assert gbd_fl.headcount("HOME")["permanent"] >= 3
            session.rollback()
            together.wait(10)
            return gbd_fl.enter(person, "HOME", "permanent", 6, **COUNTING)["entered"]

    with ThreadPoolExecutor(8) as pool:
        entered = list(pool.map(enter, [f"P{number}" for number in range(8)]))
    assert sum(entered) == 3
    with Session(home) as later:
        assert later.scalars(select(schema.Headcount.permanent)).all() == [6]
        assert later.scalar(select(func.count()).select_from(schema.Registration)) == 3


def test_in_memory_too_one_of_two_takes_the_last_place(city: City) -> None:
    index = CityIndex(city)
    run = memory.Registrations(index)
    everybody = memory.registries(run, Choices(), DAY)
    free = everybody.gbd_fl.headcount(0)["permanent"] + 1
    one, two = (
        everybody.gbd_fl.enter(p, 0, "permanent", free, count_temporary=False, count_under_14=False)
        for p in (1, 2)
    )
    assert (one["entered"], one["registered"]) == (True, free - 1)
    assert (two["entered"], two["registered"]) == (False, free)
    assert everybody.gbd_fl.is_registered(1, 0) == {"registered": True}
    fresh = memory.registries(memory.Registrations(index), Choices(), DAY)
    assert fresh.gbd_fl.headcount(0)["permanent"] == free - 1


@pytest.mark.parametrize(
    ("limit", "counting", "entered", "found"),
    [
        (4, COUNTING, True, 3),
        (3, COUNTING, False, 3),
        (2, COUNTING, False, 3),
        (None, COUNTING, True, 3),
        (0, COUNTING, False, 3),
        (3, {"count_temporary": False, "count_under_14": False}, True, 2),
        (7, {"count_temporary": True, "count_under_14": True}, False, 7),
        (8, {"count_temporary": True, "count_under_14": True}, True, 7),
    ],
)
def test_somebody_enters_only_below_the_limit_under_the_counting_asked_for(
    case_engine: CaseEngine, limit: int | None, counting: dict[str, bool], entered: int, found: int
) -> None:
    counts = {"registered_permanent": 2, "registered_temporary": 1, "registered_with_parent": 4}
    case = with_lists(dwellings=[{**HOME, **counts}])
    with case_engine(case) as engine, Session(engine) as session:
        gbd_fl = registries(session, Choices(), DAY, APPLICATION).gbd_fl
        answer = gbd_fl.enter("U", "HOME", "temporary", limit, **counting)
        assert answer == {"entered": entered, "registered": found, "day": "2026-02-02"}
        assert gbd_fl.headcount("HOME")["temporary"] == 1 + entered
        assert gbd_fl.is_registered("U", "HOME") == {"registered": entered}


def test_a_rehearsal_leaves_nothing_behind(home: Engine) -> None:
    with rehearse(home) as session:
        everybody = registries(session, Choices(), DAY, APPLICATION)
        everybody.payment.collect("U", 865)
        everybody.gbd_fl.enter("U", "HOME", "permanent", None, **COUNTING)
        assert everybody.gbd_fl.headcount("HOME")["permanent"] == 4
        assert everybody.gbd_fl.is_registered("U", "HOME") == {"registered": True}
    with Session(home) as later:
        assert later.scalars(select(schema.Headcount.permanent)).all() == [3]
        assert later.scalar(select(func.count()).select_from(schema.Payment)) == 0
