"""Ids of the Rules page."""

from enum import StrEnum


class RulesIds(StrEnum):
    """What scripts, callbacks and tests of the page reach for."""

    PAGE = "rules-page"
    HEADLINE = "rules-headline"
    SAID = "rules-said"
    SOUGHT = "rules-sought"
    RUN_ALL = "rules-run-all"
    LIST = "rules-list"
    NUMBERS = "rules-numbers"
    PAGER = "rules-pager"
    QUALITY = "rules-quality"
    POLL = "rules-poll"
    MEASURED = "rules-measured"
