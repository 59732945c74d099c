"""Charts as SVG that stands in the page: intervals, stacked bars, lines.

Each series has a shape beside its colour, so that a print without colours says the same.
"""

from collections.abc import Callable, Sequence
from math import cos, floor, isfinite, log10, pi, sin
from typing import Final, NamedTuple

from app.components.centres_numbers import Estimate
from app.report.markup import Markup, element, joined
from simulation.bounds import told_ends

WIDTH: Final = 720
LEFT, RIGHT, TOP, BOTTOM = 150, 36, 8, 26
ROW: Final = 16
"""Height of one series in a row of intervals."""

LINE: Final = 14
BAR: Final = 26
GAP: Final = 10
ABOVE: Final = 14
"""Room above a bar for the numbers of parts that are too narrow to hold them."""

PLOT: Final = 180
"""Height of a chart of lines."""

MOST_TICKS: Final = 6
MOST_LABELS: Final = 14
LETTER: Final = 6.6
"""Width of a digit, rather more than less."""

SIZE: Final = 4.5
CORNERS: Final = {"1": 0, "2": 4, "3": 3, "4": 5}
"""Corners of the shapes of the scenarios; a circle has none, the law's diamond is drawn apart."""

Label = Callable[[float], str]


class Row(NamedTuple):
    """A row of intervals: one estimate for each series, unknown ones with a value of None."""

    name: str
    estimates: Sequence[Estimate]


class Bar(NamedTuple):
    """A bar: the lines of its name, and its parts in the order of the series."""

    name: Sequence[str]
    parts: Sequence[int]


def ticks(most: float) -> list[float]:
    """Return round numbers from 0 to the first that is not below the most."""
    if not isfinite(most) or most <= 0:
        return [0.0, 1.0]
    raw = most / (MOST_TICKS - 1)
    scale = 10.0 ** floor(log10(raw))
    step = next(step * scale for step in (1, 2, 2.5, 5, 10) if step * scale >= raw * (1 - 1e-9))
    count = 0
    while count * step < most * (1 - 1e-9):
        count += 1
    return [round(place * step, 10) for place in range(count + 1)]


def series_class(number: int) -> str:
    """Return the class of a series: 0 is the law's, the scenarios follow."""
    return f"s{number}"


def marker(number: int, x: float, y: float) -> Markup:
    """Return the shape of a series at a place."""
    kind = series_class(number)
    if number == 0:
        return _polygon(kind, x, y, 4, 0.0)
    corners = CORNERS[str(number)]
    if not corners:
        return element("circle", class_=kind, cx=_at(x), cy=_at(y), r=SIZE)
    turn = pi / 4 if corners == CORNERS["2"] else 0.0
    return _polygon(kind, x, y, corners, turn)


def _polygon(kind: str, x: float, y: float, corners: int, turn: float) -> Markup:
    radius = SIZE * 1.25
    angles = [turn - pi / 2 + 2 * pi * place / corners for place in range(corners)]
    points = " ".join(f"{x + radius * cos(a):.1f},{y + radius * sin(a):.1f}" for a in angles)
    return element("polygon", class_=kind, points=points)


def intervals(rows: Sequence[Row], label: Label, title: str, measure: str = "") -> Markup:
    """Return estimates with their intervals, a group of series for each row.

    Args:
        rows: as many estimates in each as there are series; the first series is the law's.
        label: writes a number of the axis.
        title: what the chart shows, for who cannot see it.
        measure: its name: intervals are cut where it ends; empty: of what ends at nothing only.
    """
    rows = [Row(row.name, [_told(one, measure) for one in row.estimates]) for row in rows]
    known = [e for row in rows for e in row.estimates if e.value is not None]
    marks = ticks(max((e.high if e.high is not None else e.value or 0.0 for e in known), default=1))
    scale = (WIDTH - LEFT - RIGHT) / marks[-1]
    drawn, y = [], float(TOP)
    for row in rows:
        height = ROW * len(row.estimates) + GAP
        drawn.append(_name([row.name], y + height / 2))
        drawn += [
            _interval(n, estimate, scale, y + GAP / 2 + ROW * (n + 0.5))
            for n, estimate in enumerate(row.estimates)
        ]
        y += height
        drawn.append(element("line", class_="grid", x1=0, x2=WIDTH, y1=_at(y), y2=_at(y)))
    return _svg(y + BOTTOM, title, _axis(marks, scale, y, label), drawn)


def _told(estimate: Estimate, measure: str) -> Estimate:
    if estimate.low is None or estimate.high is None:
        return estimate
    return Estimate(estimate.value, *told_ends(measure, (estimate.low, estimate.high)))


