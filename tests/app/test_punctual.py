"""A request that drips in holds a thread for no longer than is stated."""

from collections.abc import Iterator
from itertools import count
from socket import socket, socketpair
from typing import Any

import pytest
from gunicorn.config import Config
from gunicorn.http.errors import NoMoreData
from gunicorn.workers.gthread import TConn, ThreadWorker

from app.commands import punctual
from app.commands.punctual import LEAST_BYTES_A_SECOND, WHOLE_SECONDS, Punctual, PunctualWorker

ASKED = b"POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nname"


@pytest.fixture
def both() -> Iterator[tuple[socket, socket]]:
    sending, reading = socketpair()
    with sending, reading:
        yield sending, reading


class Clock:
    """A clock on which every look takes some seconds."""

    def __init__(self, seconds: float) -> None:
        self._looks, self.seconds = count(), seconds

    def __call__(self) -> float:
        return next(self._looks) * self.seconds


@pytest.mark.parametrize(
    ("seconds", "size", "chunks"),
    [
        (WHOLE_SECONDS / 4, 1, 5),
        (WHOLE_SECONDS, 1, 2),
        (0.0, 1, 99),
        (1.0, LEAST_BYTES_A_SECOND, 99),
    ],
)
def test_bytes_are_waited_for_as_long_as_a_request_may_take(
    monkeypatch: pytest.MonkeyPatch, seconds: float, size: int, chunks: int
) -> None:
    monkeypatch.setattr(punctual, "monotonic", Clock(seconds))

    class Dripping:
        def recv(self, _most: int) -> bytes:
            return b"x" * size

    reader: Any = Punctual(Dripping())  # type: ignore[arg-type] # it only reads
    came = 0
    for _ in range(99):
        try:
            came += bool(reader.chunk())
        except NoMoreData:
            break
    assert came == chunks
    reader.begin()
    assert reader.chunk()


def test_a_worker_reads_requests_so_and_gives_a_slow_one_up(
    both: tuple[socket, socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    sending, reading = both
    seen: list[bytes] = []
    worker = PunctualWorker.__new__(PunctualWorker)
    worker.log = type("Log", (), {"debug": lambda *_: None})()

    def answer(_self: object, request: Any, _conn: object) -> bool:  # noqa: ANN401 - gunicorn's own
        seen.append(request.body.read())
        return True

    monkeypatch.setattr(ThreadWorker, "handle_request", answer)
    conn = TConn(Config(), reading, ("", 0), ("", 0))
    sending.sendall(ASKED)
    assert worker.handle(conn) is True
    sending.sendall(ASKED)
    assert worker.handle(conn) is True
    monkeypatch.setattr(punctual, "monotonic", Clock(2 * WHOLE_SECONDS))
    sending.sendall(ASKED[:20])  # and never the rest: the second look gives it up
    assert worker.handle(conn) is False
    assert seen == [b"name", b"name"]
