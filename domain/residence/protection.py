"""Protected owners: minors and the incapacitated (RES-02, RES-03, RES-05)."""

from datetime import date
from functools import lru_cache
from typing import Any

from domain.law import value_on

ADULT_YEARS: int = value_on("adult_years", date.max)
"""Age of full capacity, in years."""


def is_minor(born: Any, day: Any) -> Any:  # noqa: ANN401 - whole numbers or arrays of them
    """Say whether someone is under 18; the 18th birthday ends it.

    Args:
        born: day of birth as the whole number yyyymmdd, or an array of such.
        day: the day asked about, likewise. 29 February counts as 1 March in a common year.
    """
    return day - born < ADULT_YEARS * 10_000


@lru_cache(maxsize=1 << 16)
def day_number(iso: str) -> int:
    """Return an ISO day as the whole number yyyymmdd."""
    return int(iso.replace("-", ""))


def dwelling_is_protected(owners: Any, protected: Any, reading: str) -> Any:  # noqa: ANN401 - whole numbers or arrays of them
    """Say whether the owners send the case to the operating hall.

    Args:
        owners: how many owners there are, organisations included; or an array of such.
        protected: how many of them are minors or incapacitated, likewise.
        reading: ``any`` protected owner suffices, or ``all`` must be.
    """
    return protected == owners if reading == "all" else protected > 0
