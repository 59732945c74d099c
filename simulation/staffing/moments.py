"""Second moments of the distributions of a scenario, and of their mixtures."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import numpy as np

from simulation.distributions import Distribution

Numbers = tuple[float, ...]

_VARIANCES: Final[Mapping[str, Callable[[Numbers], float]]] = MappingProxyType(
    {
        "constant": lambda _: 0.0,
        "exponential": lambda n: n[0] ** 2,
        "uniform": lambda n: (n[1] - n[0]) ** 2 / 12,
        "triangular": lambda n: (
            (n[0] ** 2 + n[1] ** 2 + n[2] ** 2 - n[0] * n[1] - n[0] * n[2] - n[1] * n[2]) / 18
        ),
        "lognormal": lambda n: n[1] ** 2,
        "gamma": lambda n: n[1] ** 2,
        "empirical": lambda n: float(np.var(n)),
    }
)


def variance(distribution: Distribution) -> float:
    """Return the variance of a distribution, in the square of its unit."""
    return _VARIANCES[distribution.name](distribution.numbers)


def second_moment(distribution: Distribution, more: float = 0.0) -> float:
    """Return the mean of the square of a draw and a constant together.

    Args:
        distribution: of the draw.
        more: the constant, in the same unit.
    """
    return variance(distribution) + (distribution.mean + more) ** 2
