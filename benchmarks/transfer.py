"""What a page brings over the wire, in bytes as they were sent."""

import time
import urllib.request
from typing import Any

from playwright.sync_api import Page

LIBRARIES = (
    "/_dash-component-suites/plotly/package_data/plotly.min.js",
    "/_dash-component-suites/dash_ag_grid/dash_ag_grid.min.js",
    "/_dash-component-suites/dash_ag_grid/async-community.js",
)
PATIENCE_SECONDS = 120


class Transfer:
    """Counts what a page receives, headers and all, as the browser itself does."""

    def __init__(self, page: Page) -> None:
        self._addresses: dict[str, str] = {}
        self._bytes: dict[str, int] = {}
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.responseReceived", self._answered)
        session.on("Network.loadingFinished", self._finished)

    def _answered(self, event: dict[str, Any]) -> None:
        self._addresses[event["requestId"]] = event["response"]["url"]

    def _finished(self, event: dict[str, Any]) -> None:
        self._bytes[event["requestId"]] = int(event["encodedDataLength"])

    def total(self) -> int:
        """Bytes so far."""
        return sum(self._bytes.values())

    def addresses(self) -> list[str]:
        """What was asked for so far."""
        return list(self._addresses.values())

    def largest(self) -> list[tuple[int, str]]:
        """The ten largest answers."""
        known = [(size, self._addresses.get(one, "")) for one, size in self._bytes.items()]
        return sorted(known, reverse=True)[:10]


def wait_until_pressed(server: str) -> None:
    """Wait until the heavy libraries are kept in their hardest pressed form."""
    last = time.monotonic() + PATIENCE_SECONDS
    for path in LIBRARIES:
        while time.monotonic() < last and _encoding(server + path) != "br":
            time.sleep(0.2)


def _encoding(address: str) -> str:
    asked = urllib.request.Request(address, headers={"Accept-Encoding": "br, zstd"})  # noqa: S310 - an address of the test's own server
    with urllib.request.urlopen(asked, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310 - as above
        return str(answer.headers.get("Content-Encoding", ""))
