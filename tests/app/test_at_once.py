import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

import pytest

from app.at_once import AtOnce, read_body
from app.callback_bodies import MOST_BYTES
from app.callback_bodies import PATH as CALLBACKS
from app.commands.serve import THREADS

MOVE = "/norms/answer"
SOON = 5.0
PEOPLE = 50
"""Who come at once, as the load is measured (docs/load.md)."""


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


def test_those_who_have_waited_too_long_are_let_in_one_after_the_other(held: Held) -> None:
    server = AtOnce(held, seats=1, longest=0.0, step=0.3)
    threads = [asked(server, CALLBACKS) for _ in range(3)]
    begun = []
    for _ in threads:
        assert held.begun.acquire(timeout=SOON)
        begun.append(time.monotonic())
    held.let_go.set()
    for thread in threads:
        thread.join()
    assert begun[2] - begun[1] > 0.2


def test_fifty_who_ask_for_pages_leave_a_thread_to_others(held: Held) -> None:
    server = AtOnce(held, longest=SOON)
    with ThreadPoolExecutor(THREADS) as threads:
        try:
            for _ in range(PEOPLE):
                threads.submit(server, {"PATH_INFO": CALLBACKS}, begin)
            assert all(held.begun.acquire(timeout=SOON) for _ in range(2))
            threads.submit(server, {"PATH_INFO": "/health"}, begin)
            assert held.begun.acquire(timeout=SOON / 5)
        finally:
            held.let_go.set()


class Dripping(BytesIO):
    """A body whose bytes do not come before they may."""

    def __init__(self) -> None:
        super().__init__(b"{}")
        self.asked, self.may_come = threading.Event(), threading.Event()

    def read(self, size: int | None = -1) -> bytes:
        self.asked.set()
        self.may_come.wait(SOON)
        return super().read(size)


@pytest.fixture
def dripping() -> Iterator[Dripping]:
    body = Dripping()
    yield body
    body.may_come.set()


def test_who_sends_slowly_holds_no_seat_meanwhile(held: Held, dripping: Dripping) -> None:
    held.let_go.set()
    server = AtOnce(held, seats=1, longest=SOON)
    slow = {"PATH_INFO": CALLBACKS, "CONTENT_LENGTH": "2", "wsgi.input": dripping}
    sending = threading.Thread(target=server, args=(slow, begin))
    sending.start()
    assert dripping.asked.wait(SOON)
    asked(server, CALLBACKS).join()
    assert held.begun.acquire(timeout=0)
    dripping.may_come.set()
    sending.join()
    assert slow["wsgi.input"].read() == b"{}"  # type: ignore[attr-defined] # a body again


class CutOff(BytesIO):
    """A body whose sender has gone."""

    def read(self, _size: int | None = -1) -> bytes:
        raise OSError("gone")


@pytest.mark.parametrize(
    ("told", "body", "left"),
    [
        ({"CONTENT_LENGTH": "2"}, BytesIO(b"{}and the next request"), 2),
        ({"CONTENT_LENGTH": str(MOST_BYTES)}, BytesIO(b"x" * MOST_BYTES), MOST_BYTES),
        ({"CONTENT_LENGTH": "2"}, CutOff(), 0),
        ({}, BytesIO(b"nobody knows where it ends"), 0),
        ({"wsgi.input_terminated": True}, BytesIO(b"x" * (MOST_BYTES + 9)), MOST_BYTES + 1),
    ],
)
def test_a_body_is_read_to_its_end_or_as_far_as_to_see_that_it_is_too_long(
    told: dict[str, Any], body: BytesIO, left: int
) -> None:
    environ = {"wsgi.input": body, **told}
    read_body(environ)
    assert len(environ["wsgi.input"].read()) == left


def test_a_body_that_is_too_long_by_its_length_is_not_read() -> None:
    body = BytesIO(b"x")
    environ: dict[str, Any] = {"wsgi.input": body, "CONTENT_LENGTH": str(MOST_BYTES + 1)}
    read_body(environ)
    assert environ["wsgi.input"] is body
    assert body.tell() == 0
