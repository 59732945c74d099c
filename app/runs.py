"""Long runs beside the requests: one worker process, a table of runs, progress, cancelling.

A run is known by a key that says all it depends on, so the same question is answered from the
table. A worker that dies leaves a failed run, never one that hangs.
"""

import logging
import signal
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, Final

from domain.errors import BadInput

KEPT_RUNS: Final = 40
"""Finished runs remembered; the oldest are forgotten first."""

MOST_WAITING: Final = 8
LONGEST_SECONDS: Final = 3_600.0
LOOK_SECONDS: Final = 0.1
"""How often a cancelled or dead worker is looked for."""

Progress = Callable[[int, int], None]
"""Told how many parts of how many are done."""

Work = Callable[[Any, Progress], Any]
"""Does a job in the worker; job and result are pickled on their way."""

Clock = Callable[[], float]

log = logging.getLogger(__name__)


class State(StrEnum):
    """Where a run stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Reason(StrEnum):
    """Why a run failed, where the work itself could not say."""

    DIED = "died"
    TOO_LONG = "too_long"
    ERROR = "error"


OPEN: Final = (State.WAITING, State.RUNNING)


@dataclass(frozen=True)
class Run:
    """One run as it stands now.

    Attributes:
        key: what it is known by.
        job: what was asked.
        state: where it stands.
        done: parts done.
        total: parts in all; 0: not known yet.
        seconds: how long it has been running, or ran.
        ahead: runs that come first, while it waits.
        result: what came of it, once done.
        reason: a `Reason` or the work's own line, once failed.
    """

    key: str
    job: Any
    state: State = State.WAITING
    done: int = 0
    total: int = 0
    seconds: float = 0.0
    ahead: int = 0
    result: Any = None
    reason: str = ""

    @property
    def seconds_left(self) -> float | None:
        """The rest at the speed so far; None before the first part is done."""
        if not self.done or self.state is not State.RUNNING:
            return None
        return self.seconds / self.done * (self.total - self.done)


class Busy(Exception):
    """Too many runs wait already."""


class _Worker:
    """The process, and this side of the pipe to it."""

    def __init__(self, make_work: Callable[[], Work]) -> None:
        context = get_context("spawn")  # a fork would copy the server's threads and their locks
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(make_work, theirs), daemon=True)
        self.process.start()
        theirs.close()

    @property
    def lives(self) -> bool:
        return self.process.is_alive()

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


def _serve(make_work: Callable[[], Work], pipe: Connection) -> None:
    """Do jobs until the other side is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server ends this process itself
    work = make_work()
    try:
        while True:
            pipe.send(_answer(work, pipe.recv(), pipe))
    except (EOFError, BrokenPipeError):
        return


def _answer(work: Work, job: Any, pipe: Connection) -> tuple[Any, ...]:  # noqa: ANN401 - any job
    def progress(done: int, total: int) -> None:
        pipe.send(("progress", done, total))

    try:
        return "done", work(job, progress)
    except BadInput as reason:
        return "failed", str(reason)
    except BrokenPipeError:
        raise
    except Exception:
        log.exception("a run failed")
        return "failed", Reason.ERROR.value


