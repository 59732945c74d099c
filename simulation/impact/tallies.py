"""Verdicts counted: by ending, and by ending within the groups of a dimension."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from simulation.impact.endings import ENDINGS
from simulation.impact.results import TURNED_AWAY, Ending, Group

if TYPE_CHECKING:
    from simulation.demand.applications import Bools, Ints
    from simulation.impact.grouping import Grouping

ENDS: Final = len(ENDINGS) + 1
"""Codes of a column of verdicts: the endings, and one for what was never made."""

NEVER_MADE: Final = ("not_made", None)
"""Kind of a follow-up that the setting gives no reason for."""

KINDS: Final = (*((end.outcome, end.basis) for end in ENDINGS), NEVER_MADE)
"""Outcome and basis of each code; several categories of kin share one."""

DISTINCT: Final = tuple(dict.fromkeys(KINDS))
KIND_OF: Final = np.array([DISTINCT.index(kind) for kind in KINDS], np.int16)
"""Place of each code's kind in ``DISTINCT``."""


def _of_endings(holds: list[bool]) -> Bools:
    return np.array([*holds, False])


IS_TURNED_AWAY: Final = _of_endings([end.outcome in TURNED_AWAY for end in ENDINGS])
IS_UNCONFIRMED: Final = _of_endings([end.outcome == "kinship_not_confirmed" for end in ENDINGS])
IS_REGISTERED: Final = _of_endings([end.outcome == "registered" for end in ENDINGS])
IS_BY_NORM: Final = _of_endings([end.basis == "norm" for end in ENDINGS])
IS_MADE: Final = _of_endings([True] * len(ENDINGS))
"""What a verdict is, looked up by its code; nothing of it where no application was made."""


def endings_of(ends: Ints) -> tuple[Ending, ...]:
    """Return how many end in each way, the commonest first.

    Args:
        ends: verdicts, one row an application.
    """
    counts = np.bincount(KIND_OF, np.bincount(ends, minlength=ENDS), len(DISTINCT))
    found = [
        Ending(*kind, int(count))
        for kind, count in zip(DISTINCT, counts, strict=True)
        if count and kind != NEVER_MADE
    ]
    return tuple(sorted(found, key=lambda end: (-end.count, end.outcome, end.basis or "")))


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
