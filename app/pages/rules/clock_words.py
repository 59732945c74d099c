"""Times of numbers in the visitor's words: hours of weekdays, breaks, what each entry is of."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any, Final

from babel import Locale

from app.i18n import Words

DASH: Final = "\N{EN DASH}"
CLOCKS: Final = "times of day: from, until"
HOURS: Final = "weekday: opening and closing"
"""Units of one stretch of the day, and of a stretch by weekday, 1 = Monday."""

MIDNIGHT_TO_MIDNIGHT: Final = 24


def span_words(clocks: list[str]) -> str:
    """Return a stretch of the day, such as 13:00 to 14:00, by its two ends."""
    return DASH.join(clocks)


def weekday_words(days: list[int], words: Words) -> str:
    """Return days of the week, 1 = Monday, by their short names, a row of them by its ends."""
    names = Locale(words.language).days["format"]["abbreviated"]
    if days == list(range(days[0], days[-1] + 1)):
        days = [days[0], days[-1]] if len(days) > 1 else days
    return DASH.join(names[day - 1] for day in days)


def hours_words(hours: Mapping[str, list[str]], words: Words) -> str:
    """Return hours by weekday, those of the same hours in a row as one."""
    groups = groupby(hours.items(), key=lambda entry: entry[1])
    told = [
        f"{weekday_words([int(day) for day, _ in row], words)} {span_words(clocks)}"
        for clocks, row in groups
    ]
    return "; ".join(told)


def entry_names(unit: str, entries: list[Any], words: Words) -> list[str]:
    """Return what each entry of a list is of; empty names where nothing tells them apart.

    Args:
        unit: as the number's file has it, in English.
        entries: of the list; breaks are named by their times.
        words: of the language.
    """
    if "hour" in unit and len(entries) == MIDNIGHT_TO_MIDNIGHT:
        return [f"{hour:02}:00" for hour in range(len(entries))]
    if "weekday from Monday" in unit:
        return [weekday_words([day], words) for day in range(1, len(entries) + 1)]
    if "month from January" in unit:
        names = Locale(words.language).months["stand-alone"]["wide"]
        return [names[month] for month in range(1, len(entries) + 1)]
    is_break = [isinstance(entry, Mapping) for entry in entries]
    return [
        span_words([entry["from"], entry["until"]]) if named else ""
        for entry, named in zip(entries, is_break, strict=True)
    ]
