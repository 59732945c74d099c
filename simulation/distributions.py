"""Distributions of durations, read from a scenario and drawn as whole columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log, sqrt
from sys import float_info
from typing import Final

import numpy as np
from numpy.typing import NDArray

from domain.errors import BadInput
from synthetic_data.json_shape import choice, inside, is_number, keys, shown

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


LARGEST: Final = float_info.max
"""The largest number that a float can be."""

LEAST_SPREAD: Final = 1e-6
MOST_SPREAD: Final = 1e3
"""Ends, inside, of the standard deviation as a part of the mean. Far beyond any duration, squares
and logarithms of it leave what floats can be."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """A distribution of numbers from zero.

    Attributes:
        name: a key of ``PARAMETERS``.
        numbers: its parameters in order; the values themselves for ``empirical``. A mean of 0
            or a standard deviation of 0 makes every draw the mean.
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
                return stream.standard_gamma((mean / sd) ** 2, size) * (sd / mean * sd)
            case "empirical", values:
                return np.asarray(values)[stream.integers(len(values), size=size)]
        return np.full(size, self.numbers[0])


def distribution_from(
    value: object, where: str, low: float = 0.0, high: float = LARGEST
) -> Distribution:
    """Read a distribution.

    Args:
        value: JSON object with ``dist`` and exactly the parameters of that distribution.
        where: name of the place, for messages.
        low: smallest parameter allowed, inside.
        high: largest parameter allowed, inside.

    Raises:
        BadInput: not such an object, a parameter missing, unknown, out of range or out of order,
            a standard deviation out of proportion to its mean.
    """
    given = keys(value, where)
    name: str = choice(*PARAMETERS)(given.get("dist"), inside(where, "dist"))
    wanted = PARAMETERS[name]
    if set(given) != {"dist", *wanted}:
        raise BadInput(where, f"exactly dist, {', '.join(wanted)}", ", ".join(map(str, given)))
    if name == "empirical":
        return Distribution(name, _values(given["values"], f"{where}.values", low, high))
    numbers = tuple(_number(given[key], f"{where}.{key}", low, high) for key in wanted)
    if name in {"uniform", "triangular"} and list(numbers) != sorted(numbers):
        raise BadInput(where, f"{' ≤ '.join(wanted)}", numbers)
    if "sd" in wanted:
        _check_spread(numbers, where)
    return Distribution(name, numbers)


def _check_spread(numbers: tuple[float, ...], where: str) -> None:
    mean, sd = numbers
    if mean and sd and not LEAST_SPREAD <= sd / mean <= MOST_SPREAD:
        expected = f"0, or from {LEAST_SPREAD:g} to {MOST_SPREAD:g} times the mean {mean:g}"
        raise BadInput(f"{where}.sd", expected, sd)


def _number(value: object, where: str, low: float, high: float) -> float:
    if not is_number(value) or not low <= value <= high:
        raise BadInput(where, f"a number from {low:g} to {high:g}", shown(value))
    return float(value)


def _values(value: object, where: str, low: float, high: float) -> tuple[float, ...]:
    if not isinstance(value, list) or not 1 <= len(value) <= MOST_VALUES:
        raise BadInput(where, f"a list of 1 to {MOST_VALUES} numbers", shown(value))
    return tuple(_number(item, where, low, high) for item in value)
