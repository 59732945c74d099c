"""Work that appears whole or not at all: made aside, written to disk, renamed.

A folder that is being made stands beside its place under a name that no reader looks at, with the
number of its process. Whatever a killed process left there is swept away by the next one; a
folder that was put away for its successor, and never got it, is put back even by readers.
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
LEFTOVER = re.compile(r"\.making-(.*)-([0-9]+)(\.old)?")


def beside(place: Path) -> Path:
    """Return where this process works on what will stand at a place."""
    return place.with_name(f"{ASIDE}{place.name}-{os.getpid()}")


@contextmanager
def working(place: Path) -> Iterator[Path]:
    """Make a folder to work in; whatever fails, it leaves nothing behind and loses nothing.

    Raises:
        OSError: the folder cannot be made.
    """
    aside = beside(place)
    try:
        aside.mkdir(parents=True)
        yield aside
    finally:
        sweep(place.parent)


@contextmanager
def alone(place: Path) -> Iterator[None]:
    """Wait until no other process works on a place, and keep others waiting.

    Where nothing can be written there is nobody to wait for.
    """
    lock, held = place.with_name(f"{ASIDE}{place.name}{LOCK}"), None
    with suppress(OSError):
        lock.parent.mkdir(parents=True, exist_ok=True)
        held = _held(lock)
    try:
        yield
    finally:
        if held is not None:
            with suppress(OSError):
                lock.unlink()
            os.close(held)


def _held(lock: Path) -> int:
    """Lock a file, and look whether it is still there: its former holder removes it."""
    while True:
        held = os.open(lock, os.O_CREAT | os.O_RDWR, 0o600)
        fcntl.flock(held, fcntl.LOCK_EX)
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(held), lock.stat()):
                return held
        os.close(held)


def put_in_place(aside: Path, place: Path) -> None:
    """Let a folder and its files take a place, and what stood there be left over."""
    for path in (*aside.iterdir(), aside):
        to_disk(path)
    if place.exists():
        place.rename(aside.with_suffix(OLD))
    aside.rename(place)
    to_disk(place.parent)


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
    """Remove what processes that no longer run have left unfinished, and one's own.

    What was put away and never got its successor is put back.
    """
    _put_back(folder, os.getpid())
    for entry in folder.glob(f"{ASIDE}*"):
        if _left(entry, os.getpid()):
            _remove(entry)


def restore(folder: Path) -> None:
    """Put back what processes that no longer run have put away, where nothing took its place."""
    _put_back(folder, None)


def _put_back(folder: Path, own: int | None) -> None:
    for entry in folder.glob(f"{ASIDE}*{OLD}"):
        name = _left(entry, own)
        if name and not (folder / name).exists():
            with suppress(OSError):  # the home may be there to be read only
                entry.rename(folder / name)


def _left(entry: Path, own: int | None) -> str | None:
    """Return the name of what nobody is making there any more; None: somebody is."""
    left = LEFTOVER.fullmatch(entry.name)
    if left is None or (int(left[2]) != own and _runs(int(left[2]))):
        return None
    return left[1]


def _remove(entry: Path) -> None:
    shutil.rmtree(entry, ignore_errors=True)
    with suppress(OSError):  # a note is a file; what cannot be removed is in nobody's way
        entry.unlink()


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)  # signal 0 asks only whether the process is there
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:  # it is there and belongs to somebody else
        return True
    return True
