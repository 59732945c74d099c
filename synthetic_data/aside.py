"""Work that appears whole or not at all: made aside, written to disk, renamed.

What is being made stands beside its place under a name that no reader looks at, and whoever makes
it holds a lock. A lock goes with its process, wherever that ran and whatever its number was: what
stands aside while the lock is free is left over. It is swept away by the next one; a folder that
was put away for its successor, and never got it, is put back even by readers.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ASIDE = ".making-"
OLD = ".old"
LOCK = ".lock"
LEFTOVER = re.compile(r"\.making-(.*?)(?:\.old|\.lock)?")


def beside(place: Path) -> Path:
    """Return where what will stand at a place is made, by whoever works there `alone`."""
    return place.with_name(f"{ASIDE}{place.name}")


@contextmanager
def working(place: Path) -> Iterator[Path]:
    """Make a folder to work in, `alone`; whatever fails, it leaves nothing and loses nothing.

    Raises:
        OSError: the folder cannot be made.
    """
    aside = beside(place)
    try:
        aside.mkdir(parents=True)
        yield aside
    finally:
        _clear(place)


@contextmanager
def alone(place: Path) -> Iterator[None]:
    """Wait until no other process works on a place, keep others waiting, clear what was left.

    Where nothing can be written there is nobody to wait for.
    """
    held = None
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        held = _held(_lock(place), fcntl.LOCK_EX)
    try:
        if held is not None:
            _clear(place)
        yield
    finally:
        if held is not None:
            _release(_lock(place), held)


def _lock(place: Path) -> Path:
    return place.with_name(f"{ASIDE}{place.name}{LOCK}")


def _held(lock: Path, how: int) -> int:
    """Lock a file, and look whether it is still there: its former holder removes it.

    Raises:
        OSError: it cannot be made, or another holds it and is not to be waited for.
    """
    while True:
        held = os.open(lock, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(held, how)
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(held), lock.stat()):
                    return held
        except BaseException:  # somebody holds it, or stops us waiting
            os.close(held)
            raise
        os.close(held)


def _release(lock: Path, held: int) -> None:
    with suppress(OSError):
        lock.unlink()
    os.close(held)


def put_in_place(aside: Path, place: Path) -> None:
    """Let a folder and its files take a place, and what stood there be left over."""
    for path in (*aside.iterdir(), aside):
        to_disk(path)
    if place.exists():
        place.rename(_old(place))
    aside.rename(place)
    to_disk(place.parent)


def _old(place: Path) -> Path:
    return place.with_name(f"{ASIDE}{place.name}{OLD}")


def put_file_in_place(aside: Path, place: Path) -> None:
    """Let a file take a place."""
    to_disk(aside)
    aside.replace(place)
    to_disk(place.parent)


def to_disk(path: Path) -> None:
    """Wait until a file, or the names in a folder, would outlast a power cut."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def sweep(folder: Path) -> None:
    """Remove whatever nobody in a folder is making any more, and put back what was put away."""
    for place in {folder / match[1] for match in _leftovers(folder)}:
        _clear_if_left(place)


def restore(folder: Path) -> None:
    """Put back what was put away, where nothing took its place and nobody is about to."""
    for match in _leftovers(folder):
        place = folder / match[1]
        if match[0].endswith(OLD) and not place.exists():
            _clear_if_left(place)


def _leftovers(folder: Path) -> list[re.Match[str]]:
    found = (LEFTOVER.fullmatch(entry.name) for entry in folder.glob(f"{ASIDE}*"))
    return [match for match in found if match is not None and match[1]]


def _clear_if_left(place: Path) -> None:
    """Clear a place on which nobody works; the home may be there to be read only."""
    with suppress(OSError):
        held = _held(_lock(place), fcntl.LOCK_EX | fcntl.LOCK_NB)
        try:
            _clear(place)
        finally:
            _release(_lock(place), held)


def _clear(place: Path) -> None:
    """Put back what was put away and has no successor, and remove what is not finished."""
    if not place.exists():
        with suppress(OSError):
            _old(place).rename(place)
    for left in (beside(place), _old(place)):
        shutil.rmtree(left, ignore_errors=True)
        with suppress(OSError):  # a note is a file; what cannot be removed is in nobody's way
            left.unlink()
