"""The dashboard of a whole city from its start: first page, memory, searches, every page.

Run with ``python -m benchmarks.bench_serve`` for the city made last in the home
(``TIRKEU_HOME``). Processor time is told beside the clock's, as others may use the machine.
"""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from app.navigation import ENTRIES
from app.pages.norms.state import written
from app.visit import DEFAULT_DAY
from domain.errors import BadInput
from simulation.impact.setting import RESIDENCE_SWITCHES, lawful
from synthetic_data.home import find_city
from synthetic_data.listing.books import BOOKS

FIRST_PAGE_SECONDS = 3.0
SEARCH_MILLISECONDS = LIST_MILLISECONDS = 100.0
MEMORY_MIB = 800.0
"""With a year of applications and what norms do to it, which is drawn beside the requests."""

READING_MILLISECONDS = 150.0
LONGEST_SECONDS = 60.0
THREADS, ROUNDS = 12, 3
REGISTRIES = "/registries"
ROUTER = ".._pages_content.children..._pages_store.data.."
WHOLE_WHEN: Mapping[str, tuple[str, object]] = {
    "answer": ("state", "ready"),
    "whole": ("is_whole", True),
}
PEOPLE, DWELLINGS = "person-results.children", "dwelling-results.children"

SEARCHES: Mapping[str, tuple[str, str]] = {
    "a family name": (PEOPLE, "akhmetov"),
    "three letters": (PEOPLE, "nur"),
    "the beginning of a number": (PEOPLE, "8501"),
    "a street": (DWELLINGS, "abai"),
    "a dwelling": (DWELLINGS, "abai 1 14"),
    "an owner": (DWELLINGS, "akhmetov"),
}


