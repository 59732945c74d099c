"""Which of several processes of one server conducts runs: one at a time, for its pool is enough."""

import logging
import os
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Final

FILE: Final = "conducting{}.lock"

log = logging.getLogger(__name__)


class Turn:
    """The right to conduct runs, held by one process of this machine.

    It is a lock on a file, which the system takes back from whoever ends in whatever way.

    Args:
        home: folder of all data.
        runs: which runs, where several servers have one home: those of a city in a database.
    """

    def __init__(self, home: Path, runs: str = "") -> None:
        self._path, self._held, self._lock = home / FILE.format(runs and f"-{runs}"), -1, Lock()
        self._is_told = False

    @property
    def is_mine(self) -> bool:
        """Whether this process has the turn."""
        return self._held >= 0

    def take(self) -> bool:
        """Take the turn if nobody has it, and say whether it is this process's own."""
        import fcntl  # noqa: PLC0415 - there is none on Windows, and no production server either

        with self._lock:
            if self.is_mine:
                return True
            try:
                found = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            except OSError as problem:
                self._tell(problem)
                return False
            try:
                fcntl.flock(found, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                os.close(found)
                return False
            self._held = found
            return True

    def _tell(self, problem: OSError) -> None:
        """Say once why nobody can have the turn: it is asked for again and again."""
        if not self._is_told:
            self._is_told = True
            got = problem.strerror or type(problem).__name__
            log.error(
                "%s: expected a file that can be written, got %s: no run begins", self._path, got
            )

    def give_back(self) -> None:
        """Let another process have the turn."""
        with self._lock:
            held, self._held = self._held, -1
        if held >= 0:
            with suppress(OSError):
                os.close(held)
