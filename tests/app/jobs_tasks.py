"""Work for the pool; a file of its own, as its processes import it by name."""

import os
import time
from pathlib import Path

from app.jobs.worker import Told
from domain.errors import BadInput

SECONDS = 30


class Tasks:
    """Work that does what its task says; it is made anew in every process."""

    def __call__(self, task: tuple[str, str], told: Told) -> str:
        what, said = task
        if what == "echo":
            told(0.5)
            return said
        if what == "die":
            os._exit(1)
        if what == "die once":
            if not Path(said).exists():
                Path(said).touch()
                os._exit(1)
            return "lived"
        if what == "refuse":
            raise BadInput("levers: windows", "a whole number", said)
        if what == "fail":
            raise ZeroDivisionError(said)
        if what == "work":  # for long, and listens
            for step in range(SECONDS * 100):
                time.sleep(0.01)
                told(step / SECONDS / 100)
        if what == "sleep":  # for long, and does not listen
            time.sleep(SECONDS)
        return str(os.getpid())
