"""Windows of an office over the week in which it is open, as the report and the lists tell them."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from app.i18n import Words
from app.pages.rules.figure_words import plain
from app.planning.hours import HOUR_MINUTES, open_hours, stretches
from app.planning.scenarios import expanded

WINDOWS: Final = "offices[].windows"
"""Path of the lever."""

WEEKDAYS: Final = range(1, 8)


def open_windows(office: Mapping[str, Any]) -> list[float]:
    """Return the windows of every hour of the week in which an office is open."""
    return [windows for windows, _ in _open(office)]


def window_hours(office: Mapping[str, Any]) -> float:
    """Return the window-hours of a week; an hour of which the office is open half counts half.

    At lunch, when the doors are closed, nobody is counted.
    """
    return sum(windows * share for windows, share in _open(office))


def _open(office: Mapping[str, Any]) -> Iterator[tuple[float, float]]:
    """Yield the windows of each open hour of the week with its share that is open."""
    there = expanded(office["windows"])
    for day in WEEKDAYS:
        for hour in open_hours(office, day):
            first, last = hour * HOUR_MINUTES, (hour + 1) * HOUR_MINUTES
            parts = [min(last, end) - max(first, start) for start, end in stretches(office, day)]
            minutes = sum(part for part in parts if part > 0)
            if minutes:
                yield there[day - 1][hour], minutes / HOUR_MINUTES


def windows_words(office: Mapping[str, Any], words: Words) -> str:
    """Return an office's windows by the open hour and over a week; empty where it never opens."""
    there = open_windows(office)
    if not there:
        return ""
    low, high = plain(min(there), words), plain(max(there), words)
    total = plain(round(window_hours(office), 1), words)
    key = "windows_even" if low == high else "windows"
    return words(f"scenarios.list.{key}", low=low, high=high, total=total)
