"""Dwellings that no norm tells apart, counted: tens of thousands instead of all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from domain.residence.norm import WHOLE
from simulation.impact.results import Stock
from simulation.impact.standing import Homes
from simulation.impact.stock import norms_that_admit

if TYPE_CHECKING:
    from simulation.demand.applications import Ints


@dataclass(frozen=True, slots=True, eq=False)
class Classes:
    """Dwellings in classes.

    Args:
        homes: one row a class.
        many: dwellings in each.
    """

    homes: Homes
    many: Ints

    @classmethod
    def of(cls, homes: Homes, without: Ints) -> Classes:
        """Put the dwellings of equal area and equally many registered people together.

        Args:
            homes: the dwellings; where not all of an area counts, the same thousandths of every
                area that is not counted whole.
            without: rows of those that are left out.
        """
        areas, area = _numbered((homes.area + 1) * 2 + (homes.permille == WHOLE))
        counts, registered = _numbered(homes.registered)
        cell = area * np.int32(max(len(counts), 1)) + registered
        many = np.bincount(cell)
        many -= np.bincount(cell[without], minlength=len(many))
        found = np.flatnonzero(many)
        area, registered = np.divmod(found, max(len(counts), 1))
        permille = np.where(areas[area] % 2, WHOLE, int(homes.permille.min(initial=WHOLE)))
        there = Homes(areas[area] // 2 - 1, permille, counts[registered], homes.norm_reading)
        return cls(there, many[found])

    def stock(self, norm_tenths: int | None, *, reached_without_norm: bool) -> Stock:
        """Return how many dwellings are open, at the norm, and over it, as `stock.stock` does.

        Args:
            norm_tenths: the norm; None: none is in force.
            reached_without_norm: whether a norm that does not exist counts as reached.
        """
        known = self.homes.area >= 0
        many = self.many[known]
        here = int(many.sum())
        lacking = int(self.many.sum()) - here
        if norm_tenths is None:
            return Stock(*((0, here) if reached_without_norm else (here, 0)), 0, lacking, None)
        left = (self.homes.capacity(norm_tenths) - self.homes.registered)[known]
        is_open = left > 0
        open_, at = int(many[is_open].sum()), int(many[left == 0].sum())
        places_left = int((many[is_open] * left[is_open]).sum())
        return Stock(open_, at, here - open_ - at, lacking, places_left)

    def takers(self, norms: range) -> Ints:
        """Return how many dwellings take one more under each norm, as `stock.open_curve` does.

        Args:
            norms: tenths of m², ascending.
        """
        admits = norms_that_admit(self.homes.largest_norm(), norms)
        many = np.zeros(len(norms) + 1, np.int64)
        np.add.at(many, admits, self.many)
        takers: Ints = many[::-1].cumsum()[::-1][1:]
        return takers


def _numbered(values: Ints) -> tuple[Ints, Ints]:
    """Return the different values, ascending, and the place of each row's among them.

    Args:
        values: small whole numbers from 0.
    """
    there = np.bincount(values) > 0
    places = np.cumsum(there, dtype=np.int32) - np.int32(1)
    return np.flatnonzero(there), places.take(values)
