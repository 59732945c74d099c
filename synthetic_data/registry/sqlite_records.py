"""Rows as SQLite keeps them, made for many rows at once.

A record is a header, with a type for each column, and the values behind it (SQLite's file format,
section 2.1, https://www.sqlite.org/fileformat2.html#record_format). Numbers take as many bytes in
every row as the longest of a batch does; so do the lengths that a record begins with, which SQLite
itself would write shorter here and there, and reads in either form.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from synthetic_data.draws import Ints
from synthetic_data.registry.city_columns import plain, texts

Bytes = NDArray[np.uint8]

WIDTHS = {1: 1, 2: 2, 3: 3, 4: 4, 6: 5, 8: 6}
"""Bytes of a whole number, and the type of a value that is so long."""

TEXT = 13
"""The type of an empty text; every byte adds two."""

NOTHING = texts([""]).view(pa.binary())[0]
"""What stands between the parts of a row."""

SEVEN_BITS = 7
ONE_BYTE = 1 << SEVEN_BITS


class Field(NamedTuple):
    """A column in the records of a batch.

    Attributes:
        kind: rows x bytes, the type in the header.
        value: rows x bytes, or an Arrow array of bytes where the values differ in length.
    """

    kind: Bytes
    value: Any


class Cells(NamedTuple):
    """Rows as bytes, one behind the other.

    Attributes:
        flat: the bytes of all.
        starts: where each begins, and where the last ends.
    """

    flat: Bytes
    starts: Ints


def number_field(values: Ints, known: Ints | None = None) -> Field:
    """Return whole numbers as a field.

    Args:
        values: whole numbers of up to 63 bits.
        known: a mask of the rows that have one; None: all.
    """
    width = _width(values)
    block = big_endian(values, width)
    kind = np.full((len(values), 1), WIDTHS[width], np.uint8)
    if known is None:
        return Field(kind, block)
    kind[~known] = 0
    return Field(kind, _binary(block[known], known * np.int32(width)))


def _binary(bytes_: Bytes, lengths: Ints) -> Any:  # noqa: ANN401 - an Arrow array
    """Return bytes that stand one behind the other as an Arrow array."""
    starts = np.zeros(len(lengths) + 1, np.int32)
    np.cumsum(lengths, out=starts[1:])
    held = [None, pa.py_buffer(starts), pa.py_buffer(np.ascontiguousarray(bytes_))]
    return pa.Array.from_buffers(pa.binary(), len(lengths), held)


def _width(values: Ints) -> int:
    low, high = (int(values.min()), int(values.max())) if len(values) else (0, 0)
    bits = max(high.bit_length(), (-1 - low).bit_length()) + 1
    return next(width for width in WIDTHS if bits <= 8 * width)


def big_endian(values: Ints, width: int) -> Bytes:
    """Return the last bytes of numbers, the highest first, as rows x bytes."""
    held = 4 if width <= 4 else 8  # noqa: PLR2004 - bytes
    whole = values.astype(f">i{held}").view(np.uint8).reshape(len(values), held)
    return whole[:, held - width :]


def field_of(column: Any) -> Field:  # noqa: ANN401 - an Arrow array
    """Return a column of an Arrow batch as a field.

    Args:
        column: whole numbers, true or false, or words as a dictionary.
    """
    if isinstance(column, pa.DictionaryArray):
        return _text_field(numbers_of(column.indices), known_of(column.indices), column.dictionary)
    return number_field(numbers_of(column), known_of(column))


def numbers_of(column: Any) -> Ints:  # noqa: ANN401 - an Arrow array
    """Return an Arrow column of numbers or of true and false, with whatever stands for NULL.

    Read from its memory, since the library's own way loads pandas for nothing.
    """
    held, kind = column.buffers()[1], column.type
    if pa.types.is_boolean(kind):
        return _bits(held, column).view(np.int8)
    numbers = np.frombuffer(held, np.dtype(f"i{kind.bit_width // 8}"))
    return numbers[column.offset : column.offset + len(column)]


def known_of(column: Any) -> Ints | None:  # noqa: ANN401 - an Arrow array
    """Return a mask of the rows that have a value, None where all have."""
    return _bits(column.buffers()[0], column).view(bool) if column.null_count else None


def _bits(held: Any, column: Any) -> Bytes:  # noqa: ANN401 - Arrow's
    end = column.offset + len(column)
    bits = np.unpackbits(np.frombuffer(held, np.uint8), count=end, bitorder="little")
    return bits[column.offset :]


def _text_field(codes: Ints, known: Ints | None, dictionary: Any) -> Field:  # noqa: ANN401 - Arrow's
    """Return words as a field; NULL is one more word, of no length and another type."""
    words = texts([*((word or "") for word in dictionary.to_pylist()), ""]).view(pa.binary())
    kinds = varints(TEXT + 2 * np.diff(_starts(words)).astype(np.int64))
    kinds[-1] = varints(np.zeros(1, np.int64), kinds.shape[1])
    if known is not None:
        codes = np.where(known, codes, len(words) - 1)
    return Field(kinds[codes], words.take(plain(codes)))


def varints(values: Ints, width: int = 0) -> Bytes:
    """Return numbers in groups of seven bits, every byte but the last with its high bit set.

    Args:
        values: whole numbers, 0 or more.
        width: bytes of each; 0: as many as the highest takes.

    Returns:
        Rows x bytes.
    """
    width = width or max(1, -(-int(values.max(initial=0)).bit_length() // SEVEN_BITS))
    made = np.empty((len(values), width), np.uint8)
    for place in range(width):
        group = values >> (SEVEN_BITS * (width - 1 - place))
        made[:, place] = group & (ONE_BYTE - 1)
    made[:, : width - 1] |= ONE_BYTE
    return made


def cells_of(fields: Sequence[Field], rows: Ints | None = None) -> Cells:
    """Return the cells of a leaf: length of the record, number of the row if any, record.

    Args:
        fields: the columns of the record.
        rows: the numbers of the rows of a table that has them.

    Raises:
        ValueError: there are too many columns for a header that says its length in one byte.
    """
    count = len(fields[0].kind)
    head = 1 + sum(field.kind.shape[1] for field in fields)
    if head >= ONE_BYTE:
        raise ValueError(f"expected columns whose types take less than {ONE_BYTE - 1} bytes")
    lengths = np.full(count, head, np.int64)
    for field in fields:
        lengths += _lengths(field.value)
    begin = [varints(lengths), *([] if rows is None else [varints(rows)])]
    size = np.full((count, 1), head, np.uint8)
    kinds = [field.kind for field in fields]
    return _joined([*begin, size, *kinds, *(field.value for field in fields)])


def _lengths(value: Any) -> Ints | int:  # noqa: ANN401 - as in a field
    return value.shape[1] if isinstance(value, np.ndarray) else np.diff(_starts(value))


def _starts(value: Any) -> Ints:  # noqa: ANN401 - an Arrow array
    """Return where each of an array of bytes begins, and where the last ends."""
    return np.frombuffer(value.buffers()[1], np.int32)[: len(value) + 1]


def _joined(pieces: Sequence[Any]) -> Cells:
    """Return the pieces of every row behind one another; neighbours of one length go as one."""
    runs: list[Any] = []
    for fixed, group in groupby(pieces, lambda piece: isinstance(piece, np.ndarray)):
        neighbours = list(group)
        runs += [np.hstack(neighbours)] if fixed else neighbours
    if len(runs) == 1:
        count, width = runs[0].shape
        return Cells(runs[0].ravel(), np.arange(count + 1) * width)
    arrays = [_whole(run) if isinstance(run, np.ndarray) else run for run in runs]
    made = pc.binary_join_element_wise(*arrays, NOTHING)
    starts = _starts(made).astype(np.int64)
    return Cells(np.frombuffer(made.buffers()[2], np.uint8)[: starts[-1]], starts)


def _whole(block: Bytes) -> Any:  # noqa: ANN401 - an Arrow array
    return _binary(block, np.full(len(block), block.shape[1], np.int32))


def behind_one_another(parts: Iterable[Cells]) -> Cells:
    """Return several runs of cells as one."""
    runs = list(parts)
    sizes = np.concatenate([np.diff(run.starts) for run in runs])
    starts = np.concatenate([[0], np.cumsum(sizes)])
    return Cells(np.concatenate([run.flat for run in runs]), starts)