class RunPool:
    """Runs jobs one after another in a process of its own.

    Args:
        make_work: called in the worker, gives what does the jobs; importable by name.
        longest_seconds: a run that takes longer fails.
        clock: seconds that only grow.
    """

    def __init__(
        self,
        make_work: Callable[[], Work],
        *,
        longest_seconds: float = LONGEST_SECONDS,
        clock: Clock = time.monotonic,
    ) -> None:
        self._make_work, self._longest, self._clock = make_work, longest_seconds, clock
        self._runs: OrderedDict[str, Run] = OrderedDict()
        self._changed = threading.Condition()
        self._started = 0.0
        self._worker: _Worker | None = None
        self._thread: threading.Thread | None = None
        self._is_closed = False

    def warm(self) -> None:
        """Start the worker, so that the first run need not wait for it."""
        with self._changed:
            self._start()

    def submit(self, key: str, job: Any) -> Run:  # noqa: ANN401 - any job
        """Return the run of a key, put in line unless it is there, waits or is done.

        Args:
            key: says all that the run depends on.
            job: what the worker is given.

        Raises:
            Busy: too many runs wait.
        """
        with self._changed:
            known = self._runs.get(key)
            if known is None or known.state in (State.FAILED, State.CANCELLED):
                if len(self._waiting()) >= MOST_WAITING:
                    raise Busy
                self._runs[key] = Run(key, job)
                self._runs.move_to_end(key)
                self._forget()
                self._start()
                self._changed.notify_all()
        return self._runs[key]

    def find(self, key: str) -> Run | None:
        """Return a run as it stands now, None if it is not or no longer known."""
        with self._changed:
            run = self._runs.get(key)
            if run is None:
                return None
            if run.state is State.WAITING:
                busy = any(other.state is State.RUNNING for other in self._runs.values())
                return replace(run, ahead=self._waiting().index(key) + busy)
            if run.state is State.RUNNING:
                return replace(run, seconds=self._clock() - self._started)
            return run

    def cancel(self, key: str) -> None:
        """Stop a run that waits or is under way; anything else is left as it is."""
        with self._changed:
            run = self._runs.get(key)
            if run is not None and run.state in OPEN:
                self._runs[key] = replace(run, state=State.CANCELLED)

    def close(self) -> None:
        """End worker and thread; runs that are open are cancelled."""
        with self._changed:
            self._is_closed = True
            for key in [k for k, run in self._runs.items() if run.state in OPEN]:
                self._runs[key] = replace(self._runs[key], state=State.CANCELLED)
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join()

    def _waiting(self) -> list[str]:
        return [key for key, run in self._runs.items() if run.state is State.WAITING]

    def _forget(self) -> None:
        over = [key for key, run in self._runs.items() if run.state not in OPEN]
        for key in over[: max(0, len(over) - KEPT_RUNS)]:
            del self._runs[key]

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._serve, name="runs", daemon=True)
            self._thread.start()

    def _serve(self) -> None:
        """Give the worker one run after another."""
        self._ready_worker()
        while (key := self._next()) is not None:
            try:
                self._conduct(key)
            except Exception:
                log.exception("the worker could not be used")
                self._end_worker()
                self._close_run(key, State.FAILED, reason=Reason.ERROR.value)
        self._end_worker()

    def _next(self) -> str | None:
        with self._changed:
            self._changed.wait_for(lambda: self._is_closed or self._waiting())
            if self._is_closed:
                return None
            key = self._waiting()[0]
            self._started = self._clock()
            self._runs[key] = replace(self._runs[key], state=State.RUNNING)
            return key

    def _conduct(self, key: str) -> None:
        worker = self._ready_worker()
        try:
            worker.pipe.send(self._runs[key].job)
            while self._runs[key].state is State.RUNNING:
                self._listen(key, worker)
        except (EOFError, OSError):
            self._close_run(key, State.FAILED, reason=Reason.DIED.value)
            self._end_worker()
            return
        if self._runs[key].state is State.CANCELLED or self._runs[key].reason == Reason.TOO_LONG:
            self._end_worker()

    def _ready_worker(self) -> _Worker:
        """Return the worker, a new one where the last has died."""
        if self._worker is None or not self._worker.lives:
            self._end_worker()
            self._worker = _Worker(self._make_work)
        return self._worker

    def _listen(self, key: str, worker: _Worker) -> None:
        if self._clock() - self._started > self._longest:
            self._close_run(key, State.FAILED, reason=Reason.TOO_LONG.value)
            return
        if not worker.pipe.poll(LOOK_SECONDS):
            return
        kind, *said = worker.pipe.recv()
        if kind == "progress":
            self._note(key, *said)
        elif kind == "done":
            self._close_run(key, State.DONE, result=said[0])
        else:
            self._close_run(key, State.FAILED, reason=said[0])

    def _note(self, key: str, done: int, total: int) -> None:
        with self._changed:
            self._runs[key] = replace(self._runs[key], done=done, total=total)

    def _close_run(self, key: str, state: State, **said: Any) -> None:  # noqa: ANN401 - fields
        with self._changed:
            run = self._runs[key]
            if run.state is State.RUNNING:  # else it was cancelled in the meantime
                seconds = self._clock() - self._started
                self._runs[key] = replace(run, state=state, seconds=seconds, **said)

    def _end_worker(self) -> None:
        if self._worker is not None:
            self._worker.end()
            self._worker = None
