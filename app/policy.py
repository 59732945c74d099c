"""The levers of the policy as every address writes them: norm, useful share, readings, windows.

They are the part of the active scenario that every page reads, so they go along from page to page.
Only what stands elsewhere than the law is written.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final, NamedTuple

from domain.law import Law
from domain.readings import SWITCHES, Readings, Switch, Value

NORM: Final = "norm"
RATIO: Final = "ratio"
AREA: Final = "area"
BEFORE: Final = "before"
AFTER: Final = "after"

LOWEST_NORM: Final = 10
HIGHEST_NORM: Final = 600
"""Tenths of m² a person, both inside; a page may offer less."""

LOWEST_RATIO: Final = 500
HIGHEST_RATIO: Final = 1_000
"""Thousandths of the total area that are useful, both inside."""

LONGEST_WINDOW: Final = 365
NUMBER: Final = re.compile(r"[0-9]{1,3}([.,][0-9]{1,3})?")
DAYS: Final = re.compile(r"[0-9]{1,3}")
TENTHS, PERMILLE = 10, 1_000

RENAMED: Final = {"reason": "reason_reading"}
"""Readings whose own name is another parameter of some page."""

READING_PARAMETERS: Final[Mapping[str, str]] = {name: RENAMED.get(name, name) for name in SWITCHES}
"""Parameter by reading."""

WINDOWS: Final[Mapping[str, str]] = {BEFORE: "window_before_days", AFTER: "window_after_days"}
"""Lever of a scenario's policy by the parameter of a window; fields of the law too."""

PARAMETERS: Final = (NORM, RATIO, *READING_PARAMETERS.values(), BEFORE, AFTER)
"""Every parameter of the policy, in the order in which they are written."""


class Levers(NamedTuple):
    """The levers that an address moves.

    Attributes:
        policy: levers of a scenario's policy, in its units; readings as a table of their own.
        written: the same as the address writes them, in the order of `PARAMETERS`.
        wrong: what came for parameters that cannot be used.
    """

    policy: Mapping[str, Any]
    written: Mapping[str, str]
    wrong: Mapping[str, str]


def read_levers(query: Mapping[str, str], law: Law) -> Levers:
    """Read the policy of an address.

    A useful share that nothing is measured by, as the norm is on the total area, moves nothing.

    Args:
        query: parameters with their values; others than those of the policy are left alone.
        law: of the day: what stands as the law has it is not moved.
    """
    policy: dict[str, Any] = {}
    readings: dict[str, Value] = {}
    written, wrong = {}, {}
    for name in counting(query):
        found = READERS[name](query[name])
        if found is None:
            wrong[name] = query[name]
        elif found != _lawful(name, law):
            written[name] = WRITERS[name](found)
            lever, value = LEVERS[name](found)
            (readings if name in SWITCH_OF else policy)[lever] = value
    if readings:
        policy["readings"] = readings
    return Levers(policy, written, wrong)


def lawful_levers(law: Law) -> dict[str, str]:
    """Return where the law has the levers, as an address writes them; no norm before there is one.

    Args:
        law: of the day.
    """
    found = {name: _lawful(name, law) for name in PARAMETERS}
    return {name: WRITERS[name](value) for name, value in found.items() if value is not None}


def counting(query: Mapping[str, str]) -> list[str]:
    """Return the parameters of the policy that an address names and that can move something.

    The useful share counts under the useful area only; one that cannot be read is to be named.
    """
    named = [name for name in PARAMETERS if name in query]
    is_idle = (
        query.get(AREA) != SWITCHES[AREA].other and read_ratio(query.get(RATIO, "")) is not None
    )
    return [name for name in named if not (name == RATIO and is_idle)]


def parameters_of(policy: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, Any]]:
    """Split the policy of a scenario.

    Args:
        policy: as ``tirkeu.scenario/1`` writes it, complete.

    Returns:
        What an address can write of it, and the policy without that: levers out of the range of
        the pages stay where they are.
    """
    written, rest = {}, {**policy, "readings": {**(policy.get("readings") or {})}}
    for name in PARAMETERS:
        place = rest["readings"] if name in SWITCH_OF else rest
        lever = SWITCH_OF[name].name if name in SWITCH_OF else SCENARIO_LEVERS[name]
        value = place.get(lever)
        text = None if value is None else _text(name, value)
        if text is not None and READERS[name](text) is not None:
            written[name] = text
            place[lever] = None
    left = {name: value for name, value in rest["readings"].items() if value is not None}
    return written, {**rest, "readings": left or None}


