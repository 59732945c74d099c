"""Ids of the Centres page."""

from enum import StrEnum


class CentresIds(StrEnum):
    """What scripts, callbacks and tests of the page reach for."""

    PAGE = "centres"
    ASKED = "centres-asked"
    STATE = "centres-state"
    POLL = "centres-poll"
    KNOWN = "centres-known"
    HEAD = "centres-head"
    HEADLINE = "centres-headline"
    PROGRESS = "centres-progress"
    BOARD = "centres-board"
    LEVERS = "centres-levers"
    CARDS = "centres-cards"
    CHART = "centres-chart"
    GRAPH = "centres-graph"
    GRID = "centres-grid"
    ROWS = "centres-rows"
    GRID_HEAD = "centres-grid-head"
    PLAN = "centres-plan"
    ESTIMATE = "centres-estimate"


def lever_id(name: str) -> str:
    """Return the id of a lever's field."""
    return f"centres-lever-{name}"
