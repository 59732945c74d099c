"""One reader per kind of lever: a JSON value in, a value of the model out, or one line of words.

Those of hours, breaks and shifts are in ``clock_readers``.
"""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from domain.errors import BadInput
from domain.readings import readings_from
from simulation import clock_readers as clocks
from simulation.calendar import DAY_MINUTES
from simulation.clock_readers import WEEKDAYS, Hours, checked_hours
from simulation.distributions import LARGEST, distribution_from
from simulation.levers import Lever
from synthetic_data.json_shape import day, flag, is_number, keys, scaled, shown, two_days, whole

__all__ = [
    "DAY_MINUTES",
    "HOURS",
    "READERS",
    "WEEKDAYS",
    "Hours",
    "Profile",
    "checked_hours",
    "read",
]

HOURS: Final = 24
TENTHS: Final = 10
LONGEST_TEXT: Final = 80

Profile = tuple[tuple[float, ...], ...]
"""A number for every hour of the week: seven days from Monday, 24 hours each."""


def _number(value: object, where: str, lever: Lever) -> float:
    low, high = _limits(lever)
    if not is_number(value) or not low <= value <= high:
        expected = f"a number of {lever.unit} from {low:g} to {high:g}"
        raise BadInput(where, expected, shown(value))
    return float(value)


def _limits(lever: Lever) -> tuple[float, float]:
    low, high = lever.low, lever.high
    return (-LARGEST if low is None else low), (LARGEST if high is None else high)


def _whole(value: object, where: str, lever: Lever) -> int:
    low, high = map(int, _limits(lever))
    found: int = whole(low, high)(value, where)
    return found


def _flag(value: object, where: str, _lever: Lever) -> bool:
    return flag(value, where)


def _text(value: object, where: str, _lever: Lever) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_TEXT or not value.isprintable():
        raise BadInput(where, f"a text of at most {LONGEST_TEXT} characters", shown(value))
    return value


def _day(value: object, where: str, lever: Lever) -> date:
    return _in_range(day(value, where), where, lever)


def _days(value: object, where: str, lever: Lever) -> tuple[date, date]:
    first, last = (_in_range(found, where, lever) for found in two_days(value, where))
    return first, last


def _in_range(found: date, where: str, lever: Lever) -> date:
    first, last = lever.first or date.min, lever.last or date.max
    if not first <= found <= last:
        raise BadInput(where, f"a day from {first} to {last}", found)
    return found


def _profile(value: object, where: str, lever: Lever) -> Profile:
    read = _whole if lever.kind == "profile" else _number
    if not isinstance(value, list):
        return ((read(value, where, lever),) * HOURS,) * WEEKDAYS
    rows = value if value and isinstance(value[0], list) else [value] * WEEKDAYS
    if len(rows) != WEEKDAYS or any(not isinstance(row, list) or len(row) != HOURS for row in rows):
        raise BadInput(where, "one number, 24 numbers or 7 lists of 24", shown(value))
    return tuple(tuple(read(item, where, lever) for item in row) for row in rows)


def _profiles(value: object, where: str, lever: Lever) -> Mapping[str, Profile] | Profile:
    if not isinstance(value, Mapping):
        return _profile(value, where, lever)  # of every office
    return {
        office: _profile(numbers, f"{where}.{office}", lever)
        for office, numbers in keys(value, where).items()
    }


def _weights(value: object, where: str, lever: Lever) -> tuple[float, ...]:
    if not isinstance(value, list) or len(value) != lever.length:
        raise BadInput(where, f"a list of {lever.length} numbers", shown(value))
    found = tuple(_number(item, f"{where}[{n}]", lever) for n, item in enumerate(value))
    if not any(found):
        raise BadInput(where, "at least one number above 0", shown(value))
    return found


def _area(value: object, where: str, lever: Lever) -> int:
    _, high = _limits(lever)
    tenths: int = scaled(TENTHS, int(high), f"{lever.unit} in whole tenths")(value, where)
    return tenths


def _distribution(value: object, where: str, lever: Lever) -> object:
    low, high = _limits(lever)
    return distribution_from(value, where, max(low, 0.0), high)


def _readings(value: object, where: str, _lever: Lever) -> object:
    return readings_from(keys(value, where), where)


READERS: Final[Mapping[str, Callable[[Any, str, Lever], Any]]] = MappingProxyType(
    {
        "area": _area,
        "breaks": clocks.breaks,
        "clock": clocks.time_of_day,
        "clocks": clocks.clocks,
        "day": _day,
        "days": _days,
        "distribution": _distribution,
        "flag": _flag,
        "hours": clocks.hours,
        "number": _number,
        "profile": _profile,
        "profiles": _profiles,
        "readings": _readings,
        "share": _number,
        "shifts": clocks.window_shifts,
        "text": _text,
        "weekdays": clocks.weekdays,
        "weights": _weights,
        "whole": _whole,
    }
)
"""Reader by kind of lever: takes value, place and lever; raises BadInput."""


def read(lever: Lever, value: object, where: str) -> Any:  # noqa: ANN401 - typed by its field
    """Read the value of one lever.

    Args:
        lever: the lever.
        value: JSON value; None where the lever is null.
        where: name of the place, for messages.

    Returns:
        Areas in whole tenths of m², times of day in minutes from midnight, days as dates,
        profiles for every hour of the week, by office or one for all of them, weights as a tuple,
        distributions, breaks, shifts and readings as objects; None for None.

    Raises:
        BadInput: wrong type, out of range, out of order.
    """
    return None if value is None else READERS[lever.kind](value, where, lever)
