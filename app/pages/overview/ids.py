"""Ids of the Overview page."""

from enum import StrEnum


class OverviewIds(StrEnum):
    """What callbacks and tests of the page reach for."""

    PAGE = "overview"
    HEADLINE = "overview-headline"
    NUMBERS = "overview-numbers"
    TIMELINE = "overview-timeline"
    COMPARED = "overview-compared"
    TASKS = "overview-tasks"
    RUNS = "overview-runs"
    SAVED = "overview-saved"
    ASKED = "overview-asked"
    POLL = "overview-poll"
