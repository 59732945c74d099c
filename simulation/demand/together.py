"""Who of a year's applicants moves in beside somebody: as many as the mix says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from simulation.demand.movers import BESIDE

if TYPE_CHECKING:
    from simulation.demand.applications import Bools, Ints
    from simulation.demand.mix import Mix
    from simulation.demand.pool import Pool

TOGETHER: Final = "together"


def asked_together(pool: Pool, mix: Mix, chosen: Bools) -> int:
    """Return how many of those chosen the mix wants to move in beside somebody.

    Args:
        pool: of a city.
        mix: its ``together`` is a share of the relations that may.
        chosen: the rows of the pool that make the year.
    """
    may = np.isin(pool.relations, BESIDE)[pool.relation]
    return round(mix.together * int(np.count_nonzero(may & chosen)))


def beside_somebody(pool: Pool, chosen: Bools, asked: int) -> Ints:
    """Return the rows of those who move in beside somebody, of the lowest draws.

    Only whose leader is chosen too can follow him; so there may be fewer than are asked.

    Args:
        pool: of a city.
        chosen: the rows of the pool that make the year.
        asked: how many.
    """
    rows = np.flatnonzero(chosen & (pool.leader >= 0))
    rows = rows[chosen[pool.leader[rows]]]
    if asked >= len(rows):
        return rows
    return np.asarray(rows[np.argpartition(pool.latent[TOGETHER][rows], asked)[:asked]])
