"""Results over all norms that the levers offer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from simulation.impact.curve import BY_NORM, KEPT_OUT, KIND, KINDS, StaticCurve
from simulation.impact.results import CurvePoint
from simulation.impact.setting import HIGHEST_NORM, LOWEST_NORM

if TYPE_CHECKING:
    from simulation.demand.applications import Ints
    from simulation.impact.grouping import Grouping
    from simulation.impact.worlds import Read

EVERY: Final = range(LOWEST_NORM, HIGHEST_NORM + 1)
"""Norms of the static curve, tenths of m²."""

HALVES: Final = EVERY[::5]
"""Norms of the sequential curve: every half m²."""


@dataclass(frozen=True, slots=True)
class Curve:
    """Norms from 6 to 30 m².

    Attributes:
        static: every application by itself, in steps of a tenth.
        sequential: one after the other, in steps of half a m².
    """

    static: tuple[CurvePoint, ...]
    sequential: tuple[CurvePoint, ...]


@dataclass(frozen=True, slots=True)
class GroupCurve:
    """One group of a dimension under every norm of the static curve.

    Attributes:
        code: of the group within its dimension.
        by_norm: let in by the norm, one number a norm.
        turned_away: kept out by it.
    """

    code: str
    by_norm: tuple[int, ...]
    turned_away: tuple[int, ...]


def curve(read: Read, static: range = EVERY, sequential: range = HALVES) -> Curve:
    """Return the curves of a year under some readings.

    Args:
        read: the year under the readings.
        static: norms at which every application is decided by itself, tenths of m², ascending.
        sequential: norms at which they are decided one after the other.
    """
    one_by_one = StaticCurve(read.evaluation, static).total()
    in_order = np.array([_kinds(read.course.ends(norm)) for norm in sequential])
    return Curve(_points(read, static, one_by_one), _points(read, sequential, in_order))


def group_curves(read: Read, grouping: Grouping) -> tuple[GroupCurve, ...]:
    """Return the static curve of every group of a dimension.

    Args:
        read: the year under some readings.
        grouping: the dimension.
    """
    counts = StaticCurve(read.evaluation, EVERY).by(grouping.group, len(grouping.codes))
    return tuple(
        GroupCurve(code, tuple(mine[:, BY_NORM].tolist()), tuple(mine[:, KEPT_OUT].tolist()))
        for code, mine in zip(grouping.codes, counts.swapaxes(0, 1), strict=True)
    )


def _kinds(ends: Ints) -> Ints:
    return np.bincount(KIND[ends], minlength=KINDS)


def _points(read: Read, norms: range, kinds: Ints) -> tuple[CurvePoint, ...]:
    takers = read.classes.takers(norms).tolist()
    by_norm, kept_out = kinds[:, BY_NORM].tolist(), kinds[:, KEPT_OUT].tolist()
    return tuple(map(CurvePoint, norms, takers, by_norm, kept_out))
