"""How many requests are worked out at once: few, so that a moved lever is answered meanwhile.

One interpreter works at one thing at a time. Eight pages drawn side by side are done no sooner
than one after the other, and whoever pulls a slider would get a ninth of the processor. So what
takes long to work out has few seats and waits for one; what is answered quickly, and what has a
lane of its own (`app.slow_lane`), needs none.
"""

from collections.abc import Iterable
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Any, Final

from flask import Flask

from app.callback_bodies import PATH as CALLBACKS

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

SEATS: Final = 2
LONGEST_SECONDS: Final = 8.0
"""Whoever has waited so long is let in without a seat: what holds them may wait for a database."""

SEATED: Final = frozenset({CALLBACKS, "/norms/sections", "/norms/sections/breakdown"})
"""What takes a seat: pages and edits, which are callbacks, and what is drawn as they are."""


class AtOnce:
    """A server of which few requests are worked out at once.

    Args:
        inner: the server.
        seats: how many of `SEATED`.
        longest: seconds that one waits for a seat.
    """

    def __init__(
        self, inner: "WSGIApplication", seats: int = SEATS, longest: float = LONGEST_SECONDS
    ) -> None:
        self._inner, self._longest = inner, longest
        self._free = BoundedSemaphore(seats)

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer a request, in its turn where it takes a seat."""
        if environ.get("PATH_INFO") not in SEATED:
            return self._inner(environ, start_response)
        has_seat = self._free.acquire(timeout=self._longest)
        try:
            return self._inner(environ, start_response)
        finally:
            if has_seat:
                self._free.release()


def seat(server: Flask) -> None:
    """Let few requests of a server be worked out at once; to be called last, so that all is in it.

    Args:
        server: the server behind the dashboard.
    """
    inner: Any = server.wsgi_app
    server.wsgi_app = AtOnce(inner)  # type: ignore[method-assign] # Werkzeug's own way
