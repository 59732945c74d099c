"""Files that appear whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG
from typing import TextIO

from domain.errors import BadInput


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file that is being written.

    Attributes:
        file: where the text goes.
        path: the name it will have.
        where: what to call it in messages.
    """

    file: TextIO
    path: Path
    where: str

    def write(self, text: str) -> int:
        """Write a text as it is, and return its length.

        Raises:
            BadInput: it cannot be written.
        """
        try:
            return self.file.write(text)
        except OSError as reason:
            raise _unwritable(self.path, self.where, reason) from None


@contextmanager
def written(path: Path, where: str) -> Iterator[Sheet]:
    """Open a text file that takes its name only once it is complete.

    It is written beside its place and then renamed: whoever stops or fails leaves what was there
    before. What is there and no plain file, such as a pipe or a device, is written to at once.

    Args:
        path: the file to make, UTF-8; a link is followed.
        where: what to call it in messages.

    Yields:
        What to write to.

    Raises:
        BadInput: it cannot be written.
    """
    try:
        is_plain = _is_plain(path)
        place = Path(os.path.realpath(path)) if is_plain else path  # a pipe has no other name
        aside = _beside(place) if is_plain else place
        file = aside.open("w", encoding="utf-8", newline="")
    except OSError as reason:
        raise _unwritable(path, where, reason) from None
    sheet = Sheet(file, path, where)
    try:
        yield sheet
        _take_place(sheet, aside, place)
    finally:
        with suppress(OSError):
            file.close()
        if aside != place:
            aside.unlink(missing_ok=True)


def _is_plain(place: Path) -> bool:
    """Say whether there is a plain file or nothing yet."""
    try:
        return S_ISREG(place.stat().st_mode)
    except FileNotFoundError:
        return True


def _beside(place: Path) -> Path:
    """Return a name that no other run and no other file of this run takes, and never too long."""
    return place.with_name(f".{sha256(place.name.encode()).hexdigest()[:16]}.{os.getpid()}.part")


def _take_place(sheet: Sheet, aside: Path, place: Path) -> None:
    try:
        sheet.file.close()
        if aside != place:
            aside.replace(place)
    except OSError as reason:
        raise _unwritable(sheet.path, sheet.where, reason) from None


def _unwritable(path: Path, where: str, reason: OSError) -> BadInput:
    problem = f"{path}: {reason.strerror or reason}"
    return BadInput(where, "a file that can be written", problem)
