"""The rows of results: every table of a summary, with the names of its columns."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import nan
from typing import Any, Final

from simulation.measures import Summary
from simulation.statistics import interval

RowKey = tuple[Any, ...]
"""What names a row: one value for each column."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a summary.

    Attributes:
        name: its key in a results document.
        columns: names of the parts of a row's key.
        of: reads it from a summary.
        missing: what a row amounts to in a replication that has none: 0 for counts, nan unknown.
        value: the column of the mean.
        ordered: whether rows stand in alphabetical order, not in that of the measures.
    """

    name: str
    columns: tuple[str, ...]
    of: Callable[[Summary], Mapping[Any, float]]
    missing: float = nan
    value: str = "value"
    ordered: bool = False


MEASURES: Final = Table(
    "measures", ("measure", "station", "office", "statistic"), lambda summary: summary.measures
)
HOURS: Final = Table("hours", (*MEASURES.columns, "hour"), lambda summary: summary.hours)
DAYS: Final = Table("days", ("measure", "day"), lambda summary: summary.days)
OUTCOMES: Final = Table(
    "outcomes",
    ("service", "outcome", "basis"),
    lambda summary: summary.outcomes,
    missing=0.0,
    value="count",
    ordered=True,
)
TABLES: Final = (MEASURES, OUTCOMES, HOURS, DAYS)


def keys(table: Table, summaries: Iterable[Summary]) -> list[RowKey]:
    """Return the rows that any of the summaries has, in the order of the table."""
    found = dict.fromkeys(key for summary in summaries for key in table.of(summary))
    return sorted(found, key=lambda key: tuple(map(str, key))) if table.ordered else list(found)


def series(table: Table, key: RowKey, summaries: Iterable[Summary]) -> list[float]:
    """Return the values of one row, one per replication."""
    return [float(table.of(summary).get(key, table.missing)) for summary in summaries]


def named(table: Table, key: RowKey, first: date) -> dict[str, Any]:
    """Return the key of a row by column, days as ISO text.

    Args:
        table: that the row is of.
        key: of the row.
        first: first day of the period.
    """
    columns = dict(zip(table.columns, key, strict=True))
    if "day" in columns:
        columns["day"] = (first + timedelta(columns["day"])).isoformat()
    return columns


def estimated(table: Table, summaries: Sequence[Summary], first: date) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table: the mean over replications and its 95 % interval.

    Args:
        table: which of them.
        summaries: one per replication.
        first: first day of the period.
    """
    for key in keys(table, summaries):
        # nothing happened in any: known to be unknown
        mean, spread = interval(series(table, key, summaries)) or (None, None)
        yield named(table, key, first) | {table.value: mean, "ci95": spread and list(spread)}
