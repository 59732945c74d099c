"""How the memory of a process that serves is given out and taken back."""

import ctypes
from contextlib import suppress
from typing import Final

ARENA_MAX: Final = -8
"""glibc's number of the setting: ``M_ARENA_MAX`` of ``malloc.h``."""

ARENAS: Final = 2


def give_back() -> None:
    """Give memory that is free back to the system, as far as there is a way.

    Arrays of the size of a city are freed after what takes seconds, and the allocator keeps them:
    of a full city a sixth of what the dashboard takes.
    """
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def share_arenas() -> bool:
    """Let all threads take memory from two places instead of one for each thread.

    A thread that has sorted a list keeps what it used for its next one. Eight of them keep eight
    times as much: of a full city that is a quarter of what the dashboard takes. To be called
    before threads are started.

    Returns:
        Whether it was done; other systems than glibc have no such setting.
    """
    try:
        return bool(ctypes.CDLL(None).mallopt(ARENA_MAX, ARENAS))
    except (AttributeError, OSError, TypeError):
        return False
