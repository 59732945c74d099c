"""A bounded pool of processes: they die, are told to stop, and the next task is done."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest

from app.jobs.pool import Pool, Task, awaited
from app.jobs.run import Cancelled, Died
from app.jobs.worker import Work
from domain.errors import BadInput

SECONDS = 30
NEVER = threading.Event()


@pytest.fixture
def tasks(monkeypatch: pytest.MonkeyPatch) -> Callable[[], Work]:
    """The work of these tests, from a folder that the processes look into too."""
    monkeypatch.syspath_prepend(Path(__file__).parent)
    made: Callable[[], Work] = import_module("jobs_tasks").Tasks
    return made


@pytest.fixture
def pool(tasks: Callable[[], Work]) -> Iterator[Pool]:
    made = Pool(tasks, 1)
    yield made
    made.close()


def done(pool: Pool, what: str, said: str = "") -> str:
    found: str = pool.submit(Task((what, said))).future.result(timeout=SECONDS)
    return found


def test_a_task_gives_its_result_and_tells_how_far_it_is(pool: Pool) -> None:
    shares: list[float] = []
    task = pool.submit(Task(("echo", "said"), shares.append))
    assert awaited(task, NEVER) == "said"
    assert shares == [0.5]


def test_one_process_does_one_task_after_another(pool: Pool) -> None:
    pids = {done(pool, "pid") for _ in range(3)}
    assert len(pids) == 1
    assert str(os.getpid()) not in pids


def test_a_task_whose_process_died_is_tried_once_more(pool: Pool, tmp_path: Path) -> None:
    assert done(pool, "die once", str(tmp_path / "died")) == "lived"


def test_a_task_that_ends_every_process_fails_and_the_next_is_done(pool: Pool) -> None:
    with pytest.raises(Died):
        done(pool, "die")
    assert done(pool, "echo", "well") == "well"


def test_a_process_that_is_killed_between_tasks_is_replaced(pool: Pool) -> None:
    os.kill(int(done(pool, "pid")), signal.SIGKILL)
    assert done(pool, "echo", "well") == "well"


@pytest.mark.parametrize(
    ("what", "kind", "words"),
    [
        ("fail", RuntimeError, "ZeroDivisionError: x"),
        ("refuse", BadInput, "levers: windows: expected a whole number, got x"),
    ],
)
def test_work_that_fails_says_why(pool: Pool, what: str, kind: type[Exception], words: str) -> None:
    with pytest.raises(kind) as told:
        done(pool, what, "x")
    assert str(told.value) == words
    assert done(pool, "echo", "well") == "well"


@pytest.mark.parametrize(("what", "keeps_its_process"), [("work", True), ("sleep", False)])
def test_a_cancelled_task_stops_within_a_second_or_its_process_is_ended(
    pool: Pool, what: str, *, keeps_its_process: bool
) -> None:
    before = done(pool, "pid")
    cancelled = threading.Event()
    task = pool.submit(Task((what, "")))
    threading.Timer(0.3, cancelled.set).start()
    with pytest.raises(Cancelled):
        awaited(task, cancelled)
    began = time.monotonic()
    after = done(pool, "pid")
    assert time.monotonic() - began < 10  # a new process has to start
    assert (after == before) is keeps_its_process


def test_a_task_cancelled_in_the_queue_is_never_begun(pool: Pool, tmp_path: Path) -> None:
    first = pool.submit(Task(("work", "")))
    queued = pool.submit(Task(("die once", str(tmp_path / "begun"))))
    queued.cancel()
    first.cancel()
    with pytest.raises(Cancelled):
        queued.future.result(timeout=SECONDS)
    assert not (tmp_path / "begun").exists()


def test_a_task_whose_future_is_cancelled_before_it_begins_is_left_out(pool: Pool) -> None:
    first, second = (pool.submit(Task(("work", ""))) for _ in range(2))
    assert second.future.cancel()
    first.cancel()
    assert done(pool, "echo", "well") == "well"


def test_closing_ends_what_is_under_way(tasks: Callable[[], Work]) -> None:
    pool = Pool(tasks, 2)
    running = [pool.submit(Task(("work", ""))) for _ in range(3)]
    time.sleep(0.5)
    pool.close()
    for task in running[:2]:
        with pytest.raises(Cancelled):
            task.future.result(timeout=SECONDS)
