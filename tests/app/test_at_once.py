import threading
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from app.at_once import AtOnce
from app.callback_bodies import PATH as CALLBACKS

MOVE = "/norms/answer"
SOON = 5.0


class Held:
    """A server whose answers wait until they are let go."""

    def __init__(self) -> None:
        self.let_go = threading.Event()
        self.begun = threading.Semaphore(0)

    def __call__(self, _environ: object, _start: object) -> Iterable[bytes]:
        self.begun.release()
        self.let_go.wait(SOON)
        return [b"answered"]


def asked(server: AtOnce, path: str) -> threading.Thread:
    thread = threading.Thread(target=server, args=({"PATH_INFO": path}, begin))
    thread.start()
    return thread


def begin(*_said: object) -> Callable[[bytes], Any]:
    return lambda _data: None


@pytest.fixture
def held() -> Held:
    return Held()


def test_as_many_pages_as_there_are_seats_are_worked_out_and_the_next_one_waits(held: Held) -> None:
    server = AtOnce(held, seats=2, longest=SOON)
    threads = [asked(server, CALLBACKS) for _ in range(3)]
    assert all(held.begun.acquire(timeout=SOON) for _ in range(2))
    assert not held.begun.acquire(timeout=0.1)
    held.let_go.set()
    assert held.begun.acquire(timeout=SOON)
    for thread in threads:
        thread.join()


def test_a_moved_lever_passes_pages_that_wait(held: Held) -> None:
    server = AtOnce(held, seats=1, longest=SOON)
    threads = [asked(server, CALLBACKS)]
    assert held.begun.acquire(timeout=SOON)
    threads += [asked(server, CALLBACKS), asked(server, MOVE)]
    assert held.begun.acquire(timeout=SOON)  # the move
    assert not held.begun.acquire(timeout=0.1)
    held.let_go.set()
    for thread in threads:
        thread.join()


def test_nobody_waits_for_ever_behind_what_does_not_end(held: Held) -> None:
    server = AtOnce(held, seats=1, longest=0.05)
    threads = [asked(server, CALLBACKS) for _ in range(2)]
    assert all(held.begun.acquire(timeout=SOON) for _ in range(2))
    held.let_go.set()
    for thread in threads:
        thread.join()


def test_what_failed_leaves_its_seat() -> None:
    def failing(_environ: object, _start: object) -> Iterable[bytes]:
        raise RuntimeError("broken")

    server = AtOnce(failing, seats=1, longest=0.0)
    with pytest.raises(RuntimeError, match="broken"):
        server({"PATH_INFO": CALLBACKS}, begin)
    assert server._free.acquire(blocking=False)
