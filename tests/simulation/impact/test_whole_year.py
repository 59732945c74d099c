"""A year of a city ends in columns as every one of its applications does by itself."""

from datetime import date
from functools import partial
from itertools import combinations, product

import numpy as np
import pytest

from benchmarks.case_by_case import EVERY_READING, decided, named, one_by_one, pairwise, together
from domain.law import law_on
from domain.procedure import Verdict, put, question
from domain.readings import Readings
from domain.records import Choices
from domain.residence.civil_acts import Search, all_facts, silent
from simulation.demand.year import Year
from simulation.impact.endings import ENDINGS, NOT_MADE
from simulation.impact.prepared import Prepared
from simulation.impact.sequence import Course, Schedule
from simulation.impact.setting import HIGHEST_NORM, LOWEST_NORM, RESIDENCE_SWITCHES
from simulation.impact.standing import Register, homes
from simulation.impact.verdicts import Evaluation, evaluate, static_ends
from synthetic_data import memory
from synthetic_data.city import City
from synthetic_data.city_index import CityIndex
from synthetic_data.generate import generate_city
from tests.extent import extent
from tests.simulation.impact.in_order import Departing, in_order, moves_out

DAY = date(2026, 2, 2)
LAW = law_on(DAY)
EVERY_HALF = range(LOWEST_NORM, HIGHEST_NORM + 1, 5)
LIKE = question("parents", "RES-10", "pep", "zags", "online")
REDIRECTED = "redirected_online"
SOME = slice(None, None, extent(2, 1))
"""Of the claims that both finders are asked about."""


@pytest.fixture(scope="module")
def city() -> City:
    return generate_city(extent(25_000, 50_000), 5)


@pytest.fixture(scope="module")
def index(city: City) -> CityIndex:
    return CityIndex(city)


def evaluated(year: Year, prepared: Prepared, readings: Readings) -> Evaluation:
    return evaluate(year, prepared.answers(readings, LAW), LAW, readings)


def made(year: Year, verdicts: list[Verdict]) -> list[Verdict | None]:
    """Return the verdicts, None where nobody goes on from a visit that did not send him online."""
    return [
        None if follows >= 0 and verdicts[follows].outcome != REDIRECTED else verdict
        for follows, verdict in zip(year.follows.tolist(), verdicts, strict=True)
    ]


def told(ends: np.ndarray) -> list[Verdict | None]:
    return [None if end == NOT_MADE else ENDINGS[end] for end in ends]


@pytest.mark.parametrize("readings", EVERY_READING, ids=named)
def test_every_application_of_a_year_ends_as_the_procedure_decides(
    index: CityIndex, year: Year, prepared: Prepared, readings: Readings
) -> None:
    found = evaluated(year, prepared, readings)
    verdicts = one_by_one(memory.Registrations(index), year.asked, LAW, readings)
    assert told(static_ends(found, LAW.norm_tenths)) == made(year, verdicts)


@pytest.mark.parametrize("spouse", ["current", "ever"])
@pytest.mark.parametrize("adoption", ["replace", "both"])
def test_both_finders_see_the_same_kinship_in_every_claim(
    index: CityIndex, prepared: Prepared, adoption: str, spouse: str
) -> None:
    pairs, readings = prepared.pairs, Readings(adoption=adoption, spouse=spouse)
    ask = partial(put, memory.registries(memory.Registrations(index), Choices(), DAY))
    search = Search(LIKE, DAY.isoformat(), readings)  # remembers what it asked for other claims
    found = [
        int(silent(all_facts(search, a, o), ask))
        for a, o in zip(pairs.applicant[SOME].tolist(), pairs.owner[SOME].tolist(), strict=True)
    ]
    assert prepared.facts(adoption, spouse)[SOME].tolist() == found


def carried_in_order(index: CityIndex, year: Year, readings: Readings) -> list[Verdict | None]:
    """Decide the year by the procedure, the counts of dwellings as they stand.

    Who is registered where is looked at as on the first day: the year is that of one register.
    """
    registrations, departures = memory.Registrations(index), Departing(year)
    permanent = registrations.counts[memory.PERMANENT]
    verdicts: list[Verdict | None] = []
    for row, follows in enumerate(year.follows.tolist()):
        for left in departures(row):
            permanent[left] -= 1
        visit = None if follows < 0 else verdicts[follows]
        if follows >= 0 and (visit is None or visit.outcome != REDIRECTED):
            verdicts.append(None)
            continue
        verdict = decided(registrations, year.asked, row, LAW, readings, stays=True)
        verdicts.append(verdict)
        registrations.entered.clear()
        if verdict.outcome == "registered" and moves_out(year, row):
            permanent[int(year.origin[row])] -= 1
    return verdicts


COUNTS = ("default", "norm_reading", "area", "count_temporary", "count_under_14", "hall_norm")


@pytest.mark.parametrize(
    "readings", [r for r in EVERY_READING if named(r) in COUNTS or r in together()[::3]], ids=named
)
def test_a_year_in_the_order_of_filing_ends_as_the_procedure_carries_it(
    index: CityIndex, year: Year, prepared: Prepared, registers: Register, readings: Readings
) -> None:
    course = Course(
        Schedule.of(year), evaluated(year, prepared, readings), homes(registers, LAW, readings)
    )
    assert told(course.ends(LAW.norm_tenths)) == carried_in_order(index, year, readings)


@pytest.mark.parametrize("readings", EVERY_READING, ids=named)
def test_a_year_in_order_ends_as_in_a_loop_under_many_norms(
    year: Year, prepared: Prepared, registers: Register, readings: Readings
) -> None:
    found, dwellings = evaluated(year, prepared, readings), homes(registers, LAW, readings)
    course = Course(Schedule.of(year), found, dwellings)
    usual = readings == Readings()
    for norm in EVERY_HALF if usual else EVERY_HALF[::12]:
        ends = course.ends(norm)
        both = ends.tolist(), course.reached(ends, norm).tolist()
        assert both == in_order(year, found, dwellings, norm)


def test_any_two_values_of_two_readings_meet_in_few_sets_of_readings() -> None:
    factors = {switch.name: switch.values for switch in RESIDENCE_SWITCHES}
    rows = pairwise(factors)
    for one, other in combinations(factors, 2):
        met = {(row[one], row[other]) for row in rows}
        assert met == set(product(factors[one], factors[other]))
    assert len(rows) < 16
