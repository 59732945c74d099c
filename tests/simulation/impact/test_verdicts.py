"""The rules in columns give every application the verdict of the procedure, case by case."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from benchmarks.case_by_case import ALONE, EVERY_READING, named, one_by_one
from domain.law import law_on
from domain.readings import Readings
from simulation.demand.applications import Applications
from simulation.impact.endings import ENDINGS
from simulation.impact.prepared import Prepared, prepare
from simulation.impact.standing import Register, register
from simulation.impact.verdicts import Single, evaluate, static_ends, static_verdicts
from synthetic_data import memory
from synthetic_data.city import City
from synthetic_data.city_index import CityIndex
from synthetic_data.days import as_number
from synthetic_data.generate import generate_city
from tests.simulation.impact.mixed_applications import mixed_applications

DAY = date(2026, 2, 2)
NO_NORM_YET = date(2025, 12, 25)


@pytest.fixture(scope="module")
def city() -> City:
    return generate_city(4_000, 11)


@pytest.fixture(scope="module")
def registrations(city: City) -> memory.Registrations:
    return memory.Registrations(CityIndex(city))


@pytest.fixture(scope="module")
def asked(city: City) -> Applications:
    return mixed_applications(city, 3_000)


@pytest.fixture(scope="module")
def registers(city: City) -> Register:
    return register(city, 20260202)


@pytest.fixture(scope="module")
def prepared(asked: Applications, registers: Register) -> Prepared:
    return prepare(asked, registers)


@pytest.mark.parametrize("readings", EVERY_READING, ids=named)
def test_columns_and_procedure_agree_on_every_application(
    registrations: memory.Registrations,
    asked: Applications,
    prepared: Prepared,
    readings: Readings,
) -> None:
    law = law_on(DAY)
    found = evaluate(Single.of(asked), prepared.answers(readings, law), law, readings)
    ends = static_ends(found, law.norm_tenths)
    assert [ENDINGS[end] for end in ends] == one_by_one(registrations, asked, law, readings)


@pytest.mark.parametrize("area", ["total", "useful"])
@pytest.mark.parametrize("norm_reading", ["whole_places", "density"])
@pytest.mark.parametrize("norm", [60, 95, 149, 151, 300])
def test_they_agree_under_other_norms_of_either_area(
    registrations: memory.Registrations,
    asked: Applications,
    prepared: Prepared,
    norm: int,
    norm_reading: str,
    area: str,
) -> None:
    law = law_on(DAY, norm_tenths=norm, useful_permille=913)
    readings = Readings(norm_reading=norm_reading, area=area)
    answers = prepared.answers(readings, law_on(DAY, useful_permille=913))
    ends = static_ends(evaluate(Single.of(asked), answers, law, readings), norm)
    assert [ENDINGS[end] for end in ends] == one_by_one(registrations, asked, law, readings)


@pytest.mark.parametrize("no_norm", ["not_reached", "reached"])
@pytest.mark.parametrize("day", [NO_NORM_YET, date(2025, 11, 10), date(2026, 6, 30)])
def test_they_agree_before_there_is_a_norm_and_at_the_edges_of_the_pilot(
    city: City, asked: Applications, day: date, no_norm: str
) -> None:
    law, readings = law_on(day), Readings(no_norm=no_norm)
    ends = static_verdicts(asked, register(city, as_number(day)), law, readings)
    registrations = memory.Registrations(CityIndex(city))
    assert [ENDINGS[end] for end in ends] == one_by_one(registrations, asked, law, readings)


def test_threads_that_ask_at_once_get_what_one_would(
    asked: Applications, registers: Register
) -> None:
    law, shared, alone = law_on(DAY), prepare(asked, registers), prepare(asked, registers)
    with ThreadPoolExecutor(4) as pool:
        together = pool.map(lambda readings: shared.answers(readings, law), ALONE)
    for readings, answers in zip(ALONE, together, strict=True):
        expected = alone.answers(readings, law)
        assert answers.confirmed.tolist() == expected.confirmed.tolist()
        assert answers.largest_norm.tolist() == expected.largest_norm.tolist()


def test_outside_of_the_capital_no_norm_is_asked(
    city: City, registrations: memory.Registrations, asked: Applications, registers: Register
) -> None:
    away = replace(asked, dwelling=np.resize(np.flatnonzero(city.dwelling_city > 0), asked.count))
    for norm in (60, 300):
        law = law_on(DAY, norm_tenths=norm)
        ends = static_verdicts(away, registers, law, Readings(hall_norm=True))
        verdicts = one_by_one(registrations, away, law, Readings(hall_norm=True))
        assert [ENDINGS[end] for end in ends] == verdicts


def test_a_reading_asked_for_later_is_answered_as_if_it_came_first(
    asked: Applications, registers: Register
) -> None:
    readings = [
        Readings(adoption=adoption, spouse=spouse)
        for adoption in ("replace", "both")
        for spouse in ("current", "ever")
    ]
    law, prepared = law_on(DAY), prepare(asked, registers)
    for each in (*readings, *readings[::-1]):
        first = prepare(asked, registers).answers(each, law).confirmed
        assert prepared.answers(each, law).confirmed.tolist() == first.tolist()


def test_every_ending_occurs_among_them(
    city: City, asked: Applications, registers: Register
) -> None:
    law = law_on(DAY)
    found: set[int] = set()
    for readings in ALONE:
        found |= set(static_verdicts(asked, registers, law, readings).tolist())
    crowded = replace(law, norm_tenths=10_000)
    wider = Readings(exemptions="order_677")
    found |= set(static_verdicts(asked, registers, crowded, wider).tolist())
    after = register(city, 20260801)
    found |= set(static_verdicts(asked, after, law_on(date(2026, 8, 1)), Readings()).tolist())
    outside = np.flatnonzero(city.dwelling_city > 0)
    away = replace(asked, dwelling=np.resize(outside, asked.count))
    found |= set(static_verdicts(away, registers, law, Readings()).tolist())
    missing = {end for place, end in enumerate(ENDINGS) if place not in found}
    assert missing == set()
