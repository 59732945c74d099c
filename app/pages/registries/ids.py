"""Ids of the Registries page."""

from enum import StrEnum


class RegistriesIds(StrEnum):
    """What scripts, callbacks and tests of the page reach for."""

    HEADLINE = "registries-headline"
    SOUGHT = "registries-sought"
    BORN = "registries-born"
    FOUND = "registries-found"
    TABLE = "registries-table"
    PAGER = "registries-pager"
    GO_PAGE = "registries-go-page"
    GO_PART = "registries-go-part"
    CARD = "registries-card"
    FAMILY = "registries-family"
    QUALITY = "registries-quality"
    POLL = "registries-poll"
    MEASURED = "registries-measured"


SLOTS = ("registries-filter-1", "registries-filter-2", "registries-filter-3", "registries-filter-4")
"""Ids of the filters of a list, in their order; no list has more."""
