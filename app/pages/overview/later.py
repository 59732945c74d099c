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
                Thread(target=self._work, daemon=True, name="overview").start()
            return Progress.UNDER_WAY, None

    def _work(self) -> None:
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
