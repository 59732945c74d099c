"""One distribution of the generated city beside the one that the evidence asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from synthetic_data.draws import Floats, Ints


@dataclass(frozen=True, slots=True, eq=False)
class Margin:
    """Classes with the share each should have and the share it got.

    A joint is a margin whose classes are the cells of a cross table, row by row.

    Args:
        name: ``group/name``, such as ``people/age``; the words for it are the reader's business.
        source: key of the figure of the evidence that sets the target.
        classes: a short code a class, such as ``0-4``; those of a joint are ``esil/M/0-4``.
        target: shares, adding up to 1.
        got: shares, adding up to 1; all 0 where nothing was counted.
        counted: how many people, dwellings or acts were counted.
    """

    name: str
    source: str
    classes: tuple[str, ...]
    target: Floats
    got: Floats
    counted: int

    @property
    def tvd(self) -> float:
        """Total variation distance: the share that would have to change its class."""
        return float(np.abs(self.target - self.got).sum() / 2)

    @property
    def srmse(self) -> float:
        """Standardised root mean square error: the error of a cell to the mean of a cell."""
        return float(np.sqrt(np.mean((self.target - self.got) ** 2)) * len(self.target))


def margin(
    name: str,
    source: str,
    classes: Sequence[str],
    target: Sequence[float] | Ints,
    counts: Sequence[float] | Ints,
) -> Margin:
    """Return a margin from weights and counts, both normalised here.

    Args:
        name: ``group/name``.
        source: key of a figure of the evidence.
        classes: codes.
        target: weights of the classes, not all 0.
        counts: what was counted in each class.

    Raises:
        ValueError: classes, weights and counts differ in number.
    """
    wanted, found = np.asarray(target, float), np.asarray(counts, float)
    if not len(classes) == len(wanted) == len(found):
        message = f"{name}: {len(classes)} classes, {len(wanted)} weights, {len(found)} counts"
        raise ValueError(message)
    total = found.sum()
    return Margin(
        name, source, tuple(classes), wanted / wanted.sum(), found / max(total, 1), int(total)
    )


def share(name: str, source: str, wanted: float, mask: Sequence[bool] | Ints) -> Margin:
    """Return the margin of a yes or no.

    Args:
        name: ``group/name``.
        source: key of a figure of the evidence.
        wanted: the share that should be true.
        mask: one entry for each of those who count.
    """
    yes = int(np.sum(mask))
    return margin(name, source, ("yes", "no"), (wanted, 1 - wanted), (yes, len(mask) - yes))
