"""How a command ends: its status, and the one line that tells what stopped it."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType
from typing import NoReturn

from domain.errors import TirkeuError

DONE, FAILED, BAD_INPUT = 0, 1, 2
STOPPED = 130
"""What shells report for a command ended by Ctrl+C."""


@contextmanager
def orderly() -> Iterator[None]:
    """Let a request to end stop the work as Ctrl+C does: what is half is taken away first.

    Further requests are not heard meanwhile: they would stop the taking away.
    """
    # no other thread may say what a signal does, and it is said once
    if current_thread() is not main_thread() or signal.getsignal(signal.SIGTERM) is _stop:
        yield
        return
    before = signal.signal(signal.SIGTERM, _stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _stop(number: int, _frame: FrameType | None) -> NoReturn:
    signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def one_line(message: object) -> str:
    """Return a message without line breaks and control characters."""
    words = " ".join(str(message).split())
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in words)


def tell(problem: Exception) -> int:
    """Tell what stopped the work in one line on standard error, and return the status.

    With ``TIRKEU_DEBUG=1`` a failure of the program itself is raised again.
    """
    if isinstance(problem, TirkeuError):
        print(one_line(problem), file=sys.stderr)
        return BAD_INPUT
    if os.environ.get("TIRKEU_DEBUG") == "1":
        raise problem
    print(one_line(f"tirkeu: {type(problem).__name__}: {problem}"), file=sys.stderr)
    return FAILED
