"""Ids of the sections below the curve."""

from enum import StrEnum


class DetailIds(StrEnum):
    """What scripts, callbacks and tests of the sections reach for."""

    DETAIL = "norms-detail"
    BREAKDOWN = "norms-breakdown-place"
    BREAKDOWN_ASKED = "norms-breakdown-asked"
    READINGS = "norms-readings-place"
    READINGS_ASKED = "norms-readings-asked"
    RANGES = "norms-ranges-place"
    RANGES_ASKED = "norms-ranges-asked"
    RANGES_CLOCK = "norms-ranges-clock"
