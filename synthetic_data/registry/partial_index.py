"""Indexes that leave out rows nobody asks for."""

from typing import NamedTuple

from sqlalchemy import Index, text


class Among(NamedTuple):
    """Which rows stand in an index.

    Attributes:
        column: decides it.
        words: those with one of these; empty: those with any value.
    """

    column: str
    words: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the condition in words of SQL."""
        if not self.words:
            return f"{self.column} IS NOT NULL"
        words = ", ".join(f"'{word}'" for word in self.words)
        return f"{self.column} IN ({words})"


def index_among(column: str, rows: Among) -> Index:
    """Return an index over some rows of a table."""
    condition, kept = text(str(rows)), {"among": rows}
    return Index(None, column, sqlite_where=condition, postgresql_where=condition, info=kept)


def rows_in(index: Index) -> Among | None:
    """Return which rows stand in an index, None: all."""
    found: Among | None = index.info.get("among")
    return found
