"""Many people at once on one dashboard: how long a move of the slider takes, errors, memory.

    python -m benchmarks.load                   # the city made last in the home (TIRKEU_HOME)
    python -m benchmarks.load --production      # several processes behind gunicorn

Starts a dashboard of its own on that city; nothing is written into the home. Fifty people pull the
slider of the norm, read the sections below it, open pages and edit a plan of staff, until so many
requests have been answered. Every figure stands beside its limit; the exit status says whether all
are kept.
"""

import os
import platform
import statistics
import sys
import threading
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

from benchmarks.load_server import HOST, Memory, Server, kept_bytes, own_home, said_in, started
from benchmarks.load_user import Asked, Browser, Person
from domain.errors import BadInput
from synthetic_data.home import find_city

SLIDER_MILLISECONDS: Final = 500.0
"""Wanted of 95 of 100 moves."""

GROWTH_SHARE: Final = 0.05
"""Wanted of the memory: the last third of the requests has at most so much more than the second."""

USERS, REQUESTS, SEED = 50, 10_000, 1
STEP: Final = 1_000
LONGEST_SECONDS: Final = 1_800.0
KINDS: Final = ("slider", "section", "edit", "page", "document")
TRACEBACK: Final = "Traceback"


@dataclass
class Told:
    """What was asked so far, by all.

    Attributes:
        asked: every request.
    """

    asked: list[Asked] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, one: Asked) -> None:
        """Take a request."""
        with self._lock:
            self.asked.append(one)

    def __len__(self) -> int:
        return len(self.asked)


class Spent(NamedTuple):
    """Seconds.

    Attributes:
        start: from the start of the server until it said that it was ready.
        load: from the first request to the last.
        processor: processor time of all processes of the server meanwhile.
    """

    start: float
    load: float
    processor: float


@dataclass(frozen=True)
class Measured:
    """What came out.

    Attributes:
        asked: every request.
        memory: after every `STEP` requests, the first before any.
        spent: how long it took.
        said: what the server wrote.
        kept: bytes of its database in the end.
    """

    asked: Sequence[Asked]
    memory: Sequence[Memory]
    spent: Spent
    said: str
    kept: int


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that a share of all values does not exceed; 0 where there are none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def measure(options: Namespace, home: Path) -> Measured:
    """Start a dashboard, load it, end it."""
    words = ["--production", "--workers", str(options.workers)] if options.production else []
    with own_home(home) as own:
        with started(own, words, options.profile) as server:
            told, before = Told(), server.processor_seconds()
            began = time.monotonic()
            memory = list(loaded(server, told, options))
            seconds = time.monotonic() - began
            processor = server.processor_seconds() - before
        spent = Spent(server.seconds, seconds, processor)
        return Measured(told.asked, memory, spent, said_in(own), kept_bytes(own))


def loaded(server: Server, told: Told, options: Namespace) -> Iterator[Memory]:
    """Let people come, and yield the memory after every so many requests."""
    over = threading.Event()
    callbacks = {one["output"]: one for one in server.get("/_dash-dependencies")}
    people = [
        Person(
            Browser(HOST, server.port, callbacks, told.note),
            Random(f"{options.seed}/{number}"),  # noqa: S311 - the same people every time
            over.is_set,
            ("ru", "kk", "en")[number % 3],
        )
        for number in range(options.users)
    ]
    threads = [threading.Thread(target=person.stay, daemon=True) for person in people]
    yield server.memory()
    for thread in threads:
        thread.start()
    last = time.monotonic() + LONGEST_SECONDS
    for wanted in (*range(STEP, options.requests, STEP), options.requests):
        while len(told) < wanted and time.monotonic() < last:
            time.sleep(0.1)
        yield server.memory()
    over.set()
    for thread in threads:
        thread.join(LONGEST_SECONDS)


