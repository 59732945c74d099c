"""A dashboard in processes of its own that is killed, and what it has acknowledged."""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from app.callback_bodies import PATH

HOST = "127.0.0.1"
START_SECONDS = 240
OUTPUTS = {"centres": "centres-board", "scenarios": "scenarios-runs"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def children(pid: int) -> list[int]:
    """The processes that descend from one, from /proc."""
    of: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            parts = entry.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        of.setdefault(int(parts[1]), []).append(int(entry.parent.name))
    found = [pid]
    for one in found:
        found += of.get(one, [])
    return found[1:]


def kill(pids: Sequence[int]) -> None:
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


@dataclass
class Acknowledged:
    """What a visitor was told to be kept.

    Attributes:
        saved: name by id of saved scenarios.
        documents: keys.
        runs: ids.
    """

    saved: dict[str, str] = field(default_factory=dict)
    documents: set[str] = field(default_factory=set)
    runs: set[str] = field(default_factory=set)


@dataclass
class Served:
    """A dashboard that answers.

    Attributes:
        process: its first process.
        port: where.
        callbacks: as it lists them.
    """

    process: "subprocess.Popen[bytes]"
    port: int
    callbacks: dict[str, Any] = field(default_factory=dict)

    def get(self, path: str) -> Any:  # noqa: ANN401 - JSON
        with urlopen(f"http://{HOST}:{self.port}{path}", timeout=30) as answer:
            return json.loads(answer.read())

    def act(self, page: str, query: dict[str, str], **said: Any) -> dict[str, str]:  # noqa: ANN401
        """Do something on a page and return the query that its address has then."""
        output = next(name for name in self.callbacks if OUTPUTS[page] in name)
        called = self.callbacks[output]
        noted = {"query": {"lang": "en", **query}, "language": "en"}
        values = [{**said, "count": 1}, noted, "///"]
        parts = [*called["inputs"], *called["state"]]
        filled = [{**part, "value": value} for part, value in zip(parts, values, strict=True)]
        names = [name.rsplit(".", 1) for name in output.strip(".").split("...")]
        document = {
            "output": output,
            "outputs": [{"id": name, "property": of} for name, of in names],
            "inputs": filled[:1],
            "changedPropIds": [f"{filled[0]['id']}.data"],
            "state": filled[1:],
        }
        sent = Request(
            f"http://{HOST}:{self.port}{PATH}",
            json.dumps(document).encode(),
            {"Content-Type": "application/json"},
        )
        with urlopen(sent, timeout=30) as answer:  # noqa: S310 - own
            told = json.loads(answer.read())["response"]
        found: dict[str, str] = told[f"{page}-state"]["data"]["query"]
        return found

    def kill(self, which: str) -> None:
        """Kill processes at once, as a machine does that has no memory left.

        Args:
            which: ``server``, ``workers`` or ``all``.
        """
        below = children(self.process.pid)
        if which != "workers":
            kill([self.process.pid])
        if which != "server":
            kill(below)
        if which != "workers":
            self.process.wait()


@contextmanager
def served(home: Path, *, production: bool = False) -> Iterator[Served]:
    """Start a dashboard, and leave none of its processes behind."""
    port = free_port()
    words = [sys.executable, "-m", "app.cli", "serve", "--port", str(port)]
    words += ["--production", "--workers", "2"] if production else []
    with (home.parent / "serve.log").open("ab") as log:
        process = subprocess.Popen(
            words, env={**os.environ, "TIRKEU_HOME": str(home)}, stdout=log, stderr=log
        )
    found = Served(process, port)
    try:
        _until_it_answers(found)
        listed = found.get("/_dash-dependencies")
        found.callbacks = {callback["output"]: callback for callback in listed}
        yield found
    finally:
        left = children(process.pid)
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        kill(left)


def _until_it_answers(found: Served) -> None:
    last = time.monotonic() + START_SECONDS
    while time.monotonic() < last:
        try:
            found.get("/health")
        except (URLError, OSError):
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the dashboard does not answer")


def run_of(dashboard: Served, known: Acknowledged, seed: int) -> str | None:
    """Edit a scenario, run it, note what was told; None where too many runs wait."""
    query: dict[str, str] = {}
    for lever, typed in (("replications", "2"), ("seed", str(seed))):
        query = dashboard.act("centres", query, act="lever", value=lever, typed=typed)
        known.documents.add(query["scenario"])
    run = dashboard.act("centres", query, act="run").get("run")
    if run is not None:
        known.runs.add(run)
    return run


class Visitors:
    """People who save, edit and run until the server is gone; who note what they were told.

    Args:
        dashboard: what they use.
        known: takes what was acknowledged.
        number: of the round: names of different rounds differ.
    """

    def __init__(self, dashboard: Served, known: Acknowledged, number: int) -> None:
        self._dashboard, self._known = dashboard, known
        self._over = threading.Event()
        works = (self._save, self._run)
        self._threads = [
            threading.Thread(target=self._work, args=(work, random.Random(f"{number}/{index}")))  # noqa: S311 - the same every time
            for index, work in enumerate(works)
        ]
        self._number = number
        for thread in self._threads:
            thread.start()

    def leave(self) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _work(self, work: Any, chance: random.Random) -> None:  # noqa: ANN401 - one of those below
        count = 0
        while not self._over.is_set():
            count += 1
            try:
                work(count, chance)
            except (OSError, HTTPException, ValueError, KeyError):  # cut off: nothing was told
                time.sleep(0.05)

    def _save(self, count: int, chance: random.Random) -> None:
        name = f"round {self._number}, {count}"
        found = self._dashboard.act("scenarios", {"norm": "12"}, act="save", typed=name)
        self._known.saved[found["saved"].partition(".")[0]] = name
        time.sleep(chance.uniform(0, 0.1))

    def _run(self, count: int, chance: random.Random) -> None:
        run_of(self._dashboard, self._known, seed=1_000 * self._number + count)
        time.sleep(chance.uniform(0.2, 0.6))
