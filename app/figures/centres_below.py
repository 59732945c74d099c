"""Small charts of what was fitted to a ticket log, drawn beside the data as inline SVG.

Colours come from the style sheet by class, so both themes have their own. Data are bars or steps,
what was fitted is a line over them.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from app.components.drawing import Node, node

WIDTH, HEIGHT = 320, 168
LEFT, RIGHT, TOP, BOTTOM = 44, 8, 10, 24
TICKS: Final = 4
NICE: Final = (1, 2, 2.5, 5, 10)
BAR: Final = 0.86

Write = Callable[[float], str]
"""Writes a number of an axis."""


class Axis(NamedTuple):
    """One axis: where it ends, what stands at it, and how its numbers are written."""

    end: float
    ticks: Sequence[float]
    write: Write


def axis(end: float, write: Write, start: float = 0.0) -> Axis:
    """Return an axis with three to five round ticks.

    Args:
        end: the largest value.
        write: writes its numbers.
        start: the smallest.
    """
    span = max(end - start, 1e-9)
    raw, power = span / TICKS, 1.0
    while power * 10 <= raw:
        power *= 10
    while power > raw:
        power /= 10
    step = next(power * nice for nice in NICE if power * nice >= raw * 0.999)
    first = -(-start // step)
    ticks = [(first + k) * step for k in range(int((end - first * step) / step + 1e-9) + 1)]
    return Axis(end, ticks, write)


class Frame(NamedTuple):
    """A frame of both axes; the horizontal one begins at ``start``."""

    across: Axis
    up: Axis
    start: float = 0.0

    def x(self, value: float) -> float:
        """Return where a value stands across."""
        share = (value - self.start) / (self.across.end - self.start)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def y(self, value: float) -> float:
        """Return where a value stands up."""
        return round(HEIGHT - BOTTOM - value / self.up.end * (HEIGHT - TOP - BOTTOM), 1)


def picture(frame: Frame, title: str, *marks: Node) -> Node:
    """Return a chart of some marks in a frame."""
    box = {"viewBox": f"0 0 {WIDTH} {HEIGHT}", "role": "img", "aria-label": title}
    return node("svg", box, *_grid(frame), *marks)


def _grid(frame: Frame) -> list[Node]:
    lines = []
    for tick in frame.up.ticks:
        y = frame.y(tick)
        lines.append(node("line", _ends(LEFT, y, WIDTH - RIGHT, y) | {"className": "fit-grid"}))
        lines.append(_label(LEFT - 6, y + 4, frame.up.write(tick), "end"))
    below = frame.across
    return lines + [
        _label(x, HEIGHT - 6, below.write(tick), "end" if x > WIDTH - LEFT / 2 else "middle")
        for tick, x in ((tick, frame.x(tick)) for tick in below.ticks)
    ]


def _label(x: float, y: float, text: str, anchor: str) -> Node:
    return node("text", {"x": x, "y": y, "textAnchor": anchor, "className": "fit-label"}, text)


def _ends(x1: float, y1: float, x2: float, y2: float) -> dict[str, Any]:
    return {"x1": x1, "y1": y1, "x2": x2, "y2": y2}


def bars(frame: Frame, heights: Sequence[tuple[float, float, float]]) -> list[Node]:
    """Return bars from one value to another, each with its height."""
    found = []
    for start, end, height in heights:
        left, right = frame.x(start), frame.x(end)
        wide = (right - left) * BAR
        top = frame.y(height)
        place = {"x": round(left + (right - left - wide) / 2, 1), "y": top, "width": round(wide, 1)}
        size = {"height": round(frame.y(0) - top, 1), "className": "fit-bar"}
        found.append(node("rect", place | size))
    return found


def line(frame: Frame, points: Sequence[tuple[float, float]], kind: str) -> Node:
    """Return a line through points; its class says what it is."""
    path = " ".join(
        f"{'M' if k == 0 else 'L'}{frame.x(x)} {frame.y(y)}" for k, (x, y) in enumerate(points)
    )
    return node("path", {"d": path, "className": kind})


def steps(frame: Frame, points: Sequence[tuple[float, float]], kind: str) -> Node:
    """Return a line that falls in steps, from 1 at 0."""
    path, before = f"M{frame.x(0)} {frame.y(1)}", 1.0
    for x, y in points:
        path += f" L{frame.x(x)} {frame.y(before)} L{frame.x(x)} {frame.y(y)}"
        before = y
    return node("path", {"d": path, "className": kind})


def histogram(bins: Sequence[Mapping[str, float]], title: str, write: tuple[Write, Write]) -> Node:
    """Return durations as bars with the fitted distribution over them.

    Args:
        bins: of `simulation.fit`, the last of which takes all that is longer.
        title: what the chart shows, in words.
        write: writes minutes and shares.
    """
    inner = bins[:-1]
    wide = inner[0]["to"] - inner[0]["from"]
    end = inner[-1]["to"] + wide  # the last bar stands for all that is longer
    shown = [(one["from"], one["to"], one["observed_share"]) for one in inner]
    shown.append((end - wide, end, bins[-1]["observed_share"]))
    model = [((one["from"] + one["to"]) / 2, one["fitted_share"]) for one in inner]
    model.append((end - wide / 2, bins[-1]["fitted_share"]))
    most = max(*(share for _, _, share in shown), *(share for _, share in model))
    frame = Frame(axis(end, write[0]), axis(most * 1.05, write[1]))
    return picture(frame, title, *bars(frame, shown), line(frame, model, "fit-line"))


def by_hour(
    came: Mapping[int, tuple[float, float]],
    lever: Mapping[int, float],
    title: str,
    write: tuple[Write, Write],
) -> Node:
    """Return arrivals by hour of the log as bars, with the lever of the scenario as a line.

    Args:
        came: by hour, visitors an hour and their standard error.
        lever: by hour, as the scenario has them; may be empty.
        title: what the chart shows, in words.
        write: writes hours and visitors.
    """
    hours = sorted({*came, *lever})
    tops = [value + 2 * error for value, error in came.values()]
    most = max([*tops, *lever.values(), 1e-9])
    first, last = hours[0], hours[-1] + 1
    frame = Frame(axis(last, write[0], first), axis(most * 1.05, write[1]), first)
    marks = bars(frame, [(hour, hour + 1, came[hour][0]) for hour in sorted(came)])
    marks += [_whisker(frame, hour, *came[hour]) for hour in sorted(came)]
    if lever:
        points = [(x, lever[hour]) for hour in sorted(lever) for x in (hour, hour + 1)]
        marks.append(line(frame, points, "fit-lever"))
    return picture(frame, title, *marks)


def _whisker(frame: Frame, hour: int, value: float, error: float) -> Node:
    x = frame.x(hour + 0.5)
    ends = _ends(x, frame.y(max(0.0, value - 2 * error)), x, frame.y(value + 2 * error))
    return node("line", ends | {"className": "fit-whisker"})


def patience(
    curve: Sequence[tuple[float, float]],
    model: Sequence[float],
    title: str,
    write: tuple[Write, Write],
) -> Node:
    """Return who is still waiting as steps, with the fitted curve.

    Args:
        curve: minutes and share of people who wait longer (Kaplan-Meier); at least one.
        model: the fitted shares at the same minutes; empty where none was fitted.
        title: what the chart shows, in words.
        write: writes minutes and shares.
    """
    frame = Frame(axis(curve[-1][0], write[0]), axis(1.0, write[1]))
    marks = [steps(frame, curve, "fit-steps")]
    if model:
        points = [(0.0, 1.0), *((x, y) for (x, _), y in zip(curve, model, strict=True))]
        marks.append(line(frame, points, "fit-line"))
    return picture(frame, title, *marks)
