"""Dwellings of the capital beside a norm, and beside many norms at once."""

from __future__ import annotations

import numpy as np

from domain.law import Law
from domain.readings import Readings
from simulation.demand.applications import Ints
from simulation.impact.results import Stock
from simulation.impact.standing import Homes, Register, homes
from synthetic_data.city import ASTANA


def capital(registers: Register, law: Law, readings: Readings) -> Homes:
    """Return the dwellings of the capital as the law and the readings compare them with a norm."""
    here = np.flatnonzero(registers.city.dwelling_city == ASTANA)
    return homes(registers, law, readings).of(here)


def stock(dwellings: Homes, norm_tenths: int | None, *, reached_without_norm: bool) -> Stock:
    """Return how many dwellings are open, at the norm, and over it.

    Args:
        dwellings: of the capital.
        norm_tenths: the norm; None: none is in force.
        reached_without_norm: whether a norm that does not exist counts as reached: then all
            dwellings with an area are at it, else all are open.
    """
    known = dwellings.area >= 0
    lacking = int((~known).sum())
    if norm_tenths is None:
        here = len(known) - lacking
        either = (0, here) if reached_without_norm else (here, 0)
        return Stock(*either, 0, lacking, None)
    left = (dwellings.capacity(norm_tenths) - dwellings.registered)[known]
    places_left = int(left[left > 0].sum())
    at, over = int((left == 0).sum()), int((left < 0).sum())
    return Stock(len(left) - at - over, at, over, lacking, places_left)


def open_curve(dwellings: Homes, norms: range) -> Ints:
    """Return how many dwellings take one more under each norm.

    Args:
        dwellings: of the capital.
        norms: tenths of m², ascending.
    """
    admits = norms_that_admit(dwellings.largest_norm(), norms)
    many = np.bincount(admits, minlength=len(norms) + 1)
    takers: Ints = many[::-1].cumsum()[::-1][1:]
    return takers


def norms_that_admit(largest_norm: Ints, norms: range) -> Ints:
    """Return how many of the norms, always the first ones, do not exceed each largest norm."""
    admits = (largest_norm - norms.start) // norms.step + 1
    return np.clip(admits, 0, len(norms))
