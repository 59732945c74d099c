"""The rules in columns give every application the verdict of the procedure, case by case."""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import cast

import numpy as np
import pytest

from domain.law import law_on
from domain.procedure import Verdict, decide, put
from domain.procedures import start
from domain.readings import SWITCHES, Readings
from domain.records import SIDES, Choices, Registration
from simulation.demand.applications import CATEGORIES, CHANNELS, SERVICES, Applications
from simulation.impact.endings import ENDINGS
from simulation.impact.standing import register
from simulation.impact.verdicts import static_verdicts
from synthetic_data import memory
from synthetic_data.city import City
from synthetic_data.city_index import CityIndex
from synthetic_data.generate import generate_city
from tests.simulation.impact.mixed_applications import mixed_applications

DAY = date(2026, 2, 2)
BELIEFS = {-1: None, 0: "other_owner", 1: "protected_owner"}
IDENTITY_CARD = {"expiry_day", "reason", "duty_2026"}


@pytest.fixture(scope="module")
def city() -> City:
    return generate_city(4_000, 11)


@pytest.fixture(scope="module")
def asked(city: City) -> Applications:
    return mixed_applications(city, 5_000)


def one_by_one(city: City, asked: Applications, readings: Readings) -> list[Verdict]:
    law, registrations = law_on(DAY), memory.Registrations(CityIndex(city))
    found = []
    for row in range(asked.count):
        application, choices = case(asked, row, readings)
        ask = partial(put, memory.registries(registrations, choices, DAY))
        found.append(decide(start(application, law, readings), ask)[0])
        forget(registrations, application)
    return found


def forget(registrations: memory.Registrations, application: Registration) -> None:
    """Take back what an application entered, so that every one stands alone."""
    kind = memory.TEMPORARY if application.service == "temporary_stay" else memory.PERMANENT
    for _, dwelling in registrations.entered:
        registrations.counts[kind][cast("int", dwelling)] -= 1
    registrations.entered.clear()


def case(asked: Applications, row: int, readings: Readings) -> tuple[Registration, Choices]:
    stated = int(asked.stated(readings.exemptions)[row])
    choices = Choices(
        category=CATEGORIES[stated] if stated >= 0 else None,
        side=SIDES[asked.side[row]],
        reception_finding=BELIEFS[int(asked.believed[row])],
        representative_documents="match" if asked.papers[row] else "mismatch",
        owner_consent="given" if asked.consents[row] else "refused",
        signature="signed" if asked.signs[row] else "declined",
    )
    service, channel = SERVICES[asked.service[row]], CHANNELS[asked.channel[row]]
    who, where = int(asked.applicant[row]), int(asked.dwelling[row])
    return Registration(service, channel, DAY, who, where), choices


SETTINGS = [
    Readings(),
    *(
        Readings(**{name: switch.other})  # type: ignore[arg-type]  # the value of that switch
        for name, switch in SWITCHES.items()
        if name not in IDENTITY_CARD
    ),
]


def named(readings: Readings) -> str:
    changed = [
        name for name, switch in SWITCHES.items() if getattr(readings, name) != switch.default
    ]
    return "+".join(changed) or "default"


@pytest.mark.parametrize("readings", SETTINGS, ids=named)
def test_columns_and_procedure_agree_on_every_application(
    city: City, asked: Applications, readings: Readings
) -> None:
    ends = static_verdicts(asked, register(city, 20260202), law_on(DAY), readings)
    assert [ENDINGS[end] for end in ends] == one_by_one(city, asked, readings)


def test_every_ending_occurs_among_them(city: City, asked: Applications) -> None:
    registers, law = register(city, 20260202), law_on(DAY)
    found: set[int] = set()
    for readings in SETTINGS:
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
