"""Files that leave the page: tables as CSV, results as JSON."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from app.components.flows_numbers import Estimate, Unit
from app.components.flows_tables import TableRow
from app.i18n import Words

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
BYTE_ORDER_MARK: Final = "\ufeff"
"""Without it a spreadsheet takes Cyrillic letters for another alphabet."""


def harmless(cell: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def csv_table(rows: Sequence[TableRow], about: str, words: Words) -> str:
    """Return a table with one column a number, written with a decimal point.

    Args:
        rows: the table.
        about: what was run, the last line.
        words: the language of heads and labels.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    ends = ("value", "low", "high")
    numbers = [(part, end) for part in ("yours", "law", "difference") for end in ends]
    heads = [
        words("flows.csv.head", part=words(f"flows.column.{part}"), end=words(f"flows.csv.{end}"))
        for part, end in numbers
    ]
    writer.writerow([words("flows.column.quantity"), words("flows.column.unit"), *heads])
    for row in rows:
        cells = [_number(getattr(row.row, part), end, row.unit) for part, end in numbers]
        unit = words(f"flows.unit_name.{row.unit.name}")
        writer.writerow([harmless(row.label), harmless(unit), *cells])
    writer.writerow([harmless(about)])
    return BYTE_ORDER_MARK + text.getvalue()


def _number(found: Estimate, end: str, unit: Unit) -> str:
    value: float | None = getattr(found, end)
    return "" if value is None else f"{value * unit.scale:.6g}"


def results_json(result: Mapping[str, Any]) -> str:
    """Return the results of the levers as ``tirkeu.results/1``."""
    return json.dumps(result["yours"], ensure_ascii=False, indent=1) + "\n"
