"""A folder of tables: a file a table and a note of which city it is, whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow.csv import CSVWriter
from pyarrow.parquet import ParquetWriter

from domain.errors import BadInput
from synthetic_data.aside import alone, put_file_in_place, to_disk, working
from synthetic_data.city import City
from synthetic_data.typed_tables import TABLES, batches, length

FORMATS = ("parquet", "csv")
NOTE = "city.json"
ONE_DECIMAL = pa.scalar("0.1", pa.string()).cast(pa.decimal128(2, 1))
AREAS = ("total_area_m2", "useful_area_m2")

Told = Callable[[str, float], None]
"""Is told the table that begins, and the share of all rows written before it."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where tables go, and how.

    Args:
        folder: made with what is above it; files of others in it are left alone.
        form: one of ``FORMATS``.
        replace: files of these names that are there may be replaced.
    """

    folder: Path
    form: str = FORMATS[0]
    replace: bool = False

    @property
    def names(self) -> list[str]:
        """The names of all files, the note last: it stands only beside whole tables."""
        return [*(f"{table}.{self.form}" for table in TABLES), NOTE]


def write_tables(city: City, target: Target, told: Told | None = None) -> dict[str, int]:
    """Write every table of a city, a batch at a time, aside, and rename when all are whole.

    A new folder appears in one step. In one that is there the files take their names at the end,
    the old note going first and the new one coming last, so that a note is never beside tables of
    another city.

    Args:
        city: any city.
        target: where to.
        told: is told each table as it begins.

    Returns:
        The number of rows of each table.

    Raises:
        BadInput: a file of a name is there and may not be replaced, or nothing can be written.
    """
    with _aside(target) as aside:
        rows = _write_all(city, target.form, aside, told or (lambda _table, _share: None))
        (aside / NOTE).write_text(_note(city, target.form, rows), encoding="utf-8")
        _take_place(aside, target)
    return rows


def check(target: Target) -> None:
    """Refuse a target that cannot take the tables.

    Raises:
        BadInput: it is no folder, or a file of a name is there and may not be replaced.
    """
    folder = target.folder
    if folder.exists() and not folder.is_dir():
        raise BadInput("--out", "a folder", folder)
    there = [name for name in target.names if (folder / name).exists()]
    if there and not target.replace:
        expected = f"a folder without {there[0]}; --replace writes over it"
        raise BadInput("--out", expected, folder)


def _write_all(city: City, form: str, aside: Path, told: Told) -> dict[str, int]:
    rows = {table: length(city, table) for table in TABLES}
    total, done = max(1, sum(rows.values())), 0
    for table, count in rows.items():
        told(table, done / total)
        WRITERS[form](batches(city, table), aside / f"{table}.{form}")
        done += count
    told("done", 1.0)
    return rows


def _parquet(parts: Iterator[Any], path: Path) -> None:
    first = next(parts)
    with ParquetWriter(path, first.schema) as writer:
        writer.write_batch(first)
        for part in parts:
            writer.write_batch(part)


def _csv(parts: Iterator[Any], path: Path) -> None:
    first = _one_decimal(next(parts))
    with path.open("wb") as file, CSVWriter(file, first.schema) as writer:
        writer.write_batch(first)
        for part in parts:
            writer.write_batch(_one_decimal(part))


def _one_decimal(part: Any) -> Any:  # noqa: ANN401 - an Arrow record batch
    """Return a batch whose areas are written with their one decimal, 60.0 and not 60."""
    for name in set(AREAS) & set(part.schema.names):
        place = part.schema.get_field_index(name)
        tenths = pc.round(pc.multiply(part.column(place), 10)).cast(pa.int32())
        column = pc.multiply(tenths.cast(pa.decimal128(10, 0)), ONE_DECIMAL)
        part = part.set_column(place, name, column)
    return part


WRITERS: dict[str, Callable[[Iterator[Any], Path], None]] = {"parquet": _parquet, "csv": _csv}


def _note(city: City, form: str, rows: dict[str, int]) -> str:
    about = {
        "population": city.population,
        "seed": city.seed,
        "as_of": city.as_of,
        "sha256": city.sha256(),
        "format": form,
        "rows": rows,
    }
    return f"{json.dumps(about, indent=1)}\n"


@contextmanager
def _aside(target: Target) -> Iterator[Path]:
    """Make a folder to work in, in the tables' own or next to it while that is not there.

    Of several who write into one folder at once each waits for the one before, and then looks
    again whether its tables have a place.
    """
    real = target.folder.resolve()
    try:
        with alone(real):
            check(target)
            place = real / NOTE if real.is_dir() else real
            with alone(place) if place != real else nullcontext(), working(place) as aside:
                yield aside
    except OSError as reason:
        problem = f"{target.folder}: {reason.strerror or reason}"
        raise BadInput("--out", "a folder that can be written", problem) from reason


def _take_place(aside: Path, target: Target) -> None:
    folder = target.folder.resolve()
    if aside.parent != folder:
        for path in (*aside.iterdir(), aside):
            to_disk(path)
        aside.rename(folder)  # fails where somebody else has put files there meanwhile
        to_disk(folder.parent)
        return
    (folder / NOTE).unlink(missing_ok=True)
    to_disk(folder)
    for name in target.names:
        put_file_in_place(aside / name, folder / name)
