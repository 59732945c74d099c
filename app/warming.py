"""What every visitor asks first is made before he comes: pages in every language, the day's study.

A server that has just started knows nothing: the modules of the charts are not read, no words are,
no norm was looked at. Fifty visitors who come at once would each wait for all of it. ``/ready``
says no until it is made; whoever comes earlier is answered, only later.
"""

import logging
from collections.abc import Callable, Iterable
from threading import Event
from typing import Final

log = logging.getLogger(__name__)

Draw = Callable[[], object]
"""Draws something that is thrown away."""

LOOK_SECONDS: Final = 0.1
LONGEST_SECONDS: Final = 120.0


class Warming:
    """Whether what visitors ask first is being made.

    A dashboard that nobody warms, such as that of a test, counts as warm.
    """

    def __init__(self) -> None:
        self._begun, self._over = Event(), Event()

    @property
    def is_over(self) -> bool:
        """Whether nothing of it is under way."""
        return self._over.is_set() or not self._begun.is_set()

    def begin(self) -> None:
        """Say that visitors are better sent elsewhere for a while."""
        self._begun.set()

    def end(self) -> None:
        """Say that they may come."""
        self._over.set()


def draw_all(draws: Iterable[Draw], wait: Draw = lambda: None) -> None:
    """Draw everything once; what fails is told in the log and keeps nothing else from it.

    Args:
        draws: what visitors ask first.
        wait: called before each, lets go first what is urgent.
    """
    for draw in draws:
        wait()
        try:
            draw()
        except Exception:
            log.exception("a page could not be made ready")
