"""Rubber flats: dwellings with a crowd of registered people, and who asks to join it.

The figure reported, 924 dwellings in 2025, came without a threshold. The city is made so that it
has as many with 20 or more people registered in their own right (``housing.rubber_flats`` of the
evidence), and that is the threshold here too, whatever the readings count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulation.impact.results import RubberFlats
from simulation.impact.standing import registered_by_kind
from simulation.impact.tallies import IS_MADE, IS_REGISTERED, IS_TURNED_AWAY
from synthetic_data.city import ASTANA
from synthetic_data.crowding import CROWD

if TYPE_CHECKING:
    from simulation.demand.applications import Bools, Ints
    from simulation.demand.year import Year
    from synthetic_data.city import City


def crowded(city: City) -> Ints:
    """Return how many are registered in their own right in each rubber flat of the capital.

    Returns:
        One row a dwelling of the city; 0 for all others.
    """
    permanent, temporary, _ = registered_by_kind(city)
    people = permanent + temporary
    people[(people < CROWD) | (city.dwelling_city != ASTANA)] = 0
    return people


def rubber_flats(crowd: Ints, year: Year, ends: Ints) -> RubberFlats:
    """Return what becomes of the applications for rubber flats.

    Args:
        crowd: what `crowded` returned.
        year: the applications.
        ends: verdicts, one row an application.
    """
    there = ends[crowd[year.asked.dwelling] > 0]

    def many(which: Bools) -> int:
        return int(which[there].sum())

    return RubberFlats(
        dwellings=int((crowd > 0).sum()),
        registered=int(crowd.sum()),
        asked=many(IS_MADE),
        stopped=many(IS_TURNED_AWAY),
        let_in=many(IS_REGISTERED),
    )