# ---------------------------------------------------------------- what is said of it
def by_quarter(asked: Sequence[Asked]) -> Iterator[float]:
    """Yield the p95 of a move, milliseconds, in each quarter: all come at once in the first."""
    size = max(1, len(asked) // 4)
    for first in range(0, 4 * size, size):
        part = asked[first : first + size]
        yield 1_000 * percentile([one.seconds for one in part if one.kind == "slider"], 0.95)


def growth(memory: Sequence[Memory]) -> float:
    """Return by which share the memory of serving grew from the second third to the last."""
    third = max(1, len(memory) // 3)
    middle = statistics.median(one.serving for one in memory[third : 2 * third] or memory)
    late = statistics.median(one.serving for one in memory[-third:])
    return late / middle - 1


def lines(found: Measured) -> Iterator[str]:
    """Yield every figure beside its limit."""
    for kind in KINDS:
        took = [1_000 * one.seconds for one in found.asked if one.kind == kind]
        middle, high, highest = (percentile(took, share) for share in (0.5, 0.95, 0.99))
        limit = f" of {SLIDER_MILLISECONDS:.0f}" if kind == "slider" else ""
        yield (
            f"{kind:9}{len(took):7}   p50 {middle:6.0f} ms   p95 {high:6.0f}{limit} ms"
            f"   p99 {highest:6.0f} ms   slowest {max(took, default=0):6.0f} ms"
        )
    parts = (f"{high:.0f}" for high in by_quarter(found.asked))
    yield f"p95 of a move in each quarter of the requests: {', '.join(parts)} ms"
    wrong = [one for one in found.asked if one.is_error]
    yield f"errors {len(wrong)} of 0 in {len(found.asked)} requests"
    yield from (f"  {one.status} {one.kind} {one.where[:100]}" for one in wrong[:10])
    yield f"tracebacks in the log: {found.said.count(TRACEBACK)} of 0"
    yield f"ready {found.spent.start:.1f} s after the start; nobody was there before"
    busy = found.spent.processor / found.spent.load
    yield f"{len(found.asked) / found.spent.load:.1f} requests a second, {busy:.2f} processors busy"
    yield from memory_lines(found)


def memory_lines(found: Measured) -> Iterator[str]:
    """Yield the memory after every thousand requests, and how much it grew."""
    for number, one in enumerate(found.memory):
        asked = min(number * STEP, len(found.asked))
        yield (
            f"memory after {asked:6} requests: {one.serving:5.0f} MiB,"
            f" processes of runs {one.pool:5.0f} MiB"
        )
    yield f"growth to the last third: {growth(found.memory):+.1%} of {GROWTH_SHARE:+.0%}"
    yield f"database: {found.kept / 1e6:.1f} MB"


def is_kept(found: Measured) -> bool:
    """Say whether every limit is kept."""
    took = [1_000 * one.seconds for one in found.asked if one.kind == "slider"]
    return (
        percentile(took, 0.95) <= SLIDER_MILLISECONDS
        and not any(one.is_error for one in found.asked)
        and TRACEBACK not in found.said
        and growth(found.memory) <= GROWTH_SHARE
    )


def told_of(words: Sequence[str] | None = None) -> Namespace:
    """Return what the command line says."""
    parser = ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    usual = Path(os.environ.get("TIRKEU_HOME") or ".tirkeu")
    parser.add_argument("--home", type=Path, default=usual, help="whose city; it is only read")
    parser.add_argument("--production", action="store_true", help="several processes")
    parser.add_argument("--workers", type=int, default=2, help="how many (default: 2)")
    parser.add_argument("--users", type=int, default=USERS, help=f"at once (default: {USERS})")
    parser.add_argument("--requests", type=int, default=REQUESTS, help=f"(default: {REQUESTS})")
    parser.add_argument("--seed", type=int, default=SEED, help="of what people do")
    parser.add_argument("--profile", type=Path, help="file for where the server spends its time")
    return parser.parse_args(words)


def main() -> int:
    """Measure, print, and return 0 where every limit is kept."""
    options = told_of()
    try:
        city = find_city(options.home)
    except BadInput as problem:
        sys.exit(str(problem))
    sys.stdout.write(f"city {city.name}, {options.users} people at once, {os.cpu_count()} ")
    sys.stdout.write(f"processors, {platform.platform()}, Python {platform.python_version()}\n")
    sys.stdout.flush()
    found = measure(options, options.home)
    for line in lines(found):
        sys.stdout.write(f"{line}\n")
    return 0 if is_kept(found) else 1


if __name__ == "__main__":
    sys.exit(main())
