"""What is put into a file page by page is what SQLite reads, at every height of a tree."""

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from sqlalchemy import Column, Index, Integer, MetaData, String, Table

from synthetic_data.registry import sqlite_file
from synthetic_data.registry.city_columns import BATCH_ROWS
from synthetic_data.registry.partial_index import Among, index_among
from synthetic_data.registry.sqlite_file import city_file
from synthetic_data.registry.sqlite_pages import LONGEST, PAGE, PageFile

SIDES = (-1, 127, 128, 32_767, 8_388_608, 2**31, 999_999_999_999, None, 0)
"""Numbers on both sides of every length that SQLite has for one, and none."""

LONG = "ы" * 900
"""A word of 1,800 bytes: nine to a page, so that a few hundred rows make a high tree."""

LOCKED = 65_537
"""The page of 16 KiB that holds byte 2^30, which SQLite never uses."""


def of_numbers() -> Table:
    return Table(
        "numbered",
        MetaData(),
        Column("key", Integer, primary_key=True),
        Column("number", Integer),
        Column("word", String),
        Index("by_number", "number"),
        index_among("number", Among("word", ("b", LONG))),
    )


def of_words() -> Table:
    return Table(
        "keyed",
        MetaData(),
        Column("key", Integer, primary_key=True),
        Column("second", Integer, primary_key=True),
        Column("word", String),
        Index("by_second", "second"),
        sqlite_with_rowid=False,
    )


def batches(rows: Sequence[tuple[Any, ...]], names: Sequence[str], size: int) -> Iterator[Any]:
    kinds = {name: pa.string() if name == "word" else pa.int64() for name in names}
    for start in range(0, max(1, len(rows)), size):
        part = list(zip(*rows[start : start + size], strict=True)) or [()] * len(names)
        columns = [pa.array(column, kinds[name]) for column, name in zip(part, names, strict=True)]
        coded = [c.dictionary_encode() if c.type == pa.string() else c for c in columns]
        yield pa.RecordBatch.from_arrays(coded, names=list(names))


def written(path: Path, table: Table, rows: Sequence[tuple[Any, ...]], size: int) -> None:
    with city_file(path, table.metadata) as file:
        file.write(table, batches(rows, table.columns.keys(), size))
        file.index(table)


def read(path: Path, table: Table, check: str = "integrity_check") -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as file:
        assert file.execute(f"PRAGMA {check}").fetchone() == ("ok",)
        return file.execute(f'SELECT * FROM "{table.name}"').fetchall()  # noqa: S608 - own name


def numbered_rows(count: int, word: str) -> list[tuple[Any, ...]]:
    words = ("a", "b", None, "", word)
    return [
        (key * 3, None if key % 5 == 1 else key * 7919 % 1000, words[key % len(words)])
        for key in range(count)
    ]


@pytest.mark.parametrize(
    ("count", "size"),
    [(0, 10), (1, 10), (10, 10), (1_000, 300), (5_000, 5_000), (30_001, BATCH_ROWS)],
)
@pytest.mark.parametrize("word", ["c", LONG], ids=("short", "long"))
def test_a_table_with_row_numbers_is_read_as_it_was_written(
    tmp_path: Path, count: int, size: int, word: str
) -> None:
    rows = numbered_rows(count, word)
    written(tmp_path / "file", of_numbers(), rows, size)
    assert read(tmp_path / "file", of_numbers()) == rows


