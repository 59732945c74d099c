"""Where applications go when one setting takes the place of another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from simulation.impact.results import Flow
from simulation.impact.tallies import ENDS, KINDS

if TYPE_CHECKING:
    from simulation.demand.applications import Ints

NOT_MADE: Final = ("not_made", None)
"""Kind of a follow-up that one of the two settings gives no reason for."""

DISTINCT: Final = tuple(dict.fromkeys((*KINDS, NOT_MADE)))
_KIND_OF: Final = np.array([DISTINCT.index(kind) for kind in (*KINDS, NOT_MADE)], np.int16)


def flows_between(before: Ints, after: Ints) -> tuple[Flow, ...]:
    """Return how many go from each kind of ending to each, the largest first.

    Args:
        before: verdicts under the first setting, one row an application.
        after: verdicts of the same rows under the second.
    """
    many = len(DISTINCT)
    cell = _KIND_OF[np.arange(ENDS)]
    table = np.bincount(cell[before] * many + cell[after], minlength=many * many)
    found = np.flatnonzero(table)
    kinds = [(DISTINCT[place // many], DISTINCT[place % many]) for place in found]
    flows = [
        Flow(*kind, int(table[place]))
        for kind, place in zip(kinds, found, strict=True)
        if kind != (NOT_MADE, NOT_MADE)
    ]
    return tuple(sorted(flows, key=lambda flow: -flow.count))
