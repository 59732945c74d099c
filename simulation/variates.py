"""Random numbers of one replication: a named stream per question, indexed by case.

Two scenarios with the same seed share every number except where their levers differ, whatever
else happens in between, and whatever process computes them.
"""

from array import array
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from simulation.distributions import Distribution
from simulation.opening import Shift
from synthetic_data.streams import Streams

HOUR = 60.0


def column(values: NDArray[np.float64]) -> "array[float]":
    """Return a compact column whose items are plain floats: numpy's slow down the clock."""
    return array("d", np.ascontiguousarray(values, dtype=float).tobytes())


@dataclass(frozen=True, slots=True)
class Variates:
    """Streams of one replication.

    Attributes:
        seed: of the scenario.
        replication: number from 0.
    """

    seed: int
    replication: int

    def stream(self, name: str) -> np.random.Generator:
        """Return a fresh generator for a question, such as ``service/window``."""
        return Streams(self.seed)(f"{self.replication}/{name}")

    def draw(self, name: str, distribution: Distribution | None, size: int) -> "array[float]":
        """Return a column of draws by case; None draws infinity."""
        if distribution is None:
            return array("d", [inf]) * size
        return column(distribution.sample(self.stream(name), size))

    def shares(self, name: str, size: int) -> "array[float]":
        """Return a column of uniform numbers by case, to be compared with shares."""
        return column(self.stream(name).random(size))


def poisson_times(stream: np.random.Generator, pieces: list[Shift]) -> NDArray[np.float64]:
    """Return the arrivals of a Poisson stream with a rate that is constant on every piece.

    Args:
        stream: source of randomness.
        pieces: start, end (minutes) and rate an hour; they do not overlap.

    Returns:
        Times in order.
    """
    starts, ends, rates = np.array(pieces, dtype=float).reshape(-1, 3).T
    counts = stream.poisson(rates * (ends - starts) / HOUR)
    times = np.repeat(starts, counts) + np.repeat(ends - starts, counts) * stream.random(
        int(counts.sum())
    )
    return np.sort(times)
