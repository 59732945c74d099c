"""What norms do to the city, one study a day, made beside the requests and kept for the next.

Drawing a year of applications takes seconds: a page that comes before it is done says so in words
and fills itself.
"""

import logging
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from threading import Lock, Thread
from time import monotonic, sleep
from typing import Final, Generic, NamedTuple, TypeVar

from app.allocation import give_back
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

REST_SECONDS: Final = 0.4
"""How long after a move the next one is still likely."""

LONGEST_PAUSE_SECONDS: Final = 1.5
WANTED_SECONDS: Final = 1.5
"""A page asks every 700 ms for what it still wants."""

GRACE_SECONDS: Final = 15.0
"""Begun work goes on so long, whatever else is wanted."""

MOST_GIVEN_UP: Final = 16
"""Works that are remembered to have been given up, and are not a second time.

Else two who wait for work longer than the grace push each other out for ever.
"""

LOOK_SECONDS: Final = 0.02

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


class Outdated(Exception):
    """What is worked out is not wanted any more, and something else is."""


@dataclass
class Running:
    """What a lane is taken by.

    Attributes:
        name: of the work.
        begun: when it was.
        wanted: when it was asked for last.
        rival: when something else was; the beginning as long as nothing was.
    """

    name: Hashable
    begun: float = field(default_factory=monotonic)

    def __post_init__(self) -> None:
        self.wanted = self.rival = self.begun


class SlowLane:
    """What takes seconds, one after the other: it lets a reader's move go first.

    A request that finds the lane taken is told so at once and asks again later, so that slow work
    never holds more than one of the threads that answer.

    Args:
        grace: seconds for which begun work is not given up.
    """

    def __init__(self, grace: float = GRACE_SECONDS) -> None:
        self._grace, self._lock, self._taken = grace, Lock(), Lock()
        self._urgent, self._last = 0, -REST_SECONDS
        self._running: Running | None = None
        self._given_up: deque[Hashable] = deque(maxlen=MOST_GIVEN_UP)

    @contextmanager
    def urgent(self) -> Iterator[None]:
        """Answer something that somebody waits for."""
        with self._lock:
            self._urgent += 1
        try:
            yield
        finally:
            with self._lock:
                self._urgent -= 1
                self._last = monotonic()

    def give_way(self) -> None:
        """Wait while something is urgent and a little longer, as moves come one after the other.

        Never longer than `LONGEST_PAUSE_SECONDS`, so that what waits is done in the end.

        Raises:
            Outdated: nobody has asked for what is being done for a while, but for something else.
        """
        self.wait()
        if self._is_outdated():
            raise Outdated

    def wait(self) -> None:
        """Wait as `give_way` does, whatever is wanted."""
        last = monotonic() + LONGEST_PAUSE_SECONDS
        while self._is_urgent() and monotonic() < last:
            sleep(LOOK_SECONDS)

    def _is_urgent(self) -> bool:
        with self._lock:
            return self._urgent > 0 or monotonic() - self._last < REST_SECONDS

    def _is_outdated(self) -> bool:
        with self._lock:
            now = self._running
            return (
                now is not None
                and now.name not in self._given_up
                and monotonic() - now.begun > self._grace
                and now.rival - now.wanted > WANTED_SECONDS
            )

    def run(self, name: Hashable, work: Callable[[], T]) -> T | None:
        """Return what some work gives; None while other work is done, or where it was given up.

        Args:
            name: of the work, the same whenever it is asked for.
            work: calls `give_way` between its steps, and nobody outside of the lane does.
        """
        if not self._taken.acquire(blocking=False):
            self._wish(name)
            return None
        try:
            self._running = Running(name)
            return work()
        except Outdated:
            self._given_up.append(name)
            return None
        finally:
            self._running = None
            self._taken.release()

    def _wish(self, name: Hashable) -> None:
        with self._lock:
            now = self._running
            if now is not None and now.name == name:
                now.wanted = monotonic()
            elif now is not None:
                now.rival = monotonic()


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


class Held(NamedTuple):
    """The study of a day.

    Attributes:
        progress: how far it has come.
        study: the study; None as long as it is not ready.
        ranges: the ranges of its settings; None as long as it is not ready.
        effects: what each reading does beside its settings; likewise.
        failed: when it did, in seconds of a clock that only goes forward; 0 where it did not.
    """

    progress: Progress
    study: Study | None = None
    ranges: KeptRanges | None = None
    effects: KeptEffects | None = None
    failed: float = 0.0

    def is_to_try_again(self, now: float) -> bool:
        """Whether the study failed so long ago that it is tried again."""
        return self.progress is Progress.FAILED and now - self.failed >= AGAIN_SECONDS


def _make_ready(held: Held, law: Setting, lane: SlowLane) -> None:
    """Work out what a visitor is likely to ask next: each reading alone, then the law's ranges.

    The readings come first, as a moved lever is waited for and a range is filled in later.
    """
    study, ranges = held.study, held.ranges
    if study is None or ranges is None:
        return
    try:
        for values in OTHER_ACTS:  # nobody who moves one of these can be answered before
            study.brief(law.read(**values))
        for switch in RESIDENCE_SWITCHES:
            lane.wait()
            study.brief(law.read(**{switch.name: switch.other}))
        ranges.counted(law)
    except Exception:
        log.exception("the study of %s could not be made ready", study.day)


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

    def make_ready(self, day: date) -> None:
        """Work out here and now what a visitor is likely to ask of a study that is made."""
        _make_ready(self.of(day), lawful(day), self.lane)

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
        return Held(Progress.READY, study, ranges, effects)
