"""Work for the pool of runs; a file of its own, as the worker imports it by name."""

import os
import time
from pathlib import Path

from app.runs import Progress
from domain.errors import BadInput

SECONDS = 30


class Tasks:
    """Work that does what its job says; it is made anew in every worker."""

    def __call__(self, job: tuple[str, str], progress: Progress) -> str:
        what, told = job
        if what == "echo":
            progress(1, 2)
            return told
        if what == "count":  # one more line in a file for every time that it is done
            with Path(told).open("a") as file:
                file.write("done\n")
        if what == "sleep":
            progress(1, 2)
            time.sleep(SECONDS)
        if what == "die":
            os._exit(1)
        if what == "refuse":
            raise BadInput("levers: windows", "a whole number", told)
        if what == "fail":
            raise ZeroDivisionError
        return str(os.getpid())
