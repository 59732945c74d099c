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
from app.jobs.turn import Turn
from app.store import StoreAway, packed
from domain.errors import BadInput

NOTE_SECONDS: Final = 0.25
"""How often a run under way is written down, and looked at whether it was cancelled."""

IDLE_SECONDS: Final = 2.0
"""How often it is looked for runs that another server has left behind."""

SHARED_IDLE_SECONDS: Final = 0.5
"""How often where the processes of a server share them: who conducts is not told of new ones."""

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

    def was_noted(self, values: Mapping[str, Any]) -> None:
        """Hear that something was written down: it is not written again."""
        if values.get("result") is self._shown.get("result"):
            self._shown = {}

    def noted(self) -> dict[str, Any]:
        """Return what is written down; a result that is shown already, until it was."""
        return {
            **self._shown,
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
        turn: which process conducts, where a server has several; None: this one does.
    """

    def __init__(
        self, table: RunTable, kinds: Mapping[str, Kind], count: int, turn: Turn | None = None
    ) -> None:
        self._table, self._kinds, self._turn = table, kinds, turn
        self._idle = IDLE_SECONDS if turn is None else SHARED_IDLE_SECONDS
        self._asked = threading.Condition()
        self._is_closed = False
        self._under_way: dict[str, tuple[str, Progress]] = {}
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
        for known, progress in list(self._under_way.values()):
            if known == run_id:
                progress.cancelled.set()

    def close(self) -> None:
        """Stop all work; the runs stay in the table, for the next server to take over."""
        self._is_closed = True
        for _, progress in list(self._under_way.values()):
            progress.cancelled.set()
        self.look()
        for thread in self._threads:
            thread.join()
        if self._turn is not None:
            self._turn.give_back()

    @property
    def live(self) -> bool:
        """Whether all of them are at work, or wait for some."""
        return all(thread.is_alive() for thread in self._threads)

    def _conduct(self) -> None:
        while not self._is_closed:
            owner = f"{os.getpid()}-{uuid.uuid4().hex[:12]}"
            try:
                run = self._table.claim(owner, time()) if self._may() else None
                if run is not None:
                    self._through(run, owner)
                    continue
            except (
                BadInput,
                StoreAway,
            ) as problem:  # it is looked again soon
                log.warning("no run could be conducted: %s", problem)
            except Exception:
                log.exception("a run could not be conducted")
            with self._asked:
                self._asked.wait(self._idle)

    def _may(self) -> bool:
        return self._turn is None or self._turn.take()

    def _through(self, run: Run, owner: str) -> None:
        progress, over = Progress(), threading.Event()
        self._under_way[owner] = run.id, progress
        own = (run.id, owner)
        watch = threading.Thread(target=self._watch, args=(own, progress, over), daemon=True)
        watch.start()
        try:
            ended = self._ended(run, progress)
        finally:
            over.set()
            watch.join()
            del self._under_way[owner]
        if self._is_closed:  # left as if the server had died, but at once
            self._table.give_back(*own)
            return
        self._write_end(own, {**progress.noted(), **ended})
        self._table.forget()

    def _write_end(self, own: tuple[str, str], values: Mapping[str, Any]) -> None:
        """Write down how a run ended, as soon as the database can be used again."""
        while not self._is_closed:
            try:
                self._table.note(*own, values)
            except StoreAway as problem:
                log.warning("the end of run %s waits to be written down: %s", own[0], problem)
                with self._asked:
                    self._asked.wait(IDLE_SECONDS)
            else:
                return

    def _ended(self, run: Run, progress: Progress) -> dict[str, Any]:
        """Do the work of a run, and return what the table is told of its end."""
        failed = {"state": State.FAILED, "ended_at": time(), "seconds_left": None}
        if run.tries > MOST_TRIES:
            return {**failed, "reason": Reason.DIED.value}
        try:
            result = self._kinds[run.kind](run.document, progress)
        except Exception as problem:  # noqa: BLE001 - what nobody foresaw is logged there
            return {**failed, **_broken_off(run, problem)}
        return {**failed, "state": State.DONE, "result": packed(result), "ended_at": time()}

    def _watch(self, own: tuple[str, str], progress: Progress, over: threading.Event) -> None:
        """Write down how far a run is, and stop it when it is no longer ours to conduct."""
        while not over.wait(NOTE_SECONDS):
            values = progress.noted()
            try:
                if not self._table.note(*own, values):
                    progress.cancelled.set()
                    return
                progress.was_noted(values)
            except (BadInput, StoreAway) as problem:
                log.warning("run %s could not be written down: %s", own[0], problem)


def _broken_off(run: Run, problem: Exception) -> dict[str, Any]:
    """Return what the table is told of a run that came to no result."""
    match problem:
        case Cancelled():
            return {"state": State.CANCELLED}
        case Died():
            return {"reason": Reason.DIED.value}
        case StoreAway():  # no fault of the run: it is begun anew when the database answers
            return {"state": State.WAITING, "owner": "", "tries": run.tries - 1, "ended_at": None}
        case BadInput():
            return {"reason": str(problem)}
    log.error("run %s failed", run.id, exc_info=problem)
    return {"reason": Reason.ERROR.value}
