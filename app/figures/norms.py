"""The curve of the Norms page: what share the norm lets in, from 6 to 30 m² a person.

Colours are those of the light theme, for pictures that are saved; on the page the style sheet
gives both themes their own. Traces, shapes and annotations keep their places, as the script that
moves the reader's norm names them by number (``assets/norms.js``).
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import plotly.graph_objects as go

from app.figures.config import GRAPH_CONFIG
from app.i18n import Words

HEIGHT: Final = 244
LABELS_WIDTH: Final = 132
ACCENT: Final = "#0077a8"
ACCENT_INK: Final = "#00587d"
GOLD: Final = "#b8860b"
GOLD_INK: Final = "#735400"
INK: Final = "#17212b"
INK_2: Final = "#51606e"
LINES: Final = "#e3e8ec"
FONT: Final = "Inter Variable, Noto Sans, sans-serif"
SEPARATORS: Final = {"ru": ",\u00a0", "kk": ",\u00a0", "en": ".,"}
STEPS: Final = (1, 2, 5, 10, 20, 25)
MOST_STEPS: Final = 5
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
    lines: tuple[Line, Line], names: Names, law: Mark | None, yours: Mark | None, words: Words
) -> go.Figure:
    """Return the curve.

    Args:
        lines: every application by itself, and one after the other.
        names: of the lines.
        law: the law's norm; None: the day knows none.
        yours: the reader's norm; None: there is none.
        words: the language.
    """
    static, sequential = lines
    top = max(*static.shares, *sequential.shares)
    figure = go.Figure([_line(static, is_static=True), _line(sequential, is_static=False)])
    figure.add_trace(_point(yours))
    figure.update_layout(_layout(_axis(top, words), words))
    is_law = law is not None and yours is not None and law.norm == yours.norm
    own = _upright(None if is_law else yours, ACCENT, "dot")
    figure.update_layout(shapes=[_upright(law, GOLD, "solid"), own])
    ends = _ends(names, lines, top)
    figure.update_layout(annotations=[_law_label(law), _yours_label(yours), *ends])
    return figure


def _line(line: Line, *, is_static: bool) -> go.Scatter:
    style = {"color": INK_2, "width": 1.5, "dash": "dash"}
    return go.Scatter(
        x=line.norms,
        y=line.shares,
        mode="lines",
        line=style if is_static else {"color": ACCENT, "width": 2.5},
        hoverinfo="skip",
    )


def _point(yours: Mark | None) -> go.Scatter:
    return go.Scatter(
        x=[yours.norm] if yours else [],
        y=[yours.share] if yours else [],
        error_y=whiskers(yours),
        mode="markers",
        marker={"size": 11, "color": "#ffffff", "line": {"color": ACCENT, "width": 2.5}},
        hoverinfo="skip",
        cliponaxis=False,
    )


def whiskers(mark: Mark | None) -> dict[str, Any]:
    """Return the range around a mark as whiskers, none where it is not known."""
    known = mark is not None and mark.low is not None and mark.high is not None
    return {
        "type": "data",
        "symmetric": False,
        "array": [mark.high - mark.share] if known and mark and mark.high is not None else [0],
        "arrayminus": [mark.share - mark.low] if known and mark and mark.low is not None else [0],
        "color": ACCENT,
        "thickness": 1.5,
        "width": 5,
        "visible": known,
    }


def _upright(mark: Mark | None, colour: str, dash: str) -> dict[str, Any]:
    at = mark.norm if mark else 0
    return {
        "type": "line",
        "xref": "x",
        "yref": "paper",
        "x0": at,
        "x1": at,
        "y0": 0,
        "y1": 1,
        "layer": "below",
        "visible": mark is not None,
        "line": {"color": colour, "width": 1.5, "dash": dash},
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


def _yours_label(yours: Mark | None) -> dict[str, Any]:
    return {
        "text": f"<b>{yours.label}</b>" if yours else "",
        "x": yours.norm if yours else 0,
        "y": yours.share if yours else 0,
        "xanchor": "right",
        "yanchor": "top",
        "xshift": -8,
        "yshift": -4,
        "showarrow": False,
        "visible": yours is not None,
        "font": {"color": ACCENT_INK},
    }


def _ends(names: Names, lines: tuple[Line, Line], top: float) -> list[dict[str, Any]]:
    """Name both lines at their right ends, one above the other where they end close by."""
    static, sequential = (line.shares[-1] for line in lines)
    is_close = abs(static - sequential) < APART * top
    shift = (8 if static >= sequential else -8) if is_close else 0
    shared = {"x": 1, "xref": "paper", "xanchor": "left", "xshift": 8, "showarrow": False}
    return [
        {**shared, "text": names.static, "y": static, "yshift": shift, "font": {"color": INK_2}},
        {
            **shared,
            "text": f"<b>{names.sequential}</b>",
            "y": sequential,
            "yshift": -shift,
            "font": {"color": ACCENT_INK},
        },
    ]


def _axis(top: float, words: Words) -> dict[str, Any]:
    step = next((s for s in STEPS if top / s <= MOST_STEPS), STEPS[-1])
    return {
        "range": [0, top * 1.06 or 1],
        "dtick": step,
        "ticksuffix": "%" if words.language == "en" else " %",
        "gridcolor": LINES,
        "zerolinecolor": LINES,
        "fixedrange": True,
        "tickfont": {"color": INK_2},
    }


def _layout(share_axis: dict[str, Any], words: Words) -> dict[str, Any]:
    return {
        "height": HEIGHT,
        "margin": {"l": 44, "r": LABELS_WIDTH, "t": 8, "b": 28, "pad": 4},
        "showlegend": False,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": 12, "color": INK},
        "separators": SEPARATORS[words.language],
        "hovermode": False,
        "dragmode": False,
        "uirevision": "kept",
        "xaxis": {
            "range": [5.9, 30.1],
            "tickvals": list(range(6, 31, 3)),
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
            "tickfont": {"color": INK_2},
        },
        "yaxis": share_axis,
    }


def graph_config() -> Any:  # noqa: ANN401 - typed too narrowly by Dash
    """Return the shared configuration without buttons: the page has its own."""
    return {**GRAPH_CONFIG, "displayModeBar": False}
