"""One person at the dashboard: pulls the norm's slider, opens pages, edits a plan of staff.

Asks what the page's own scripts ask, one connection each, and waits as a person does. What a
browser keeps (scripts, styles, letters) is not asked for again.
"""

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from random import Random
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from app.callback_bodies import PATH as CALLBACK_PATH
from app.navigation import ENTRIES

OUTPUT_OF_PAGES: Final = ".._pages_content.children..._pages_store.data.."
HEADERS: Final = {"Accept-Encoding": "gzip, deflate, br, zstd", "Sec-Fetch-Site": "same-origin"}
LONGEST_SECONDS: Final = 300.0
"""A browser waits as long for an answer: what is counted for long is an answer too."""

IDLE_SECONDS: Final = 25.0
"""A connection unused for longer is opened anew: a server closes such ones after half a minute."""

NORMS: Final = tuple(tenths / 10 for tenths in range(60, 301))
READINGS: Final[Sequence[Mapping[str, str]]] = (
    {},
    {},
    {"spouse": "ever"},
    {"sibling": "any"},
    {"area": "useful"},
)
"""Most pull the slider alone; some have another reading chosen."""

SECTIONS: Final = ("breakdown", "readings", "ranges")
AGAIN_SECONDS: Final = 0.6
SETTLED_SECONDS: Final = 0.3
"""As the page's scripts wait: before asking again, and after the last move."""

MOVE_SECONDS: Final = (0.7, 1.3)
LOOK_SECONDS: Final = (3.0, 8.0)
"""A person: between two moves of a pulled slider, and between two things that are done."""

LEVER_SHARE: Final = 0.3
NO_RUNS: Final = "///"
"""What the Centres page notes of its runs where there are none."""

OK, NO_CONTENT = 200, 204


class Asked(NamedTuple):
    """A request that was made.

    Attributes:
        kind: what it was for: ``slider``, ``page``, ``edit``, ``section``, ``document``.
        ended: seconds of a clock that only grows.
        seconds: how long it took until the answer was read.
        status: of the answer; 0 where none came.
        where: the address, for what went wrong.
    """

    kind: str
    ended: float
    seconds: float
    status: int
    where: str

    @property
    def is_error(self) -> bool:
        """Whether it was not answered as it ought to be."""
        return self.status not in (OK, NO_CONTENT)


