"""Tables of words on a terminal: every column as wide as its widest cell."""

from collections.abc import Iterator, Sequence

INDENT = "  "


def columns(rows: Sequence[Sequence[str]], sides: Sequence[str]) -> Iterator[str]:
    """Yield a line a row.

    Args:
        rows: cells, as many in each row as there are sides.
        sides: ``<`` or ``>`` a column: which side its cells keep to.
    """
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = zip(row, sides, widths, strict=True)
        yield INDENT + "  ".join(f"{cell:{side}{width}}" for cell, side, width in cells).rstrip()


def spelled(count: int) -> str:
    """Return a whole number with its thousands apart, such as ``1,600,000``."""
    return f"{count:,}"
