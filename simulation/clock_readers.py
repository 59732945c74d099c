"""Readers of levers that are stretches of the day: hours, breaks and shifts.

Minutes are counted from midnight; the end of a stretch is outside.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from domain.errors import BadInput
from simulation.calendar import DAY_MINUTES
from simulation.distributions import is_number
from simulation.levers import Lever
from synthetic_data.json_shape import keys, pair, shown, whole

WEEKDAYS: Final = 7
MOST_STRETCHES: Final = 100

Hours = Mapping[int, tuple[int, int]]
"""Opening and closing by weekday (1 = Monday), minutes from midnight; a closed day is missing."""


@dataclass(frozen=True, slots=True)
class Break:
    """A stretch of the day in which some servers are away.

    Attributes:
        start: minute of the day.
        end: minute of the day.
        away_share: share of the servers, rounded down to whole ones.
        weekdays: 1 = Monday.
    """

    start: int
    end: int
    away_share: float
    weekdays: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class WindowShift:
    """A stretch of the day with a number of windows.

    Attributes:
        start: minute of the day.
        end: minute of the day.
        windows: how many are open.
        weekdays: 1 = Monday.
    """

    start: int
    end: int
    windows: int
    weekdays: tuple[int, ...]


EVERY_DAY: Final = tuple(range(1, WEEKDAYS + 1))


def clock(value: object, where: str, _lever: Lever) -> int:
    """Return the minute of a time of day.

    Raises:
        BadInput: not a time from 00:00 to 24:00.
    """
    found = re.fullmatch(r"(\d\d):(\d\d)", value, re.ASCII) if isinstance(value, str) else None
    hour, minute = map(int, found.groups()) if found else (99, 99)
    if minute >= 60 or hour * 60 + minute > DAY_MINUTES:  # noqa: PLR2004 - minutes of an hour
        raise BadInput(where, "a time from 00:00 to 24:00", shown(value))
    return hour * 60 + minute


def weekdays(value: object, where: str, _lever: Lever) -> tuple[int, ...]:
    """Return weekdays in order, 1 = Monday.

    Raises:
        BadInput: not a list of different weekdays.
    """
    if not isinstance(value, list) or len(value) > WEEKDAYS:
        raise BadInput(where, "a list of weekdays from 1 (Monday) to 7", shown(value))
    found = [whole(1, WEEKDAYS)(item, f"{where}[{n}]") for n, item in enumerate(value)]
    if len(set(found)) != len(found):
        raise BadInput(where, "different weekdays from 1 (Monday) to 7", shown(value))
    return tuple(sorted(found))


def hours(value: object, where: str, lever: Lever) -> Hours:
    """Return opening and closing by weekday.

    Raises:
        BadInput: not an object of weekdays with two times in order.
    """
    found: dict[int, tuple[int, int]] = {}
    for weekday, both in keys(value, where).items():
        place = f"{where}.{weekday}"
        if weekday not in {str(number) for number in EVERY_DAY}:
            raise BadInput(place, "a weekday from 1 (Monday) to 7", shown(weekday))
        found[int(weekday)] = clocks(both, place, lever)
    return found


def clocks(value: object, where: str, lever: Lever) -> tuple[int, int]:
    """Return two times of day in order.

    Raises:
        BadInput: not a list of two times, the first before the second.
    """
    opens, closes = pair(lambda item, place: clock(item, place, lever))(value, where)
    return checked_hours(opens, closes, where)


def checked_hours(opens: int, closes: int, where: str) -> tuple[int, int]:
    """Return opening and closing in minutes of a day, if the first is before the second.

    Raises:
        BadInput: it is not.
    """
    if opens >= closes:
        raise BadInput(where, "opening before closing", f"{opens} and {closes} minutes")
    return opens, closes


def breaks(value: object, where: str, lever: Lever) -> tuple[Break, ...]:
    """Return the breaks of an office, none of which overlap on any weekday.

    Raises:
        BadInput: not a list of breaks, or two overlap; the message names the second.
    """
    return _stretches(value, where, lever, ("away_share", _share, Break))


def window_shifts(value: object, where: str, lever: Lever) -> tuple[WindowShift, ...]:
    """Return the shifts of an office, none of which overlap on any weekday.

    Raises:
        BadInput: not a list of shifts, or two overlap; the message names the second.
    """
    return _stretches(value, where, lever, ("windows", _windows, WindowShift))


Kind = tuple[str, Callable[[Any, str, Lever], Any], Callable[..., Any]]
"""What a stretch has besides its times: name, reader; and what is made of it."""


def _stretches(value: object, where: str, lever: Lever, kind: Kind) -> tuple[Any, ...]:
    if not isinstance(value, list) or len(value) > MOST_STRETCHES:
        raise BadInput(where, f"a list of at most {MOST_STRETCHES} stretches", shown(value))
    found: list[Any] = []
    for number, item in enumerate(value):
        place = f"{where}[{number}]"
        found.append(_stretch(item, place, lever, kind))
        _check_apart(found, where)
    return tuple(found)


def _stretch(item: object, place: str, lever: Lever, kind: Kind) -> Any:  # noqa: ANN401 - kind says
    name, reader, make = kind
    given = keys(item, place)
    known = ("from", "until", name, "weekdays")
    for key in given:
        if key not in known:
            raise BadInput(f"{place}.{key}", f"one of {', '.join(known)}", shown(key))
    for key in known[:3]:
        if given.get(key) is None:
            raise BadInput(f"{place}.{key}", "to be given", None)
    start, end = (clock(given[key], f"{place}.{key}", lever) for key in ("from", "until"))
    if start >= end:
        raise BadInput(f"{place}.until", f"a time after {given['from']}", given["until"])
    days = given.get("weekdays")
    on = EVERY_DAY if days is None else weekdays(days, f"{place}.weekdays", lever)
    return make(start, end, reader(given[name], f"{place}.{name}", lever), on)


def _check_apart(found: Sequence[Break | WindowShift], where: str) -> None:
    """Check the last stretch against all before it."""
    *before, last = found
    for number, other in enumerate(before):
        meets = other.start < last.end and last.start < other.end
        if meets and set(other.weekdays) & set(last.weekdays):
            lever = where.rpartition(": ")[2]
            expected = f"no overlap with {lever}[{number}], which is {_words(other)}"
            raise BadInput(f"{where}[{len(before)}]", expected, _words(last))


def _words(stretch: Break | WindowShift) -> str:
    ends = (f"{minute // 60:02}:{minute % 60:02}" for minute in (stretch.start, stretch.end))
    return " to ".join(ends)


def _share(value: object, where: str, _lever: Lever) -> float:
    if not is_number(value) or not 0 <= value <= 1:
        raise BadInput(where, "a share from 0 to 1", shown(value))
    return float(value)


def _windows(value: object, where: str, lever: Lever) -> int:
    low, high = int(lever.low or 0), int(lever.high or 0)
    found: int = whole(low, high)(value, where)
    return found
