"""Charts of the Flows page: one line per quantity, a mark for the levers and one for the law.

Colours are those of the light theme, for pictures that are saved; on the page the style sheet
gives both themes their own. Marks differ by shape too: a circle is yours, a diamond is the law.
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import plotly.graph_objects as go

from app.components.flows_numbers import Estimate
from app.figures.config import ACCENT, FONT, GOLD, GRAPH_CONFIG, INK, LINES, SEPARATORS
from app.i18n import Words

LINE_HEIGHT: Final = 42
MARGINS_HEIGHT: Final = 52
NUMBERS_WIDTH: Final = 96
"""Right margin; names of lines may reach into it, above the numbers."""


class Line(NamedTuple):
    """One line of a chart.

    Attributes:
        label: the quantity.
        said: its numbers in words, at the right end.
        yours: estimate of the levers, in the unit of the chart.
        law: estimate of the law; None: nothing to compare with.
    """

    label: str
    said: str
    yours: Estimate
    law: Estimate | None


class Axis(NamedTuple):
    """The axis of a chart.

    Attributes:
        title: quantity and unit.
        limit: a value that is marked across all lines, or None.
        limit_label: what it is.
    """

    title: str
    limit: float | None = None
    limit_label: str = ""


def lines_figure(lines: Sequence[Line], axis: Axis, words: Words) -> go.Figure:
    """Return a chart of one line per quantity, the first on top.

    Args:
        lines: at least one.
        axis: what is measured.
        words: the language of the marks' names.
    """
    figure = go.Figure()
    has_law = any(line.law for line in lines)
    offset = 0.11 if has_law else 0.0
    figure.add_trace(_marks(lines, "yours", -offset, words))
    if has_law:
        figure.add_trace(_marks(lines, "law", offset, words))
    figure.update_layout(_layout(len(lines), axis, words))
    figure.update_layout(annotations=[*_labels(lines)])
    if axis.limit is not None:
        _add_limit(figure, axis)
    return figure


def _marks(lines: Sequence[Line], part: str, offset: float, words: Words) -> go.Scatter:
    found = [(number, getattr(line, part)) for number, line in enumerate(lines)]
    known = [(n, e) for n, e in found if e is not None and e.value is not None]
    is_law = part == "law"
    colour = GOLD if is_law else ACCENT
    return go.Scatter(
        name=words(f"flows.series.{part}"),
        x=[e.value for _, e in known],
        y=[n + offset for n, _ in known],
        customdata=[lines[n].label for n, _ in known],
        error_x=_bars([e for _, e in known], colour),
        mode="markers",
        marker={"symbol": "diamond" if is_law else "circle", "size": 9, "color": colour},
        hovertemplate="%{customdata}: %{x:,.1f}",
        cliponaxis=False,
    )


def _bars(estimates: Sequence[Estimate], colour: str) -> dict[str, Any]:
    return {
        "type": "data",
        "symmetric": False,
        "array": [_reach(e.high, e.value) for e in estimates],
        "arrayminus": [_reach(e.value, e.as_quantity.low) for e in estimates],
        "color": colour,
        "thickness": 1.5,
        "width": 4,
    }


def _reach(far: float | None, near: float | None) -> float:
    return 0.0 if far is None or near is None else far - near


def _layout(count: int, axis: Axis, words: Words) -> dict[str, Any]:
    return {
        "height": count * LINE_HEIGHT + MARGINS_HEIGHT,
        "margin": {"l": 8, "r": NUMBERS_WIDTH, "t": 12, "b": 40, "pad": 0},
        "showlegend": False,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": 12, "color": INK},
        "separators": SEPARATORS[words.language],
        "hovermode": "closest",
        "hoverlabel": {"font": {"family": FONT}},
        "dragmode": False,
        "uirevision": "kept",
        "xaxis": {
            "title": {"text": axis.title, "font": {"size": 12}, "standoff": 4},
            "rangemode": "tozero",
            "gridcolor": LINES,
            "zerolinecolor": LINES,
            "fixedrange": True,
        },
        "yaxis": {
            "range": [count - 0.45, -0.85],
            "showgrid": False,
            "zeroline": False,
            "showticklabels": False,
            "fixedrange": True,
        },
    }


def _labels(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Name every line above its left end, and say its numbers in the right margin."""
    shared = {"xref": "paper", "yref": "y", "xanchor": "left", "showarrow": False}
    names = [
        {"text": line.label, "x": 0, "y": number, "yanchor": "bottom", "yshift": 8}
        for number, line in enumerate(lines)
    ]
    numbers = [
        {"text": line.said, "x": 1, "y": number, "yanchor": "middle", "xshift": 8}
        for number, line in enumerate(lines)
    ]
    return [shared | label for label in (*names, *numbers)]


def _add_limit(figure: go.Figure, axis: Axis) -> None:
    figure.add_vline(x=axis.limit, line={"color": INK, "width": 1, "dash": "dash"})
    figure.add_annotation(
        text=axis.limit_label,
        x=axis.limit,
        y=1,
        yref="paper",
        xanchor="left",
        yanchor="bottom",
        xshift=4,
        yshift=-4,
        showarrow=False,
    )


def graph_config(words: Words, file_name: str) -> Any:  # noqa: ANN401 - typed too narrowly by Dash
    """Return the shared configuration with one button: save as PNG, named in the language."""
    names = {
        "Download plot as a PNG": words("flows.chart.save"),
        "Download plot": words("flows.chart.save"),
        "Taking snapshot - this may take a few seconds": words("flows.chart.saving"),
        "Snapshot succeeded": words("flows.chart.saved"),
    }
    return {
        **GRAPH_CONFIG,
        "modeBarButtons": [["toImage"]],
        "locale": words.language,
        "locales": {words.language: {"dictionary": names, "format": {}}},
        "toImageButtonOptions": {"filename": file_name, "scale": 2},
    }