def read_switch(switch: Switch, text: str) -> Value | None:
    """Return the value of a reading that a text names; None where it names none."""
    return next((value for value in switch.values if write_value(value) == text), None)


def read_norm(text: str) -> int | None:
    """Return a norm in tenths of m², 10 to 600; None for what is no such norm."""
    return _whole(text, TENTHS, (LOWEST_NORM, HIGHEST_NORM))


def read_ratio(text: str) -> int | None:
    """Return thousandths of the total area, 500 to 1000; None for what is no such ratio."""
    return _whole(text, PERMILLE, (LOWEST_RATIO, HIGHEST_RATIO))


def read_days(text: str) -> int | None:
    """Return days of a window, 0 to 365; None for what is no such number."""
    typed = text.strip()
    return int(typed) if DAYS.fullmatch(typed) and int(typed) <= LONGEST_WINDOW else None


def _whole(text: str, scale: int, bounds: tuple[int, int]) -> int | None:
    if not NUMBER.fullmatch(text.strip()):
        return None
    scaled = Decimal(text.strip().replace(",", ".")) * scale
    is_fit = scaled == scaled.to_integral_value() and bounds[0] <= scaled <= bounds[1]
    return int(scaled) if is_fit else None


def write_value(value: Value) -> str:
    """Write the value of a reading as the address holds it."""
    return str(value).lower() if isinstance(value, bool) else value


def write_norm(tenths: int) -> str:
    """Write a norm as `read_norm` reads it, without a needless tenth."""
    return _decimal(tenths, TENTHS)


def write_ratio(permille: int) -> str:
    """Write a ratio as `read_ratio` reads it."""
    return _decimal(permille, PERMILLE)


def _decimal(value: int, scale: int) -> str:
    exact = (Decimal(value) / scale).normalize()
    return f"{exact:f}"


def _text(name: str, value: Any) -> str:  # noqa: ANN401 - of any lever
    """Return the value of a scenario's lever as an address writes it."""
    if name in SWITCH_OF:
        return write_value(value)
    return f"{Decimal(str(value)).normalize():f}"


def _lawful(name: str, law: Law) -> object:
    if name in SWITCH_OF:
        return getattr(Readings(), SWITCH_OF[name].name)
    return getattr(law, LAW_FIELDS[name])


def _reading(switch: Switch) -> Callable[[str], Value | None]:
    return lambda text: read_switch(switch, text)


SWITCH_OF: Final[Mapping[str, Switch]] = {
    parameter: SWITCHES[name] for name, parameter in READING_PARAMETERS.items()
}
SCENARIO_LEVERS: Final = {NORM: "norm_m2", RATIO: "useful_to_total", **WINDOWS}
LAW_FIELDS: Final = {NORM: "norm_tenths", RATIO: "useful_permille", **WINDOWS}
READERS: Final[Mapping[str, Callable[[str], Any]]] = {
    NORM: read_norm,
    RATIO: read_ratio,
    BEFORE: read_days,
    AFTER: read_days,
    **{name: _reading(switch) for name, switch in SWITCH_OF.items()},
}
WRITERS: Final[Mapping[str, Callable[[Any], str]]] = {
    NORM: write_norm,
    RATIO: write_ratio,
    BEFORE: str,
    AFTER: str,
    **dict.fromkeys(SWITCH_OF, write_value),
}
LEVERS: Final[Mapping[str, Callable[[Any], tuple[str, Any]]]] = {
    NORM: lambda tenths: ("norm_m2", tenths / TENTHS),
    RATIO: lambda permille: ("useful_to_total", permille / PERMILLE),
    BEFORE: lambda days: (WINDOWS[BEFORE], days),
    AFTER: lambda days: (WINDOWS[AFTER], days),
    **{
        name: lambda value, lever=switch.name: (lever, value)  # type: ignore[misc]  # bound here
        for name, switch in SWITCH_OF.items()
    },
}
