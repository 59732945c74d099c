"""Ids of the Norms page."""

from enum import StrEnum


class NormsIds(StrEnum):
    """What scripts, callbacks and tests of the page reach for."""

    PAGE = "norms"
    HEADLINE = "norms-headline"
    RESTS = "norms-rests"
    COMPLAINT = "norms-complaint"
    LEVERS = "norms-levers"
    SLIDER = "norms-slider"
    NORM = "norms-norm"
    RATIO = "norms-ratio"
    ALL = "norms-all"
    CARDS = "norms-cards"
    CURVE = "norms-curve"
    GRAPH = "norms-graph"
    MARK = "norms-mark"
    SECTIONS = "norms-sections"
    SHAPE = "norms-shape"


def switch_id(name: str) -> str:
    """Return the id of the group of buttons of a reading."""
    return f"norms-{name}"
