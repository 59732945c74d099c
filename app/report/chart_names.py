"""Names beside the bars of a chart: two lines, and never two that look the same."""

from collections.abc import Sequence
from typing import Final

WIDEST: Final = 21
"""Letters of a line beside a bar; tables have the whole of a name."""

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


def _lines(name: str) -> tuple[str, ...]:
    if len(name) <= WIDEST:
        return (name,)
    words = name.split()
    first = _fitting(words, WIDEST)
    rest = words[len(first) :]
    if len(" ".join(rest)) <= WIDEST and first:
        return " ".join(first), " ".join(rest)
    last = _fitting(rest[::-1], WIDEST - len(CUT))[::-1]
    start = " ".join(first) or f"{name[: WIDEST - 1]}{CUT}"
    return start, CUT + (" ".join(last) or name[1 - WIDEST :])


def _fitting(words: Sequence[str], room: int) -> list[str]:
    """Return the first words that stand in a line of so many letters."""
    found: list[str] = []
    for word in words:
        if len(" ".join([*found, word])) > room:
            break
        found.append(word)
    return found
