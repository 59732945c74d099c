"""What the tests of a year ask of a pool and of a year."""

from dataclasses import fields

import numpy as np

from simulation.demand.pool import Pool
from simulation.demand.year import Year

DAY = 20260202


def of_relation(pool: Pool, relation: str) -> np.ndarray:
    return np.flatnonzero(pool.relation == pool.relations.index(relation))


def first_time(year: Year) -> np.ndarray:
    return year.follows < 0


def columns(year: Year) -> dict[str, np.ndarray]:
    asked = {f.name: getattr(year.asked, f.name) for f in fields(year.asked)}
    own = {
        f.name: getattr(year, f.name) for f in fields(year) if f.name not in {"asked", "relations"}
    }
    return asked | own


def companions(year: Year) -> np.ndarray:
    own = np.arange(len(year.party))
    return np.flatnonzero((year.party != own) & first_time(year))
