"""The trees of pages in which SQLite keeps tables and indexes, made from rows in their order.

A file that SQLite made with empty tables is filled behind its last page; what SQLite left free for
the root of a tree becomes the root (SQLite's file format, section 1.6,
https://www.sqlite.org/fileformat2.html#b_tree_pages). The leaves of a table hold its rows, and the
pages above say which leaf ends with which row. In an index, and in a table without row numbers,
every row stands once, some of them between the leaves.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Lock

import numpy as np

from synthetic_data.draws import Ints
from synthetic_data.registry.sqlite_records import (
    Bytes,
    Cells,
    behind_one_another,
    big_endian,
    varints,
)

PAGE = 16_384
"""Bytes of a page."""

LONGEST = PAGE // 8
"""Bytes of a cell at most: a record that takes much more goes on on other pages."""

TABLE, INDEX = (5, 13), (2, 10)
"""The first byte of a page above the leaves and of a leaf."""

LEAF_HEAD, ABOVE_HEAD = 8, 12
POINTER = 2
PAGE_COUNT = 28
"""Where the file says how many pages it has."""

LOCK_PAGE = 2**30 // PAGE + 1
"""The number of the page that SQLite locks a file by and keeps nothing in (section 1.4, "The
Lock-Byte Page"): the one that holds byte 2^30."""


class PageFile:
    """A SQLite file that is filled page by page; several threads may fill it.

    Args:
        path: a file with tables and not a row, which nobody else has open.
    """

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CLOEXEC)
        self._pages = os.fstat(self._file).st_size // PAGE
        self._lock = Lock()

    def append(self, pages: Bytes) -> Ints:
        """Add pages, one at least, given as pages x bytes, and return their numbers."""
        with self._lock:
            numbers = self._pages + 1 + np.arange(len(pages))
            if self._pages < LOCK_PAGE:
                numbers[numbers >= LOCK_PAGE] += 1
            self._pages = int(numbers[-1])
        data, below = np.ascontiguousarray(pages), int(np.searchsorted(numbers, LOCK_PAGE))
        for run in (slice(below), slice(below, None)):
            if len(numbers[run]):
                self._write(data[run].data.cast("B"), (int(numbers[run][0]) - 1) * PAGE)
        return numbers

    def put(self, number: int, page: Bytes) -> None:
        """Replace a page."""
        self._write(page.data, (number - 1) * PAGE)

    def _write(self, data: memoryview, at: int) -> None:
        while data.nbytes:
            done = os.pwrite(self._file, data, at)
            data, at = data[done:], at + done

    def finish(self) -> None:
        """Say how long the file is now."""
        self._write(memoryview(self._pages.to_bytes(4, "big")), PAGE_COUNT)

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)


class TableTree:
    """A table that has row numbers, filled batch by batch.

    Args:
        file: where it is.
        root: the number of its root, which is an empty leaf so far.
    """

    def __init__(self, file: PageFile, root: int) -> None:
        self._file, self._root = file, root
        self._waiting: Bytes | None = None
        self._numbers: list[Ints] = []
        self._last: list[Ints] = []

    def add(self, rows: Ints, cells: Cells) -> None:
        """Add rows.

        Args:
            rows: their numbers, which rise from each to the next.
            cells: the cells of leaves.

        Raises:
            ValueError: the numbers do not rise, or a cell is too long for a page.
        """
        before = self._last[-1][-1] if self._last else -1
        if not len(rows):
            return
        if rows[0] <= before or (np.diff(rows) <= 0).any():
            raise ValueError("the rows of a table must come in the order of their numbers")
        self._flush()
        groups = _groups(cells, LEAF_HEAD, between=0)
        self._waiting = _packed(cells, groups, TABLE[1], LEAF_HEAD)
        self._last.append(rows[groups[:, 1] - 1])

    def _flush(self) -> None:
        if self._waiting is not None:
            self._numbers.append(self._file.append(self._waiting))
            self._waiting = None

    def finish(self) -> None:
        """Write what stands above the leaves; a single leaf is the root."""
        if self._waiting is None:
            return
        if not self._numbers and len(self._waiting) == 1:
            self._file.put(self._root, self._waiting[0])
            return
        self._flush()
        self._rise(np.concatenate(self._numbers), np.concatenate(self._last))

    def _rise(self, below: Ints, last: Ints) -> None:
        """Write the pages above others, given the last row of each."""
        while True:
            block = np.hstack([big_endian(below, 4), varints(last)])
            starts = np.arange(len(block) + 1) * block.shape[1]
            # a row less, as the last page below a page stands in its head
            cells = Cells(block[:-1].ravel(), starts[:-1])
            groups = _groups(cells, ABOVE_HEAD, between=1)
            pages = _packed(cells, groups, TABLE[0], ABOVE_HEAD)
            pages[:, LEAF_HEAD:ABOVE_HEAD] = big_endian(below[groups[:, 1]], 4)
            if len(pages) == 1:
                self._file.put(self._root, pages[0])
                return
            below, last = self._file.append(pages), last[groups[:, 1]]


