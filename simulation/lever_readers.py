"""One reader per kind of lever: a JSON value in, a value of the model out, or one line of words."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from math import inf, isfinite
from types import MappingProxyType
from typing import Any, Final

from domain.errors import BadInput
from domain.readings import readings_from
from simulation.distributions import distribution_from
from simulation.levers import Lever

HOURS: Final = 24
WEEKDAYS: Final = 7
DAY_MINUTES: Final = 1440
LONGEST_TEXT: Final = 80

Profile = tuple[tuple[float, ...], ...]
"""A number for every hour of the week: seven days from Monday, 24 hours each."""

Hours = Mapping[int, tuple[int, int]]
"""Opening and closing by weekday (1 = Monday), minutes from midnight; a closed day is missing."""


def _number(value: object, where: str, lever: Lever) -> float:
    low = -inf if lever.low is None else lever.low
    high = inf if lever.high is None else lever.high
    sound = isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
    if not sound or not low <= value <= high:  # type: ignore[operator]
        raise BadInput(where, f"a number of {lever.unit} from {low:g} to {high:g}", value)
    return value  # type: ignore[return-value]


def _whole(value: object, where: str, lever: Lever) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadInput(where, f"a whole number of {lever.unit}", value)
    return int(_number(value, where, lever))


def _flag(value: object, where: str, _lever: Lever) -> bool:
    if not isinstance(value, bool):
        raise BadInput(where, "true or false", value)
    return value


def _text(value: object, where: str, _lever: Lever) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_TEXT or not value.isprintable():
        raise BadInput(where, f"a text of at most {LONGEST_TEXT} characters", value)
    return value


def _day(value: object, where: str, _lever: Lever) -> date:
    found = re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII) if isinstance(value, str) else None
    try:
        return date.fromisoformat(found.string if found else "")
    except ValueError:
        raise BadInput(where, "a day such as 2026-01-12", value) from None


def _days(value: object, where: str, lever: Lever) -> tuple[date, date]:
    if not isinstance(value, list) or len(value) != 2:  # noqa: PLR2004 - first and last
        raise BadInput(where, "a first and a last day", value)
    first, last = (_day(item, where, lever) for item in value)
    if last < first:
        raise BadInput(where, "a first day not after the last", value)
    return first, last


def _clock(value: object, where: str, _lever: Lever) -> int:
    found = re.fullmatch(r"(\d\d):(\d\d)", value, re.ASCII) if isinstance(value, str) else None
    hour, minute = map(int, found.groups()) if found else (99, 99)
    if minute >= 60 or hour * 60 + minute > DAY_MINUTES:  # noqa: PLR2004 - minutes of an hour
        raise BadInput(where, "a time from 00:00 to 24:00", value)
    return hour * 60 + minute


def _weekdays(value: object, where: str, _lever: Lever) -> tuple[int, ...]:
    sound = isinstance(value, list) and all(
        isinstance(day, int) and not isinstance(day, bool) and 1 <= day <= WEEKDAYS for day in value
    )
    if not sound or len(set(value)) != len(value):  # type: ignore[arg-type, call-overload]
        raise BadInput(where, "different weekdays from 1 (Monday) to 7", value)
    return tuple(sorted(value))  # type: ignore[call-overload]


def _hours(value: object, where: str, lever: Lever) -> Hours:
    if not isinstance(value, Mapping):
        raise BadInput(where, "an object from weekday to opening and closing", value)
    found: dict[int, tuple[int, int]] = {}
    for day, pair in value.items():
        place = f"{where}.{day}"
        if day not in {str(number) for number in range(1, WEEKDAYS + 1)}:
            raise BadInput(place, "a weekday from 1 (Monday) to 7", day)
        if not isinstance(pair, list) or len(pair) != 2:  # noqa: PLR2004 - opening and closing
            raise BadInput(place, "opening and closing, such as 09:00 and 13:00", pair)
        opens, closes = (_clock(item, place, lever) for item in pair)
        found[int(day)] = checked_hours(opens, closes, place)
    return found


def checked_hours(opens: int, closes: int, where: str) -> tuple[int, int]:
    """Return opening and closing in minutes of a day, if the first is before the second.

    Raises:
        BadInput: it is not.
    """
    if opens >= closes:
        raise BadInput(where, "opening before closing", f"{opens} and {closes} minutes")
    return opens, closes


def _profile(value: object, where: str, lever: Lever) -> Profile:
    whole = lever.kind == "profile"
    read = _whole if whole else _number
    if not isinstance(value, list):
        return ((read(value, where, lever),) * HOURS,) * WEEKDAYS
    rows = value if value and isinstance(value[0], list) else [value] * WEEKDAYS
    if len(rows) != WEEKDAYS or any(not isinstance(row, list) or len(row) != HOURS for row in rows):
        raise BadInput(where, "one number, 24 numbers or 7 lists of 24", value)
    return tuple(tuple(read(item, where, lever) for item in row) for row in rows)


def _profiles(value: object, where: str, lever: Lever) -> Mapping[str, Profile]:
    if not isinstance(value, Mapping):
        raise BadInput(where, "an object from office to numbers", value)
    return {
        office: _profile(numbers, f"{where}.{office}", lever) for office, numbers in value.items()
    }


def _area(value: object, where: str, lever: Lever) -> int:
    expected = f"{lever.unit} from {lever.low:g} to {lever.high:g} in whole tenths"
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise BadInput(where, expected, value)
    try:
        tenths = Decimal(str(value)) * 10
        whole = int(tenths)
    except (InvalidOperation, ValueError, OverflowError):
        raise BadInput(where, expected, value) from None
    if whole != tenths or not lever.low * 10 <= whole <= lever.high * 10:  # type: ignore[operator]
        raise BadInput(where, expected, value)
    return whole


def _distribution(value: object, where: str, lever: Lever) -> object:
    return distribution_from(
        value, where, lever.low or 0.0, inf if lever.high is None else lever.high
    )


def _readings(value: object, where: str, _lever: Lever) -> object:
    if not isinstance(value, Mapping):
        raise BadInput(where, "an object from reading to value", value)
    return readings_from(value, where)


READERS: Final[Mapping[str, Callable[[Any, str, Lever], Any]]] = MappingProxyType(
    {
        "area": _area,
        "clock": _clock,
        "day": _day,
        "days": _days,
        "distribution": _distribution,
        "flag": _flag,
        "hours": _hours,
        "number": _number,
        "profile": _profile,
        "profiles": _profiles,
        "readings": _readings,
        "share": _number,
        "text": _text,
        "weekdays": _weekdays,
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
        profiles for every hour of the week, distributions and readings as objects; None for None.

    Raises:
        BadInput: wrong type, out of range, out of order.
    """
    return None if value is None else READERS[lever.kind](value, where, lever)
