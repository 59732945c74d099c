"""Requests that are sent too slowly are given up by ``tirkeu serve --production``.

A thread reads a request while it comes in, so one that drips in byte by byte would hold it for as
long as its sender likes. What counts is the time that is waited for bytes, so a long answer has
all the time it needs, and so has a large file on a line of 128 kbit/s or more. A slower line has
half a minute more than that one would need for what has come, then its request is given up.
"""

import socket
from time import monotonic
from typing import Any, Final

from gunicorn import http
from gunicorn.http.errors import NoMoreData
from gunicorn.http.unreader import SocketUnreader
from gunicorn.workers.gthread import ThreadWorker

WHOLE_SECONDS: Final = 30.0
"""How long the bytes of a request, head and body, may be waited for."""

LEAST_BYTES_A_SECOND: Final = 16_384
"""Larger requests have a second more for each so many: 64 MB of a ticket log, an hour.

So 128 kbit/s is the least speed of a line for a large file: at half of it a minute is all there is.
"""


class Punctual(SocketUnreader):  # type: ignore[misc] # gunicorn has no types
    """Reads requests from a connection and counts how long it waits for each.

    Args:
        sending: the connection.
    """

    def __init__(self, sending: socket.socket) -> None:
        super().__init__(sending)
        self.begin()

    def begin(self) -> None:
        """Begin with the next request."""
        self._waited, self._came = 0.0, 0

    def chunk(self) -> bytes:
        """Return the bytes that come next; none: the sender has ended.

        Raises:
            NoMoreData: the request takes too long; its connection is closed.
        """
        if self._waited > WHOLE_SECONDS + self._came / LEAST_BYTES_A_SECOND:
            raise NoMoreData
        begun = monotonic()
        found: bytes = super().chunk()
        self._waited += monotonic() - begun
        self._came += len(found)
        return found


class PunctualWorker(ThreadWorker):  # type: ignore[misc] # as above
    """A process of gunicorn that waits for no request longer than it may take."""

    def handle(self, conn: Any) -> Any:  # noqa: ANN401 - gunicorn's own
        """Answer a request of a connection."""
        if conn.parser is None:
            conn.parser = http.get_parser(conn.cfg, conn.sock, conn.client)
            conn.parser.unreader = Punctual(conn.sock)
        else:
            conn.parser.unreader.begin()
        return super().handle(conn)
