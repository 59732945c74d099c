"""Lines of ancestors followed link by link: how long they are, and who stands in a circle."""

from __future__ import annotations

import numpy as np

from synthetic_data.city import City
from synthetic_data.draws import Ints

Links = tuple[Ints, Ints]
"""Children and their parents, a link a row."""


def links(city: City) -> Links:
    """Return every child with every parent, by birth and by adoption."""
    by_birth = np.arange(city.persons, dtype=np.int32)
    found = [
        (child[parent >= 0], parent[parent >= 0])
        for child, parent in (
            (by_birth, city.father),
            (by_birth, city.mother),
            (city.adopted_child, city.adoptive_father),
            (city.adopted_child, city.adoptive_mother),
        )
    ]
    return np.concatenate([c for c, _ in found]), np.concatenate([p for _, p in found])


def in_circles(city: City) -> Ints:
    """Return a mask of the persons whose line of ancestors leads back to themselves.

    Links are taken away where the parent has none above, round by round, then where the child
    has none below; what is left are circles, and the lines from one circle to another.

    Args:
        city: any city whose parents are persons.
    """
    child, parent = links(city)
    child, parent, _ = _peeled(child, parent, city.persons)
    parent, child, _ = _peeled(parent, child, city.persons)
    found = np.zeros(city.persons, bool)
    found[child] = found[parent] = True
    return found


def generations(city: City) -> int:
    """Return how many people the longest line of parents and children has; circles are left out.

    Args:
        city: any city whose parents are persons.
    """
    return 1 + _peeled(*links(city), city.persons)[2]


def _peeled(low: Ints, high: Ints, persons: int) -> tuple[Ints, Ints, int]:
    """Take away links whose upper end has no link above, until nothing more can be taken.

    Returns:
        Lower and upper ends of what is left, and the rounds it took.
    """
    rounds = 0
    while len(low):
        below = np.zeros(persons, bool)
        below[low] = True
        kept = below[high]
        if kept.all():
            break
        low, high, rounds = low[kept], high[kept], rounds + 1
    return low, high, rounds
