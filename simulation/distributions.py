"""Distributions of durations, read from a scenario and drawn as whole columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf, isfinite, log, sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from domain.errors import BadInput

PARAMETERS: Final[Mapping[str, tuple[str, ...]]] = {
    "constant": ("mean",),
    "exponential": ("mean",),
    "uniform": ("low", "high"),
    "triangular": ("low", "mode", "high"),
    "lognormal": ("mean", "sd"),
    "gamma": ("mean", "sd"),
    "empirical": ("values",),
}
"""Names of the distributions with their parameters, in order."""

MOST_VALUES: Final = 100_000
"""How many values an empirical distribution may list."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """A distribution of numbers from zero.

    Attributes:
        name: a key of ``PARAMETERS``.
        numbers: its parameters in order; the values themselves for ``empirical``.
    """

    name: str
    numbers: tuple[float, ...]

    @property
    def mean(self) -> float:
        """The expected value, in the unit of the parameters."""
        if self.name in {"uniform", "triangular", "empirical"}:
            return sum(self.numbers) / len(self.numbers)
        return self.numbers[0]

    def sample(self, stream: np.random.Generator, size: int) -> NDArray[np.float64]:  # noqa: PLR0911 - one return a distribution
        """Draw independent values.

        Args:
            stream: source of randomness; the first draws do not depend on ``size``.
            size: how many.

        Returns:
            ``size`` numbers, none negative.
        """
        match self.name, self.numbers:
            case "exponential", (mean,):
                return stream.standard_exponential(size) * mean
            case "uniform", (low, high):
                return low + (high - low) * stream.random(size)
            case "triangular", (low, mode, high) if high > low:
                return stream.triangular(low, mode, high, size)
            case "lognormal", (mean, sd) if sd and mean:
                spread = log(1 + (sd / mean) ** 2)
                normal = stream.standard_normal(size)
                return np.exp(log(mean) - spread / 2 + sqrt(spread) * normal)
            case "gamma", (mean, sd) if sd and mean:
                return stream.standard_gamma((mean / sd) ** 2, size) * (sd**2 / mean)
            case "empirical", values:
                return np.asarray(values)[stream.integers(len(values), size=size)]
        return np.full(size, self.numbers[0])


def distribution_from(
    value: object, where: str, low: float = 0.0, high: float = inf
) -> Distribution:
    """Read a distribution.

    Args:
        value: JSON object with ``dist`` and exactly the parameters of that distribution.
        where: name of the place, for messages.
        low: smallest parameter allowed, inside.
        high: largest parameter allowed, inside.

    Raises:
        BadInput: not such an object, a parameter missing, unknown, out of range or out of order.
    """
    if not isinstance(value, Mapping) or value.get("dist") not in PARAMETERS:
        raise BadInput(where, f"an object with dist one of {', '.join(PARAMETERS)}", value)
    name = value["dist"]
    wanted = PARAMETERS[name]
    if set(value) != {"dist", *wanted}:
        raise BadInput(where, f"exactly dist, {', '.join(wanted)}", ", ".join(map(str, value)))
    if name == "empirical":
        return Distribution(name, _values(value["values"], f"{where}.values", low, high))
    numbers = tuple(_number(value[key], f"{where}.{key}", low, high) for key in wanted)
    if name in {"uniform", "triangular"} and list(numbers) != sorted(numbers):
        raise BadInput(where, f"{' ≤ '.join(wanted)}", numbers)
    return Distribution(name, numbers)


def _number(value: object, where: str, low: float, high: float) -> float:
    sound = isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
    if not sound or not low <= value <= high:  # type: ignore[operator]
        raise BadInput(where, f"a number from {low:g} to {high:g}", value)
    return float(value)  # type: ignore[arg-type]


def _values(value: object, where: str, low: float, high: float) -> tuple[float, ...]:
    if not isinstance(value, list) or not 1 <= len(value) <= MOST_VALUES:
        raise BadInput(where, f"a list of 1 to {MOST_VALUES} numbers", value)
    return tuple(_number(item, where, low, high) for item in value)
