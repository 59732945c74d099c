"""To which office people go: one of their district's, or any, by the weights of the offices."""

import tomllib
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulation.scenario_parts import Scenario
from synthetic_data.city import DISTRICTS

Floats = NDArray[np.float64]
Ints = NDArray[np.signedinteger]

SPELLINGS: Final[dict[str, str]] = {
    spelling.casefold(): district
    for district, spellings in tomllib.loads(
        files("simulation").joinpath("districts.toml").read_text(encoding="utf-8")
    ).items()
    for spelling in spellings
}
"""District of the city by every way to write it."""

ANYWHERE: Final = len(DISTRICTS)
"""Stands in for a district where people go to any office."""


def district_of(name: str) -> int | None:
    """Return the code of a district in ``city.DISTRICTS``, None for a name that is none."""
    found = SPELLINGS.get(name.strip().casefold())
    return None if found is None else DISTRICTS.index(found)


def shares(scenario: Scenario) -> Floats:
    """Return which share of the people of every district goes to every office.

    Sister offices of a district share its people by their weights. Where a district has no
    office, its people go to any; where nothing has any weight, to all alike.

    Args:
        scenario: every lever.

    Returns:
        Rows of the districts of the city and a last one for those who go anywhere; a column an
        office; every row sums to 1.
    """
    weights = np.array([office.visits_weight for office in scenario.offices], dtype=float)
    anywhere = weights / weights.sum() if weights.any() else np.full(len(weights), 1 / len(weights))
    codes = [district_of(office.district) for office in scenario.offices]
    found = np.tile(anywhere, (ANYWHERE + 1, 1))
    for district in range(ANYWHERE):
        here = weights * np.array([code == district for code in codes])
        if here.any():
            found[district] = here / here.sum()
    return found


def offices(scenario: Scenario, district: Ints, anywhere: Floats, draw: Floats) -> Ints:
    """Return the office to which each of some people goes.

    Args:
        scenario: every lever.
        district: where each lives, codes of ``city.DISTRICTS``.
        anywhere: a uniform number each: below ``demand.anywhere_share`` he goes to any office.
        draw: a uniform number each, which chooses among the offices.

    Returns:
        Positions of offices.
    """
    rows = np.where(anywhere < scenario.demand.anywhere_share, ANYWHERE, district)
    bounds = np.cumsum(shares(scenario), axis=1)[:, :-1]
    return np.asarray((draw[:, None] >= bounds[rows]).sum(axis=1), dtype=np.int64)