def _interval(number: int, estimate: Estimate, scale: float, y: float) -> Markup:
    if estimate.value is None:
        return Markup()
    whisker = Markup()
    if estimate.low is not None and estimate.high is not None:
        ends = (LEFT + estimate.low * scale, LEFT + estimate.high * scale)
        kind = f"whisker {series_class(number)}"
        whisker = element(
            "line", class_=kind, x1=_at(ends[0]), x2=_at(ends[1]), y1=_at(y), y2=_at(y)
        )
    return joined(whisker, marker(number, LEFT + estimate.value * scale, y))


def stacked(bars: Sequence[Bar], label: Label, title: str) -> Markup:
    """Return bars of parts, one below the other.

    Args:
        bars: as many parts in each.
        label: writes a number.
        title: as of `intervals`.
    """
    marks = ticks(max(sum(bar.parts) for bar in bars))
    scale = (WIDTH - LEFT - RIGHT) / marks[-1]
    drawn, y = [], float(TOP)
    for bar in bars:
        y += ABOVE
        drawn += [_name(bar.name, y + BAR / 2), *_parts(bar, scale, y, label)]
        y += BAR + GAP - 4
    return _svg(y + BOTTOM, title, _axis(marks, scale, y, label), drawn)


def _parts(bar: Bar, scale: float, y: float, label: Label) -> list[Markup]:
    """Return the parts with their numbers; one that is too narrow has its number above it."""
    drawn, x, taken = [], float(LEFT), 0.0
    for number, part in enumerate(bar.parts):
        width, middle, text = part * scale, x + part * scale / 2, label(part)
        kind = f"part p{number}"
        drawn.append(element("rect", class_=kind, x=_at(x), y=_at(y), width=_at(width), height=BAR))
        half = len(text) * LETTER / 2
        if width > 2 * half:
            place = {"x": _at(middle), "y": _at(y + BAR / 2 + 4)}
            drawn.append(element("text", text, class_=f"in p{number}", **place))
        elif part:
            middle = max(middle, taken + half)  # beside the number of the part before
            drawn.append(element("text", text, class_="tick", x=_at(middle), y=_at(y - 3)))
            taken = middle + half + LETTER
        x += width
    return drawn


def lines(
    names: Sequence[str], series: Sequence[Sequence[Estimate]], label: Label, title: str
) -> Markup:
    """Return lines over the same places, the law's dashed.

    Args:
        names: of the places, from left to right.
        series: an estimate for each place; the first series is the law's.
        label: writes a number of the axis.
        title: as of `intervals`.
    """
    known = [e.value for one in series for e in one if e.value is not None]
    marks = ticks(max(known, default=1))
    scale, step = PLOT / marks[-1], (WIDTH - 60 - RIGHT) / max(1, len(names) - 1)
    bottom = float(TOP + PLOT)
    drawn = [_level(label(mark), bottom - mark * scale) for mark in marks]
    for place in range(0, len(names), max(1, -(-len(names) // MOST_LABELS))):
        where = {"x": _at(60 + place * step), "y": _at(bottom + 18)}
        drawn.append(element("text", names[place], class_="tick", **where))
    for number, one in enumerate(series):
        points = [
            (60 + place * step, bottom - e.value * scale)
            for place, e in enumerate(one)
            if e.value is not None
        ]
        drawn.append(_line(number, points))
    return _svg(bottom + BOTTOM, title, drawn)


def _line(number: int, points: Sequence[tuple[float, float]]) -> Markup:
    kind = f"line {series_class(number)}"
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    every = max(1, len(points) // 8)
    shapes = [marker(number, *point) for point in points[number % every :: every]]
    return joined(element("polyline", class_=kind, points=path), shapes)


def _level(mark: str, y: float) -> Markup:
    grid = element("line", class_="grid", x1=60, x2=WIDTH - RIGHT, y1=_at(y), y2=_at(y))
    return joined(grid, element("text", mark, class_="name", x=52, y=_at(y + 4)))


def _axis(marks: Sequence[float], scale: float, bottom: float, label: Label) -> Markup:
    drawn = []
    for mark in marks:
        x = _at(LEFT + mark * scale)
        drawn.append(element("line", class_="grid", x1=x, x2=x, y1=TOP, y2=_at(bottom)))
        drawn.append(element("text", label(mark), class_="tick", x=x, y=_at(bottom + 18)))
    return joined(drawn)


def _name(lines_of: Sequence[str], y: float) -> Markup:
    top = y + 4 - LINE * (len(lines_of) - 1) / 2
    return joined(
        element("text", line, class_="name", x=LEFT - 10, y=_at(top + LINE * place))
        for place, line in enumerate(lines_of)
    )


def _svg(height: float, title: str, *drawn: Markup | list[Markup]) -> Markup:
    box = f"0 0 {WIDTH} {height:.0f}"
    return element(
        "svg", *drawn, viewBox=box, role="img", aria_label=title, class_="chart", width="100%"
    )


def _at(place: float) -> str:
    """Return a place with a tenth of a unit: the same bytes wherever it is drawn."""
    return f"{place:.1f}"
