"""How many applications a mix wants of every relation and origin, as whole numbers."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from simulation.demand.applications import Ints
from simulation.demand.mix import STUDENT

if TYPE_CHECKING:
    from simulation.demand.mix import Mix

RESIDENT, ARRIVAL = 0, 1
ORIGINS: Final = 2

STEPS: Final = 44
"""Halvings in the search for the odds that meet the arrivals."""

WIDEST: Final = 30.0
"""Logarithm of odds beyond which a share is none or all."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Quotas:
    """Whole numbers of applications, one row a kind, one column an origin.

    Kinds are the relations, students without a course on file, those registered already.

    Args:
        wanted: by the shares alone.
        given: with no more than there are of each; what is lacking goes to tenants.
    """

    wanted: Ints
    given: Ints


def largest_remainder(shares: Floats, total: int) -> Ints:
    """Return whole numbers near shares of a total that sum to it.

    Args:
        shares: none negative, some above 0; brought to a sum of 1.
        total: what they sum to.
    """
    exact = shares / shares.sum() * total
    whole = np.floor(exact + 1e-9).astype(np.int64)
    order = np.argsort(whole - exact, kind="stable")
    whole[order[: total - int(whole.sum())]] += 1
    return np.asarray(whole)


def totals(mix: Mix, population: int) -> tuple[int, int, int]:
    """Return the applications of a year: all, those from outside, those already registered."""
    total = round(mix.per_person * population)
    already = round(mix.already * total)
    return total, min(round(mix.arrivals * population), total - already), already


def quotas(mix: Mix, population: int, there_are: Ints, tenant: int) -> Quotas:
    """Return how many applications of each kind and origin make the year of a mix.

    Relations keep their shares; within each, the odds of an origin move by one common factor
    until the arrivals of the year are met. Where one origin has too few, the other stands in.

    Args:
        mix: the shares, `Mix.relations` in the order of the rows; the last two rows are of
            students without a course on file and of those who are registered there already.
        population: of the capital.
        there_are: how many can be had, one row a kind, one column an origin.
        tenant: the row that takes what is lacking elsewhere.
    """
    total, arrivals, already = totals(mix, population)
    of_relation = _of_kinds(mix, total - already)
    share = np.array([mix.origins[name] for name in (*mix.relations, STUDENT)])
    unlimited = np.full((len(share), ORIGINS), total)
    wanted = _table(of_relation, share, arrivals, unlimited)
    room = there_are[:-1]
    given = _table(_with_tenants(of_relation, room, tenant), share, arrivals, room)
    last = np.array([already, 0])
    return Quotas(np.vstack([wanted, last]), np.vstack([given, np.minimum(last, there_are[-1])]))


def _of_kinds(mix: Mix, total: int) -> Ints:
    """Return the applications of each relation, students without a course apart as the last."""
    of_relation = largest_remainder(np.array([*mix.relations.values()]), total)
    student = list(mix.relations).index(STUDENT)
    without = round(mix.no_course * int(of_relation[student]))
    of_relation[student] -= without
    return np.append(of_relation, without)


def _with_tenants(of_relation: Ints, room: Ints, tenant: int) -> Ints:
    """Return applications by relation, tenants in the place of kin whom the city lacks."""
    had = np.minimum(of_relation, room.sum(axis=1))
    had[tenant] += of_relation.sum() - had.sum()
    had[tenant] = min(had[tenant], room[tenant].sum())
    return np.asarray(had)


def _table(of_relation: Ints, share: Floats, arrivals: int, room: Ints) -> Ints:
    """Return the applications by relation and origin whose arrivals sum as near as can be."""
    least = np.maximum(of_relation - room[:, RESIDENT], 0)
    most = np.minimum(of_relation, room[:, ARRIVAL])
    asked = min(max(arrivals, int(least.sum())), int(most.sum()))
    exact = _shifted(of_relation, share, (least, most), asked)
    whole = np.clip(np.floor(exact + 1e-9).astype(np.int64), least, most)
    order = np.argsort(whole - exact, kind="stable")
    for row in order[whole[order] < most[order]][: max(asked - int(whole.sum()), 0)]:
        whole[row] += 1
    return np.stack([of_relation - whole, whole], axis=1)


def _shifted(of_relation: Ints, share: Floats, limits: tuple[Ints, Ints], asked: int) -> Floats:
    """Return the arrivals of each relation under the common odds at which they sum to a number."""
    safe = np.clip(share, 1e-12, 1 - 1e-12)
    against = (1 - safe) / safe
    low, high = -WIDEST, WIDEST
    exact = np.zeros(len(share))
    for _ in range(STEPS):
        middle = (low + high) / 2
        free = of_relation / (1 + against * exp(-middle))
        exact = np.minimum(np.maximum(free, limits[0]), limits[1])
        low, high = (middle, high) if exact.sum() < asked else (low, middle)
    return exact
