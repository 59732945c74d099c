"""Margins and joints of the homes."""

from __future__ import annotations

from collections.abc import Iterator

from synthetic_data.city import City
from synthetic_data.quality.margin import Margin


def margins(city: City) -> Iterator[Margin]:
    """Yield the margins; each must be met, TVD below 0.01 in a full city.

    Args:
        city: any city.
    """
    yield from ()


def joints(city: City) -> Iterator[Margin]:
    """Yield the joints that matter.

    Args:
        city: any city.
    """
    yield from ()
