"""The pool of runs: one at a time, in a process of its own, and never one that hangs."""

import os
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest

from app.runs import MOST_WAITING, Busy, Reason, Run, RunPool, State, Work

SECONDS = 30


@pytest.fixture
def tasks(monkeypatch: pytest.MonkeyPatch) -> Callable[[], Work]:
    """The work of these tests, from a folder that the worker looks into too."""
    monkeypatch.syspath_prepend(Path(__file__).parent)
    made: Callable[[], Work] = import_module("flows_tasks").Tasks
    return made


@pytest.fixture
def pool(tasks: Callable[[], Work]) -> Iterator[RunPool]:
    made = RunPool(tasks)
    yield made
    made.close()


def until(pool: RunPool, key: str, wanted: Callable[[Run], bool]) -> Run:
    last = time.monotonic() + SECONDS
    while time.monotonic() < last:
        run = pool.find(key)
        assert run is not None
        if wanted(run):
            return run
        time.sleep(0.02)
    raise AssertionError(key)


def ended(run: Run) -> bool:
    return run.state not in (State.WAITING, State.RUNNING)


def test_a_run_gives_its_result(pool: RunPool) -> None:
    pool.submit("a", ("echo", "said"))
    run = until(pool, "a", ended)
    assert (run.state, run.result, run.done, run.total) == (State.DONE, "said", 1, 2)


def test_the_same_run_is_answered_from_the_table(pool: RunPool, tmp_path: Path) -> None:
    job = ("count", str(tmp_path / "done"))
    pool.submit("a", job)
    first = until(pool, "a", ended)
    assert pool.submit("a", job) == first
    pool.submit("b", ("echo", ""))
    until(pool, "b", ended)
    assert (tmp_path / "done").read_text() == "done\n"


def test_one_worker_does_one_run_after_another(pool: RunPool) -> None:
    for key in ("a", "b"):
        pool.submit(key, ("pid", ""))
    pids = {until(pool, key, ended).result for key in ("a", "b")}
    assert len(pids) == 1
    assert str(os.getpid()) not in pids


def test_a_worker_that_dies_leaves_a_failed_run_and_the_next_one_works(pool: RunPool) -> None:
    pool.submit("dead", ("die", ""))
    pool.submit("next", ("echo", "well"))
    run = until(pool, "dead", ended)
    assert (run.state, run.reason) == (State.FAILED, Reason.DIED)
    assert until(pool, "next", ended).result == "well"


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        ("fail", Reason.ERROR.value),
        ("refuse", "levers: windows: expected a whole number, got 'x'"),
    ],
)
def test_work_that_fails_says_why(pool: RunPool, what: str, reason: str) -> None:
    pool.submit("a", (what, "x"))
    run = until(pool, "a", ended)
    assert run.state is State.FAILED
    assert run.reason.startswith(reason[:15])


def test_a_run_under_way_can_be_cancelled_and_started_again(pool: RunPool) -> None:
    pool.submit("a", ("sleep", ""))
    running = until(pool, "a", lambda run: run.done == 1)
    assert running.seconds_left is not None
    pool.cancel("a")
    assert until(pool, "a", ended).state is State.CANCELLED
    pool.submit("b", ("echo", "free"))
    assert until(pool, "b", ended).result == "free"
    assert pool.submit("a", ("echo", "again")).state in (State.WAITING, State.RUNNING)
    assert until(pool, "a", ended).result == "again"


def test_a_run_that_waits_can_be_cancelled(pool: RunPool) -> None:
    pool.submit("a", ("sleep", ""))
    until(pool, "a", lambda run: run.state is State.RUNNING)
    assert pool.submit("b", ("echo", "")).state is State.WAITING
    waiting = pool.find("b")
    assert waiting is not None
    assert waiting.ahead == 1
    pool.cancel("b")
    assert until(pool, "b", ended).state is State.CANCELLED
    pool.cancel("a")


def test_what_is_over_cannot_be_cancelled(pool: RunPool) -> None:
    pool.submit("a", ("echo", "said"))
    until(pool, "a", ended)
    pool.cancel("a")
    assert until(pool, "a", ended).state is State.DONE


def test_a_run_that_takes_too_long_fails(tasks: Callable[[], Work]) -> None:
    pool = RunPool(tasks, longest_seconds=0.5)
    pool.submit("a", ("sleep", ""))
    run = until(pool, "a", ended)
    assert (run.state, run.reason) == (State.FAILED, Reason.TOO_LONG)
    pool.close()


def test_only_so_many_runs_wait(pool: RunPool) -> None:
    pool.submit("first", ("sleep", ""))
    until(pool, "first", lambda run: run.state is State.RUNNING)
    for number in range(MOST_WAITING):
        pool.submit(str(number), ("echo", ""))
    with pytest.raises(Busy):
        pool.submit("one more", ("echo", ""))
    assert pool.find("one more") is None


def test_an_unknown_run_is_not_found(pool: RunPool) -> None:
    assert pool.find("nothing") is None
    pool.cancel("nothing")
