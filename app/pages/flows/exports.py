"""Files that leave the page: tables as CSV, results as JSON."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from app.components.flows_numbers import Estimate, Unit
from app.components.flows_tables import TableRow
from app.exports import Cell, Table, csv_text
from app.i18n import Words

PLACES: Final = 6
"""Significant places of a number that is saved."""


def csv_table(rows: Sequence[TableRow], about: str, words: Words) -> str:
    """Return a table with one column a number, written with a decimal point.

    Args:
        rows: the table.
        about: what was run, the last line.
        words: the language of heads and labels.
    """
    ends = ("value", "low", "high")
    numbers = [(part, end) for part in ("yours", "law", "difference") for end in ends]
    heads = [
        words("flows.csv.head", part=words(f"flows.column.{part}"), end=words(f"flows.csv.{end}"))
        for part, end in numbers
    ]
    columns = (words("flows.column.quantity"), words("flows.column.unit"), *heads)
    cells = [
        (
            row.label,
            words(f"flows.unit_name.{row.unit.name}"),
            *(_number(getattr(row.row, part), end, row.unit) for part, end in numbers),
        )
        for row in rows
    ]
    return csv_text(Table(about, columns, tuple(cells)), (about,))


def _number(found: Estimate, end: str, unit: Unit) -> Cell:
    value: float | None = getattr(found, end)
    return None if value is None else float(f"{value * unit.scale:.{PLACES}g}")


def results_json(result: Mapping[str, Any]) -> str:
    """Return the results of the levers as ``tirkeu.results/1``."""
    return json.dumps(result["yours"], ensure_ascii=False, indent=1) + "\n"
