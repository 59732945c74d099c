"""Two applications for one last place, interleaved in simulated time."""

from dataclasses import replace
from datetime import date
from inspect import signature
from typing import Any, get_type_hints

import numpy as np
import pytest

from domain.procedure import Verdict
from domain.records import Choices
from domain.registries import SYSTEMS, Registries
from simulation.application import Case, Draws
from simulation.asking import LIVE
from simulation.back_office import open_back_office
from simulation.clock import Clock
from simulation.demand.claims import Claim, Supply, supply
from simulation.driver import World
from simulation.journeys.going import Going
from simulation.journeys.residence import Registering
from simulation.model import make_world
from simulation.scenario import scenario_from
from simulation.scenario_parts import Scenario
from simulation.trace import Trace
from simulation.variates import Variates
from synthetic_data.city import ASTANA, City
from synthetic_data.memory import Registrations, registries

NORM_TENTHS = 150


def agreeable(**policy: object) -> Scenario:
    """Everybody answers, consents after an hour and signs in three minutes."""
    return scenario_from(
        {
            "format": "tirkeu.scenario/1",
            "policy": policy,
            "behaviour": {
                "consent_given_share": 1,
                "signature_declined_share": 0,
                "consent_hours": {"dist": "constant", "mean": 1},
            },
            "service_minutes": {
                "online": {"dist": "constant", "mean": 10},
                "signing": {"dist": "constant", "mean": 3},
            },
            "registries": {system: {"availability": 1} for system in SYSTEMS},
        }
    )


def last_place(city: City) -> tuple[int, list[int]]:
    """A dwelling with one place left, of an owner who is of age, and strangers to it."""
    own = city.registration_kind != 2
    counts = np.bincount(city.registered_dwelling[own], minlength=city.dwellings)
    places = city.total_area // NORM_TENTHS - counts
    fits = (places == 1) & (city.total_area > 0) & (city.dwelling_city == ASTANA)
    adults = (20260112 - city.born >= 180_000) & (city.died == 0)
    for dwelling in np.flatnonzero(fits):
        owners = city.owner[city.owned_dwelling == dwelling]
        organisations = city.owner_is_organisation[city.owned_dwelling == dwelling]
        sound = adults[owners].all() and not np.isin(owners, city.incapacitated_person).any()
        if len(owners) and not organisations.any() and sound:
            here = city.registered_person[city.registered_dwelling == dwelling]
            strangers = np.flatnonzero(adults & ~np.isin(np.arange(city.persons), [*here, *owners]))
            return int(dwelling), [int(person) for person in strangers[:2]]
    raise AssertionError("the city has no such dwelling")


def race(
    stock: Supply, scenario: Scenario, times: tuple[float, float], persons: tuple[int, int] = (0, 1)
) -> list[Verdict]:
    """Let two strangers apply for the last place; returns their verdicts in order of signing."""
    dwelling, strangers = last_place(stock.city)
    people = [strangers[person] for person in persons]
    environment, trace, variates = Clock(), Trace(), Variates(1, 0)
    office = open_back_office(environment, scenario, scenario.days)
    world: World = make_world(scenario, stock, variates, (environment, trace, [], office))
    draws = {"residence": Draws(variates, "residence", 2), "id_card": Draws(variates, "id", 1)}
    journal: list[tuple[Case, Verdict]] = []
    first = Claim(
        index=0,
        time=times[0],
        service="residence",
        channel="egov_mobile",
        office=0,
        applicant=people[0],
        dwelling=dwelling,
        category=None,
        side=None,
    )
    second = replace(first, index=1, time=times[1], applicant=people[1])
    Registering(Going(world, draws, journal)).begin([first, second])
    environment.run(until=10_000)
    assert [case.who for case, _ in journal] == [first, second]
    return [verdict for _, verdict in journal]


@pytest.fixture(scope="module")
def stock(city: City) -> Supply:
    return supply(city, agreeable().first)


@pytest.mark.parametrize("later", [0.5, 30, 72])
def test_only_the_first_to_sign_gets_the_last_place(stock: Supply, later: float) -> None:
    first, second = race(stock, agreeable(), (100, 100 + later))
    assert (first.outcome, first.basis) == ("registered", "norm")
    assert second.outcome == "norm_reached_no_category"


def test_the_loser_of_a_race_had_found_a_place_when_he_was_compared(stock: Supply) -> None:
    scenario = agreeable(readings={"recheck_at_signing": False})
    first, second = race(stock, scenario, (100, 101))
    assert (first.outcome, second.outcome) == ("registered", "registered")


def test_who_comes_after_the_entry_finds_the_norm_reached_without_a_race(stock: Supply) -> None:
    scenario = agreeable(readings={"recheck_at_signing": False})
    first, second = race(stock, scenario, (100, 1000))
    assert (first.outcome, second.outcome) == ("registered", "norm_reached_no_category")


@pytest.mark.parametrize("later", [66, 70, 90])
def test_who_applies_twice_is_known_when_the_second_form_is_filled_in(
    stock: Supply, later: float
) -> None:
    first, second = race(stock, agreeable(norm_m2=0.1), (100, 100 + later), (0, 0))
    assert (first.outcome, second.outcome) == ("registered", "already_registered")


def answers(known: Registries, person: int, values: dict[str, object]) -> dict[str, object]:
    """What every system answers of a person; numbers given out in turn are left out."""
    found: dict[str, object] = {}
    for system in sorted(SYSTEMS):
        protocol = get_type_hints(Registries)[system]
        for name, method in vars(protocol).items():
            if not name.startswith("_") and name != "enter":
                subject = {
                    key: values.get(key, person)
                    for key in signature(method).parameters
                    if key != "self"
                }
                found[name] = getattr(getattr(known, system), name)(**subject)
    return {
        name: answer
        for name, answer in found.items()
        if not isinstance(answer, dict) or set(answer) != {"number"}
    }


def test_what_an_entry_changes_is_asked_at_its_own_moment_and_nothing_else_is(
    stock: Supply,
) -> None:
    dwelling, (person, _) = last_place(stock.city)
    known = registries(Registrations(stock.index), Choices(), date(2026, 1, 12))
    values: dict[str, object] = {"dwelling": dwelling, "amount_kzt": 1, "region": "astana"}
    values |= {"iin": "000000000000", "day": "2026-01-12", "ticket": "1"}
    entry: dict[str, Any] = {
        "kind": "permanent",
        "limit": None,
        "count_temporary": True,
        "count_under_14": True,
    }
    before = answers(known, person, values)
    counted = known.gbd_fl.enter(person, dwelling, **entry)["registered"]
    after = answers(known, person, values)
    changed = {name for name, answer in after.items() if answer != before[name]}
    if known.gbd_fl.enter(person, dwelling, **entry)["registered"] != counted:
        changed.add("enter")
    assert changed == LIVE
