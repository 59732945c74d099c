"""Shifts that a roster may use, and how they are read from CSV."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from domain.errors import BadInput
from simulation.clock_readers import Hours, clock, minute_of

COLUMNS: Final = ("name", "start", "end", "lunch")
MOST_SHIFTS: Final = 200
LONGEST_NAME: Final = 60
LARGEST_BYTES: Final = 1_000_000
HOUR: Final = 60

AWAY: Final = 120
"""Minutes between either end of a shift and a lunch that may be staggered; an assumption."""

STEP: Final = 30
"""Minutes by which lunches are staggered."""


@dataclass(frozen=True, slots=True)
class Shift:
    """One shift of a day.

    Attributes:
        name: its name.
        start: minute of the day.
        end: minute of the day, after the start and not after midnight.
        lunch: minutes away for lunch, unpaid; 0: none.
        lunch_at: minute of the day at which lunch begins; None: whenever it suits, at least two
            hours from either end and on a half hour.
    """

    name: str
    start: int
    end: int
    lunch: int = 0
    lunch_at: int | None = None

    @property
    def paid(self) -> int:
        """Paid minutes."""
        return self.end - self.start - self.lunch

    def lunches(self) -> Iterator[tuple[int, int]]:
        """Yield when lunch may be, start and end; once nothing at all where there is none."""
        if self.lunch_at is not None or not self.lunch:
            at = self.start if self.lunch_at is None else self.lunch_at
            yield at, at + self.lunch
            return
        first = -(-(self.start + AWAY) // STEP) * STEP
        for at in range(first, self.end - AWAY - self.lunch + 1, STEP):
            yield at, at + self.lunch


WHOLE_DAY, LUNCH, HALF_DAY = 9 * HOUR, HOUR, 4 * HOUR
"""Minutes of the shifts where none are given: eight paid hours with an unpaid one for lunch at a
time that suits, and four hours; an assumption."""


def usual_shifts(hours: Iterable[Hours]) -> tuple[Shift, ...]:
    """Return shifts that cover some hours: whole and half days that begin at every full hour.

    Args:
        hours: opening and closing by weekday, of every office.
    """
    stretches = {both for week in hours for both in week.values()}
    found = {shift for opens, closes in stretches for shift in _usual(opens, closes)}
    return tuple(sorted(found, key=lambda shift: (-shift.paid, shift.start, shift.end)))


def _usual(opens: int, closes: int) -> Iterator[Shift]:
    """Yield the shifts of a day; the last of each length ends as the office closes."""
    for length, lunch in ((WHOLE_DAY, LUNCH), (HALF_DAY, 0)):
        starts = {*range(opens, closes - length, HOUR), closes - length}
        for start in sorted(start for start in starts if start >= opens):
            yield _named(start, start + length, lunch)
    if closes - opens < HALF_DAY:
        yield _named(opens, closes, 0)


def _named(start: int, end: int, lunch: int) -> Shift:
    return Shift(f"{clock(start)} to {clock(end)}", start, end, lunch)


def read_shifts(path: Path) -> tuple[Shift, ...]:
    """Read shifts from CSV with the columns ``name``, ``start``, ``end`` and ``lunch``.

    Times are ``HH:MM`` until 24:00. Lunch is ``HH:MM-HH:MM``, or a number of minutes that may be
    taken whenever it suits, or empty. Other columns are left alone.

    Args:
        path: the file, UTF-8.

    Raises:
        BadInput: it cannot be read, a column is missing, or a line does not fit: the first such
            line is named.
    """
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise BadInput(str(path), f"a file of at most {LARGEST_BYTES} bytes", "a larger one")
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        reason = getattr(problem, "strerror", None) or "no UTF-8"
        raise BadInput(str(path), "a CSV file that can be read", reason) from None
    return shifts_from(text, str(path))


def shifts_from(text: str, where: str = "shifts") -> tuple[Shift, ...]:
    """Read shifts from the text of a CSV file; see `read_shifts`.

    Args:
        text: header and lines.
        where: name of the file, for messages.

    Raises:
        BadInput: as `read_shifts`.
    """
    reader = csv.DictReader(text.splitlines())
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        found = ", ".join(reader.fieldnames or ()) or "nothing"
        raise BadInput(f"{where}: line 1", f"columns {', '.join(COLUMNS)}", found)
    try:
        found_all = [_shift(line, f"{where}: line {reader.line_num}") for line in reader]
    except csv.Error as problem:
        raise BadInput(f"{where}: line {reader.line_num}", "CSV", str(problem)) from None
    if not 1 <= len(found_all) <= MOST_SHIFTS:
        raise BadInput(where, f"1 to {MOST_SHIFTS} shifts", len(found_all))
    _check_names(found_all, where)
    return tuple(found_all)


def _check_names(found: Sequence[Shift], where: str) -> None:
    names = [shift.name for shift in found]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise BadInput(f"{where}: name", "a name of its own for every shift", twice)


def _shift(line: dict[str, str | None], where: str) -> Shift:
    name, start, end, lunch = ((line[column] or "").strip() for column in COLUMNS)
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise BadInput(f"{where}: name", f"a name of at most {LONGEST_NAME} letters", name)
    begins, ends = _clock(start, f"{where}: start"), _clock(end, f"{where}: end")
    if begins >= ends:
        raise BadInput(f"{where}: end", f"a time after {start}", end)
    at, minutes = _lunch(lunch, f"{where}: lunch")
    shift = Shift(name, begins, ends, minutes, at)
    inside = at is None or begins <= at <= at + minutes <= ends
    if not inside or next(shift.lunches(), None) is None or not shift.paid:
        raise BadInput(f"{where}: lunch", f"a lunch inside {start} to {end}", lunch)
    return shift


def _lunch(text: str, where: str) -> tuple[int | None, int]:
    """Return when lunch begins, None for any time, and its minutes."""
    if not text:
        return None, 0
    if re.fullmatch(r"\d{1,3}", text, re.ASCII):
        return None, int(text)
    start, dash, end = text.partition("-")
    if not dash:
        raise BadInput(where, "minutes, HH:MM-HH:MM or nothing", text)
    begins, ends = _clock(start.strip(), where), _clock(end.strip(), where)
    if begins >= ends:
        raise BadInput(where, f"an end after {start.strip()}", end.strip())
    return begins, ends - begins


def _clock(text: str, where: str) -> int:
    found = minute_of(text)
    if found is None:
        raise BadInput(where, "a time from 00:00 to 24:00", text)
    return found