def write_index(file: PageFile, root: int, parts: Iterable[Cells]) -> None:
    """Write an index, or a table without row numbers.

    Args:
        file: where it is.
        root: the number of its root, which is an empty leaf so far.
        parts: the cells of leaves in their order, two in a part at least but for the last; the
            last cell of a part stands between two leaves.

    Raises:
        ValueError: a cell is too long for a page, or a part has too few.
    """
    numbers: list[Ints] = []
    between: list[Cells] = []
    for cells, is_last in _with_last(parts):
        if len(cells.starts) == 1:
            return
        leaves = cells if is_last else Cells(cells.flat, cells.starts[:-1])
        groups = _groups(leaves, LEAF_HEAD, between=1)
        pages = _packed(leaves, groups, INDEX[1], LEAF_HEAD)
        if is_last and not numbers and len(pages) == 1:
            file.put(root, pages[0])
            return
        numbers.append(file.append(pages))
        between.append(_between(cells, groups[: -1 if is_last else None, 1], 0))
    _rise(file, root, behind_one_another(between), np.concatenate(numbers))


def _with_last(parts: Iterable[Cells]) -> Iterator[tuple[Cells, bool]]:
    """Yield each part and whether it is the last; only a part that is alone may be empty.

    Raises:
        ValueError: a part has too few cells to stand on both sides of a leaf's end.
    """
    rest = iter(parts)
    part, least = next(rest), 0
    for following in rest:
        _refuse_short(part, 2)
        yield part, False
        part, least = following, 1
    _refuse_short(part, least)
    yield part, True


def _refuse_short(part: Cells, least: int) -> None:
    if len(part.starts) - 1 < least:
        raise ValueError(f"expected {least} or more rows in this part of an index")


def _rise(file: PageFile, root: int, cells: Cells, below: Ints) -> None:
    """Write the pages above the leaves, given the cells between those."""
    while True:
        cells = _led(cells, below)
        groups = _groups(cells, ABOVE_HEAD, between=1)
        pages = _packed(cells, groups, INDEX[0], ABOVE_HEAD)
        pages[:, LEAF_HEAD:ABOVE_HEAD] = big_endian(below[groups[:, 1]], 4)
        if len(pages) == 1:
            file.put(root, pages[0])
            return
        cells, below = _between(cells, groups[:-1, 1], 4), file.append(pages)


def _between(cells: Cells, places: Ints, skipped: int) -> Cells:
    """Return some of the cells, without what led to the page below."""
    flat, starts = cells
    chosen = [flat[starts[at] + skipped : starts[at + 1]] for at in places]
    lengths = [len(cell) for cell in chosen]
    starts = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
    return Cells(np.concatenate([*chosen, flat[:0]]), starts)


def _led(cells: Cells, below: Ints) -> Cells:
    """Return cells with the number of the page before each."""
    leads = big_endian(below[:-1], 4)
    parts = [
        part
        for lead, start, end in zip(leads, cells.starts, cells.starts[1:], strict=False)
        for part in (lead, cells.flat[start:end])
    ]
    return Cells(np.concatenate(parts), cells.starts + 4 * np.arange(len(cells.starts)))


def _groups(cells: Cells, head: int, *, between: int) -> Ints:
    """Say which cells fill which page.

    Args:
        cells: of one level of a tree.
        head: bytes of a page before its cells.
        between: how many cells, 0 or 1, stand between two pages.

    Returns:
        Pages x (first, behind the last).

    Raises:
        ValueError: a cell is too long.
    """
    count = len(cells.starts) - 1
    if np.diff(cells.starts).max() > LONGEST:
        raise ValueError(f"expected rows of at most {LONGEST} bytes")
    ends = cells.starts + POINTER * np.arange(count + 1)
    groups, first = [], 0
    while True:
        behind = int(np.searchsorted(ends, ends[first] + PAGE - head, side="right")) - 1
        if behind >= count:
            groups.append((first, count))
            return np.array(groups)
        behind -= between * (behind == count - 1)  # the page behind needs a cell, too
        groups.append((first, behind))
        first = behind + between


def _packed(cells: Cells, groups: Ints, kind: int, head: int) -> Bytes:
    """Return pages x bytes: the head, where each cell is, and the cells at the end."""
    flat, starts = cells
    pages = np.zeros((len(groups), PAGE), np.uint8)
    begins = PAGE - (starts[groups[:, 1]] - starts[groups[:, 0]])
    pages[:, 0] = kind
    pages[:, 3:5] = big_endian(groups[:, 1] - groups[:, 0], 2)
    pages[:, 5:7] = big_endian(begins, 2)
    shifts = begins - starts[groups[:, 0]]
    for page, (first, behind), begin, shift in zip(pages, groups, begins, shifts, strict=True):
        page[begin:] = flat[starts[first] : starts[behind]]
        places = (starts[first:behind] + shift).astype(">u2")
        page[head : head + POINTER * len(places)] = places.view(np.uint8)
    return pages
