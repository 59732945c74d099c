"""Stretches of time: open hours, and servers that come and go with them.

Times are minutes from midnight of the first day of the period. The model's clock is local time of
one zone without daylight saving.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

HOUR_MINUTES: Final = 60

Interval = tuple[float, float]
Shift = tuple[float, float, float]
"""Start, end and number of servers (or rate) between them; the end is outside."""


def changes(pieces: Sequence[Shift], *, serve_out: bool) -> list[tuple[float, float]]:
    """Return the moments at which the number of servers changes, with the number from then on.

    Args:
        pieces: shifts in order.
        serve_out: after closing, the last servers who were there stay until the next opening, so
            that those inside are served; otherwise everybody goes at closing.
    """
    found: list[tuple[float, float]] = []
    present = 0.0
    for number, (start, end, servers) in enumerate(pieces):
        found.append((start, servers))
        present = servers or (present if serve_out else 0.0)
        closes = number + 1 == len(pieces) or pieces[number + 1][0] > end
        if closes:
            found.append((end, present if serve_out else 0.0))
            present = 0.0
    return found


@dataclass(frozen=True, slots=True)
class OpenClock:
    """Time that counts only inside given intervals.

    Attributes:
        bounds: starts and ends of the intervals in order, float minutes.
        counted: open minutes until each bound.
    """

    bounds: NDArray[np.float64]
    counted: NDArray[np.float64]

    @classmethod
    def of(cls, intervals: Sequence[Interval]) -> "OpenClock":
        """Return the clock of some intervals, at least one or none."""
        bounds = np.array(intervals, dtype=float).ravel()
        lengths = np.diff(bounds, prepend=bounds[:1])
        lengths[::2] = 0.0
        return cls(bounds, np.cumsum(lengths))

    @property
    def total(self) -> float:
        """All open minutes."""
        return float(self.counted[-1]) if len(self.counted) else 0.0

    def until(self, times: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the open minutes until each time."""
        if not len(self.bounds):
            return np.zeros_like(times)
        return np.interp(times, self.bounds, self.counted)

    def time_at(self, minutes: float) -> float:
        """Return the time at which so many open minutes are over, from 0 to below ``total``."""
        piece = int(np.searchsorted(self.counted[1::2], minutes, side="right"))
        return float(self.bounds[2 * piece] + minutes - self.counted[2 * piece])


def next_open(intervals: Sequence[Interval], time: float) -> Interval | None:
    """Return the first interval that ends after a time, None after the last."""
    return next((pair for pair in intervals if pair[1] > time), None)
