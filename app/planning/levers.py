"""The levers of the Centres page: what each may be, and where it stands in a scenario.

A value that cannot be used is answered in words and changes nothing; limits are those of
``simulation/levers.toml`` where the lever is there.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from app.planning.scenarios import Document, complete
from app.visit import read_day
from domain.errors import BadInput
from simulation.astana import FIGURES
from simulation.levers import LEVERS

NUMBER: Final = re.compile(r"[0-9]{1,12}([.,][0-9]{1,4})?")
CLOCK: Final = re.compile(r"([0-9]{1,2})(?::([0-9]{2}))?")
PERCENT: Final = 100
LAST_MINUTE: Final = 1440
HOUR_MINUTES: Final = 60
ONE_HOUR: Final = 59
SMALLEST: Final = 1e-9
"""Numbers that differ by less are the same."""

Value = float | str | None


class At(NamedTuple):
    """Which office a lever is of, and how many people the city has."""

    office: str
    people: int


Getter = Callable[[Document, At], Value]
Putter = Callable[[Document, At, Any], Document]


@dataclass(frozen=True)
class Lever:
    """One lever.

    Attributes:
        name: its words ``centres.lever.<name>``.
        group: where it stands in the panel.
        get: its value in a scenario, for the chosen office.
        put: the scenario with another value.
        low: smallest value, inside.
        high: largest value, inside.
        digits: decimal places that are shown.
        is_clock: a time of day as text.
        is_day: a day as text such as 2026-06-30.
        may_be_empty: None is a value of its own.
        partner: name of the lever that stands beside it in the same row, as its end.
        source: section and name of the lever whose evidence it shows; None: a choice.
    """

    name: str
    group: str
    get: Getter
    put: Putter
    low: float = 0
    high: float = 0
    digits: int = 0
    is_clock: bool = False
    is_day: bool = False
    may_be_empty: bool = False
    source: tuple[str, str] | None = None
    partner: str = ""

    @property
    def evidence(self) -> str:
        """How its usual value is known."""
        if self.source is None:
            return "choice"
        return LEVERS[self.source[0]][self.source[1]].evidence


def read_value(lever: Lever, text: str) -> Value:
    """Return what was typed as the lever's value; an empty text is None.

    Raises:
        BadInput: it cannot be used.
    """
    typed = text.replace("\u00a0", "").replace(" ", "").replace("\u202f", "")
    if not typed:
        if lever.may_be_empty:
            return None
        raise BadInput(lever.name, "a value", "nothing")
    if lever.is_clock:
        return _clock(lever, typed)
    if lever.is_day:
        return _day(lever, typed)
    if not NUMBER.fullmatch(typed):
        raise BadInput(lever.name, "a number", text[:20])
    value = float(typed.replace(",", "."))
    if not lever.low <= value <= lever.high or (not lever.digits and value != int(value)):
        raise BadInput(lever.name, f"{lever.low:g} to {lever.high:g}", text[:20])
    return value if lever.digits else int(value)


def _clock(lever: Lever, typed: str) -> str:
    found = CLOCK.fullmatch(typed)
    hour, minute = (int(part or 0) for part in found.groups()) if found else (99, 99)
    if minute > ONE_HOUR or hour * HOUR_MINUTES + minute > LAST_MINUTE:
        raise BadInput(lever.name, "a time", typed[:20])
    return f"{hour:02d}:{minute:02d}"


def _day(lever: Lever, typed: str) -> str:
    day = read_day(typed)
    if day is None:
        raise BadInput(lever.name, "a day such as 2026-06-30", typed[:20])
    return day.isoformat()


def changed(document: Document, at: At, lever: Lever, text: str) -> Document:
    """Return the scenario with a lever where it was typed to.

    Raises:
        BadInput: the value cannot be used, or the scenario does not fit the model with it.
    """
    return complete(lever.put(document, at, read_value(lever, text)))


def are_same(one: Value, other: Value) -> bool:
    """Say whether two values are the same, rounding apart."""
    if isinstance(one, float | int) and isinstance(other, float | int):
        return abs(one - other) < SMALLEST
    return one == other


# ---------------------------------------------------------------- numbers and distributions
def by_number(section: str, name: str, scale: float = 1) -> tuple[Getter, Putter]:
    """Return how a number of a section is read and written; shares are shown in per cent."""

    def get(document: Document, _at: At) -> Value:
        value = document[section][name]
        return None if value is None else round(value * scale, 6)

    def put(document: Document, _at: At, value: float | None) -> Document:
        scaled = value if value is None or scale == 1 else value / scale
        return {**document, section: {**document[section], name: scaled}}

    return get, put


def by_mean(section: str, name: str) -> tuple[Getter, Putter]:
    """Return how the mean of a distribution is read and written; its shape stays."""

    def get(document: Document, _at: At) -> Value:
        return mean_of(document[section][name])

    def put(document: Document, _at: At, value: float | None) -> Document:
        now = document[section][name]
        shape = now if mean_of(now) else usual_shape(section, name)
        again = None if value is None else with_mean(shape, value)
        return {**document, section: {**document[section], name: again}}

    return get, put


def usual_shape(section: str, name: str) -> Mapping[str, Any] | None:
    """Return a distribution as the capital has it: a mean of 0 has no shape to come back to."""
    known = [one.value for one in FIGURES if (one.section, one.name) == (section, name)]
    default: Mapping[str, Any] | None = LEVERS[section][name].default
    return known[0] if known else default


def mean_of(distribution: Mapping[str, Any] | None) -> float | None:
    """Return the mean of a distribution as a scenario writes it; None for None."""
    if distribution is None:
        return None
    if "mean" in distribution:
        return float(distribution["mean"])
    if "values" in distribution:
        return float(sum(distribution["values"]) / len(distribution["values"]))
    corners = [
        float(distribution[name]) for name in ("low", "mode", "high") if name in distribution
    ]
    return sum(corners) / len(corners)


def with_mean(distribution: Mapping[str, Any] | None, mean: float) -> Mapping[str, Any]:
    """Return a distribution of the same shape with another mean."""
    was = mean_of(distribution)
    if distribution is None or not was:
        return {"dist": "exponential", "mean": mean} if mean else {"dist": "constant", "mean": 0}
    if not mean:
        return {"dist": "constant", "mean": 0}
    scale = mean / was
    return {
        name: [item * scale for item in value]
        if isinstance(value, list)
        else value
        if isinstance(value, str)
        else value * scale
        for name, value in distribution.items()
    }
