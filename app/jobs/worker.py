"""The other side of the pool: a process that does one task after another."""

import logging
import os
import signal
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, Final

from domain.errors import BadInput

Told = Callable[[float], None]
"""Takes the share of a task that is done; raises where the task is to stop."""

Work = Callable[[Any, Told], Any]
"""Does a task; task and result are pickled on their way."""

MakeWork = Callable[[], Work]

BEHIND: Final = 10
"""How far runs stand back where processors are short: whoever moves a lever is answered first."""

log = logging.getLogger(__name__)


class Stop(Exception):
    """The task is not wanted any more."""


def serve(make_work: MakeWork, pipe: Connection) -> None:
    """Do tasks until the other side is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server ends this process itself
    if sys.platform != "win32":
        os.nice(BEHIND)
    work = make_work()
    try:
        while True:
            task = pipe.recv()
            if task is not None:  # None: a call to stop that came when the task was done
                pipe.send(_answer(work, task, pipe))
    except (EOFError, OSError):
        return


def _answer(work: Work, task: Any, pipe: Connection) -> tuple[str, Any]:  # noqa: ANN401 - any task
    def told(share: float) -> None:
        if pipe.poll():
            pipe.recv()  # fails where the other side is gone
            raise Stop
        pipe.send(("told", share))

    try:
        return "done", work(task, told)
    except Stop:
        return "stopped", None
    except BadInput as problem:
        return "refused", (problem.where, problem.expected, problem.got)
    except (EOFError, OSError):
        raise
    except Exception as problem:
        log.exception("a task failed")
        return "failed", f"{type(problem).__name__}: {problem}"
