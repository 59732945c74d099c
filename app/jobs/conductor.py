"""Conducts runs: takes them from the table, spreads their tasks, writes down how far they are."""

import logging
import os
import threading
import uuid
from collections.abc import Callable, Mapping
from time import monotonic, time
from typing import Any, Final, Protocol

from app.jobs.run import Cancelled, Died, Reason, Run, State
from app.jobs.table import MOST_TRIES, RunTable
from app.store import packed
from domain.errors import BadInput

NOTE_SECONDS: Final = 0.25
"""How often a run under way is written down, and looked at whether it was cancelled."""

IDLE_SECONDS: Final = 2.0
"""How often it is looked for runs that another server has left behind."""

log = logging.getLogger(__name__)


class Desk(Protocol):
    """What the work of a run is told, and tells."""

    cancelled: threading.Event

    def progress(self, done: float, total: int) -> None:
        """Tell how many parts of how many are done."""

    def show(self, result: object) -> None:
        """Show what is known already, a JSON value, while the work goes on."""


Kind = Callable[[Mapping[str, Any], Desk], Any]
"""Does one kind of run: a document in, a JSON value out; raises Cancelled when it is told to."""


class Progress:
    """How far one run is, and how fast it goes.

    Args:
        clock: seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self.cancelled = threading.Event()
        self.done, self.total = 0.0, 0
        self._clock, self._began = clock, clock()
        self._first: tuple[float, float] | None = None
        self._shown: dict[str, bytes] = {}

    def show(self, result: object) -> None:
        """Show what is known already, a JSON value, while the work goes on."""
        self._shown = {"result": packed(result)}

    def progress(self, done: float, total: int) -> None:
        """Tell how many parts of how many are done."""
        if self._first is None and done > 0:  # what was there from before took no time
            self._first = (done, self._clock())
        self.done, self.total = done, total

    @property
    def seconds(self) -> float:
        """How long the run has been under way."""
        return self._clock() - self._began

    @property
    def seconds_left(self) -> float | None:
        """The rest at the speed so far; None before there is a speed."""
        if self._first is None or self.done <= self._first[0]:
            return None
        speed = (self.done - self._first[0]) / (self._clock() - self._first[1])
        return max(0.0, self.total - self.done) / speed if speed else None

    def noted(self) -> dict[str, Any]:
        """Return what is written down; a result that is shown already, once."""
        shown, self._shown = self._shown, {}
        return {
            **shown,
            "done": self.done,
            "total": self.total,
            "seconds": self.seconds,
            "seconds_left": self.seconds_left,
            "seen_at": time(),
        }


class Conductors:
    """Threads that conduct one run each.

    Args:
        table: the runs.
        kinds: what is done, by its name.
        count: how many runs are under way at once.
    """

    def __init__(self, table: RunTable, kinds: Mapping[str, Kind], count: int) -> None:
        self._table, self._kinds = table, kinds
        self._owner = f"{os.getpid()}-{uuid.uuid4().hex[:12]}"
        self._asked = threading.Condition()
        self._is_closed = False
        self._under_way: dict[str, Progress] = {}
        self._threads = [
            threading.Thread(target=self._conduct, name=f"conductor-{number}", daemon=True)
            for number in range(count)
        ]
        for thread in self._threads:
            thread.start()

    def look(self) -> None:
        """Say that there is a new run."""
        with self._asked:
            self._asked.notify_all()

    def stop(self, run_id: str) -> None:
        """Stop the work of a run that was cancelled."""
        progress = self._under_way.get(run_id)
        if progress is not None:
            progress.cancelled.set()

    def close(self) -> None:
        """Stop all work; the runs stay in the table, for the next server to take over."""
        self._is_closed = True
        for progress in list(self._under_way.values()):
            progress.cancelled.set()
        self.look()
        for thread in self._threads:
            thread.join()

    def _conduct(self) -> None:
        while not self._is_closed:
            run = self._claimed()
            if run is None:
                with self._asked:
                    self._asked.wait(IDLE_SECONDS)
                continue
            self._through(run)

    def _claimed(self) -> Run | None:
        try:
            return self._table.claim(self._owner, time())
        except BadInput as problem:  # the database is away: it is looked again soon
            log.warning("no run could be taken: %s", problem)
            return None

    def _through(self, run: Run) -> None:
        progress = self._under_way[run.id] = Progress()
        over = threading.Event()
        watch = threading.Thread(target=self._watch, args=(run.id, progress, over), daemon=True)
        watch.start()
        try:
            ended = self._ended(run, progress)
        finally:
            over.set()
            watch.join()
            del self._under_way[run.id]
        if self._is_closed:  # left as if the server had died, but at once
            ended = {"state": State.WAITING, "owner": ""}
        try:
            self._table.note(run.id, self._owner, {**progress.noted(), **ended})
            self._table.forget()
        except BadInput as problem:
            log.warning("the end of run %s could not be written down: %s", run.id, problem)

    def _ended(self, run: Run, progress: Progress) -> dict[str, Any]:
        """Do the work of a run, and return what the table is told of its end."""
        failed = {"state": State.FAILED, "ended_at": time(), "seconds_left": None}
        if self._table.tries(run.id) > MOST_TRIES:
            return {**failed, "reason": Reason.DIED.value}
        try:
            result = self._kinds[run.kind](run.document, progress)
        except Cancelled:
            return {**failed, "state": State.CANCELLED}
        except Died:
            return {**failed, "reason": Reason.DIED.value}
        except BadInput as problem:
            return {**failed, "reason": str(problem)}
        except Exception:
            log.exception("run %s failed", run.id)
            return {**failed, "reason": Reason.ERROR.value}
        return {**failed, "state": State.DONE, "result": packed(result), "ended_at": time()}

    def _watch(self, run_id: str, progress: Progress, over: threading.Event) -> None:
        """Write down how far a run is, and stop it when it is no longer ours to conduct."""
        while not over.wait(NOTE_SECONDS):
            try:
                if not self._table.note(run_id, self._owner, progress.noted()):
                    progress.cancelled.set()
                    return
            except BadInput as problem:
                log.warning("run %s could not be written down: %s", run_id, problem)
