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


class Answers(Generic[K, V]):
    """The latest answers to questions; each says how it is worked out where it is not known.

    Threads that ask the same at once wait for one of them to work it out. What fails is not kept.

    Args:
        most: answers that are kept; the one asked for longest ago goes first.
    """

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, Lock()
        self._places: OrderedDict[K, _Place[V]] = OrderedDict()

    def of(self, key: K, make: Callable[[], V]) -> V:
        """Return the answer to a key.

        Args:
            key: what is asked; equal keys have equal answers.
            make: works the answer out, where it is not known; it is not kept.
        """
        place = self._place(key)
        with place.lock:
            if not place.found:
                place.found.append(make())
            return place.found[0]

    def _place(self, key: K) -> _Place[V]:
        with self._lock:
            place = self._places.setdefault(key, _Place())
            self._places.move_to_end(key)
            while len(self._places) > self._most:
                self._places.popitem(last=False)
            return place


class Kept(Generic[K, V]):
    """A function whose latest answers are kept, as `Answers` keeps them.

    Args:
        make: the function.
        most: answers that are kept; the one asked for longest ago goes first.
    """

    def __init__(self, make: Callable[[K], V], most: int) -> None:
        self._make = make
        self._answers = Answers[K, V](most)

    def __call__(self, key: K) -> V:
        """Return the answer to a key."""
        return self._answers.of(key, lambda: self._make(key))
