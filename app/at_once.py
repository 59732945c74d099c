"""How many requests are worked out at once: few, so that a moved lever is answered meanwhile.

One interpreter works at one thing at a time. Eight pages drawn side by side are done no sooner
than one after the other, and whoever pulls a slider would get a ninth of the processor. So what
takes long to work out has few seats and waits for one; what is answered quickly, and what has a
lane of its own (`app.slow_lane`), needs none.

Whoever waits holds a thread of the server, so as many may wait as there are threads besides those
at work (`app.commands.serve.THREADS`): beyond it everything waits for a thread. Nobody is refused,
as no page would ask again.
"""

from collections.abc import Iterable
from contextlib import suppress
from io import BytesIO
from threading import BoundedSemaphore, Lock
from typing import TYPE_CHECKING, Any, Final

from flask import Flask
from werkzeug.wsgi import get_content_length

from app.callback_bodies import MOST_BYTES
from app.callback_bodies import PATH as CALLBACKS

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

SEATS: Final = 2
LONGEST_SECONDS: Final = 8.0
"""Whoever has waited so long is let in without a seat: what holds them may wait for a database."""

STEP_SECONDS: Final = 0.5
"""So many later comes the next of those who have waited so long, unless a seat is free before."""

SEATED: Final = frozenset({CALLBACKS, "/norms/sections", "/norms/sections/breakdown"})
"""What takes a seat: pages and edits, which are callbacks, and what is drawn as they are."""


class AtOnce:
    """A server of which few requests are worked out at once.

    Args:
        inner: the server.
        seats: how many of `SEATED`.
        longest: seconds that one waits for a seat.
        step: seconds between those who are let in without one.
    """

    def __init__(
        self,
        inner: "WSGIApplication",
        seats: int = SEATS,
        longest: float = LONGEST_SECONDS,
        step: float = STEP_SECONDS,
    ) -> None:
        self._inner, self._longest, self._step = inner, longest, step
        self._free, self._late = BoundedSemaphore(seats), Lock()

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer a request, in its turn where it takes a seat."""
        if environ.get("PATH_INFO") not in SEATED:
            return self._inner(environ, start_response)
        read_body(environ)
        has_seat = self._has_seat()
        try:
            return self._inner(environ, start_response)
        finally:
            if has_seat:
                self._free.release()

    def _has_seat(self) -> bool:
        """Wait for a seat and say whether there was one; who waited too long comes without."""
        if self._free.acquire(timeout=self._longest):
            return True
        with self._late:  # one after the other: all of them together would stop everything else
            return self._free.acquire(timeout=self._step)


def read_body(environ: "WSGIEnvironment") -> None:
    """Read the body of a request before it takes a seat, which no slow sender shall hold.

    A body that is too long is left to the server, which refuses it by its length; one without a
    length is read as far as it takes to see that. What was not sent to its end counts as empty.

    Args:
        environ: of the request; its body can be read again afterwards.
    """
    length = get_content_length(environ)
    if length is None:  # sent in chunks, or there is none; else nobody knows where it ends
        length = MOST_BYTES + 1 if environ.get("wsgi.input_terminated") else 0
    elif length > MOST_BYTES:
        return
    body = b""
    with suppress(OSError, ValueError):
        body = environ["wsgi.input"].read(length) if length else b""
    environ["wsgi.input"] = BytesIO(body)


def seat(server: Flask) -> None:
    """Let few requests of a server be worked out at once; to be called last, so that all is in it.

    Args:
        server: the server behind the dashboard.
    """
    inner: Any = server.wsgi_app
    server.wsgi_app = AtOnce(inner)  # type: ignore[method-assign] # Werkzeug's own way
