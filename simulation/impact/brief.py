"""The few numbers of a setting that must be there at once, while a lever is being moved.

They are those of its `Result`, without the breakdowns that take the most time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from simulation.impact.results import Households, KeptOut, Stock
from simulation.impact.tallies import IS_BY_NORM, IS_MADE, IS_TURNED_AWAY

if TYPE_CHECKING:
    from simulation.impact.worlds import Ends


@dataclass(frozen=True, slots=True)
class Brief:
    """What one setting does, in short; every number is that of its `Result`.

    Attributes:
        total: applications.
        by_norm: let in because the norm was not reached, one after the other.
        turned_away: kept out by the norm, one after the other.
        turned_away_static: the same, every application by itself.
        stock: dwellings beside the norm.
        households: of those who apply.
        kept_out: who is turned away, the largest group first.
    """

    total: int
    by_norm: int
    turned_away: int
    turned_away_static: int
    stock: Stock
    households: Households
    kept_out: tuple[KeptOut, ...]


def brief(ends: Ends, stock: Stock, households: Households, kept_out: tuple[KeptOut, ...]) -> Brief:
    """Return the numbers of a setting.

    Args:
        ends: how its applications end.
        stock: dwellings beside its norm.
        households: of those who apply.
        kept_out: who is turned away.
    """
    each, alone = (
        np.bincount(end, minlength=len(IS_MADE)) for end in (ends.sequential, ends.static)
    )
    return Brief(
        total=int(each[IS_MADE].sum()),
        by_norm=int(each[IS_BY_NORM].sum()),
        turned_away=int(each[IS_TURNED_AWAY].sum()),
        turned_away_static=int(alone[IS_TURNED_AWAY].sum()),
        stock=stock,
        households=households,
        kept_out=kept_out,
    )
