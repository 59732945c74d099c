"""Estimates as text on the pages of a run: value, half of its 95 % interval, unit."""

from typing import Final, NamedTuple

from app.i18n import Words
from app.i18n.formats import decimal
from simulation.bounds import told_ends

PERCENT: Final = 100
NOTHING: Final = "–"


class Estimate(NamedTuple):
    """Mean over replications with its 95 % interval; None where it is not known."""

    value: float | None
    low: float | None = None
    high: float | None = None

    @property
    def half(self) -> float | None:
        """Half the width of the interval."""
        return None if self.low is None or self.high is None else (self.high - self.low) / 2

    def times(self, factor: float) -> "Estimate":
        """Return the same in another unit."""
        return Estimate(*(None if part is None else part * factor for part in self))


UNKNOWN: Final = Estimate(None)


def minutes(value: float | None, words: Words, digits: int = 0) -> str:
    """Return minutes with their unit, a dash where they are not known."""
    if value is None:
        return NOTHING
    return words("centres.unit.minutes", n=decimal(value, words.language, digits=digits))


def percent(share: float | None, words: Words, digits: int = 1) -> str:
    """Return a share in per cent, a dash where it is not known."""
    if share is None:
        return NOTHING
    return words("centres.unit.percent", n=decimal(share * PERCENT, words.language, digits=digits))


def margin(estimate: Estimate, words: Words, factor: float = 1, digits: int = 1) -> str:
    """Return half of the interval after its sign, empty where there is none."""
    half = estimate.half
    if half is None:
        return ""
    least = 10.0**-digits
    return f"±{decimal(max(half * factor, least if half else 0.0), words.language, digits=digits)}"


def number(value: float | None, words: Words, digits: int = 0) -> str:
    """Return a number, a dash where it is not known."""
    return NOTHING if value is None else decimal(value, words.language, digits=digits)


def span(
    estimate: Estimate, words: Words, factor: float = 1, digits: int = 1, measure: str = ""
) -> str:
    """Return both ends of the interval, cut where its measure ends; empty where there is none.

    Args:
        estimate: of a measure; a difference has no such ends.
        words: the language.
        factor: that it is told in.
        digits: decimal places.
        measure: its name; empty: of what ends at nothing only.
    """
    if estimate.low is None or estimate.high is None:
        return ""
    ends = told_ends(measure, (estimate.low, estimate.high))
    return "…\u2060".join(decimal(end * factor, words.language, digits=digits) for end in ends)


def clock(hour: int) -> str:
    """Return a full hour as it is written on a door."""
    return f"{hour}:00"
