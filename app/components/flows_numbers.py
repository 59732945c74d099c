"""Estimates of a run as text: value, 95 % interval, difference with its sign."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from app.i18n import Words
from app.i18n.formats import decimal

MINUS: Final = "\u2212"
PERCENT: Final = 100
ROUNDING: Final = 1e-9
"""Differences below this come from adding in another order."""


class Estimate(NamedTuple):
    """Mean over replications with its 95 % interval; None where it is not known."""

    value: float | None
    low: float | None = None
    high: float | None = None

    @property
    def way(self) -> str:
        """Where a difference points.

        ``more`` and ``less`` when the interval leaves out zero, ``unclear`` when it does not,
        ``same`` when no replication differed, ``unknown`` when nothing was measured.
        """
        if self.value is None:
            return "unknown"
        low = self.value if self.low is None else self.low
        high = self.value if self.high is None else self.high
        if max(abs(low), abs(high)) < ROUNDING:
            return "same"
        if low > 0 or high < 0:
            return "more" if low > 0 else "less"
        return "unclear"

    @property
    def as_quantity(self) -> "Estimate":
        """The same with an interval that does not reach below zero, where no count or time is."""
        return self if self.low is None else self._replace(low=max(0.0, self.low))


UNKNOWN: Final = Estimate(None)


class Compared(NamedTuple):
    """A row: the levers, what they are compared with, and yours less law."""

    yours: Estimate
    law: Estimate
    difference: Estimate


@dataclass(frozen=True, slots=True)
class Unit:
    """How a quantity is written.

    Attributes:
        name: its words ``flows.unit.<name>``.
        digits: decimal places.
        scale: what a value is multiplied with: 100 for shares.
    """

    name: str
    digits: int = 1
    scale: float = 1


UNITS: Final = {
    unit.name: unit
    for unit in (
        Unit("minutes"),
        Unit("percent", 1, PERCENT),
        Unit("cases"),
        Unit("working_days"),
        Unit("days"),
        Unit("visits", 0),
        Unit("tenge", 0),
    )
}


def compared(rows: Mapping[str, Any], name: str) -> Compared:
    """Return a row of a comparison, unknown where it is missing."""
    row = rows.get(name)
    if row is None:
        return Compared(UNKNOWN, UNKNOWN, UNKNOWN)
    return Compared(*(Estimate(*row[part]) for part in Compared._fields))


def number(value: float | None, unit: Unit, language: str) -> str:
    """Return a value without its unit, a dash where it is not known."""
    if value is None:
        return "–"
    scaled = value * unit.scale
    written = decimal(abs(scaled), language, digits=unit.digits)
    is_zero = not written.strip("0.,")
    return written if scaled >= 0 or is_zero else MINUS + written


def signed(value: float | None, unit: Unit, language: str) -> str:
    """Return a difference with its sign."""
    written = number(value, unit, language)
    is_more = value is not None and value > 0 and written.strip("0.,")
    return f"+{written}" if is_more else written


def way_of(difference: Estimate, unit: Unit, language: str) -> str:
    """Return where a difference points, ``unclear`` too where it is written as zero."""
    way = difference.way
    is_written = bool(number(difference.value, unit, language).strip("0.,"))
    return way if is_written or way not in ("more", "less") else "unclear"


def spread(found: Estimate, unit: Unit, words: Words, *, is_signed: bool = False) -> str:
    """Return the interval in words, empty where there is none."""
    if found.low is None or found.high is None:
        return ""
    write, shown = (signed, found) if is_signed else (number, found.as_quantity)
    ends = {"low": shown.low, "high": shown.high}
    return words("flows.interval", **{k: write(v, unit, words.language) for k, v in ends.items()})


def with_unit(written: str, unit: Unit, words: Words) -> str:
    """Return a written number with its unit."""
    return words(f"flows.unit.{unit.name}", number=written)


def unit_alone(unit: Unit, words: Words) -> str:
    """Return a unit without a number, empty for counts."""
    return with_unit("", unit, words).strip()


def change_with_unit(value: float | None, unit: Unit, words: Words) -> str:
    """Return a difference with its sign and unit; shares differ by percentage points."""
    return words(f"flows.unit_change.{unit.name}", number=signed(value, unit, words.language))


def total(rows: Mapping[str, Any], names: Sequence[str]) -> float:
    """Return the sum of the levers' values of some rows."""
    return sum(compared(rows, name).yours.value or 0.0 for name in names)
