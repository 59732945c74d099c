"""Every norm of a range at once: what becomes of a year's applications, each by itself."""

from __future__ import annotations

from typing import Final

import numpy as np

from simulation.demand.applications import Ints
from simulation.impact.endings import ADMITTED, ENDINGS, NORM, NOT_MADE, place
from simulation.impact.results import TURNED_AWAY
from simulation.impact.stock import norms_that_admit
from simulation.impact.verdicts import Evaluation

BY_NORM, OTHER_WAYS, KEPT_OUT, OTHERWISE, IDLE = range(5)
"""What an ending is to the norm: let in by it, let in some other way, turned away, ended by
another rule, or never made."""

KINDS: Final = 5


def _kinds() -> Ints:
    kinds = np.full(len(ADMITTED), OTHERWISE, np.int8)
    kinds[ADMITTED] = OTHER_WAYS
    kinds[place(NORM)] = BY_NORM
    kinds[[row for row, end in enumerate(ENDINGS) if end.outcome in TURNED_AWAY]] = KEPT_OUT
    kinds[NOT_MADE] = IDLE
    return kinds


KIND: Final = _kinds()
"""The kind of every ending, ``NOT_MADE`` included."""


class StaticCurve:
    """A year under one set of readings beside a range of norms, every application by itself.

    Args:
        evaluation: the year under the readings.
        norms: tenths of m², ascending.
    """

    def __init__(self, evaluation: Evaluation, norms: range) -> None:
        self._steps = len(norms) + 1
        admits = norms_that_admit(evaluation.largest_norm, norms)
        both = KIND.take(evaluation.free) * np.int8(KINDS) + KIND.take(evaluation.full)
        self._cell = both.astype(np.intp) * self._steps + admits

    def by(self, group: Ints, groups: int) -> Ints:
        """Return how many of each group are of each kind under each norm.

        Args:
            group: codes from 0, one row an application.
            groups: how many there are.

        Returns:
            Counts, shaped (norms, groups, kinds).
        """
        size = KINDS * KINDS * self._steps
        cell = group.astype(np.intp) * size + self._cell
        table = np.bincount(cell, minlength=groups * size)
        admits = table.reshape(groups, KINDS, KINDS, self._steps)
        # under norm j are free those whom more than j norms admit, the others meet a full dwelling
        free, full = admits.sum(axis=2), admits.sum(axis=1)
        still_free = free[..., ::-1].cumsum(axis=-1)[..., ::-1][..., 1:]
        counts: Ints = still_free + full.cumsum(axis=-1)[..., :-1]
        return counts.transpose(2, 0, 1)

    def total(self) -> Ints:
        """Return how many are of each kind under each norm, shaped (norms, kinds)."""
        counts: Ints = self.by(np.zeros(len(self._cell), np.int8), 1)[:, 0]
        return counts
