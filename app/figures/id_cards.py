"""Charts of the ID cards page: quantities by day, with their intervals as bands."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from babel.dates import format_date

from app.components.centres_numbers import Estimate
from app.figures.template import (
    MAIN,
    OTHER,
    End,
    Figure,
    axis_below,
    axis_beside,
    band,
    layout,
    names,
)
from app.i18n import Words

HEIGHT: Final = 232
LABELS_WIDTH: Final = 136
BARS: Final = "rgba(81, 96, 110, 0.28)"
ROOM: Final = 1.15
LEAST_TOP: Final = 1.0
WEEK: Final = 7
MOST_TICKS: Final = 9

STYLES: Final[dict[str, dict[str, Any]]] = {
    "yours": MAIN,
    "ums": MAIN,
    "production": {**OTHER, "width": 2},
    "pickup": {**OTHER, "width": 2, "dash": "dot"},
    "baseline": OTHER,
}
FIRST: Final = ("yours", "ums")
"""What a chart is about."""


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
    is_sure = all(one.low is None for one in line.estimates)
    return [*([] if is_sure else [band(at, line.estimates)]), {**drawn, **common, **hover}]


def _names(lines: Sequence[Days], top: float) -> list[Figure]:
    return names(
        [End(_end(one), one.name, "main" if one.kind in FIRST else "other") for one in lines], top
    )


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
    below = {"tickvals": ticks, "ticktext": [days[tick] for tick in ticks]}
    return {
        **layout(words, HEIGHT, (44, LABELS_WIDTH, 8, 24)),
        "bargap": 0.15,
        "xaxis": axis_below((-0.5, len(days) - 0.5), **below),
        "yaxis": axis_beside(top),
    }
