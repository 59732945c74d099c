"""What norms do to the city, one study a day, made beside the requests and kept for the next.

Drawing a year of applications takes seconds: a page that comes before it is done says so in words
and fills itself.
"""

import logging
from collections import OrderedDict
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from threading import Event, Lock, Thread
from time import monotonic, sleep
from typing import Final, Generic, NamedTuple, TypeVar

from app.allocation import give_back
from app.slow_lane import LOOK_SECONDS, SlowLane
from domain.errors import BadInput
from simulation.impact.results import Range, ReadingEffect
from simulation.impact.setting import RESIDENCE_SWITCHES, Setting, lawful
from simulation.impact.study import Study

MOST_DAYS: Final = 2
"""Days whose studies are kept: the one that is looked at, and the one before."""

FRESH_SECONDS: Final = 10.0
"""A day asked for so lately is still looked at, or waited for: its study is kept beside the two."""

AGAIN_SECONDS: Final = 30.0
"""A study that failed is tried again for who asks so much later."""

MOST_KEPT: Final = 512

OTHER_ACTS: Final = (
    {"spouse": "ever"},
    {"adoption": "both"},
    {"spouse": "ever", "adoption": "both"},
)
"""Readings under which the kinship of a year is looked up again: a second each, then kept."""

T = TypeVar("T")
MakeStudy = Callable[[date], Study]
Ranges = tuple[Range, ...]
Effects = tuple[ReadingEffect, ...]

log = logging.getLogger(__name__)


class Progress(StrEnum):
    """How far the study of a day has come."""

    UNDER_WAY = "under_way"
    READY = "ready"
    FAILED = "failed"


class KeptSlow(Generic[T]):
    """Slow answers to settings, kept.

    Args:
        work: gives the answer to a setting.
        lane: where it is done.
    """

    def __init__(self, work: Callable[[Setting], T], lane: SlowLane) -> None:
        self._work, self._lane, self._lock = work, lane, Lock()
        self._kept: OrderedDict[Setting, T] = OrderedDict()

    def known(self, setting: Setting) -> T | None:
        """Return the answer to a setting if it has been worked out, else None."""
        with self._lock:
            return self._kept.get(setting)

    def counted(self, setting: Setting) -> T | None:
        """Return the answer to a setting; None while something else is worked out."""
        found = self.known(setting)
        if found is not None:
            return found
        return self._lane.run((id(self), setting), lambda: self._worked_out(setting))

    def _worked_out(self, setting: Setting) -> T:
        found = self._work(setting)
        with self._lock:
            self._kept[setting] = found
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        give_back()
        return found


KeptRanges = KeptSlow[Ranges]
KeptEffects = KeptSlow[Effects]


NEVER: Final = Event()
"""Of what is not ready: it is never set."""


class Held(NamedTuple):
    """The study of a day.

    Attributes:
        progress: how far it has come.
        study: the study; None as long as it is not ready.
        ranges: the ranges of its settings; None as long as it is not ready.
        effects: what each reading does beside its settings; likewise.
        failed: when it did, in seconds of a clock that only goes forward; 0 where it did not.
        prepared: set when each reading alone was looked at too.
    """

    progress: Progress
    study: Study | None = None
    ranges: KeptRanges | None = None
    effects: KeptEffects | None = None
    failed: float = 0.0
    prepared: Event = NEVER

    def is_to_try_again(self, now: float) -> bool:
        """Whether the study failed so long ago that it is tried again."""
        return self.progress is Progress.FAILED and now - self.failed >= AGAIN_SECONDS


def _make_ready(held: Held, law: Setting, lane: SlowLane) -> None:
    """Work out what a visitor is likely to ask next: each reading alone, then the law's ranges.

    The readings come first, as a moved lever is waited for and a range is filled in later.
    """
    _make_readings(held, law, lane)
    _make_ranges(held, law)


def _make_ranges(held: Held, law: Setting) -> None:
    try:
        if held.ranges is not None:
            held.ranges.counted(law)
    except Exception:
        log.exception("the ranges of %s could not be counted", law.law.day)