class Dashboard:
    """A dashboard in a process of its own, asked as a browser asks it.

    Args:
        process: its number.
        address: where it listens.
    """

    def __init__(self, process: int, address: str) -> None:
        self.process, self.address = process, address
        self.callbacks: dict[str, Any] = {}

    def get(self, path: str) -> bytes:
        """Return what stands at a path."""
        with urlopen(self.address + path, timeout=LONGEST_SECONDS) as answer:  # noqa: S310 - own
            said: bytes = answer.read()
        return said

    def learn(self) -> None:
        """Ask which callbacks there are, as a browser does after the first page."""
        listed = json.loads(self.get("/_dash-dependencies"))
        self.callbacks = {callback["output"]: callback for callback in listed}

    def ask(self, output: str, *values: object) -> bytes:
        """Return the answer of a callback whose inputs and states have these values."""
        said = self.callbacks[output]
        parts = [*said["inputs"], *said["state"]]
        filled = [{**p, "value": v} for p, v in zip(parts, values, strict=True)]
        names = [name.rsplit(".", 1) for name in output.strip(".").split("...")]
        outputs = [{"id": name, "property": of} for name, of in names]
        count = len(said["inputs"])
        document = {
            "output": output,
            "outputs": outputs if output.startswith("..") else outputs[0],
            "inputs": filled[:count],
            "changedPropIds": [f"{filled[0]['id']}.{filled[0]['property']}"],
            "state": filled[count:],
        }
        sent = Request(  # noqa: S310 - own
            f"{self.address}/_dash-update-component",
            json.dumps(document).encode(),
            {"Content-Type": "application/json"},
        )
        with urlopen(sent, timeout=LONGEST_SECONDS) as answer:  # noqa: S310 - own
            told: bytes = answer.read()
        return told

    def page(self, path: str, **query: str) -> bytes:
        """Return the content of a page."""
        return self.ask(ROUTER, path, f"?{urlencode({'lang': 'en', **query})}")

    def memory_mib(self) -> float:
        """Return the most memory that the process has had."""
        return self._status("VmHWM")

    def resident_mib(self) -> float:
        """Return the memory that the process has now."""
        return self._status("VmRSS")

    def _status(self, name: str) -> float:
        status = Path(f"/proc/{self.process}/status").read_text(encoding="ascii")
        line = next(line for line in status.splitlines() if line.startswith(name))
        return int(line.split()[1]) / 1024

    def processor_seconds(self) -> float:
        """Return the processor time of the process so far."""
        parts = Path(f"/proc/{self.process}/stat").read_text(encoding="utf-8").split(") ")[1]
        return sum(map(int, parts.split()[11:13])) / os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def started() -> Iterator[Dashboard]:
    """Start the dashboard; nothing has been asked of it yet."""
    port = free_port()
    command = [sys.executable, "-m", "app.cli", "serve", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - own
    try:
        yield Dashboard(process.pid, f"http://127.0.0.1:{port}")
    finally:
        process.terminate()
        process.wait()


def first_page(dashboard: Dashboard) -> None:
    """Ask until the first page is there, with what stands on it."""
    last = time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < last:
        try:
            dashboard.get("/")
            break
        except (URLError, ConnectionError):
            time.sleep(0.01)
    dashboard.learn()
    dashboard.page(ENTRIES[0].path)


def milliseconds(dashboard: Dashboard, output: str, sought: str) -> float:
    """Return how long a search takes that nobody made before, request and all."""
    started = time.perf_counter()
    dashboard.ask(output, sought, "?lang=en")
    return (time.perf_counter() - started) * 1_000


def page_milliseconds(dashboard: Dashboard, path: str, **query: str) -> float:
    """Return how long a page takes, request and all."""
    started = time.perf_counter()
    dashboard.page(path, **query)
    return (time.perf_counter() - started) * 1_000


def lists() -> Iterator[dict[str, str]]:
    """Yield every list as it stands, sorted both ways, and under each word of each filter."""
    for name, book in BOOKS.items():
        yield {"list": name}
        for sort in book.sorts:
            yield from ({"list": name, "sort": f"{way}{sort}"} for way in ("", "-"))
        for choice in book.choices():
            yield from ({"list": name, choice.name: word} for word in choice.words)


def at_once(dashboard: Dashboard) -> float:
    """Return how long the slowest answer takes while many threads search and sort."""
    asked = [*lists(), *({"list": "persons", "q": q} for _, q in SEARCHES.values())]
    asked += [{"list": "births", "q": q, "sort": "born"} for _, q in SEARCHES.values()]
    with ThreadPoolExecutor(THREADS) as threads:
        return max(
            threads.map(lambda query: page_milliseconds(dashboard, REGISTRIES, **query), asked)
        )


def quality_seconds(dashboard: Dashboard) -> float:
    """Return how long it takes until the quality of the city is shown."""
    started = time.perf_counter()
    while b"registries-poll" in dashboard.page(REGISTRIES, view="quality"):
        time.sleep(0.5)
    return time.perf_counter() - started


def beside(name: str, got: float, unit: str, limit: float) -> str:
    return f"{name}: {got:.2f} {unit} of {limit:g} {unit}, {got / limit:.0%}"


def ratios() -> Iterator[str]:
    """Yield every measure beside its limit."""
    begun = time.perf_counter()
    with started() as dashboard:
        first_page(dashboard)
        yield beside("first page", time.perf_counter() - begun, "s", FIRST_PAGE_SECONDS)
        used = dashboard.processor_seconds()
        yield beside("first page, processor", used, "s", FIRST_PAGE_SECONDS)
        yield memory("then", dashboard)
        time.sleep(1)  # the indexes of the search are being made
        took = page_milliseconds(dashboard, REGISTRIES)
        yield beside("registries meanwhile", took, "ms", LIST_MILLISECONDS)
        dashboard.ask(DWELLINGS, "astana", "?lang=en")  # waits until the indexes are made
        yield from searches_and_pages(dashboard)
        yield from lists_and_quality(dashboard)
        yield from norms(dashboard)


def searches_and_pages(dashboard: Dashboard) -> Iterator[str]:
    for name, (output, sought) in SEARCHES.items():
        took = milliseconds(dashboard, output, sought)
        yield beside(f"search, {name}", took, "ms", SEARCH_MILLISECONDS)
    yield memory("with the search", dashboard)
    for entry in ENTRIES:
        yield f"{entry.path}: {page_milliseconds(dashboard, entry.path):.0f} ms"
    yield memory("with every page", dashboard)


def lists_and_quality(dashboard: Dashboard) -> Iterator[str]:
    took = {
        urlencode(query): page_milliseconds(dashboard, REGISTRIES, **query) for query in lists()
    }
    slowest = max(took, key=lambda query: took[query])
    yield beside(f"slowest list, {slowest}", took[slowest], "ms", LIST_MILLISECONDS)
    yield memory("with every list", dashboard)
    for _ in range(ROUNDS):
        yield f"slowest answer of {THREADS} threads: {at_once(dashboard):.0f} ms"
    yield memory("with many threads", dashboard)
    yield f"quality: {quality_seconds(dashboard):.1f} s"
    yield memory("with the quality", dashboard)


def norms(dashboard: Dashboard) -> Iterator[str]:
    """Yield what readings of the norms page take, and its memory after each kind of work."""
    waited = until(dashboard, "answer")
    yield f"year of applications: {waited:.1f} s waited"
    yield memory("with a year of applications", dashboard)
    law = lawful(DEFAULT_DAY)
    usual = [law.read(**{each.name: each.other}) for each in RESIDENCE_SWITCHES]
    for name, settings in (("readings", usual), ("with a norm", [s.at(133) for s in usual])):
        took = sorted(answered(dashboard, written(each, law)) for each in settings)
        middle = took[len(took) // 2]
        yield beside(f"{name}, median answer", middle, "ms", READING_MILLISECONDS)
        yield f"{name}, slowest answer: {took[-1]:.0f} ms"
    yield memory("with every reading", dashboard)
    yield f"ranges: {until(dashboard, 'whole'):.1f} s waited"
    yield memory("with ranges", dashboard)
    yield f"ranges of a norm: {until(dashboard, 'whole', norm='13.3'):.1f} s"
    yield memory("with more ranges", dashboard)
    yield f"/norms: {page_milliseconds(dashboard, '/norms', area='useful'):.0f} ms"
    yield memory("in the end", dashboard)


def answered(dashboard: Dashboard, query: Mapping[str, str]) -> float:
    """Return how many milliseconds the texts of a setting take."""
    started = time.perf_counter()
    dashboard.get(f"/norms/answer?{urlencode({'lang': 'en', **query})}")
    return (time.perf_counter() - started) * 1_000


def until(dashboard: Dashboard, route: str, **query: str) -> float:
    """Return after how many seconds an answer about norms is as whole as its route gives it."""
    name, value = WHOLE_WHEN[route]
    started = time.perf_counter()
    address = f"/norms/{route}?{urlencode({'lang': 'en', **query})}"
    while json.loads(dashboard.get(address))[name] != value:
        time.sleep(0.2)
    return time.perf_counter() - started


def memory(when: str, dashboard: Dashboard) -> str:
    most = beside(f"memory {when}", dashboard.memory_mib(), "MiB", MEMORY_MIB)
    return f"{most}, {dashboard.resident_mib():.0f} MiB now"


if __name__ == "__main__":
    try:
        city = find_city(Path(os.environ.get("TIRKEU_HOME") or ".tirkeu"))
    except BadInput as problem:
        sys.exit(str(problem))
    sys.stdout.write(f"city {city.name}\n")
    for line in ratios():
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
