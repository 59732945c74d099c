"""Verdicts counted: by ending, and by ending within the groups of a dimension."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import numpy as np

from simulation.impact.endings import ENDINGS
from simulation.impact.results import TURNED_AWAY, Ending, Group

if TYPE_CHECKING:
    from simulation.demand.applications import Bools, Ints
    from simulation.impact.grouping import Grouping

ENDS: Final = len(ENDINGS) + 1
"""Codes of a column of verdicts: the endings, and one for what was never made."""

KINDS: Final = tuple((end.outcome, end.basis) for end in ENDINGS)
"""Outcome and basis of each ending; several categories of kin share one."""


def _of_endings(holds: list[bool]) -> Bools:
    return np.array([*holds, False])


IS_TURNED_AWAY: Final = _of_endings([end.outcome in TURNED_AWAY for end in ENDINGS])
IS_REGISTERED: Final = _of_endings([end.outcome == "registered" for end in ENDINGS])
IS_BY_NORM: Final = _of_endings([end.basis == "norm" for end in ENDINGS])
IS_MADE: Final = _of_endings([True] * len(ENDINGS))
"""What a verdict is, looked up by its code; all false for what was never made but the last."""


def endings_of(ends: Ints) -> tuple[Ending, ...]:
    """Return how many end in each way, the commonest first.

    Args:
        ends: verdicts, one row an application.
    """
    counted: Counter[tuple[str, str | None]] = Counter()
    for kind, count in zip(KINDS, counts(ends), strict=False):
        counted[kind] += int(count)
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0][0], item[0][1] or ""))
    return tuple(Ending(*kind, count) for kind, count in ordered if count)


def counts(ends: Ints) -> Ints:
    """Return how many have each code of a verdict, one row a code."""
    return np.bincount(ends, minlength=ENDS)


def groups_of(grouping: Grouping, ends: Ints) -> tuple[Group, ...]:
    """Return what becomes of each group of a dimension.

    Args:
        grouping: the dimension.
        ends: verdicts, one row an application.
    """
    cell = grouping.group.astype(np.int16) * ENDS + ends
    table = np.bincount(cell, minlength=len(grouping.codes) * ENDS).reshape(-1, ENDS)
    columns = [
        table @ kind for kind in (IS_MADE, IS_BY_NORM, IS_REGISTERED & ~IS_BY_NORM, IS_TURNED_AWAY)
    ]
    return tuple(
        Group(code, *map(int, row)) for code, *row in zip(grouping.codes, *columns, strict=True)
    )
