"""Attributes for those who hear the page instead of seeing it."""

from typing import Any


def aria(**said: str) -> dict[str, Any]:
    """Return attributes by their names after ``aria-``, such as ``aria(label="Levers")``."""
    return {f"aria-{name}": value for name, value in said.items()}