def _make_readings(held: Held, law: Setting, lane: SlowLane) -> None:
    study = held.study
    try:
        if study is not None:
            for values in OTHER_ACTS:  # nobody who moves one of these can be answered before
                study.brief(law.read(**values))
            for switch in RESIDENCE_SWITCHES:
                lane.wait()
                study.brief(law.read(**{switch.name: switch.other}))
    except Exception:
        log.exception("the study of %s could not be made ready", law.law.day)
    finally:
        held.prepared.set()


class Studies:
    """The studies of one city.

    One thread makes them, as each needs the memory of a year: first the day asked for last.

    Args:
        make: makes the study of a day; called in a thread of its own.
        lane: where their slow work is done.
    """

    def __init__(self, make: MakeStudy, lane: SlowLane | None = None) -> None:
        self.lane = lane or SlowLane()
        self._make, self._lock = make, Lock()
        self._held: OrderedDict[date, Held] = OrderedDict()  # the day asked for last comes last
        self._asked: dict[date, float] = {}
        self._making: date | None = None
        self._is_working = False

    def of(self, day: date) -> Held:
        """Return the study of a day; it is made where nobody has asked before, or it failed."""
        now = monotonic()
        with self._lock:
            held = self._held.get(day)
            if held is None or held.is_to_try_again(now):
                held = self._held[day] = Held(Progress.UNDER_WAY)
            self._held.move_to_end(day)
            self._asked[day] = now
            self._let_go(now)
            if held.progress is Progress.UNDER_WAY and not self._is_working:
                Thread(target=self._work, daemon=True, name="studies").start()
                self._is_working = True
            return held

    def make(self, day: date) -> None:
        """Make the study of a day here and now: before processes part that are to share it."""
        made = self._made(day)
        with self._lock:
            self._held[day], self._asked[day] = made, monotonic()

    def make_readings(self, day: date) -> None:
        """Look here and now at each reading alone of a study that is made."""
        held = self.of(day)
        if not held.prepared.is_set():
            _make_readings(held, lawful(day), self.lane)

    def make_ranges(self, day: date) -> None:
        """Count here and now the ranges of the law's own setting of a study that is made."""
        _make_ranges(self.of(day), lawful(day))

    def wait_for(self, day: date, longest: float) -> None:
        """Wait until the study of a day is made, or failed, and its readings are looked at.

        Args:
            day: the day.
            longest: seconds.
        """
        last = monotonic() + longest
        while (held := self.of(day)).progress is Progress.UNDER_WAY and monotonic() < last:
            sleep(LOOK_SECONDS)
        if held.progress is Progress.READY:
            held.prepared.wait(max(0.0, last - monotonic()))

    def _let_go(self, now: float) -> None:
        """Drop days that nobody asks for any more, also those that still wait to be made."""
        for day in list(self._held)[:-MOST_DAYS]:
            if day != self._making and now - self._asked[day] >= FRESH_SECONDS:
                del self._held[day], self._asked[day]

    def _work(self) -> None:
        while (day := self._next()) is not None:
            made = self._made(day)
            with self._lock:
                self._held[day] = made
            give_back()
            # beside it, as who waits for another day goes first
            Thread(target=_make_ready, args=(made, lawful(day), self.lane), daemon=True).start()

    def _next(self) -> date | None:
        """Return the day to make next; None, and the thread ends, where there is none."""
        with self._lock:
            under_way = Progress.UNDER_WAY
            waiting = (d for d in reversed(self._held) if self._held[d].progress is under_way)
            self._making = next(waiting, None)
            self._is_working = self._making is not None
            return self._making

    def _made(self, day: date) -> Held:
        try:
            study = self._make(day)
            law = lawful(day)
            study.brief(law)
            study.curve(law)
        except BadInput as problem:
            log.warning("the study of %s could not be made: %s", day, problem)
            return Held(Progress.FAILED, failed=monotonic())
        except Exception:
            log.exception("the study of %s could not be made", day)
            return Held(Progress.FAILED, failed=monotonic())
        ranges, effects = (
            KeptSlow(study.ranges, self.lane),
            KeptSlow(study.reading_effects, self.lane),
        )
        return Held(Progress.READY, study, ranges, effects, prepared=Event())
