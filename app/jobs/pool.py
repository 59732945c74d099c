"""A bounded pool of processes that do tasks: they stay warm, are told to stop, and may be killed.

A process that dies is replaced and its task tried once more; a process whose server is gone ends
by itself. `concurrent.futures` has such a pool, but one killed process breaks all of it, and a
task that has begun cannot be stopped (docs/decisions/0006-runs-as-jobs.md).
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Any, Final

from app.jobs.run import Cancelled, Died
from app.jobs.worker import MakeWork, serve
from domain.errors import BadInput

LOOK_SECONDS: Final = 0.05
"""How often it is looked whether a task is still wanted."""

STOP_SECONDS: Final = 1.0
"""How long a process may take to stop a task before it is killed."""

MOST_TRIES: Final = 2


@dataclass
class Task:
    """A task under way.

    Attributes:
        what: pickled to the process.
        told: takes the share done, from 0 to 1.
        future: takes what came of it.
        cancelled: set where it is not wanted any more.
    """

    what: Any
    told: Callable[[float], None] = lambda _share: None
    future: "Future[Any]" = field(default_factory=Future)
    cancelled: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        """Say that it is not wanted any more."""
        self.cancelled.set()


def awaited(
    task: Task, cancelled: threading.Event, looked: Callable[[], None] = lambda: None
) -> Any:  # noqa: ANN401 - any result
    """Return what comes of a task; it is cancelled with whoever waits for it.

    Args:
        task: that was submitted.
        cancelled: set where nobody waits any more.
        looked: called every `LOOK_SECONDS`.

    Raises:
        Cancelled: nobody waits any more.
        Died: a process died twice at it.
    """
    while not cancelled.is_set():
        try:
            return task.future.result(timeout=LOOK_SECONDS)
        except NotYet:
            looked()
    task.cancel()
    raise Cancelled


class Pool:
    """Processes that do tasks, one each at a time.

    Args:
        make_work: called in each process, gives what does the tasks; importable by name.
        size: how many processes.
    """

    def __init__(self, make_work: MakeWork, size: int) -> None:
        self.size = size
        self._tasks: SimpleQueue[Task | None] = SimpleQueue()
        self._seats = [_Seat(make_work, self._tasks) for _ in range(size)]
        self._is_open = True

    def submit(self, task: Task) -> Task:
        """Put a task at the end of the queue, and return it."""
        self._tasks.put(task)
        return task

    def close(self) -> None:
        """End the processes; what they do is lost."""
        if self._is_open:
            self._is_open = False
            for seat in self._seats:
                seat.closing.set()
                self._tasks.put(None)
            for seat in self._seats:
                seat.thread.join()


class _Seat:
    """One process and the thread that speaks with it."""

    def __init__(self, make_work: MakeWork, tasks: "SimpleQueue[Task | None]") -> None:
        self._make_work, self._tasks = make_work, tasks
        self._process: _Process | None = None
        self._lock = threading.Lock()
        self.closing = threading.Event()
        self.thread = threading.Thread(target=self._work, name="seat", daemon=True)
        self.thread.start()

    def _ready(self) -> "_Process":
        with self._lock:
            if self._process is None or not self._process.lives:
                self._end()
                self._process = _Process(self._make_work)
            return self._process

    def _end(self) -> None:
        if self._process is not None:
            self._process.end()
            self._process = None

    def _work(self) -> None:
        while (task := self._tasks.get()) is not None and not self.closing.is_set():
            if not task.future.set_running_or_notify_cancel():
                continue
            try:
                task.future.set_result(self._tried(task))
            except Exception as problem:  # noqa: BLE001 - told to whoever waits for the task
                task.future.set_exception(problem)
        with self._lock:
            self._end()

    def _tried(self, task: Task) -> Any:  # noqa: ANN401 - any result
        for _ in range(MOST_TRIES):
            try:
                return self._done(task, self._ready())
            except (EOFError, OSError):
                with self._lock:
                    self._end()
        raise Died

    def _done(self, task: Task, process: "_Process") -> Any:  # noqa: ANN401 - any result
        if task.cancelled.is_set():
            raise Cancelled
        process.pipe.send(task.what)
        while not (task.cancelled.is_set() or self.closing.is_set()):
            if process.pipe.poll(LOOK_SECONDS):
                kind, said = process.pipe.recv()
                if kind == "told":
                    task.told(said)
                else:
                    return _said(kind, said)
        self._stop(process)
        raise Cancelled

    def _stop(self, process: "_Process") -> None:
        """Tell a process to stop its task, and end it where it does not listen."""
        process.pipe.send(None)
        while process.pipe.poll(STOP_SECONDS):
            if process.pipe.recv()[0] != "told":
                return
        with self._lock:
            self._end()


def _said(kind: str, said: Any) -> Any:  # noqa: ANN401 - any result
    if kind == "refused":
        raise BadInput(*said)
    if kind == "failed":
        raise RuntimeError(said)
    return said


class _Process:
    """A process, and this side of the pipe to it."""

    def __init__(self, make_work: MakeWork) -> None:
        context = get_context("spawn")  # a fork would copy the server's threads and their locks
        ours, theirs = context.Pipe()
        self.pipe: Connection = ours
        self._process = context.Process(target=serve, args=(make_work, theirs), daemon=True)
        self._process.start()
        theirs.close()

    @property
    def lives(self) -> bool:
        return self._process.is_alive()

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self.pipe.close()
