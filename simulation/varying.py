"""One lever of a scenario set lower or higher, all others as they are."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from math import ceil, floor
from typing import Any, Final

from domain.errors import BadInput
from simulation.levers import LEVERS, Lever
from simulation.policy import law_of
from simulation.scenario import scenario_from
from simulation.scenario_parts import Scenario

NUMERIC: Final = frozenset(
    {"area", "distribution", "number", "profile", "profiles", "share", "whole"}
)
SINGLE: Final = frozenset({"area", "number", "share", "whole"})
"""Kinds whose value is one number, so that two others can be named in its place."""

COUNTED: Final = frozenset({"profile", "whole"})
FIXED: Final = ("city", "period", "run", "standards")
"""Sections that say what is run, not what happens in it."""

DIGITS: Final = 12
"""Of a scaled number: 0.87 less a fifth is 0.696, not 0.6960000000000001."""

LAW: Final[Mapping[str, Callable[[Any], float | None]]] = {
    "policy.norm_m2": lambda law: law.norm_tenths and law.norm_tenths / 10,
    "policy.window_before_days": lambda law: law.window_before_days,
    "policy.window_after_days": lambda law: law.window_after_days,
    "policy.useful_to_total": lambda law: law.useful_permille / 1000,
}
"""What stands where such a lever is null, by the law of a day."""

Place = tuple[str | int, ...]
"""The way through a document to one value."""

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ends:
    """A lever and what it is set to.

    Attributes:
        path: the lever, ``section.name``; ``offices[].name`` and ``registries.*.name`` set it for
            all of them at once, ``offices[esil-1].name`` and ``registries.zags.name`` for one.
        low: in its place; None: by a share of what it is.
        high: in its place; None as above.
    """

    path: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Varied:
    """A scenario with one lever set otherwise.

    Attributes:
        value: what the lever is now, as JSON; of several places the first.
        scenario: with it.
    """

    value: Any
    scenario: Scenario


def ends_of(text: str) -> Ends:
    """Read ``LEVER`` or ``LEVER=LOW:HIGH``.

    Raises:
        BadInput: LOW and HIGH are no numbers in this order.
    """
    path, is_set, both = text.partition("=")
    if not is_set:
        return Ends(path)
    try:
        low, high = map(float, both.split(":"))
    except ValueError:
        low, high = 0.0, 0.0
    if not low < high:
        raise BadInput(f"lever {path}", "LEVER=LOW:HIGH, the lower first", both)
    return Ends(path, low, high)


def numeric(scenario: Scenario) -> list[Ends]:
    """Return every lever that stands at a number or numbers which are not all 0."""
    paths = [
        lever.path
        for section, levers in LEVERS.items()
        if section not in FIXED
        for lever in levers.values()
        if lever.kind in NUMERIC
    ]
    return [Ends(path) for path in paths if _moves(_value(scenario, path))]


def _moves(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    """Say whether a share of a value is something."""
    if isinstance(value, Mapping):
        return any(map(_moves, value.values()))
    if isinstance(value, list):
        return any(map(_moves, value))
    return not isinstance(value, str) and bool(value)


def sides(scenario: Scenario, ends: Ends, by: float) -> tuple[Varied | None, Varied | None]:
    """Return the scenario with a lever lower and higher.

    Args:
        scenario: as it is.
        ends: the lever; its own ends win over ``by``.
        by: share of every number of the lever to go down and up; whole numbers go by one at
            least, none goes out of its range and none of 1 or more below 1.

    Returns:
        Lower, higher; None where the lever cannot go that way.

    Raises:
        BadInput: no such lever, not one of numbers, null or 0 without ends, ends out of range.
    """
    lever, value = lever_of(ends.path), _value(scenario, ends.path)
    if lever.kind not in NUMERIC:
        raise BadInput(f"lever {ends.path}", "a lever of numbers", f"one of kind {lever.kind}")
    if ends.low is not None and ends.high is not None:
        if lever.kind not in {*SINGLE, "profile"}:
            raise BadInput(f"lever {ends.path}", "no ends, as it is not one number", lever.kind)
        low, high = (_exact(lever, end) for end in (ends.low, ends.high))
        return _with(scenario, ends.path, lambda _: low), _with(scenario, ends.path, lambda _: high)
    if not _moves(value):
        raise BadInput(f"lever {ends.path}", "LEVER=LOW:HIGH, as it stands at nothing", value)
    down, up = (partial(_scaled, lever=lever, factor=1 + way * by) for way in (-1, 1))
    return _with(scenario, ends.path, down), _with(scenario, ends.path, up)


def _exact(lever: Lever, end: float) -> float:
    return int(end) if lever.kind in COUNTED and end.is_integer() else end


def _scaled(value: Any, lever: Lever, factor: float) -> Any:  # noqa: ANN401 - any JSON value
    """Return a value with every number of it in proportion, as far as the lever lets it."""
    if isinstance(value, Mapping):
        return {key: _scaled(item, lever, factor) for key, item in value.items()}
    if isinstance(value, list):
        return [_scaled(item, lever, factor) for item in value]
    if isinstance(value, str | None):  # the name of a distribution, an office's null
        return value
    number = _stepped(float(value), lever, factor)
    low, high = lever.low, lever.high
    number = number if low is None else max(number, low)
    number = number if high is None else min(number, high)
    return int(number) if lever.kind in COUNTED else number


def _stepped(value: float, lever: Lever, factor: float) -> float:
    if lever.kind == "area":
        return float(round(Decimal(str(value)) * Decimal(str(factor)), 1))
    if lever.kind not in COUNTED or not value:
        return round(value * factor, DIGITS)
    if factor < 1:
        return max(1.0, floor(value * factor))
    return max(value + 1, ceil(value * factor))


def _with(scenario: Scenario, path: str, change: Callable[[Any], Any]) -> Varied | None:
    """Return the scenario with a lever changed; None where the change changes nothing."""
    document, value = scenario.document, None
    for place in reversed(list(_places(scenario.document, path))):
        value = change(_at_or_law(scenario, path, place))
        document = _set(document, place, value)
    if document == scenario.document:
        return None
    return Varied(value, scenario_from(document, f"lever {path}"))


def lever_of(path: str) -> Lever:
    """Return the lever that a path means.

    Args:
        path: as in `Ends`.

    Raises:
        BadInput: there is none, or it says what is run and not what happens in it.
    """
    section, _, name = re.sub(r"\[[^]]*\]", "[]", path).rpartition(".")
    section = "registries.*" if section.startswith("registries.") else section
    if section in FIXED or name not in LEVERS.get(section, {}):
        raise BadInput("lever", "section.name of a lever of what happens", path)
    return LEVERS[section][name]


def _places(document: Mapping[str, Any], path: str) -> Iterator[Place]:
    """Yield the places of a lever in a document: one, or one an office or system."""
    lever = lever_of(path)
    section, name = path.removesuffix(f".{lever.name}"), lever.name
    if lever.section == "offices[]":
        wanted = section.removeprefix("offices[").removesuffix("]")
        found: list[Place] = [
            ("offices", number, name)
            for number, office in enumerate(document["offices"])
            if wanted in {"", office["id"]}
        ]
    elif lever.section == "registries.*":
        wanted = section.removeprefix("registries.")
        systems = [s for s in document["registries"] if wanted in {"*", s}]
        found = [("registries", system, name) for system in systems]
    else:
        found = [(section, name)]
    if not found:
        raise BadInput("lever", "an office or a system of the scenario", path)
    yield from found


def _value(scenario: Scenario, path: str) -> Any:  # noqa: ANN401 - any JSON value
    """Return what a lever is, of all its places; what the law says where it is null."""
    return [_at_or_law(scenario, path, place) for place in _places(scenario.document, path)]


def _at_or_law(scenario: Scenario, path: str, place: Place) -> Any:  # noqa: ANN401 - any JSON value
    value: Any = scenario.document
    for key in place:
        value = value[key]
    if value is None and path in LAW:
        return LAW[path](law_of(scenario.policy, scenario.first))
    return value


def _set(document: Any, place: Place, value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Return a document with another value in one place; nothing else of it is copied."""
    if not place:
        return value
    key, *rest = place
    inner = _set(document[key], tuple(rest), value)
    if isinstance(document, list):
        return [inner if number == key else item for number, item in enumerate(document)]
    return {**document, key: inner}


def changed(base: Any, other: Any, path: str = "") -> list[str]:  # noqa: ANN401 - any JSON value
    """Return the paths at which two complete documents differ, the name left out.

    Args:
        base: JSON value.
        other: JSON value.
        path: where both stand.
    """
    both_objects = isinstance(base, Mapping) and isinstance(other, Mapping)
    if both_objects and "dist" not in base:
        names = [name for name in {**base, **other} if path or name not in {"name", "run"}]
        parts = [(f"{path}.{name}" if path else name, name) for name in names]
        return [p for deep, n in parts for p in changed(base.get(n), other.get(n), deep)]
    if path == "offices" and len(base) == len(other):
        pairs = zip(base, other, strict=True)
        return [p for one, two in pairs for p in changed(one, two, f"offices[{one['id']}]")]
    return [] if base == other else [path]
