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
    member, registered = last_made(year, ends), IS_REGISTERED.take(ends)
    away = IS_TURNED_AWAY.take(ends)
    let_in, left_out, away = _parties(
        year, member & registered, member & ~registered, member & away
    )
    many, none_out = np.count_nonzero(let_in | left_out), np.count_nonzero(let_in & ~left_out)
    return Households(
        total=int(many),
        let_in=int(none_out),
        split=int(np.count_nonzero(let_in & away)),
        turned_away=int(np.count_nonzero(away & ~let_in)),
        nobody_registered=int(np.count_nonzero(left_out & ~let_in)),
    )


def split(year: Year, ends: Ints) -> int:
    """Return how many households are split, as `households` counts them, in a part of its time.

    Args:
        year: the applications.
        ends: verdicts, one row an application.
    """
    last = last_made(year, ends)
    away, let_in = (last & kind.take(ends) for kind in (IS_TURNED_AWAY, IS_REGISTERED))
    away, let_in = _parties(year, away, let_in)
    return int(np.count_nonzero(let_in & away))


def last_made(year: Year, ends: Ints) -> Bools:
    """Return a mask of the applications that were made and not gone on from.

    Args:
        year: the applications.
        ends: verdicts, one row an application.
    """
    last = IS_MADE.take(ends)
    follow_up = np.flatnonzero((year.follows >= 0) & last)
    last[year.follows[follow_up]] = False
    return last


def _parties(year: Year, *kinds: Bools) -> tuple[Bools, ...]:
    """Return masks of the parties with any application of each kind, one row an application."""
    beside = np.flatnonzero(year.party != np.arange(len(year.party), dtype=np.int32))
    party = year.party[beside]
    return tuple(_with_those_beside(kind, beside, party) for kind in kinds)


def _with_those_beside(kind: Bools, beside: Ints, party: Ints) -> Bools:
    found, theirs = kind.copy(), kind[beside]
    found[beside] = False
    found[party[theirs]] = True
    return found
