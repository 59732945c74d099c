"""How far the tests go: what fits into minutes, or all of it (``make test-full``)."""

import os
from typing import Final, TypeVar

VARIABLE: Final = "TIRKEU_TESTS"
FULL: Final = os.environ.get(VARIABLE) == "full"
"""Whether everything is run, however long it takes."""

T = TypeVar("T")


def extent(usual: T, full: T) -> T:
    """Return how far a test goes: examples, replications, people of a city.

    Args:
        usual: what tells enough every time.
        full: what is worth its time before a release.
    """
    return full if FULL else usual
