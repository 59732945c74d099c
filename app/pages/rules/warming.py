"""Runs the cases once a dashboard listens, so that nobody waits for their small registries."""

from threading import Timer
from typing import Final

from app.pages.rules.running import first_run

SECONDS: Final = 3.0
"""The dashboard's own start, and the first page, come first."""


def warm() -> None:
    """Begin to run the cases in a moment, beside everything else."""
    timer = Timer(SECONDS, first_run)
    timer.daemon = True
    timer.start()
