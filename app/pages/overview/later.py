"""Answers that may take seconds: worked out beside the requests, one after the other, and kept."""

import logging
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock, Thread
from time import monotonic
from typing import Any, Final

from app.studies import AGAIN_SECONDS, Progress

KEPT: Final = 64
MOST_WAITING: Final = 8
"""What nobody has asked for lately is dropped before it is begun."""

Work = Callable[[], Any]

log = logging.getLogger(__name__)


class Later:
    """Slow answers, kept by what they answer."""

    def __init__(self) -> None:
        self._lock, self._is_working = Lock(), False
        self._thread: Thread | None = None
        self._known: OrderedDict[Hashable, Any] = OrderedDict()
        self._failed: dict[Hashable, float] = {}
        self._waiting: OrderedDict[Hashable, Work] = OrderedDict()

    def find(self, key: Hashable, work: Work) -> tuple[Progress, Any]:
        """Return how far an answer is, and the answer once it is ready.

        Args:
            key: what is asked.
            work: gives the answer; called in a thread of its own, unless it is known.
        """
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return Progress.READY, self._known[key]
            failed = self._failed.get(key)
            if failed is not None and monotonic() - failed < AGAIN_SECONDS:
                return Progress.FAILED, None
            self._waiting.setdefault(key, work)
            self._waiting.move_to_end(key)
            while len(self._waiting) > MOST_WAITING:
                self._waiting.popitem(last=False)
            if not self._is_working:
                self._is_working = True
                last = (self._thread,)
                self._thread = Thread(target=self._work, args=last, daemon=True, name="overview")
                self._thread.start()
            return Progress.UNDER_WAY, None

    def wait(self, longest: float) -> None:
        """Wait until no answer is worked out any more, and no thread of it lives.

        Args:
            longest: seconds after which it is not waited any longer.
        """
        with self._lock:
            thread = self._thread
        if thread is not None:
            thread.join(longest)

    def _work(self, last: Thread | None) -> None:
        if last is not None:
            last.join()  # it has nothing to do but to end; so whoever waits needs to know but one
        while (taken := self._next()) is not None:
            key, work = taken
            try:
                found = work()
            except Exception:
                log.exception("an estimate of the overview could not be made")
                with self._lock:
                    self._failed = {key: monotonic()}
                    self._waiting.pop(key, None)
                continue
            with self._lock:
                self._known[key] = found
                self._waiting.pop(key, None)
                while len(self._known) > KEPT:
                    self._known.popitem(last=False)

    def _next(self) -> tuple[Hashable, Work] | None:
        """Return what was asked for last; None, and the thread ends, where nothing waits."""
        with self._lock:
            self._is_working = bool(self._waiting)
            return next(reversed(self._waiting.items()), None)
