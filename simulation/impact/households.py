"""What becomes of people who move together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from simulation.impact.results import Households
from simulation.impact.tallies import IS_MADE, IS_REGISTERED, IS_TURNED_AWAY

if TYPE_CHECKING:
    from simulation.demand.applications import Bools, Ints
    from simulation.demand.year import Year


def households(year: Year, ends: Ints) -> Households:
    """Return what becomes of the households of a year; those who move alone are one each.

    A member counts once: by the application he went on with, if he went on. Households of which
    some are registered and others stopped by something else than the norm are in no part, nor
    are those without a registration in which the norm stopped nobody (`Households`).

    Args:
        year: the applications.
        ends: verdicts, one row an application.
    """
    member = last_made(year, ends)
    people = _by_party(year, member)
    let_in = _by_party(year, member & IS_REGISTERED[ends])
    away = _by_party(year, member & IS_TURNED_AWAY[ends])
    asked = people > 0
    return Households(
        total=int(asked.sum()),
        let_in=int((asked & (let_in == people)).sum()),
        split=int(((let_in > 0) & (away > 0)).sum()),
        turned_away=int(((away > 0) & (let_in == 0)).sum()),
        nobody_registered=int((asked & (let_in == 0)).sum()),
    )


def split(year: Year, ends: Ints) -> int:
    """Return how many households are split, as `households` counts them, in a part of its time.

    Args:
        year: the applications.
        ends: verdicts, one row an application.
    """
    last = last_made(year, ends)
    refused = np.zeros(len(ends) + 1, bool)
    refused[year.party[last & IS_TURNED_AWAY[ends]]] = True
    rows = np.flatnonzero(last & IS_REGISTERED[ends])
    halved = np.zeros(len(refused), bool)
    halved[year.party[rows]] = True
    return int(np.count_nonzero(halved & refused))


def last_made(year: Year, ends: Ints) -> Bools:
    """Return a mask of the applications that were made and not gone on from.

    Args:
        year: the applications.
        ends: verdicts, one row an application.
    """
    last = IS_MADE[ends]
    follow_up = np.flatnonzero((year.follows >= 0) & last)
    last[year.follows[follow_up]] = False
    return last


def _by_party(year: Year, which: Bools) -> Ints:
    return np.bincount(year.party[which], minlength=int(year.party.max(initial=-1)) + 1)
