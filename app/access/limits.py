"""How often somebody may ask, so that one visitor cannot take the server from the others.

It is counted in each process by itself: with several of them it takes so much longer to notice.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from threading import Lock
from time import monotonic
from typing import Final, NamedTuple

from flask import Flask, Response, request

from app.access.cookies import held
from app.access.health import HEALTH_PATH, READY_PATH
from app.access.plain_page import own_words, told
from app.access.sessions import key_of_token

MOST_KEYS: Final = 10_000
KEPT: Final = ("/assets/", "/_dash-component-suites/")
STATES: Final = frozenset({HEALTH_PATH, READY_PATH})
"""What a browser keeps, and what tells whether the server works, is not counted."""

UPLOADS: Final = ("/log", "/file")
FILES: Final = (".csv", ".xlsx", ".json", ".html")
DOWNLOAD: Final = "download"
"""What the id of a callback's output has in it where a file is made."""


class Rate(NamedTuple):
    """How often something may be asked.

    Attributes:
        a_second: on average.
        at_once: after a pause.
    """

    a_second: float
    at_once: int


A_SESSION: Final = Rate(30.0, 300)
"""A slider that is pulled asks ten times a second; a page that is opened asks twenty things."""

AN_ADDRESS: Final = Rate(600.0, 6_000)
"""A whole office may stand behind one address: fifty people who all pull sliders."""

A_FILE: Final = Rate(0.5, 30)
AN_UPLOAD: Final = Rate(0.1, 6)


@dataclass
class Buckets:
    """Counts by key: each holds what may be asked at once, and fills again with time.

    Attributes:
        rate: how fast it fills, and how much it holds.
        clock: seconds that only grow.
    """

    rate: Rate
    clock: Callable[[], float] = monotonic
    _left: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def wait(self, key: str) -> float:
        """Count a request and return 0, or how many seconds to wait before it is answered."""
        now, full = self.clock(), float(self.rate.at_once)
        with self._lock:
            left, at = self._left.pop(key, (full, now))
            left = min(full, left + (now - at) * self.rate.a_second)
            is_free = left >= 1.0
            self._left[key] = (left - 1.0 if is_free else left, now)
            while len(self._left) > MOST_KEYS:
                self._left.popitem(last=False)
        return 0.0 if is_free else (1.0 - left) / self.rate.a_second


@dataclass(frozen=True)
class Limits:
    """The counts of a server.

    Attributes:
        sessions: by session.
        addresses: by address, whoever asks from there.
        files: exports, by session.
        uploads: by session.
    """

    sessions: Buckets = field(default_factory=lambda: Buckets(A_SESSION))
    addresses: Buckets = field(default_factory=lambda: Buckets(AN_ADDRESS))
    files: Buckets = field(default_factory=lambda: Buckets(A_FILE))
    uploads: Buckets = field(default_factory=lambda: Buckets(AN_UPLOAD))

    def wait_of_address(self) -> float:
        """Count the request by where it comes from and return 0, or how many seconds to wait."""
        return self.addresses.wait(request.remote_addr or "")

    def wait(self) -> float:
        """Count the request by its session and return 0, or how many seconds to wait."""
        token = held()
        own = key_of_token(token) if token else request.remote_addr or ""
        waits = [self.sessions.wait(own)] if token else []
        if request.method == "POST" and request.path.endswith(UPLOADS):
            waits.append(self.uploads.wait(own))
        elif _makes_file():
            waits.append(self.files.wait(own))
        return max(waits, default=0.0)


def _makes_file() -> bool:
    if request.path.endswith(FILES):
        return True
    if request.method != "POST" or not request.is_json:
        return False
    try:
        asked = request.get_json(silent=True)
    except RecursionError:  # it is refused where callbacks are read
        return False
    output = asked.get("output") if isinstance(asked, dict) else None
    return isinstance(output, str) and DOWNLOAD in output[:1000]


def limit_addresses(server: Flask, limits: Limits) -> None:
    """Answer 429 where too much is asked from an address; to be attached before the login.

    Else whoever has not logged in could ask the database as often as he likes.

    Args:
        server: the server behind the dashboard.
        limits: its counts.
    """
    server.before_request(lambda: _too_often(limits.wait_of_address))


def limit_rates(server: Flask, limits: Limits) -> None:
    """Answer 429 to a session that asks too often; to be attached where a login is demanded.

    Args:
        server: the server behind the dashboard.
        limits: its counts.
    """
    server.before_request(lambda: _too_often(limits.wait))


def _too_often(count: Callable[[], float]) -> Response | None:
    if request.path in STATES or request.path.startswith(KEPT):
        return None
    wait = count()
    if wait <= 0:
        return None
    return told(HTTPStatus.TOO_MANY_REQUESTS, own_words()("access.problem.busy"), wait)
