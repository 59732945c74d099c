"""Where applications go when one setting takes the place of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from simulation.impact.results import Flow
from simulation.impact.tallies import DISTINCT, KIND_OF, NEVER_MADE

if TYPE_CHECKING:
    from simulation.demand.applications import Ints


def flows_between(before: Ints, after: Ints) -> tuple[Flow, ...]:
    """Return how many go from each kind of ending to each, the largest first.

    Args:
        before: verdicts under the first setting, one row an application.
        after: verdicts of the same rows under the second.
    """
    many = len(DISTINCT)
    table = np.bincount(KIND_OF[before] * many + KIND_OF[after], minlength=many * many)
    found = np.flatnonzero(table)
    kinds = [(DISTINCT[place // many], DISTINCT[place % many]) for place in found]
    flows = [
        Flow(*kind, int(table[place]))
        for kind, place in zip(kinds, found, strict=True)
        if kind != (NEVER_MADE, NEVER_MADE)
    ]
    return tuple(sorted(flows, key=lambda flow: -flow.count))