@pytest.mark.parametrize("count", [0, 1, 8, 9, 10, 11, 17, 18, 19, 20, 21, 90, 99, 100, 101, 1_500])
@pytest.mark.parametrize("size", [7, 10_000])
def test_a_table_kept_by_its_key_is_read_as_it_was_written(
    tmp_path: Path, count: int, size: int
) -> None:
    rows = [(key // 3, key % 3, LONG) for key in range(count)]
    written(tmp_path / "file", of_words(), rows, size)
    assert read(tmp_path / "file", of_words()) == rows


@pytest.mark.parametrize("number", SIDES)
def test_a_number_of_any_length_is_kept(tmp_path: Path, number: int | None) -> None:
    index_free = of_numbers()
    index_free.indexes.clear()
    rows = [(1, number, "a"), (2, 5, None)]
    written(tmp_path / "file", index_free, rows, 10)
    assert read(tmp_path / "file", index_free) == rows


def test_rows_are_found_added_and_removed_as_in_any_file(tmp_path: Path) -> None:
    rows = numbered_rows(3_000, "c")
    written(tmp_path / "file", of_numbers(), rows, 1_000)
    with closing(sqlite3.connect(tmp_path / "file")) as file:
        found = file.execute("SELECT key FROM numbered INDEXED BY by_number WHERE number = 919")
        assert found.fetchall() == [(row[0],) for row in rows if row[1] == 919]
        file.execute("DELETE FROM numbered WHERE key % 2")
        file.executemany("INSERT INTO numbered VALUES (?, ?, ?)", [(1, 2, "b"), (7, None, LONG)])
        file.commit()
    left = [row for row in rows if row[0] % 2 == 0]
    assert sorted(read(tmp_path / "file", of_numbers())) == sorted(
        [*left, (1, 2, "b"), (7, None, LONG)], key=lambda row: row[0]
    )
    assert (tmp_path / "file").stat().st_size % PAGE == 0


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([(2, 1, "a"), (1, 1, "a")], "in the order of their numbers"),
        ([(1, 1, "a"), (1, 1, "a")], "in the order of their numbers"),
        ([(1, 1, "a" * LONGEST)], f"at most {LONGEST} bytes"),
    ],
)
def test_rows_that_fit_no_page_are_refused(
    tmp_path: Path, rows: list[tuple[Any, ...]], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        written(tmp_path / "file", of_numbers(), rows, 10)


@pytest.mark.parametrize(
    ("there", "numbers"),
    [
        (LOCKED - 3, [LOCKED - 2, LOCKED - 1]),
        (LOCKED - 2, [LOCKED - 1, LOCKED + 1]),
        (LOCKED - 1, [LOCKED + 1, LOCKED + 2]),
        (LOCKED, [LOCKED + 1, LOCKED + 2]),
        (LOCKED + 1, [LOCKED + 2, LOCKED + 3]),
    ],
)
def test_the_page_that_sqlite_locks_is_left_out(
    tmp_path: Path, there: int, numbers: list[int]
) -> None:
    (tmp_path / "file").touch()
    os.truncate(tmp_path / "file", there * PAGE)
    pages = np.repeat(np.array([[1], [2]], np.uint8), PAGE, axis=1)
    with closing(PageFile(tmp_path / "file")) as file:
        assert file.append(pages).tolist() == numbers
        assert file.append(pages)[0] == numbers[-1] + 1 + (numbers[-1] + 1 == LOCKED)
    with (tmp_path / "file").open("rb") as written_file:
        for number, page in zip(numbers, pages, strict=True):
            written_file.seek((number - 1) * PAGE)
            assert written_file.read(PAGE) == page.tobytes()


@pytest.mark.parametrize("below", [0, 1, 2, 10, 35, 1_000])
@pytest.mark.parametrize("make", [of_numbers, of_words])
def test_a_file_that_grows_over_a_gigabyte_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[], Table], below: int
) -> None:
    def almost_full(path: Path) -> PageFile:
        os.truncate(path, (LOCKED - 1 - below) * PAGE)  # a hole, which takes no space
        return PageFile(path)

    monkeypatch.setattr(sqlite_file, "PageFile", almost_full)
    table, rows = make(), numbered_rows(1_500, LONG)
    if make is of_words:
        rows = [(key, second or 0, word) for key, second, word in rows]
    written(tmp_path / "file", table, rows, 300)
    # of the table alone: the pages of the hole are in no use
    assert read(tmp_path / "file", table, f"integrity_check('{table.name}')") == rows


@pytest.mark.parametrize("number", [-1, -2, -(2**40)])
def test_a_number_below_0_in_an_indexed_column_is_refused(tmp_path: Path, number: int) -> None:
    with pytest.raises(ValueError, match="numbers of 0 or more in number"):
        written(tmp_path / "file", of_numbers(), [(1, None, "a"), (2, number, "b")], 10)


