"""Makes cities in processes that die at a chosen moment.

Run as a program: it imports what it needs once, then forks a child for every line of JSON that it
reads and answers how the child ended and how many moments it went through. A moment is something
that changes the names in the home, or one of the steps of the making between two of them; a child
may also be killed after a time, find the disk full, or have others at its side who do the same.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import psycopg  # noqa: F401 - a child need not load it again
import pyarrow.csv  # noqa: F401 - nor this

from domain.errors import BadInput
from synthetic_data import home as making
from synthetic_data.city import COLUMNS, City
from synthetic_data.generate import Progress, Ready, generate_city
from synthetic_data.registry.city_database import CityDatabase

EVENTS = ("os.rename", "os.mkdir", "os.remove")
STEPS = ("households", "done")
"""Steps that are moments: with half of the columns handed over, and with all of them."""

WHOLE, REFUSED = 0, 2
WARM = (200, 1)


class Moments:
    """Counts moments and dies at one of them."""

    def __init__(self, home: str, fatal: int | None) -> None:
        self.home, self.fatal, self.passed = home, fatal, 0

    def hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in EVENTS and isinstance(arguments[0], str | os.PathLike):
            path = os.fspath(arguments[0])
            if isinstance(path, str) and path.startswith(self.home):
                self.pass_one()

    def step(self, name: str, _share: float) -> None:
        if name in STEPS:
            self.pass_one()

    def pass_one(self) -> None:
        if self.passed == self.fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        self.passed += 1


def child(asked: dict[str, Any], answer: int) -> NoReturn:
    """Make the city as asked and end without any cleaning up."""
    if asked.get("seconds"):
        signal.setitimer(signal.ITIMER_REAL, asked["seconds"])  # its signal kills, as nobody waits
    if asked.get("largest_file"):
        resource.setrlimit(resource.RLIMIT_FSIZE, (asked["largest_file"],) * 2)
    moments = Moments(asked["home"], asked.get("moment"))
    sys.addaudithook(moments.hook)
    size, status, said = tuple(asked["size"]), WHOLE, ""
    database, again = CityDatabase(asked["url"]), asked["replace"]
    try:
        making.make_city(Path(asked["home"]), size, database, replace=again, progress=moments.step)
    except BadInput as problem:
        status, said = REFUSED, str(problem)
    os.write(answer, json.dumps({"said": said, "moments": moments.passed}).encode())
    os._exit(status)


def run(asked: dict[str, Any]) -> dict[str, Any]:
    """Fork a child for what is asked, and others with it, and return how all of them ended."""
    started = [start(asked) for _ in range(1 + asked.get("others", 0))]
    first, *others = [end(*each) for each in started]
    return first | {"others": [each["status"] for each in others]}


def start(asked: dict[str, Any]) -> tuple[int, int]:
    """Fork a child for what is asked and return its number and where it answers."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reading)
        child(asked, writing)
    os.close(writing)
    return process, reading


def end(process: int, reading: int) -> dict[str, Any]:
    """Wait for a child and return how it ended."""
    with os.fdopen(reading) as pipe:
        told = pipe.read()
    _, status = os.waitpid(process, 0)
    return {"status": os.waitstatus_to_exitcode(status), **json.loads(told or "{}")}


def again(city: City) -> Callable[..., City]:
    """Return what hands over a city as if it were made: how it is made is not at stake here."""
    columns = {name: getattr(city, name) for name in COLUMNS}
    papers = {name: columns[name] for name in list(columns)[: len(columns) // 2]}

    def generate(
        population: int, seed: int, progress: Progress | None = None, *, ready: Ready
    ) -> City:
        if (population, seed) != WARM:
            return generate_city(population, seed, progress, ready=ready)
        tell = progress or (lambda _step, _share: None)
        ready(papers)
        tell("households", 0.6)
        ready({name: column for name, column in columns.items() if name not in papers})
        tell("done", 1.0)
        return city

    return generate


def main() -> None:
    making.generate_city = again(generate_city(*WARM))  # type: ignore[attr-defined]
    for line in sys.stdin:
        print(json.dumps(run(json.loads(line))), flush=True)  # noqa: T201 - this is its answer


if __name__ == "__main__":
    main()
