"""When an office is open, as pages show and change it and the report counts it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

WEEK: Final = 0
"""Instead of a weekday: Monday to Friday together."""

MONDAY_TO_FRIDAY: Final = (1, 2, 3, 4, 5)
HOUR_MINUTES: Final = 60


def minutes(clock: str) -> int:
    """Return minutes from midnight of a time ``HH:MM``."""
    hour, minute = map(int, clock.split(":"))
    return hour * HOUR_MINUTES + minute


def opening(office: Mapping[str, Any], weekday: int) -> tuple[int, int] | None:
    """Return opening and closing of a weekday in minutes from midnight, None where it is closed."""
    own = (office.get("hours") or {}).get(str(weekday))
    if own is not None:
        return minutes(own[0]), minutes(own[1])
    if weekday not in office["working_days"]:
        return None
    return minutes(office["opens"]), minutes(office["closes"])


def stretches(office: Mapping[str, Any], weekday: int) -> Sequence[tuple[int, int]]:
    """Return the open stretches of a weekday, those before and after lunch, as the model has them.

    Minutes from midnight; nothing on a day on which the office is closed.
    """
    opens, closes = opening(office, weekday) or (0, 0)
    noon, again = map(minutes, office.get("lunch") or ("24:00", "24:00"))
    both = (opens, min(noon, closes)), (max(again, opens), closes)
    return [(start, end) for start, end in both if start < end]


def open_weekdays(office: Mapping[str, Any], weekday: int) -> Sequence[int]:
    """Return the open weekdays that a choice of the page means."""
    meant = MONDAY_TO_FRIDAY if weekday == WEEK else (weekday,)
    return [day for day in meant if opening(office, day) is not None]


def open_hours(office: Mapping[str, Any], weekday: int) -> Sequence[int]:
    """Return the hours of the day in which an office is open on any day of a choice."""
    hours: set[int] = set()
    for day in open_weekdays(office, weekday):
        opens, closes = opening(office, day) or (0, 0)
        hours |= set(range(opens // HOUR_MINUTES, -(-closes // HOUR_MINUTES)))
    return sorted(hours)
