"""The quality of the city, measured once by a process of its own; whoever asks meanwhile waits."""

import json
import logging
import subprocess
import sys
from concurrent.futures import Future
from dataclasses import dataclass
from functools import lru_cache
from threading import Thread
from typing import Any

from synthetic_data.home import ARRAYS, StoredCity

log = logging.getLogger(__name__)

WORKER = "synthetic_data.quality.beside"
LONGEST_SECONDS = 600

Document = dict[str, Any]
"""A ``tirkeu.quality/1`` document."""


@dataclass(frozen=True, slots=True)
class Measured:
    """How far the measuring is.

    Attributes:
        found: the document; None: not yet, or it failed.
        is_open: it is still being measured.
    """

    found: Document | None
    is_open: bool


@lru_cache(maxsize=2)
def _begun(stored: StoredCity) -> "Future[Document]":
    future: Future[Document] = Future()
    # a daemon, as nobody should wait for it when the dashboard is stopped
    Thread(target=_measure, args=(stored, future), name="quality", daemon=True).start()
    return future


def _measure(stored: StoredCity, future: "Future[Document]") -> None:
    """Measure in another process: it takes as much memory again as the dashboard has."""
    command = [sys.executable, "-m", WORKER, str((stored.folder / ARRAYS).absolute())]
    try:
        done = subprocess.run(  # noqa: S603 - this package's own module
            command, capture_output=True, check=True, text=True, timeout=LONGEST_SECONDS
        )
        future.set_result(json.loads(done.stdout))
    except (OSError, ValueError, subprocess.SubprocessError) as problem:
        said = getattr(problem, "stderr", None) or ""
        log.exception("the quality of the city could not be measured: %s", said.strip())
        future.set_exception(problem)


def measured(stored: StoredCity | None) -> Measured:
    """Return the quality of a city as far as it is known; the first who asks begins it.

    Args:
        stored: the city; None: it is in no home, so it is not measured.
    """
    if stored is None:
        return Measured(None, is_open=False)
    future = _begun(stored)
    if not future.done():
        return Measured(None, is_open=True)
    found = None if future.exception() else future.result()
    return Measured(found, is_open=False)
