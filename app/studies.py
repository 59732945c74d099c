"""What norms do to the city, one study a day, made beside the requests and kept for the next.

Drawing a year of applications takes seconds: a page that comes before it is done says so in words
and fills itself.
"""

import logging
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from threading import Lock, Thread
from time import monotonic, sleep
from typing import Final, NamedTuple

from domain.errors import BadInput
from simulation.impact.results import Range
from simulation.impact.setting import RESIDENCE_SWITCHES, Setting, lawful
from simulation.impact.study import Study

MOST_DAYS: Final = 2
"""Days whose studies are kept: the one that is looked at, and the one before."""

MOST_RANGES: Final = 512

REST_SECONDS: Final = 0.4
"""How long after a move the next one is still likely."""

LONGEST_PAUSE_SECONDS: Final = 1.5
LOOK_SECONDS: Final = 0.02

MakeStudy = Callable[[date], Study]

log = logging.getLogger(__name__)


class Progress(StrEnum):
    """How far the study of a day has come."""

    UNDER_WAY = "under_way"
    READY = "ready"
    FAILED = "failed"


Ranges = tuple[Range, ...]


class Precedence:
    """Lets a reader's move go first: what takes seconds pauses between its steps meanwhile."""

    def __init__(self) -> None:
        self._lock, self._urgent, self._last = Lock(), 0, -REST_SECONDS

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
        """
        last = monotonic() + LONGEST_PAUSE_SECONDS
        while self._is_urgent() and monotonic() < last:
            sleep(LOOK_SECONDS)

    def _is_urgent(self) -> bool:
        with self._lock:
            return self._urgent > 0 or monotonic() - self._last < REST_SECONDS


class KeptRanges:
    """The ranges of settings, which take seconds to count: one after the other, then kept.

    Args:
        study: counts them.
    """

    def __init__(self, study: Study) -> None:
        self._study, self._lock, self._counting = study, Lock(), Lock()
        self._kept: OrderedDict[Setting, Ranges] = OrderedDict()

    def known(self, setting: Setting) -> Ranges | None:
        """Return the ranges of a setting if they have been counted, else None."""
        with self._lock:
            return self._kept.get(setting)

    def counted(self, setting: Setting) -> Ranges | None:
        """Return the ranges of a setting; None while those of another are being counted."""
        found = self.known(setting)
        if found is not None or not self._counting.acquire(blocking=False):
            return found
        try:
            found = self._study.ranges(setting)
        finally:
            self._counting.release()
        with self._lock:
            self._kept[setting] = found
            while len(self._kept) > MOST_RANGES:
                self._kept.popitem(last=False)
        return found


def _make_ready(study: Study, ranges: KeptRanges, law: Setting) -> None:
    """Work out what a visitor is likely to ask next: the law's ranges, each reading alone."""
    try:
        ranges.counted(law)
        study.brief(law.read(adoption="both", spouse="ever"))  # other acts take the longest
        for switch in RESIDENCE_SWITCHES:
            study.brief(law.read(**{switch.name: switch.other}))
    except Exception:
        log.exception("the study of %s could not be made ready", study.day)


class Held(NamedTuple):
    """The study of a day.

    Attributes:
        progress: how far it has come.
        study: the study; None as long as it is not ready.
        ranges: the ranges of its settings; None as long as it is not ready.
        reason: why it failed, in one line; empty where it did not.
    """

    progress: Progress
    study: Study | None = None
    ranges: KeptRanges | None = None
    reason: str = ""


class Studies:
    """The studies of one city.

    Args:
        make: makes the study of a day; called in a thread of its own.
        precedence: to which the studies give way.
    """

    def __init__(self, make: MakeStudy, precedence: Precedence | None = None) -> None:
        self.precedence = precedence or Precedence()
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
        if made.study is not None and made.ranges is not None:
            _make_ready(made.study, made.ranges, lawful(day))

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
        return Held(Progress.READY, study, KeptRanges(study))
