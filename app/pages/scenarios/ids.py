"""Ids of the Scenarios page."""

from enum import StrEnum


class ScenariosIds(StrEnum):
    """What scripts, callbacks and tests of the page reach for."""

    PAGE = "scenarios"
    ASKED = "scenarios-asked"
    STATE = "scenarios-state"
    POLL = "scenarios-poll"
    KNOWN = "scenarios-known"
    HEAD = "scenarios-head"
    HEADLINE = "scenarios-headline"
    NOTES = "scenarios-notes"
    ACTIVE = "scenarios-active"
    NAME = "scenarios-name"
    RENAME = "scenarios-rename"
    FILE = "scenarios-file"
    LIST = "scenarios-list"
    PROGRESS = "scenarios-progress"
    COMPARED = "scenarios-compared"
    RUNS = "scenarios-runs"
