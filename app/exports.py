"""Tables that leave the dashboard: one form for all of them, as CSV or as a workbook.

Texts stay texts: nothing that stands in a cell can be run as a formula by a spreadsheet. Numbers
stay numbers, with a decimal point in CSV whatever the language.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from math import isfinite
from typing import Any, Final

import xlsxwriter

Cell = str | int | float | None
"""None is an empty cell."""

FORMULA_STARTS: Final = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
"""What spreadsheets read a formula after; the last four are the wide forms of the first four."""

BYTE_ORDER_MARK: Final = "\ufeff"
"""Without it a spreadsheet takes Cyrillic letters for another alphabet."""

CSV_TYPE: Final = "text/csv; charset=utf-8"
XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

LONGEST_SHEET_NAME: Final = 31
NO_SHEET_NAME: Final = re.compile(r"[\[\]:*?/\\]")
NARROWEST, WIDEST = 10, 60
"""Widths of a column, in letters."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it is saved.

    Attributes:
        title: what it tells; the name of its sheet too, cut where that is too long.
        columns: heads, from left to right.
        rows: cells, as many in each as there are columns.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class About:
    """What a saved table is of.

    Attributes:
        title: name of the sheet that says it.
        lines: what is said, each with its name.
        day: the day of the model that the table is of; written as the file's own, so that the
            same table is the same file.
    """

    title: str
    lines: tuple[tuple[str, Cell], ...]
    day: date


def harmless(cell: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA_STARTS) else cell


def csv_bytes(table: Table, notes: Sequence[str] = ()) -> bytes:
    """Return `csv_text` in UTF-8."""
    return csv_text(table, notes).encode()


def csv_text(table: Table, notes: Sequence[str] = ()) -> str:
    """Return a table as CSV: a byte order mark, commas, lines that end as RFC 4180 has it.

    Args:
        table: what is saved.
        notes: lines of one cell below the table.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(map(harmless, table.columns))
    writer.writerows([_plain(cell) for cell in row] for row in table.rows)
    writer.writerows([harmless(note)] for note in notes)
    return BYTE_ORDER_MARK + text.getvalue()


def _plain(cell: Cell) -> str:
    if isinstance(cell, str):
        return harmless(cell)
    if cell is None or not _is_number(cell):
        return ""
    return f"{cell:d}" if isinstance(cell, int) else f"{cell:.12g}"  # no digit of a whole number


def _is_number(cell: Cell) -> bool:
    """Say whether a cell holds a number that can be written: not empty, and not infinite."""
    return cell is not None and not isinstance(cell, str) and isfinite(cell)


def xlsx_bytes(table: Table, about: About) -> bytes:
    """Return a table as a workbook of two sheets: the table, and what it is of.

    Args:
        table: what is saved.
        about: what it is of.
    """
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        made = datetime.combine(about.day, time())
        book.set_properties({"title": table.title, "created": made})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(sheet_name(table.title))
        _write(sheet, (table.columns, *table.rows), head)
        sheet.freeze_panes(1, 1)
        beside = book.add_worksheet(_other_name(sheet_name(about.title), sheet.get_name()))
        _write(beside, about.lines)
    return file.getvalue()


def sheet_name(title: str) -> str:
    """Return a name that a workbook takes for a sheet."""
    plain = " ".join(NO_SHEET_NAME.sub(" ", title).split())
    return plain[:LONGEST_SHEET_NAME].strip("' ") or "1"


def _other_name(name: str, taken: str) -> str:
    """Return the name, changed where another sheet has it already, whatever its capitals."""
    return name if name.lower() != taken.lower() else f"{name[: LONGEST_SHEET_NAME - 2]} 2"


def _write(sheet: Any, rows: Iterable[Sequence[Cell]], head: Any = None) -> None:  # noqa: ANN401 - typed by nobody
    """Write rows, the first of them as a head where it has a format, and fit the columns."""
    widths: dict[int, int] = {}
    for number, row in enumerate(rows):
        style = head if number == 0 else None
        for place, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(number, place, cell, style)
            elif _is_number(cell):
                sheet.write_number(number, place, cell, style)
            widths[place] = max(widths.get(place, NARROWEST), len(str(cell)) + 2)
    for place, width in widths.items():
        sheet.set_column(place, place, min(width, WIDEST))
