"""Reading arrays out of an npz in one pass: a fifth of the time that ``numpy.load`` takes."""

import os
from io import BytesIO
from typing import IO, Any
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import crc32

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

LOCAL_HEADER = 30
"""Bytes before a member's name, which its own lengths are the last two numbers of."""

LOCAL_SIGNATURE = b"PK\x03\x04"
LONGEST_HEAD = 4_096
"""Bytes of a member in which the head of an array of one column ends."""


def read_arrays(file: IO[bytes], names: tuple[str, ...]) -> dict[str, NDArray[Any]]:
    """Return some arrays of an npz by name.

    Args:
        file: a file on disk, at its beginning.
        names: of the arrays.

    Raises:
        KeyError: one is not there.
        BadZipFile: the file is no archive, or its bytes are not those that were written.
        ValueError: a member is no plain array.
    """
    with ZipFile(file) as archive:
        return {name: _array(file, archive, f"{name}.npy") for name in names}


def _array(file: IO[bytes], archive: ZipFile, name: str) -> NDArray[Any]:
    try:
        member = archive.getinfo(name)
    except KeyError:
        raise KeyError(f"{name} is not a file in the archive") from None
    if member.compress_type != ZIP_STORED:
        with archive.open(member) as packed:
            found: NDArray[Any] = npy.read_array(packed, allow_pickle=False)
            return found
    return _plain(_stored(file, member))


def _stored(file: IO[bytes], member: ZipInfo) -> NDArray[np.uint8]:
    """Return the bytes of a member as they were written."""
    file.seek(member.header_offset)
    head = file.read(LOCAL_HEADER)
    lengths = (int.from_bytes(head[at : at + 2], "little") for at in (26, 28))
    start = member.header_offset + LOCAL_HEADER + sum(lengths)
    ends = start + member.file_size
    if not head.startswith(LOCAL_SIGNATURE) or ends > os.fstat(file.fileno()).st_size:
        raise BadZipFile(f"{member.filename} is not where the archive says")
    file.seek(start)
    found = np.fromfile(file, np.uint8, member.file_size)
    if len(found) != member.file_size or crc32(found.data) != member.CRC:
        raise BadZipFile(f"Bad CRC-32 for file {member.filename!r}")
    return found


def _plain(stored: NDArray[np.uint8]) -> NDArray[Any]:
    """Return the array that a whole ``npy`` file holds; no byte is copied."""
    head = BytesIO(stored[:LONGEST_HEAD].tobytes())
    version = npy.read_magic(head)
    if version != (1, 0):
        raise ValueError(f"expected an array of version 1.0, got {version}")
    shape, _, dtype = npy.read_array_header_1_0(head)
    if dtype.hasobject:
        raise ValueError("expected plain numbers, got objects")
    values: NDArray[Any] = stored[head.tell() :].view(dtype)
    return values.reshape(shape)
