"""The dashboard that is loaded: its home beside the city of another, and its memory."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

from app.store import FILE

HOST: Final = "127.0.0.1"
LONGEST_SECONDS: Final = 300.0


class Memory(NamedTuple):
    """Memory in MiB; what processes share is divided among them, so that it adds up.

    Attributes:
        serving: of the processes that answer requests.
        pool: of those that work out runs.
    """

    serving: float
    pool: float


class Server(NamedTuple):
    """A dashboard that was started.

    Attributes:
        process: its first process.
        port: where it listens.
        seconds: from its start until it said that it was ready.
    """

    process: int
    port: int
    seconds: float = 0.0

    @property
    def address(self) -> str:
        """Where it is asked."""
        return f"http://{HOST}:{self.port}"

    def get(self, path: str) -> Any:  # noqa: ANN401 - any JSON value
        """Return the JSON that stands at a path."""
        with urlopen(self.address + path, timeout=60) as answer:  # noqa: S310 - own
            return json.loads(answer.read())

    def memory(self) -> Memory:
        """Return the memory that its processes have now."""
        serving = pool = 0.0
        for process in family(self.process):
            mib = proportional_mib(process)
            if _is_of_pool(process):
                pool += mib
            else:
                serving += mib
        return Memory(serving, pool)

    def processor_seconds(self) -> float:
        """Return the processor time of all its processes so far."""
        return sum(map(_seconds, family(self.process)))


def family(process: int) -> list[int]:
    """Return a process and all that descend from it."""
    of: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text(encoding="utf-8").rsplit(")", 1)[1].split()[1])
        except OSError:  # it has ended meanwhile
            continue
        of.setdefault(parent, []).append(int(stat.parent.name))
    found = [process]
    for one in found:
        found += of.get(one, [])
    return found


def proportional_mib(process: int) -> float:
    """Return the memory of a process, its share of what it shares; 0 where it has ended."""
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in text.splitlines() if "Pss:" in line), 0.0)


def _seconds(process: int) -> float:
    try:
        parts = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return sum(map(int, parts[11:13])) / os.sysconf("SC_CLK_TCK")


def _is_of_pool(process: int) -> bool:
    try:
        words = Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False
    return b"multiprocessing" in words


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def own_home(of: Path) -> Iterator[Path]:
    """Make a home with the cities of another and nothing else of it; it is gone afterwards.

    Args:
        of: the home whose cities are only read.
    """
    with tempfile.TemporaryDirectory(prefix="tirkeu-load-") as folder:
        home = Path(folder)
        (home / "cities").symlink_to((of / "cities").resolve(), target_is_directory=True)
        yield home


@contextmanager
def started(home: Path, options: Sequence[str], profile: Path | None = None) -> Iterator[Server]:
    """Start the dashboard, wait until it says that it is ready, and end it.

    Args:
        home: its home.
        options: of ``tirkeu serve`` besides its port.
        profile: where to write down what took its time; None: nowhere.
    """
    port = free_port()
    words = ["serve", "--port", str(port), *options]
    command = [sys.executable, "-m", "app.cli", *words]
    if profile is not None:
        command = [sys.executable, "-m", "benchmarks.load_profile", str(profile), *words]
    with (home / "serve.log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 - own
            command,
            stdout=log,
            stderr=log,
            env={**os.environ, "TIRKEU_HOME": str(home)},
        )
        try:
            began = time.monotonic()
            _until_ready(Server(process.pid, port), process, home)
            yield Server(process.pid, port, time.monotonic() - began)
        finally:
            process.terminate()
            process.wait()


def _until_ready(server: Server, process: "subprocess.Popen[bytes]", home: Path) -> None:
    last = time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < last and process.poll() is None:
        try:
            if server.get("/ready")["ready"]:
                return
        except (URLError, OSError):
            pass
        time.sleep(0.3)
    raise RuntimeError(f"the dashboard did not start: {said_in(home)[-500:]}")


def said_in(home: Path) -> str:
    """Return what the server wrote about itself: warnings and failures."""
    return (home / "serve.log").read_text(encoding="utf-8", errors="replace")


def kept_bytes(home: Path) -> int:
    """Return how large the dashboard's own database is."""
    return sum(path.stat().st_size for path in home.glob(f"{FILE}*"))
