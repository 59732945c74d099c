"""Who is refused for want of an act: asked record by record, and over arrays, alike."""

from dataclasses import dataclass, replace
from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from domain.procedure import decide, put
from domain.procedures import start
from domain.readings import Readings
from domain.records import SIDES, Choices, Registration
from simulation.application import Case
from simulation.asking import SHARED
from simulation.demand.applications import CATEGORIES
from simulation.demand.mix import assumed
from simulation.demand.year import Year, draw_year
from simulation.driver import World
from simulation.impact.false_refusals import RIGHT, gaps
from simulation.impact.standing import register
from simulation.journeys.advice import any_statement, fitting_statement, missing_acts
from simulation.policy import law_of
from simulation.scenario import scenario_from
from synthetic_data.city import City
from synthetic_data.city_index import CityIndex
from synthetic_data.generate import generate_city
from synthetic_data.memory import Registrations, registries

DAY = date(2026, 2, 2)
READINGS = [
    Readings(),
    Readings(adoption="both", sibling="both"),
    Readings(in_law_symmetric=True, in_law_children=True, spouse="ever"),
    Readings(direction="either", co_owner="all"),
]


@pytest.fixture(scope="module")
def large() -> City:
    return generate_city(12_000, 3)


@pytest.fixture(scope="module")
def index(large: City) -> CityIndex:
    return CityIndex(large)


@pytest.fixture(scope="module")
def year(large: City) -> Year:
    return draw_year(large, assumed(), 20260202, 1)


@dataclass
class Fixed:
    """Random numbers that are all the same."""

    number: float

    def share(self, _name: str, _turn: int, _index: int) -> float:
        return self.number


def world_of(index: CityIndex, readings: Readings) -> World:
    """As much of a world as advice looks at."""
    scenario = scenario_from({"format": "tirkeu.scenario/1", "policy": {"norm_m2": 1000}})
    scenario = replace(scenario, policy=replace(scenario.policy, readings=readings))
    registrations = Registrations(index)
    shared = registries(registrations, Choices(), DAY)
    found = SimpleNamespace(
        scenario=scenario,
        registrations=registrations,
        systems={name: getattr(shared, name) for name in SHARED},
    )
    return cast("World", found)


def case_of(year: Year, row: int, draws: Any = None) -> Case:  # noqa: ANN401 - anything that draws
    """The application of a row of the year, made online."""
    asked = year.asked
    category, side = int(asked.category[row]), int(asked.side[row])
    application = Registration(
        "residence", "egov_portal", DAY, int(asked.applicant[row]), int(asked.dwelling[row])
    )
    choices = Choices(
        category=CATEGORIES[category] if category >= 0 else None,
        side=cast("Any", SIDES[side] if side >= 0 else None),
    )
    who: Any = SimpleNamespace(index=0)
    law = law_of(scenario_from({"format": "tirkeu.scenario/1"}).policy, DAY)
    return Case(0, application, law, choices, who, draws, 1, 1, 0, 0.0)


def outcome(world: World, case: Case) -> str:
    """What becomes of an application when no dwelling has room."""
    law = law_of(world.scenario.policy, DAY)
    known = registries(world.registrations, case.choices, DAY)
    procedure = start(case.application, law, world.scenario.policy.readings)
    verdict, _ = decide(procedure, lambda what, subject: put(known, what, subject))
    return verdict.outcome


@pytest.mark.parametrize("readings", READINGS)
def test_the_same_people_lack_an_act_as_over_arrays_and_its_update_helps_every_one(
    large: City, index: CityIndex, year: Year, readings: Readings
) -> None:
    acts = replace(Readings(), adoption=readings.adoption, spouse=readings.spouse)
    causes = gaps(year, register(large, 20260202), acts).causes(year.asked, readings)
    world = world_of(index, readings)
    refused = {False: 0, True: 0}
    for row in np.flatnonzero(year.asked.category >= 0).tolist():
        case = case_of(year, row)
        if outcome(world, case) != "kinship_not_confirmed":
            continue
        missing = missing_acts(world, case)
        assert bool(missing) == (causes[row] != RIGHT)
        refused[bool(missing)] += 1
        if missing:
            fresh = world_of(index, readings)
            fresh.registrations.zags.enter(missing)
            assert outcome(fresh, case) != "kinship_not_confirmed"
    assert min(refused.values()) > 5


def test_the_category_that_fits_is_one_that_lets_the_applicant_in(
    index: CityIndex, year: Year
) -> None:
    world = world_of(index, Readings())
    fits = {True: 0, False: 0}
    for row in range(0, year.asked.count, 3):
        case = case_of(year, row)
        stated = fitting_statement(world, case)
        fits[stated is not None] += 1
        if stated is not None:
            said = replace(case.choices, category=stated[0], side=cast("Any", stated[1]))
            told = replace(case, choices=said)
            assert outcome(world, told) not in {"kinship_not_confirmed", "study_not_confirmed"}
        elif case.choices.category is not None:
            assert outcome(world, case) in {
                "kinship_not_confirmed",
                "study_not_confirmed",
                "redirected_to_service_centre",
                "already_registered",
                "registered",
                "no_area_data",
            }
    assert min(fits.values()) > 20


@pytest.mark.parametrize("number", [0.0, 0.5, 1 - 2**-53])
def test_whom_nothing_fits_states_another_category_than_before(
    index: CityIndex, year: Year, number: float
) -> None:
    world = world_of(index, Readings())
    for row in range(0, 300, 7):
        case = case_of(year, row, Fixed(number))
        category, side = any_statement(world, case)
        assert category != case.choices.category
        assert (side is not None) == (category in {"half_sibling", "grandparent", "grandchild"})
