"""Ids of the sections below the curve."""

from typing import Final

DETAIL: Final = "norms-detail"


def place_id(name: str) -> str:
    """Return the id of the place into which a section comes by itself."""
    return f"norms-{name}-place"
