"""The dashboard as its users start it: the `tirkeu` command in a process of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TIRKEU = str(Path(sys.executable).with_name("tirkeu"))
START_SECONDS = 60


@contextmanager
def served(home: Path, population: int) -> Iterator[str]:
    """The address of a dashboard over a new city of that many people, kept in `home`."""
    environment = {**os.environ, "TIRKEU_HOME": str(home)}
    environment.pop("TIRKEU_DATABASE", None)
    generate = [TIRKEU, "generate", "--population", str(population), "--seed", "1"]
    made = subprocess.run(generate, env=environment, check=False, capture_output=True, text=True)
    assert made.returncode == 0, made.stderr[-2000:]
    port = free_port()
    log = home / "serve.log"
    with log.open("w") as out:
        serve = [TIRKEU, "serve", "--port", str(port)]
        process = subprocess.Popen(serve, env=environment, stdout=out, stderr=out)
    try:
        yield when_it_answers(f"http://127.0.0.1:{port}", process, log)
    finally:
        process.terminate()
        process.wait(timeout=START_SECONDS)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def when_it_answers(address: str, process: subprocess.Popen[bytes], log: Path) -> str:
    last = time.monotonic() + START_SECONDS
    while time.monotonic() < last and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - an address made above
                return address
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    message = f"{address} did not answer within {START_SECONDS} s:\n{log.read_text()[-2000:]}"
    raise AssertionError(message)
