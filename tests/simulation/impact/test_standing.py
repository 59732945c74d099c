"""Dwellings beside a norm in columns: the same areas, capacities and norms as one by one."""

from datetime import date

import numpy as np
import pytest

from domain.answers import Area
from domain.law import law_on
from domain.readings import Readings
from domain.residence.norm import EVERY_NORM, area_compared, capacity, largest_admitting_norm
from simulation.impact.standing import Homes, Register, homes, register
from synthetic_data.city import City
from synthetic_data.generate import generate_city

LAW = law_on(date(2026, 2, 2), useful_permille=913)
READINGS = [
    Readings(norm_reading=norm_reading, area=area)
    for norm_reading in ("whole_places", "density")
    for area in ("total", "useful")
]


@pytest.fixture(scope="module")
def city() -> City:
    return generate_city(3_000, 6)


@pytest.fixture(scope="module")
def registers(city: City) -> Register:
    return register(city, 20260202)


def compared(city: City, dwelling: int, readings: Readings) -> tuple[int, int] | None:
    total, useful = (int(c[dwelling]) for c in (city.total_area, city.useful_area))
    area: Area = {
        "total_area_tenths": None if total < 0 else total,
        "useful_area_tenths": None if useful < 0 else useful,
    }
    return area_compared(area, LAW, readings)


@pytest.mark.parametrize("readings", READINGS, ids=lambda r: f"{r.norm_reading}-{r.area}")
def test_every_dwelling_is_compared_as_the_rule_compares_one(
    city: City, registers: Register, readings: Readings
) -> None:
    found = homes(registers, LAW, readings)
    largest, room = found.largest_norm().tolist(), found.capacity(127).tolist()
    for dwelling, registered in enumerate(found.registered.tolist()):
        area = compared(city, dwelling, readings)
        if area is None:
            assert (largest[dwelling], found.area[dwelling]) == (0, -1)
            continue
        tenths, permille = area
        reading = readings.norm_reading
        assert room[dwelling] == capacity(tenths, 127, reading, permille)
        assert largest[dwelling] == largest_admitting_norm(tenths, registered, reading, permille)


@pytest.mark.parametrize(
    ("area", "registered", "reading", "largest"),
    [
        (-1, 0, "whole_places", 0),
        (-1, 0, "density", 0),
        (-1, 3, "density", 0),
        (0, 0, "density", 0),
        (500, 0, "density", EVERY_NORM),
        (500, 0, "whole_places", 500),
        (2_000_000_000, 1, "whole_places", 1_000_000_000),
        (2_000_000_000, 0, "whole_places", EVERY_NORM),
        (2_147_483_647, 30_000, "density", 71_582),
    ],
)
def test_the_largest_norm_of_no_area_of_nobody_and_of_a_giant(
    area: int, registered: int, reading: str, largest: int
) -> None:
    of_area, permille, of_people = (np.array([n], np.int32) for n in (area, 1000, registered))
    assert Homes(of_area, permille, of_people, reading).largest_norm().tolist() == [largest]
