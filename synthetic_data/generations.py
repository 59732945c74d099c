"""How many families and grandparents live together, by the people they are together."""

from __future__ import annotations

import numpy as np

from synthetic_data.draws import Ints

FREELY = 4
"""Three generations of so many people at most may be as many as there are."""

LARGE_SHARE = 0.8
"""Of the larger homes wanted they take so many at most: grown children stay in some too."""


def not_too_large(sizes: Ints, wanted: int, missing: Ints) -> Ints:
    """Return which pairs to join: as many as wanted, the large as far as they are wanted.

    Args:
        sizes: people of each pair together.
        wanted: how many pairs.
        missing: households still missing of 0, 1, … people, the last class without end;
            below 0 where there are too many.
    """
    largest = len(missing) - 1
    sizes = np.minimum(sizes, largest)
    counts = np.bincount(sizes, minlength=largest + 1)
    room = np.maximum(missing[::-1].cumsum()[::-1], 0)
    room = np.rint(room * LARGE_SHARE).astype(np.int64)
    room[: FREELY + 1] = wanted
    most = np.rint(counts * min(1.0, wanted / max(len(sizes), 1))).astype(np.int64)
    for size in range(largest, FREELY, -1):
        most[size] -= np.clip(most[size:].sum() - room[size], 0, most[size])
    for size in range(largest):
        spare = min(wanted - most.sum(), room[size] - most[size:].sum())
        most[size] += max(0, min(counts[size] - most[size], spare))
    return np.concatenate([np.flatnonzero(sizes == s)[: most[s]] for s in range(largest + 1)])
