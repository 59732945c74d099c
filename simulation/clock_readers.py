"""Readers of levers that are stretches of the day: hours, breaks and shifts.

Minutes are counted from midnight; the end of a stretch is outside.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from domain.errors import BadInput
from simulation.calendar import DAY_MINUTES
from simulation.levers import Lever
from synthetic_data.json_shape import is_number, keys, pair, shown, whole

HOUR: Final = 60
CLOCK_CHARACTERS: Final = 5
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


def clock(minute: int) -> str:
    """Return a minute of the day as ``HH:MM``."""
    return f"{minute // HOUR:02d}:{minute % HOUR:02d}"


def minute_of(text: str) -> int | None:
    """Return the minute of the day that ``HH:MM`` or ``H:MM`` says, 24:00 at the latest.

    Args:
        text: as somebody wrote it; what is no such time gives None.
    """
    found = re.fullmatch(r"(\d{1,2}):([0-5]\d)", text, re.ASCII)
    if found is None:
        return None
    minute = int(found[1]) * HOUR + int(found[2])
    return minute if minute <= DAY_MINUTES else None


def time_of_day(value: object, where: str, _lever: Lever) -> int:
    """Return the minute of a time of day; a scenario writes it with five characters.

    Raises:
        BadInput: not a time from 00:00 to 24:00.
    """
    is_written = isinstance(value, str) and len(value) == CLOCK_CHARACTERS
    found = minute_of(str(value)) if is_written else None
    if found is None:
        raise BadInput(where, "a time from 00:00 to 24:00", shown(value))
    return found


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
    opens, closes = pair(lambda item, place: time_of_day(item, place, lever))(value, where)
    return checked_hours(opens, closes, where)


def checked_hours(opens: int, closes: int, where: str) -> tuple[int, int]:
    """Return opening and closing in minutes of a day, if the first is before the second.

    Raises:
        BadInput: it is not.
    """
    if opens >= closes:
        expected = "the earlier time first, as hours do not cross midnight"
        raise BadInput(where, expected, f"{clock(opens)} and {clock(closes)}")
    return opens, closes


def check_lunch(lunch: tuple[int, int] | None, doors: Sequence[Hours], where: str) -> None:
    """Check that lunch falls into some hours; where doors never open it has nothing to close.

    Args:
        lunch: when it begins and ends, minutes of the day; None: there is none.
        doors: hours of all that it closes.
        where: name of the place, for messages.

    Raises:
        BadInput: every opening ends before lunch begins, or begins when it is over.
    """
    stretches = {both for hours in doors for both in hours.values()}
    if lunch is None or not stretches:
        return
    if not any(opens < lunch[1] and lunch[0] < closes for opens, closes in stretches):
        opened = ", ".join(f"{clock(one)} to {clock(two)}" for one, two in sorted(stretches))
        got = f"{clock(lunch[0])} to {clock(lunch[1])}"
        raise BadInput(where, f"a time inside opening hours, {opened}", got)


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
    start, end = (time_of_day(given[key], f"{place}.{key}", lever) for key in ("from", "until"))
    if start >= end:
        expected = f"a time after {clock(start)}, as no stretch crosses midnight"
        raise BadInput(f"{place}.until", expected, clock(end))
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
    return f"{clock(stretch.start)} to {clock(stretch.end)}"


def _share(value: object, where: str, _lever: Lever) -> float:
    if not is_number(value) or not 0 <= value <= 1:
        raise BadInput(where, "a share from 0 to 1", shown(value))
    return float(value)


def _windows(value: object, where: str, lever: Lever) -> int:
    low, high = int(lever.low or 0), int(lever.high or 0)
    found: int = whole(low, high)(value, where)
    return found
