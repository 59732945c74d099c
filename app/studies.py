"""What norms do to the city, one study a day, made beside the requests and kept for the next.

Drawing a year of applications takes seconds: a page that comes before it is done says so in words
and fills itself.
"""

import logging
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
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

MOST_KEPT: Final = 512

REST_SECONDS: Final = 0.4
"""How long after a move the next one is still likely."""

LONGEST_PAUSE_SECONDS: Final = 1.5
WANTED_SECONDS: Final = 1.5
"""A page asks every 700 ms for what it still wants."""

LOOK_SECONDS: Final = 0.02

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


class SlowLane:
    """What takes seconds, one after the other: it lets a reader's move go first.

    A request that finds the lane taken is told so at once and asks again later, so that slow work
    never holds more than one of the threads that answer.
    """

    def __init__(self) -> None:
        self._lock, self._taken = Lock(), Lock()
        self._urgent, self._last = 0, -REST_SECONDS
        self._wanted: dict[Hashable, float] = {}
        self._running: Hashable = None

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
            own = self._wanted.get(self._running, 0.0)
            return self._running is not None and any(
                at - own > WANTED_SECONDS for at in self._wanted.values()
            )

    def run(self, name: Hashable, work: Callable[[], T]) -> T | None:
        """Return what some work gives; None while other work is done, or where it was given up.

        Args:
            name: of the work, the same whenever it is asked for.
            work: calls `give_way` between its steps.
        """
        with self._lock:
            self._wanted[name] = monotonic()
        if not self._taken.acquire(blocking=False):
            return None
        try:
            self._running = name
            return work()
        except Outdated:
            return None
        finally:
            self._running = None
            with self._lock:
                self._wanted.clear()
            self._taken.release()


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
        if found is None:
            found = self._lane.run((id(self), setting), lambda: self._work(setting))
            give_back()
        if found is None:
            return None
        with self._lock:
            self._kept[setting] = found
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
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
        reason: why it failed, in one line; empty where it did not.
    """

    progress: Progress
    study: Study | None = None
    ranges: KeptRanges | None = None
    effects: KeptEffects | None = None
    reason: str = ""


def _make_ready(held: Held, law: Setting, lane: SlowLane) -> None:
    """Work out what a visitor is likely to ask next: each reading alone, then the law's ranges.

    The readings come first, as a moved lever is waited for and a range is filled in later.
    """
    study, ranges = held.study, held.ranges
    if study is None or ranges is None:
        return
    try:
        for setting in _likely(law):
            lane.wait()
            study.brief(setting)
        ranges.counted(law)
    except Exception:
        log.exception("the study of %s could not be made ready", study.day)


def _likely(law: Setting) -> Iterator[Setting]:
    """Yield the settings of one move, those that take longest first."""
    yield law.read(adoption="both", spouse="ever")  # other acts
    names = {switch.name: switch for switch in RESIDENCE_SWITCHES}
    for name in ("spouse", "adoption", *names):
        yield law.read(**{name: names[name].other})


class Studies:
    """The studies of one city.

    Args:
        make: makes the study of a day; called in a thread of its own.
        lane: where their slow work is done.
    """

    def __init__(self, make: MakeStudy, lane: SlowLane | None = None) -> None:
        self.lane = lane or SlowLane()
        self._make, self._lock, self._making = make, Lock(), Lock()
        self._held: OrderedDict[date, Held] = OrderedDict()

    def of(self, day: date) -> Held:
        """Return the study of a day, beginning to make it where nobody has asked before."""
        with self._lock:
            held = self._held.get(day)
            if held is None:
                held = self._held[day] = Held(Progress.UNDER_WAY)
                Thread(target=self._work, args=(day,), daemon=True, name=f"study {day}").start()
            self._held.move_to_end(day)
            while len(self._held) > MOST_DAYS:
                self._held.popitem(last=False)
            return held

    def _work(self, day: date) -> None:
        with self._making:  # one after the other: each needs the memory of a year
            with self._lock:
                if day not in self._held:  # two other days have been asked for meanwhile
                    return
            made = self._made(day)
        with self._lock:
            if day in self._held:
                self._held[day] = made
        give_back()
        _make_ready(made, lawful(day), self.lane)

    def _made(self, day: date) -> Held:
        try:
            study = self._make(day)
            law = lawful(day)
            study.brief(law)
            study.curve(law)
        except BadInput as problem:
            log.warning("the study of %s could not be made: %s", day, problem)
            return Held(Progress.FAILED, reason=str(problem))
        except Exception:
            log.exception("the study of %s could not be made", day)
            return Held(Progress.FAILED)
        ranges, effects = (
            KeptSlow(study.ranges, self.lane),
            KeptSlow(study.reading_effects, self.lane),
        )
        return Held(Progress.READY, study, ranges, effects)
