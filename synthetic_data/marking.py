"""Masks made from row numbers."""

from __future__ import annotations

import numpy as np

from synthetic_data.draws import Ints


def marked(rows: Ints, size: int) -> Ints:
    """Return a mask of ``size`` entries, true at the given rows.

    Args:
        rows: row numbers below ``size``, in any order, any of them more than once.
        size: how many entries.
    """
    mask = np.zeros(size, bool)
    mask[rows] = True
    return mask
