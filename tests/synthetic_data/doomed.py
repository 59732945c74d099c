"""Makes cities in processes that die at a chosen moment.

Run as a program: it imports what it needs once, then forks a child for every line of JSON that it
reads and answers how the child ended and how many moments it went through. A moment is something
that changes the names in the home, or a step of the making; a child may also be
killed after a time, or find the disk full.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from pathlib import Path
from typing import Any, NoReturn

import adbc_driver_sqlite.dbapi  # noqa: F401 - a child need not load it again
import psycopg  # noqa: F401 - nor this
import pyarrow.csv  # noqa: F401 - nor this

from domain.errors import BadInput
from synthetic_data.generate import generate_city
from synthetic_data.home import make_city
from synthetic_data.registry.city_database import CityDatabase

EVENTS = ("os.rename", "os.mkdir", "os.remove")
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

    def pass_one(self, *_told: object) -> None:
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
        make_city(Path(asked["home"]), size, database, replace=again, progress=moments.pass_one)
    except BadInput as problem:
        status, said = REFUSED, str(problem)
    os.write(answer, json.dumps({"said": said, "moments": moments.passed}).encode())
    os._exit(status)


def run(asked: dict[str, Any]) -> dict[str, Any]:
    """Fork a child for what is asked and return how it ended."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reading)
        child(asked, writing)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        told = pipe.read()
    _, status = os.waitpid(process, 0)
    return {"status": os.waitstatus_to_exitcode(status), **json.loads(told or "{}")}


def main() -> None:
    generate_city(*WARM)  # word lists and evidence are read once, not by every child
    for line in sys.stdin:
        print(json.dumps(run(json.loads(line))), flush=True)  # noqa: T201 - this is its answer


if __name__ == "__main__":
    main()
