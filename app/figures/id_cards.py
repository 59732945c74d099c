"""Charts of the ID cards page: quantities by day, with their intervals as bands.

Colours are those of the light theme, for pictures that are saved; the style sheet gives both
themes their own. Lines differ by their dashes too, and are named at their right ends.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from babel.dates import format_date

from app.components.centres_numbers import Estimate
from app.figures.config import ACCENT, ACCENT_INK, FONT, INK, INK_2, LINES, SEPARATORS
from app.i18n import Words

Figure = dict[str, Any]

HEIGHT: Final = 232
LABELS_WIDTH: Final = 136
BAND: Final = "rgba(0, 119, 168, 0.14)"
BARS: Final = "rgba(81, 96, 110, 0.28)"
ROOM: Final = 1.15
LEAST_TOP: Final = 1.0
APART: Final = 0.11
WEEK: Final = 7
MOST_TICKS: Final = 9

STYLES: Final[dict[str, dict[str, Any]]] = {
    "yours": {"color": ACCENT, "width": 2.5},
    "ums": {"color": ACCENT, "width": 2.5},
    "production": {"color": INK_2, "width": 2, "dash": "dash"},
    "pickup": {"color": INK_2, "width": 2, "dash": "dot"},
    "baseline": {"color": INK_2, "width": 1.5, "dash": "dash"},
}
MAIN: Final = ("yours", "ums")


class Days(NamedTuple):
    """One quantity.

    Attributes:
        kind: ``bars``, or a key of ``STYLES``.
        name: at its right end.
        estimates: one a day.
    """

    kind: str
    name: str
    estimates: Sequence[Estimate]


def days_figure(lines: Sequence[Days], first: date, words: Words) -> Figure:
    """Return the chart as Plotly's JSON.

    Args:
        lines: at least one, of as many days each.
        first: day of the first estimate.
        words: the language.
    """
    days = [short_day(first + timedelta(n), words) for n in range(len(lines[0].estimates))]
    ends = [one.high or one.value or 0.0 for line in lines for one in line.estimates]
    top = ROOM * max(LEAST_TOP, *ends)
    traces = [trace for line in lines for trace in _traces(line, days)]
    layout = {**_layout(days, first, top, words), "annotations": _names(lines, top)}
    return {"data": traces, "layout": layout}


def short_day(day: date, words: Words) -> str:
    """Return day and month, as short as the language has them."""
    return str(format_date(day, "d MMM", locale=words.language)).rstrip(".")


def _traces(line: Days, days: Sequence[str]) -> list[Figure]:
    at = list(range(len(days)))
    values = [one.value for one in line.estimates]
    common = {"x": at, "y": values, "name": line.name, "customdata": list(days)}
    hover = {"hovertemplate": "%{customdata}: %{y:,.1f}<extra>%{fullData.name}</extra>"}
    if line.kind == "bars":
        return [{"type": "bar", **common, **hover, "marker": {"color": BARS}}]
    drawn = {"type": "scatter", "mode": "lines", "line": STYLES[line.kind]}
    band = [_band(at, line.estimates)] if any(one.low is not None for one in line.estimates) else []
    return [*band, {**drawn, **common, **hover}]


def _band(at: Sequence[int], known: Sequence[Estimate]) -> Figure:
    high = [one.value if one.high is None else one.high for one in known]
    low = [one.value if one.low is None else max(0.0, one.low) for one in known]
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


def _names(lines: Sequence[Days], top: float) -> list[Figure]:
    """Name the lines at their right ends, none above another."""
    ends = sorted((_end(line), line.name, line.kind) for line in lines)
    placed, last = [], -top
    for value, name, kind in ends:
        last = max(value, last + APART * top)
        placed.append((last, name, kind))
    over = max(0.0, placed[-1][0] - top)
    return [
        {
            "text": f"<b>{name}</b>" if kind in MAIN else name,
            "x": 1,
            "y": at - over,
            "xref": "paper",
            "xanchor": "left",
            "xshift": 8,
            "showarrow": False,
            "font": {"color": ACCENT_INK if kind in MAIN else INK_2},
        }
        for at, name, kind in placed
    ]


def _end(line: Days) -> float:
    """Return where a line ends; of bars, which go up and down, the mean of the last week."""
    if line.kind == "bars":
        last = [one.value or 0.0 for one in line.estimates[-WEEK:]]
        return sum(last) / len(last)
    return line.estimates[-1].value or 0.0


def _layout(days: Sequence[str], first: date, top: float, words: Words) -> Figure:
    step = WEEK * max(1, -(-len(days) // (WEEK * MOST_TICKS)))
    monday = -first.weekday() % WEEK
    ticks = list(range(monday, len(days), step))
    axis = {"fixedrange": True, "tickfont": {"color": INK_2}, "zeroline": False}
    return {
        "height": HEIGHT,
        "margin": {"l": 44, "r": LABELS_WIDTH, "t": 8, "b": 24, "pad": 4},
        "showlegend": False,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": 12, "color": INK},
        "separators": SEPARATORS[words.language],
        "hovermode": "x",
        "dragmode": False,
        "bargap": 0.15,
        "xaxis": {
            **axis,
            "range": [-0.5, len(days) - 0.5],
            "tickvals": ticks,
            "ticktext": [days[tick] for tick in ticks],
            "showgrid": False,
        },
        "yaxis": {**axis, "range": [0, top], "nticks": 5, "gridcolor": LINES},
    }
