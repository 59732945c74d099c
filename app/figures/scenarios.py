"""Differences of scenarios from the baseline: a dot for each, with its interval."""

from collections.abc import Sequence
from html import escape
from textwrap import wrap
from typing import Any, Final, NamedTuple

from app.components.centres_numbers import Estimate
from app.figures.config import ACCENT, GOLD, INK, INK_2, LINES
from app.figures.template import Figure, axis_below, layout
from app.i18n import Words

ROW: Final = 36
TOP, BOTTOM = 8, 32
LEFT: Final = 148
LETTERS: Final = 19
ROOM: Final = 1.12
LEAST: Final = 1e-9
NOTHING_DIFFERS: Final = (-1.0, 1.0)
"""Ends of the axis where every difference is nothing: the law stands in the middle."""

SYMBOLS: Final = {"better": "circle", "worse": "diamond", "": "circle-open"}
"""Shape of a dot by what its difference means."""


class Dot(NamedTuple):
    """One scenario.

    Attributes:
        name: beside the axis.
        difference: from its baseline.
        judgement: ``better``, ``worse``, or nothing that could be said.
        told: the difference in words.
    """

    name: str
    difference: Estimate
    judgement: str
    told: str


def differences_figure(dots: Sequence[Dot], words: Words) -> Figure:
    """Return the chart as Plotly's JSON.

    Args:
        dots: at least one, each with a difference.
        words: the language.
    """
    height = TOP + BOTTOM + ROW * len(dots)
    kind: Figure = {"nticks": 5, "exponentformat": "none", "separatethousands": True}
    across = axis_below(_ends(dots), showgrid=True, gridcolor=LINES, **kind)
    names: Figure = {
        "fixedrange": True,
        "range": [len(dots) - 0.5, -0.5],
        "tickvals": list(range(len(dots))),
        "ticktext": [beside(one.name) for one in dots],
        "tickfont": {"color": INK},
        "showgrid": False,
        "zeroline": False,
    }
    law: Figure = {
        "type": "line",
        "x0": 0,
        "x1": 0,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": {"color": GOLD, "width": 1.5},
    }
    own = {"xaxis": across, "yaxis": names, "shapes": [law]}
    told = layout(words, height, (LEFT, 16, TOP, BOTTOM))
    return {"data": [_dots(dots)], "layout": {**told, "hovermode": "closest", **own}}


def _dots(dots: Sequence[Dot]) -> Figure:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [one.difference.value for one in dots],
        "y": list(range(len(dots))),
        "text": [escape(f"{one.name}: {one.told}", quote=False) for one in dots],
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {
            "color": ACCENT,
            "size": 10,
            "symbol": [SYMBOLS[one.judgement] for one in dots],
            "line": {"color": ACCENT, "width": 2},
        },
        "error_x": _intervals(dots),
    }


def _intervals(dots: Sequence[Dot]) -> dict[str, Any]:
    ends = [
        (0.0, 0.0)
        if one.difference.low is None or one.difference.high is None
        else (one.difference.low, one.difference.high)
        for one in dots
    ]
    values = [one.difference.value or 0.0 for one in dots]
    known = [one.difference.low is not None for one in dots]
    return {
        "type": "data",
        "symmetric": False,
        "array": [(e[1] - v) if k else 0 for v, e, k in zip(values, ends, known, strict=True)],
        "arrayminus": [(v - e[0]) if k else 0 for v, e, k in zip(values, ends, known, strict=True)],
        "color": INK_2,
        "thickness": 1.5,
        "width": 5,
    }


def _ends(dots: Sequence[Dot]) -> list[float]:
    known = [part for one in dots for part in one.difference if part is not None]
    low, high = min(0.0, *known), max(0.0, *known)
    if high - low < LEAST:
        return list(NOTHING_DIFFERS)
    wide = high - low
    return [low - (ROOM - 1) * wide, high + (ROOM - 1) * wide]


def beside(name: str) -> str:
    """Return a name that fits beside the axis, in two lines at most."""
    lines = wrap(name, LETTERS, max_lines=2, placeholder="…", break_on_hyphens=False)
    return "<br>".join(escape(line, quote=False) for line in lines)
