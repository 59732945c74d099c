"""Python's search for reference cycles, left out where there are none."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_cycle_search() -> Iterator[None]:
    """Do not look for reference cycles inside the block.

    A case leaves none behind (a test holds it to that), so that counting references frees all of
    it, and looking through a hundred thousand live objects again and again finds nothing.
    """
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()
