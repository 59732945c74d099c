"""Work in a process of its own: its result, its errors, and what ends both processes."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from app.commands.apart import apart
from domain.errors import BadInput
from synthetic_data.home import parse_name

PATIENCE_SECONDS = 60


def test_the_result_comes_from_another_process() -> None:
    assert apart(os.getpid) != os.getpid()
    assert apart(divmod, 17, 5) == (3, 2)


def test_what_the_work_raises_is_raised_here() -> None:
    with pytest.raises(BadInput, match="got nonsense"):
        apart(parse_name, "nonsense")


def test_a_process_that_ends_before_it_tells_is_told_with_its_status() -> None:
    with pytest.raises(ChildProcessError, match="ended with 7"):
        apart(os._exit, 7)


def children(process: int) -> set[int]:
    """Return the processes below one that are not ended."""
    found = set()
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, parent = entry.read_text().rpartition(")")[2].split()[:2]
            if int(parent) == process and state != "Z":
                found |= {int(entry.parent.name), *children(int(entry.parent.name))}
    return found


def alive(process: int) -> bool:
    return Path(f"/proc/{process}").exists()


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs the processes of Linux")
@pytest.mark.parametrize(
    ("number", "whom"),
    [
        (signal.SIGTERM, os.kill),
        pytest.param(signal.SIGINT, os.kill, marks=pytest.mark.full),
        (signal.SIGINT, os.killpg),  # Ctrl+C goes to every process of the terminal
        pytest.param(signal.SIGTERM, os.killpg, marks=pytest.mark.full),
    ],
    ids=["ended", "interrupted", "interrupted-all", "ended-all"],
)
def test_who_is_asked_to_end_before_the_first_page_leaves_no_process_and_nothing_half(
    tmp_path: Path, number: signal.Signals, whom: Callable[[int, int], None]
) -> None:
    words = ["serve", "--city", "50000:1", "--home", str(tmp_path), "--port", "8069"]
    half = tmp_path / "cities" / ".making-50000-1"
    command = [sys.executable, "-m", "app.cli", *words]
    with subprocess.Popen(command, stderr=subprocess.PIPE, process_group=0) as run:
        until(lambda: half.exists() or run.poll() is not None)
        makers = children(run.pid)
        assert makers
        whom(run.pid, number)
        _, said = run.communicate(timeout=PATIENCE_SECONDS)
    assert (run.returncode, said) == (130, b"stopped\n")
    assert list((tmp_path / "cities").iterdir()) == []
    until(lambda: not any(map(alive, makers)))
