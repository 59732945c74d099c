"""The chart of the Centres page: how long people wait in each hour, with the interval as a band."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from app.components.centres_numbers import Estimate
from app.figures.config import GOLD
from app.figures.template import (
    DOTTED,
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
LABELS_WIDTH: Final = 128
ROOM: Final = 1.12
LEAST_TOP: Final = 5.0
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


STYLES: Final = {"yours": MAIN, "mean": DOTTED, "baseline": OTHER}


def waits_figure(lines: Sequence[Line], limit: Limit, words: Words) -> Figure:
    """Return the chart as Plotly's JSON; its checked objects would take longer than all the rest.

    Args:
        lines: the first has the band; at least one, each with at least one hour.
        limit: the standard.
        words: the language.
    """
    top = _top(lines, limit)
    marks = {"shapes": [_across(limit)], "annotations": _names(lines, limit, top)}
    traces = [band(_middle(lines[0].hours), lines[0].estimates), *[_line(line) for line in lines]]
    return {"data": traces, "layout": {**_layout(lines, top, words), **marks}}


def _top(lines: Sequence[Line], limit: Limit) -> float:
    values = [part for line in lines for one in line.estimates for part in one if part is not None]
    return ROOM * max(*values, limit.minutes, LEAST_TOP)


def _middle(hours: Sequence[int]) -> list[float]:
    """Return the middles of the hours: what is measured is of the whole hour."""
    return [hour + HALF_HOUR for hour in hours]


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


def _names(lines: Sequence[Line], limit: Limit, top: float) -> list[Figure]:
    ends = [
        End(line.estimates[-1].value or 0.0, line.name, "main" if line.kind == "yours" else "other")
        for line in lines
    ]
    return names([*ends, End(limit.minutes, limit.name, "law")], top)


def _layout(lines: Sequence[Line], top: float, words: Words) -> Figure:
    hours = sorted({hour for line in lines for hour in line.hours})
    ticks = list(range(hours[0], hours[-1] + 2))
    below = {"tickvals": ticks, "ticktext": [f"{hour}:00" for hour in ticks]}
    return {
        **layout(words, HEIGHT, (32, LABELS_WIDTH, 8, 24)),
        "xaxis": axis_below((ticks[0], ticks[-1]), **below),
        "yaxis": axis_beside(top),
    }
