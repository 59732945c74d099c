"""What must never happen on a page, noted while a test uses it."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Error, Page, Request

LOCAL_HOSTS = {"127.0.0.1", "localhost"}
LOCAL_SCHEMES = {"about", "blob", "data"}


@dataclass
class Watch:
    """Console errors, exceptions and requests that leave the machine, in the order they came."""

    problems: list[str] = field(default_factory=list)

    def follow(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", self._page_error)
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.problems.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _page_error(self, error: Error) -> None:
        self.problems.append(f"exception in the page: {error.message}")

    def _request(self, request: Request) -> None:
        if leaves_the_machine(request.url):
            self.problems.append(f"request that leaves the machine: {request.url}")


def leaves_the_machine(url: str) -> bool:
    address = urlsplit(url)
    return address.scheme not in LOCAL_SCHEMES and address.hostname not in LOCAL_HOSTS
