"""Attributes of HTML whose names are no names of Python: ``aria-…`` and ``data-…``."""

from collections.abc import Mapping
from typing import Any


def attributes(named: Mapping[str, str]) -> dict[str, Any]:
    """Return attributes as keyword arguments of any Dash component.

    Args:
        named: value by attribute, such as ``aria-label``.
    """
    return dict(named)