@dataclass
class Browser:
    """A connection, and what was asked over it.

    Attributes:
        host: where the dashboard listens.
        port: likewise.
        callbacks: of the dashboard by their output, as it lists them.
        note: takes every request.
        headers: sent with each, such as a session's cookie.
    """

    host: str
    port: int
    callbacks: Mapping[str, Any]
    note: Callable[[Asked], None]
    headers: Mapping[str, str] = field(default_factory=dict)
    _open: HTTPConnection | None = None
    _used: float = 0.0

    def get(self, kind: str, path: str, **query: str) -> int:
        """Ask for an address and return the status of the answer."""
        return self._asked(kind, "GET", f"{path}?{urlencode(query)}" if query else path)

    def call(self, kind: str, output: str, *values: object) -> int:
        """Call back what draws an output, and return the status of the answer."""
        body = json.dumps(called(self.callbacks[output], values)).encode()
        return self._asked(kind, "POST", CALLBACK_PATH, body)

    def close(self) -> None:
        """Close the connection."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def _asked(self, kind: str, method: str, path: str, body: bytes | None = None) -> int:
        began = time.perf_counter()
        status = self._status(method, path, body)
        ended = time.perf_counter()
        self.note(Asked(kind, time.monotonic(), ended - began, status, path))
        return status

    def _status(self, method: str, path: str, body: bytes | None) -> int:
        for _ in range(2):  # a connection that the server closed meanwhile is no error
            is_new = self._open is None or time.monotonic() - self._used > IDLE_SECONDS
            try:
                answer = self._sent(self._renewed() if is_new else self._open, method, path, body)
            except (HTTPException, OSError) as problem:
                self.close()
                if is_new or isinstance(problem, TimeoutError):
                    return 0
            else:
                self._used = time.monotonic()
                return answer
        return 0

    def _renewed(self) -> HTTPConnection:
        self.close()
        self._open = HTTPConnection(self.host, self.port, timeout=LONGEST_SECONDS)
        return self._open

    def _sent(
        self, connection: HTTPConnection | None, method: str, path: str, body: bytes | None
    ) -> int:
        if connection is None:
            return 0
        sent = {"Content-Type": "application/json"} if body else {}
        connection.request(method, path, body, {**HEADERS, **self.headers, **sent})
        answer = connection.getresponse()
        answer.read()
        return answer.status


def called(callback: Mapping[str, Any], values: Sequence[object]) -> dict[str, Any]:
    """Return what a browser sends for a callback whose inputs and states have these values."""
    parts = [*callback["inputs"], *callback["state"]]
    filled = [{**part, "value": value} for part, value in zip(parts, values, strict=True)]
    names = [name.rsplit(".", 1) for name in callback["output"].strip(".").split("...")]
    outputs = [{"id": name, "property": of} for name, of in names]
    count = len(callback["inputs"])
    return {
        "output": callback["output"],
        "outputs": outputs if callback["output"].startswith("..") else outputs[0],
        "inputs": filled[:count],
        "changedPropIds": [f"{filled[0]['id']}.{filled[0]['property']}"],
        "state": filled[count:],
    }


@dataclass
class Person:
    """Somebody who uses the dashboard until it is over.

    Attributes:
        browser: what is asked with.
        chance: whose choices.
        is_over: says when to stop.
        language: of the pages.
    """

    browser: Browser
    chance: Random
    is_over: Callable[[], bool]
    language: str = "ru"

    def stay(self) -> None:
        """Do one thing after the other, half of them on the Norms page."""
        self.wait((0.0, LOOK_SECONDS[1]))  # not all come at the same moment
        self.open_page("/norms")
        acts = (self.pull, self.pull, self.pull, self.look_around, self.edit_staff)
        while not self.is_over():
            self.chance.choice(acts)()
            self.wait(LOOK_SECONDS)
        self.browser.close()

    def wait(self, between: tuple[float, float]) -> None:
        """Do nothing for a while, as long as it is not over."""
        last = time.monotonic() + self.chance.uniform(*between)
        while time.monotonic() < last and not self.is_over():
            time.sleep(min(0.2, max(0.0, last - time.monotonic())))

    def open_page(self, path: str, **query: str) -> None:
        """Open a page as a new document, with what Dash asks for before it is drawn."""
        asked = {"lang": self.language, **query}
        self.browser.get("document", path, **asked)
        self.browser.get("document", "/_dash-layout")
        self.browser.get("document", "/_dash-dependencies")
        self.browser.call("page", OUTPUT_OF_PAGES, path, f"?{urlencode(asked)}")

    def look_around(self) -> None:
        """Open some page."""
        self.open_page(self.chance.choice(ENTRIES).path)

    # ------------------------------------------------------------ the slider
    def pull(self) -> None:
        """Pull the slider of the norm, let it go, and read what comes below."""
        query = {"lang": self.language, **self.chance.choice(READINGS)}
        for norm in self._moves():
            if self.is_over():
                return
            query["norm"] = f"{norm:.1f}"
            began = time.monotonic()
            self.browser.get("slider", "/norms/answer", **query)
            spent = time.monotonic() - began
            time.sleep(max(0.0, self.chance.uniform(*MOVE_SECONDS) - spent))
        time.sleep(SETTLED_SECONDS)
        self._read_below(query)

    def _moves(self) -> Iterator[float]:
        at = self.chance.randrange(len(NORMS))
        for _ in range(self.chance.randint(4, 12)):
            at = max(0, min(len(NORMS) - 1, at + self.chance.randint(-6, 6)))
            yield NORMS[at]

    def _read_below(self, query: Mapping[str, str]) -> None:
        """Ask for the sections, and again for those that are counted still, while one reads."""
        self.browser.get("section", "/norms/sections", **query)
        missing = list(SECTIONS)
        last = time.monotonic() + self.chance.uniform(*LOOK_SECONDS)
        while missing and time.monotonic() < last and not self.is_over():
            missing = [name for name in missing if self._section(name, query) == NO_CONTENT]
            time.sleep(AGAIN_SECONDS)

    def _section(self, name: str, query: Mapping[str, str]) -> int:
        return self.browser.get("section", f"/norms/sections/{name}", **query)

    # ------------------------------------------------------------ staff
    def edit_staff(self) -> None:
        """Open the plan of the centres, type some windows into its grid and move a lever."""
        self.open_page("/centres")
        output = next(name for name in self.browser.callbacks if "centres-board" in name)
        noted = {"query": {"lang": self.language}, "language": self.language}
        for count in range(self.chance.randint(2, 5)):
            self.wait((1.0, 3.0))
            asked = {**self._edit(), "count": count + 1}
            self.browser.call("edit", output, asked, noted, NO_RUNS)

    def _edit(self) -> dict[str, Any]:
        number = self.chance.randint(5, 30)
        if self.chance.random() < LEVER_SHARE:
            return {"act": "lever", "value": "patience", "typed": str(number)}
        hour = f"h{self.chance.randint(10, 16)}"
        return {
            "act": "cells",
            "edits": [{"data": {"kind": "windows"}, "colId": hour, "value": number}],
        }
