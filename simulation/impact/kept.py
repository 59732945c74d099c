"""Answers that are worked out once and kept for a while, by many threads at a time."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

K = TypeVar("K", bound="Hashable")
V = TypeVar("V")


class _Place(Generic[V]):
    """Where one answer stands, or is being worked out: its lock is held meanwhile."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.found: list[V] = []


class Kept(Generic[K, V]):
    """A function whose latest answers are kept.

    Threads that ask the same at once wait for one of them to work it out. What fails is not kept.

    Args:
        make: the function.
        most: answers that are kept; the one asked for longest ago goes first.
    """

    def __init__(self, make: Callable[[K], V], most: int) -> None:
        self._make, self._most = make, most
        self._places: OrderedDict[K, _Place[V]] = OrderedDict()
        self._lock = Lock()

    def __call__(self, key: K) -> V:
        """Return the answer to a key."""
        place = self._place(key)
        with place.lock:
            if not place.found:
                place.found.append(self._make(key))
            return place.found[0]

    def _place(self, key: K) -> _Place[V]:
        with self._lock:
            place = self._places.setdefault(key, _Place())
            self._places.move_to_end(key)
            while len(self._places) > self._most:
                self._places.popitem(last=False)
            return place
