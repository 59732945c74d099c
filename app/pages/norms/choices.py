"""What the sections below the curve offer to choose: parameters of the address, but no levers."""

from typing import Final

BY: Final = "by"
RANGE: Final = "range"

DIMENSIONS: Final = (
    "rooms",
    "district",
    "dwelling_kind",
    "owner_kind",
    "age",
    "category",
    "relation",
    "origin",
)
"""Breakdowns, the one that is shown first at the head."""

HEADLINES: Final = ("refused", "admitted", "split")
"""Headlines whose range is shown, likewise."""

CHOICES: Final = {BY: DIMENSIONS, RANGE: HEADLINES}
"""What each parameter may be."""
