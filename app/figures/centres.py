"""The chart of the Centres page: how long people wait in each hour, with the interval as a band.

Colours are those of the light theme, for pictures that are saved; on the page the style sheet
gives both themes their own. Lines differ by their dashes too, and are named at their right ends.
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from app.components.centres_numbers import Estimate
from app.figures.config import (
    ACCENT,
    ACCENT_INK,
    FONT,
    GOLD,
    GOLD_INK,
    GRAPH_CONFIG,
    INK,
    INK_2,
    LINES,
    SEPARATORS,
)
from app.i18n import Words

Figure = dict[str, Any]

HEIGHT: Final = 232
LABELS_WIDTH: Final = 128
BAND: Final = "rgba(0, 119, 168, 0.14)"
ROOM: Final = 1.12
LEAST_TOP: Final = 5.0
APART: Final = 0.11
"""Names of lines stand at least this share of the axis apart."""

HALF_HOUR: Final = 0.5


class Line(NamedTuple):
    """One line.

    Attributes:
        kind: ``yours``, ``mean`` or ``baseline``.
        name: at its right end.
        hours: of the day.
        estimates: one per hour, minutes.
    """

    kind: str
    name: str
    hours: Sequence[int]
    estimates: Sequence[Estimate]


class Limit(NamedTuple):
    """The standard: minutes and its name."""

    minutes: float
    name: str


STYLES: Final[dict[str, dict[str, Any]]] = {
    "yours": {"color": ACCENT, "width": 2.5},
    "mean": {"color": INK_2, "width": 1.5, "dash": "dot"},
    "baseline": {"color": INK_2, "width": 1.5, "dash": "dash"},
}


def waits_figure(lines: Sequence[Line], limit: Limit, words: Words) -> Figure:
    """Return the chart as Plotly's JSON; its checked objects would take longer than all the rest.

    Args:
        lines: the first has the band; at least one, each with at least one hour.
        limit: the standard.
        words: the language.
    """
    top = _top(lines, limit)
    marks = {"shapes": [_across(limit)], "annotations": _names(lines, limit, top)}
    traces = [_band(lines[0]), *[_line(line) for line in lines]]
    return {"data": traces, "layout": {**_layout(lines, top, words), **marks}}


def _top(lines: Sequence[Line], limit: Limit) -> float:
    values = [part for line in lines for one in line.estimates for part in one if part is not None]
    return ROOM * max(*values, limit.minutes, LEAST_TOP)


def _middle(hours: Sequence[int]) -> list[float]:
    """Return the middles of the hours: what is measured is of the whole hour."""
    return [hour + HALF_HOUR for hour in hours]


def _band(line: Line) -> Figure:
    at, known = _middle(line.hours), line.estimates
    high = [one.value if one.high is None else one.high for one in known]
    low = [one.value if one.low is None else max(0.0, one.low) for one in known]
    return {
        "type": "scatter",
        "x": [*at, *reversed(at)],
        "y": [*high, *reversed(low)],
        "fill": "toself",
        "fillcolor": BAND,
        "line": {"width": 0},
        "hoverinfo": "skip",
        "mode": "lines",
    }


def _line(line: Line) -> Figure:
    return {
        "type": "scatter",
        "name": line.name,
        "x": _middle(line.hours),
        "y": [one.value for one in line.estimates],
        "customdata": [f"{hour}:00–{hour + 1}:00" for hour in line.hours],
        "mode": "lines+markers" if len(line.hours) == 1 else "lines",
        "line": STYLES[line.kind],
        "hovertemplate": "%{customdata}: %{y:.1f}<extra>%{fullData.name}</extra>",
    }


def _across(limit: Limit) -> dict[str, Any]:
    return {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": limit.minutes,
        "y1": limit.minutes,
        "line": {"color": GOLD, "width": 1.5},
    }


def _names(lines: Sequence[Line], limit: Limit, top: float) -> list[dict[str, Any]]:
    """Name the lines at their right ends, none above another."""
    inks = {"yours": ACCENT_INK, "mean": INK_2, "baseline": INK_2}
    ends = [(line.estimates[-1].value or 0.0, _strong(line), inks[line.kind]) for line in lines]
    wanted = sorted([*ends, (limit.minutes, limit.name, GOLD_INK)])
    placed = _apart([value for value, _, _ in wanted], APART * top)
    return [
        {
            "text": name,
            "x": 1,
            "y": at,
            "xref": "paper",
            "xanchor": "left",
            "xshift": 8,
            "showarrow": False,
            "font": {"color": ink},
        }
        for at, (_, name, ink) in zip(placed, wanted, strict=True)
    ]


def _strong(line: Line) -> str:
    return f"<b>{line.name}</b>" if line.kind == "yours" else line.name


def _apart(values: Sequence[float], least: float) -> list[float]:
    """Return rising values so moved that none is nearer to the one before than the least."""
    placed: list[float] = []
    for value in values:
        placed.append(value if not placed else max(value, placed[-1] + least))
    back = sum(at - value for at, value in zip(placed, values, strict=True)) / len(placed)
    return [at - min(back, max(0.0, placed[0] - least / 2)) for at in placed]


def _layout(lines: Sequence[Line], top: float, words: Words) -> dict[str, Any]:
    hours = sorted({hour for line in lines for hour in line.hours})
    ticks = list(range(hours[0], hours[-1] + 2))
    return {
        "height": HEIGHT,
        "margin": {"l": 32, "r": LABELS_WIDTH, "t": 8, "b": 24, "pad": 4},
        "showlegend": False,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": 12, "color": INK},
        "separators": SEPARATORS[words.language],
        "hovermode": "x",
        "hoverlabel": {"font": {"family": FONT}},
        "dragmode": False,
        "xaxis": {
            "range": [ticks[0], ticks[-1]],
            "tickvals": ticks,
            "ticktext": [f"{hour}:00" for hour in ticks],
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
            "tickfont": {"color": INK_2},
        },
        "yaxis": {
            "range": [0, top],
            "nticks": 5,
            "gridcolor": LINES,
            "zerolinecolor": LINES,
            "fixedrange": True,
            "tickfont": {"color": INK_2},
        },
    }


def graph_config() -> Any:  # noqa: ANN401 - typed too narrowly by Dash
    """Return the shared configuration without buttons: the page has its own."""
    return {**GRAPH_CONFIG, "displayModeBar": False}
