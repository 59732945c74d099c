"""One distribution of the generated city beside the one that the evidence asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from synthetic_data.draws import Floats, Ints

YES_OR_NO = 2
"""Classes of a share, and of a ratio."""


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
        is_ratio: two classes that are amounts, the first of which should be as much as the
            second, instead of shares.
    """

    name: str
    source: str
    classes: tuple[str, ...]
    target: Floats
    got: Floats
    counted: int
    is_ratio: bool = False

    @property
    def tvd(self) -> float:
        """Total variation distance: the share that would have to change its class."""
        return float(np.abs(self.target - self.got).sum() / 2)

    @property
    def srmse(self) -> float:
        """Standardised root mean square error: the error of a cell to the mean of a cell."""
        return float(np.sqrt(np.mean((self.target - self.got) ** 2)) * len(self.target))

    @property
    def rarer(self) -> float | None:
        """Target of the rarer of two classes; None with more classes, which have no such error."""
        return float(self.target.min()) if len(self.target) == YES_OR_NO else None

    @property
    def relative(self) -> float | None:
        """The error of the rarer of two classes to its target, of a ratio to the ratio asked for.

        TVD says little of them: a city without any of a class of 0.4 % is 0.004 away, one with
        3.9 % too little of an amount 0.0099. None with more classes.
        """
        if len(self.target) != YES_OR_NO or not self.counted:
            return None
        if self.is_ratio:
            return float(abs(self.got[0] / max(self.got[1], 1e-9) - 1))
        rarer = int(self.target.argmin())
        error = abs(self.got[rarer] - self.target[rarer])
        return float(error / self.target[rarer]) if error else 0.0


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


def ratio(name: str, source: str, classes: tuple[str, str], amounts: tuple[float, float]) -> Margin:
    """Return the margin of two amounts of which one should be as much as the other.

    Args:
        name: ``group/name``.
        source: key of a figure of the evidence.
        classes: codes.
        amounts: what there is, and what there should be as much of.
    """
    return replace(margin(name, source, classes, (1, 1), amounts), is_ratio=True)
