"""The curve of the Norms page: what share the norm lets in, from 6 to 30 m² a person.

The reader's norm is no part of it: it lies above, so that moving it
draws nothing anew (``assets/norms_chart.js``). Annotations keep their places, as the script that
fits them to a telephone names them by number.
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import plotly.graph_objects as go

from app.figures.config import GOLD, GOLD_INK
from app.figures.template import (
    INKS,
    MAIN,
    OTHER,
    axis_below,
    axis_beside,
    layout,
)
from app.i18n import Words

HEIGHT: Final = 244
LABELS_WIDTH: Final = 132
STEPS: Final = (1, 2, 5, 10, 20, 25)
MOST_STEPS: Final = 5
NORMS: Final = (5.9, 30.1)
"""Both ends of the axis, m²."""
APART: Final = 0.09
"""Ends of two lines that are nearer than this share of the axis have their names moved apart."""


class Line(NamedTuple):
    """One line: norms in m² and shares in per cent."""

    norms: Sequence[float]
    shares: Sequence[float]


class Mark(NamedTuple):
    """A norm that is marked.

    Attributes:
        norm: in m².
        share: let in there, in per cent.
        label: what it is.
        low: lowest share of the range; None where it is not known.
        high: highest one.
    """

    norm: float
    share: float
    label: str
    low: float | None = None
    high: float | None = None


class Names(NamedTuple):
    """Names at the right ends of the lines."""

    static: str
    sequential: str


def curve_figure(
    lines: tuple[Line, Line], names: Names, law: Mark | None, words: Words
) -> go.Figure:
    """Return the curve.

    Args:
        lines: every application by itself, and one after the other.
        names: of the lines.
        law: the law's norm; None: the day knows none.
        words: the language.
    """
    static, sequential = lines
    top = top_of(lines)
    figure = go.Figure([_line(static, is_static=True), _line(sequential, is_static=False)])
    figure.update_layout(_layout(_axis(top, words), words))
    figure.update_layout(shapes=[_upright(law)])
    ends = _ends(names, lines, top)
    figure.update_layout(annotations=[_law_label(law), *ends])
    return figure


def _line(line: Line, *, is_static: bool) -> go.Scatter:
    return go.Scatter(
        x=line.norms,
        y=line.shares,
        mode="lines",
        line=OTHER if is_static else MAIN,
        hoverinfo="skip",
    )


def _upright(law: Mark | None) -> dict[str, Any]:
    at = law.norm if law else 0
    return {
        "type": "line",
        "xref": "x",
        "yref": "paper",
        "x0": at,
        "x1": at,
        "y0": 0,
        "y1": 1,
        "layer": "below",
        "visible": law is not None,
        "line": {"color": GOLD, "width": 1.5},
    }


def _law_label(law: Mark | None) -> dict[str, Any]:
    return {
        "text": law.label if law else "",
        "x": law.norm if law else 0,
        "y": 1,
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "top",
        "xshift": 6,
        "showarrow": False,
        "visible": law is not None,
        "font": {"color": GOLD_INK},
    }


def _ends(names: Names, lines: tuple[Line, Line], top: float) -> list[dict[str, Any]]:
    """Name both lines at their right ends, one above the other where they end close by."""
    static, sequential = (line.shares[-1] for line in lines)
    is_close = abs(static - sequential) < APART * top
    shift = (8 if static >= sequential else -8) if is_close else 0
    shared = {"x": 1, "xref": "paper", "xanchor": "left", "xshift": 8, "showarrow": False}
    return [
        {
            **shared,
            "text": names.static,
            "y": static,
            "yshift": shift,
            "font": {"color": INKS["other"]},
        },
        {
            **shared,
            "text": f"<b>{names.sequential}</b>",
            "y": sequential,
            "yshift": -shift,
            "font": {"color": INKS["main"]},
        },
    ]


def place_of(mark: Mark, lines: tuple[Line, Line]) -> dict[str, float]:
    """Return where a mark lies above the chart, as shares of the plot from its upper left corner.

    Args:
        mark: what is marked.
        lines: of the chart.
    """
    top = top_of(lines)
    ends = {"--y": mark.share, "--low": mark.low, "--high": mark.high}
    known = {name: mark.share if share is None else share for name, share in ends.items()}
    across = (mark.norm - NORMS[0]) / (NORMS[1] - NORMS[0])
    return {"--x": across, **{name: 1 - share / top for name, share in known.items()}}


def top_of(lines: tuple[Line, Line]) -> float:
    """Return the share at the upper end of the chart."""
    return 1.06 * max(*lines[0].shares, *lines[1].shares) or 1.0


def _axis(top: float, words: Words) -> dict[str, Any]:
    step = next((s for s in STEPS if top / s <= MOST_STEPS), STEPS[-1])
    return axis_beside(top, dtick=step, ticksuffix=words("norms.percent", value=""))


def _layout(share_axis: dict[str, Any], words: Words) -> dict[str, Any]:
    return {
        **layout(words, HEIGHT, (44, LABELS_WIDTH, 8, 28)),
        "hovermode": False,
        "uirevision": "kept",
        "xaxis": axis_below(NORMS, tickvals=list(range(6, 31, 3))),
        "yaxis": share_axis,
    }
