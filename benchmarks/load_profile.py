"""``tirkeu serve`` under a profiler that sees all threads: what a load spends its time on.

Started by ``python -m benchmarks.load --profile FILE``; twice a hundred times a second it is looked
where every thread stands, which slows the server by a few per cent where cProfile slows it by half.
"""

import signal
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Final

from app.cli import main

LOOK_SECONDS: Final = 0.005
MOST_FRAMES: Final = 40
MOST_LINES: Final = 60
WAITING: Final = ("wait", "select", "poll", "accept", "acquire", "_worker", "sleep", "get")


def watch(counts: dict[str, Counter[str]], is_over: threading.Event) -> None:
    """Count in which functions threads are, by themselves and with what they call."""
    own = threading.get_ident()
    while not is_over.wait(LOOK_SECONDS):
        for thread, frame in sys._current_frames().items():  # noqa: SLF001 - the only way
            if thread == own or frame.f_code.co_name in WAITING:
                continue
            seen, at = set(), frame
            counts["own"][_name(at)] += 1
            for _ in range(MOST_FRAMES):
                seen.add(_name(at))
                if at.f_back is None:
                    break
                at = at.f_back
            counts["all"].update(seen)


def _name(frame: object) -> str:
    code = frame.f_code  # type: ignore[attr-defined]
    return f"{'/'.join(Path(code.co_filename).parts[-3:])}:{code.co_name}"


def run(path: Path, words: list[str]) -> int:
    """Serve until stopped, and write down where the time went."""
    counts: dict[str, Counter[str]] = {"own": Counter(), "all": Counter()}
    is_over = threading.Event()
    watcher = threading.Thread(target=watch, args=(counts, is_over), daemon=True)
    watcher.start()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # what was seen is written down then
    began = time.monotonic()
    try:
        return main(words)
    finally:
        is_over.set()
        watcher.join()
        with path.open("w", encoding="utf-8") as file:
            file.write(f"{time.monotonic() - began:.0f} s\n")
            for kind, found in counts.items():
                file.write(f"-- {kind}\n")
                file.writelines(f"{n:7} {name}\n" for name, n in found.most_common(MOST_LINES))


if __name__ == "__main__":
    sys.exit(run(Path(sys.argv[1]), sys.argv[2:]))
