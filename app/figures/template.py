"""The one template of all charts that Plotly draws: type, ground, axes, bands, names of lines.

Colours are those of the light theme, for pictures that are saved; on the page the style sheet
(``assets/chart.css``) gives both themes their own, told by the colour that stands here. Lines
differ by their dashes too, and up to four of them are named at their right ends.
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from app.components.centres_numbers import Estimate
from app.figures.config import (
    ACCENT,
    ACCENT_INK,
    CARD,
    FONT,
    GOLD_INK,
    GRAPH_CONFIG,
    INK,
    INK_2,
    LINES,
    SEPARATORS,
)
from app.i18n import Words
from simulation.bounds import told_ends

Figure = dict[str, Any]

TEXT_SIZE: Final = 12
BAND: Final = "rgba(0, 119, 168, 0.14)"
NOTHING: Final = "rgba(0,0,0,0)"
APART: Final = 0.11
"""Names of lines stand at least this share of the axis apart."""

TICKS: Final = 5

MAIN: Final = {"color": ACCENT, "width": 2.5}
OTHER: Final = {"color": INK_2, "width": 1.5, "dash": "dash"}
DOTTED: Final = {"color": INK_2, "width": 1.5, "dash": "dot"}
"""How lines are drawn: what the chart is about, what it is compared with, and a third."""


class End(NamedTuple):
    """Where a line ends, and what is written there.

    Attributes:
        value: at the right end.
        name: of the line.
        kind: ``main``, ``other`` or ``law``.
    """

    value: float
    name: str
    kind: str


INKS: Final = {"main": ACCENT_INK, "other": INK_2, "law": GOLD_INK}


def layout(words: Words, height: int, margin: Sequence[int]) -> Figure:
    """Return what every chart has.

    Args:
        words: the language.
        height: in pixels.
        margin: left, right, top and bottom, in pixels.
    """
    return {
        "height": height,
        "margin": {**dict(zip("lrtb", margin, strict=True)), "pad": 4},
        "showlegend": False,
        "paper_bgcolor": NOTHING,
        "plot_bgcolor": NOTHING,
        "font": {"family": FONT, "size": TEXT_SIZE, "color": INK},
        "separators": SEPARATORS[words.language],
        "hovermode": "x",
        "hoverlabel": {"font": {"family": FONT, "color": INK}, "bgcolor": CARD},
        "dragmode": False,
    }


def axis_below(ends: Sequence[float], **own: object) -> Figure:
    """Return the axis below, from one end to the other, without lines of its own."""
    return {**_axis(), "range": list(ends), "showgrid": False, **own}


def axis_beside(top: float, **own: object) -> Figure:
    """Return the axis of values, from nothing to its top."""
    lines = {"gridcolor": LINES, "zeroline": True}
    return {**_axis(), "range": [0, top], "nticks": TICKS, **lines, **own}


def _axis() -> Figure:
    return {
        "fixedrange": True,
        "zeroline": False,
        "zerolinecolor": LINES,
        "tickfont": {"color": INK_2},
    }


def band(at: Sequence[float], known: Sequence[Estimate], measure: str = "") -> Figure:
    """Return the interval of a line as a band; where none is known it is as thin as the line.

    Args:
        at: where the values stand below, rising.
        known: a value at each.
        measure: its name: the band is cut where it ends; empty: of what ends at nothing only.
    """
    high = [one.value if one.high is None else told_ends(measure, [one.high])[0] for one in known]
    low = [one.value if one.low is None else told_ends(measure, [one.low])[0] for one in known]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [*at, *reversed(at)],
        "y": [*high, *reversed(low)],
        "fill": "toself",
        "fillcolor": BAND,
        "line": {"width": 0},
        "hoverinfo": "skip",
    }


def names(ends: Sequence[End], top: float) -> list[Figure]:
    """Name lines at their right ends, none above another.

    Args:
        ends: at least one.
        top: upper end of the axis of values.
    """
    rising = sorted(ends)
    placed = _apart([one.value for one in rising], APART * top)
    over = max(0.0, placed[-1] - top)
    return [
        {
            "text": f"<b>{one.name}</b>" if one.kind == "main" else one.name,
            "x": 1,
            "y": at - over,
            "xref": "paper",
            "xanchor": "left",
            "xshift": 8,
            "showarrow": False,
            "font": {"color": INKS[one.kind]},
        }
        for at, one in zip(placed, rising, strict=True)
    ]


def _apart(values: Sequence[float], least: float) -> list[float]:
    """Return rising values so moved that none is nearer to the one before than the least."""
    placed: list[float] = []
    for value in values:
        placed.append(value if not placed else max(value, placed[-1] + least))
    back = sum(at - value for at, value in zip(placed, values, strict=True)) / len(placed)
    return [at - min(back, max(0.0, placed[0] - least / 2)) for at in placed]


def graph_config() -> Any:  # noqa: ANN401 - typed too narrowly by Dash
    """Return the shared configuration without buttons: every card of a chart has its own."""
    return {**GRAPH_CONFIG, "displayModeBar": False}
