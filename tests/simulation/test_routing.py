"""To which office people go."""

from math import sqrt
from typing import Any

import numpy as np
import pytest

from simulation.routing import ANYWHERE, SPELLINGS, district_of, offices, shares
from simulation.scenario import scenario_from
from simulation.scenario_parts import Scenario
from synthetic_data.city import DISTRICTS

ESIL, NURA, ALMATY, OUTSIDE = (DISTRICTS.index(d) for d in ("esil", "nura", "almaty", "outside"))


def scenario(*districts: tuple[str, float], **demand: float) -> Scenario:
    listed: list[dict[str, Any]] = [
        {"id": str(n), "district": name, "visits_weight": weight}
        for n, (name, weight) in enumerate(districts)
    ]
    return scenario_from({"format": "tirkeu.scenario/1", "offices": listed, "demand": demand})


@pytest.mark.parametrize(
    ("name", "district"),
    [
        ("esil", ESIL),
        ("yesil", ESIL),
        ("Есиль", ESIL),
        ("  ЕСІЛ ", ESIL),
        ("Нура", NURA),
        ("Алматы", ALMATY),
        ("", None),
        ("Medeu", None),
    ],
)
def test_a_district_is_known_in_every_spelling(name: str, district: int | None) -> None:
    assert district_of(name) == district


def test_every_district_of_the_city_has_a_spelling() -> None:
    assert set(SPELLINGS.values()) == set(DISTRICTS) - {"outside"}


def test_people_go_to_the_office_of_their_district() -> None:
    found = shares(scenario(("esil", 1), ("nura", 1)))
    assert found[ESIL].tolist() == [1, 0]
    assert found[NURA].tolist() == [0, 1]


def test_sister_offices_share_their_district_by_weight() -> None:
    found = shares(scenario(("esil", 3), ("nura", 1), ("esil", 1)))
    assert found[ESIL].tolist() == [0.75, 0, 0.25]
    assert found[ANYWHERE].tolist() == [0.6, 0.2, 0.2]


@pytest.mark.parametrize("district", [ALMATY, OUTSIDE, ANYWHERE])
def test_where_there_is_no_office_people_go_anywhere_by_weight(district: int) -> None:
    found = shares(scenario(("esil", 3), ("nura", 1)))
    assert found[district].tolist() == [0.75, 0.25]


def test_an_office_without_weight_leaves_its_district_to_the_others() -> None:
    found = shares(scenario(("esil", 0), ("nura", 2)))
    assert found[ESIL].tolist() == [0, 1]


def test_without_any_weight_all_offices_are_alike() -> None:
    assert shares(scenario(("esil", 0), ("nura", 0))).tolist() == [[0.5, 0.5]] * (ANYWHERE + 1)


@pytest.mark.parametrize("anywhere", [0.0, 0.3, 1.0])
def test_so_many_go_anywhere_as_the_lever_says(anywhere: float) -> None:
    asked = scenario(("esil", 1), ("nura", 3), anywhere_share=anywhere)
    count, random = 20_000, np.random.default_rng(1)
    gone = offices(asked, np.full(count, ESIL), random.random(count), random.random(count))
    at_home = 1 - anywhere * 0.75
    error = sqrt(at_home * (1 - at_home) / count)
    assert abs((gone == 0).mean() - at_home) <= 4 * error


def test_the_ends_of_the_draw_are_the_first_and_the_last_office() -> None:
    asked = scenario(("esil", 1), ("esil", 0), ("esil", 1))
    gone = offices(asked, np.full(3, ESIL), np.ones(3), np.array([0.0, 0.4999999, 0.9999999]))
    assert gone.tolist() == [0, 0, 2]
