"""Names beside the bars of a chart: two lines, and never two that look the same."""

from collections.abc import Sequence
from typing import Final

from app.components.text_measure import width

ROOM: Final = 140
"""Pixels of a line beside a bar; tables have the whole of a name."""

SIZE: Final = 11
"""Of its letters, in pixels."""

CUT: Final = "…"


def beside_bars(names: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the one or two lines of each name.

    A long name keeps its beginning and its end, as those of one plan differ there. What is alike
    all the same is told apart by its place.
    """
    cut = [_lines(name) for name in names]
    if len(set(cut)) == len(names):
        return cut
    return [_lines(f"{place}. {name}") for place, name in enumerate(names)]


def _fits(text: str) -> bool:
    return width(text, SIZE) <= ROOM


def _lines(name: str) -> tuple[str, ...]:
    if _fits(name):
        return (name,)
    words = name.split()
    count = _fitting(words, "{}")
    rest = words[count:]
    if count and _fits(" ".join(rest)):
        return " ".join(words[:count]), " ".join(rest)
    last = rest[len(rest) - _fitting(rest[::-1], f"{CUT}{{}}", turned=True) :]
    start = " ".join(words[:count]) or f"{_letters(name, 1)}{CUT}"
    return start, CUT + (" ".join(last) or _letters(name, -1))


def _fitting(words: Sequence[str], line: str, *, turned: bool = False) -> int:
    """Return how many of the first words stand in a line, in their order or turned round."""
    step = -1 if turned else 1
    count = 0
    while count < len(words) and _fits(line.format(" ".join(words[: count + 1][::step]))):
        count += 1
    return count


def _letters(name: str, side: int) -> str:
    """Return as many letters of a name's start, or of its end, as stand beside the cut."""
    count = len(name)
    while not _fits(CUT + (name[:count] if side > 0 else name[-count:])):
        count -= 1
    return name[:count] if side > 0 else name[-count:]
