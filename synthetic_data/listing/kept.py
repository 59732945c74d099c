"""What was found or selected, made once and kept within a bound of memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock, RLock

from synthetic_data.draws import Ints

ENTRY_BYTES = 512
"""What a key and its place take; without it a million searches that find nobody would cost none."""


class Kept:
    """Arrays by key, the least recently used given up beyond a number of bytes.

    One array is made at a time: who asks for the same one waits for it, and what is needed only
    meanwhile is there once, however many threads ask.

    Args:
        most_bytes: of all arrays together.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most, self._arrays = most_bytes, OrderedDict[Hashable, Ints]()
        self._noting, self._making = Lock(), RLock()

    def get(self, key: Hashable, make: Callable[[], Ints]) -> Ints:
        """Return the array of a key, made now if it is not kept; it is read-only.

        Args:
            key: tells the array from all others.
            make: makes it; it may ask for other arrays.
        """
        found = self._found(key)
        if found is not None:
            return found
        with self._making:
            made = self._found(key)
            if made is None:
                made = make()
                self._note(key, made)
        return made

    def forget(self) -> None:
        """Give up everything."""
        with self._noting:
            self._arrays.clear()

    @property
    def bytes(self) -> int:
        """How much is kept."""
        return sum(array.nbytes + ENTRY_BYTES for array in self._arrays.values())

    def _found(self, key: Hashable) -> Ints | None:
        with self._noting:
            if key in self._arrays:
                self._arrays.move_to_end(key)
            return self._arrays.get(key)

    def _note(self, key: Hashable, made: Ints) -> None:
        made.setflags(write=False)
        with self._noting:
            self._arrays[key] = made
            while self.bytes > self._most and len(self._arrays) > 1:
                self._arrays.popitem(last=False)
