"""Runs of rows that stand together: what a search finds is a few runs of an order made once."""

import numpy as np

from synthetic_data.draws import Ints


def runs(*columns: Ints) -> Ints:
    """Return where each run of equal rows begins, and last how many rows there are.

    Args:
        columns: of one length, equal rows side by side.

    Returns:
        int32, one longer than there are runs.
    """
    rows = len(columns[0])
    changes = np.zeros(max(rows - 1, 0), bool)
    for column in columns:
        changes |= column[1:] != column[:-1]
    begins = np.flatnonzero(changes) + 1
    return np.concatenate(([0] if rows else [], begins, [rows])).astype(np.int32)


def spread(starts: Ints, chosen: Ints) -> Ints:
    """Return the rows of some runs, in their order.

    Args:
        starts: of every run, as `runs` gives them.
        chosen: numbers of runs.

    Returns:
        int32 rows.
    """
    first = starts[chosen]
    lengths = starts[chosen + 1] - first
    ends = np.cumsum(lengths, dtype=np.int64)
    total = int(ends[-1]) if len(ends) else 0
    within = np.arange(total, dtype=np.int32)
    rows: Ints = within + np.repeat((first - (ends - lengths)).astype(np.int32), lengths)
    return rows