def test_words_in_an_indexed_column_are_refused(tmp_path: Path) -> None:
    table = of_numbers()
    Index("by_word", table.c.word)
    with pytest.raises(ValueError, match="numbers of 0 or more in word"):
        written(tmp_path / "file", table, [(1, 1, "b"), (2, 1, "a")], 10)


@pytest.mark.parametrize(
    ("number", "count", "is_kept"),
    [
        (2**62 - 2, 1, True),  # 62 bits, and one for a place
        (2**62 - 1, 1, False),
        (2**61 - 2, 3, True),
        (2**61 - 1, 3, False),
        (2**61 - 2, 4, False),
    ],
)
def test_a_number_that_leaves_no_room_for_its_place_is_refused(
    tmp_path: Path, number: int, count: int, *, is_kept: bool
) -> None:
    rows = [(key, number - key, "b") for key in range(count)]
    if is_kept:
        written(tmp_path / "file", of_numbers(), rows, 10)
        assert read(tmp_path / "file", of_numbers()) == rows
        return
    with pytest.raises(ValueError, match="bits in this index"):
        written(tmp_path / "file", of_numbers(), rows, 10)


def test_a_number_of_a_row_is_refused_where_an_index_would_cut_it(tmp_path: Path) -> None:
    last = 2**31 - 1
    written(tmp_path / "file", of_numbers(), [(last, 1, "b")], 10)
    assert read(tmp_path / "file", of_numbers()) == [(last, 1, "b")]
    with pytest.raises(ValueError, match=f"up to {last}"):
        written(tmp_path / "file", of_numbers(), [(last + 1, 1, "b")], 10)


@pytest.mark.parametrize(("columns", "is_kept"), [(125, True), (126, True), (127, False)])
def test_more_columns_than_a_short_header_holds_are_refused(
    tmp_path: Path, columns: int, *, is_kept: bool
) -> None:
    names = ["key", *(f"column_{place}" for place in range(1, columns))]
    made = [Column(name, Integer, primary_key=name == "key") for name in names]
    table, rows = Table("wide", MetaData(), *made), [tuple(range(columns))]
    if is_kept:
        written(tmp_path / "file", table, rows, 10)
        assert read(tmp_path / "file", table) == rows
        return
    with pytest.raises(ValueError, match="less than 127 bytes"):
        written(tmp_path / "file", table, rows, 10)


@pytest.mark.parametrize(
    ("sizes", "said"),
    [
        ([0], None),
        ([1], None),
        ([2, 1], None),
        ([2, 2, 1], None),
        ([0, 2], "2 or more rows"),
        ([1, 2], "2 or more rows"),
        ([2, 1, 2], "2 or more rows"),
        ([2, 0, 2], "2 or more rows"),
        ([2, 0], "1 or more rows"),
    ],
)
def test_a_part_with_too_few_rows_to_end_a_leaf_is_refused(
    tmp_path: Path, sizes: list[int], said: str | None
) -> None:
    table, ends = of_words(), np.cumsum([0, *sizes])
    rows = [(key, 1, "a") for key in range(ends[-1])]
    cut = (rows[start:end] for start, end in pairwise(ends))
    parts = (part for rows in cut for part in batches(rows, table.columns.keys(), 10))
    with city_file(tmp_path / "file", table.metadata) as file:
        if said:
            with pytest.raises(ValueError, match=said):
                file.write(table, parts)
            return
        file.write(table, parts)
        file.index(table)
    assert read(tmp_path / "file", table) == rows


@pytest.mark.parametrize("size", [2, 3, 10])
@pytest.mark.parametrize(
    "keys",
    [
        [(1, 1), (2, 1), (1, 2), (3, 1)],
        [(1, 1), (1, 3), (1, 2), (3, 1)],
        [(1, 1), (1, 2), (1, 2), (3, 1)],
    ],
)
def test_rows_out_of_the_order_of_their_key_are_refused(
    tmp_path: Path, keys: list[tuple[int, int]], size: int
) -> None:
    with pytest.raises(ValueError, match="in the order of their keys"):
        written(tmp_path / "file", of_words(), [(*key, "a") for key in keys], size)
