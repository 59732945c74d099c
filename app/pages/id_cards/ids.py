"""Ids of the ID cards page."""

from enum import StrEnum


class CardsIds(StrEnum):
    """What scripts, callbacks and tests of the page reach for."""

    PAGE = "cards"
    ASKED = "cards-asked"
    LOOK = "cards-look"
    HEARD = "cards-heard"
    STATE = "cards-state"
    KNOWN = "cards-known"
    POLL = "cards-poll"
    HEAD = "cards-head"
    HEADLINE = "cards-headline"
    LEVERS = "cards-levers"
    NUMBERS = "cards-numbers"
    FORECAST = "cards-forecast"
    BACKLOG = "cards-backlog"
    CAUSES = "cards-causes"


def lever_id(name: str) -> str:
    """Return the id of a lever's field."""
    return f"cards-lever-{name}"
