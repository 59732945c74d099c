"""The lane diagram: who asks whom, row by row, as far as the walk has come.

A row that puts a question is an arrow between two lanes with the question above it, and under it
a thin dashed arrow back with the answer; a rule that speaks is a box on the lane of whoever applies
it. Labels break into lines, so that nothing is ever cut off.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from app.components.drawing import Node, node
from app.components.text_measure import lines, width

WIDTH: Final = 676
FIRST_LANE, LAST_LANE = 76, 630
NUMBER_X: Final = 14
SIZE: Final = 12
LINE: Final = 16
HEAD_LINE: Final = 15
GAP: Final = 12
BOX_LEFT: Final = 40
EDGE: Final = 6
"""Kept free at the right, so that a stroke is never cut."""
BOX_ROOM: Final = 540
RETURN: Final = 4
"""How far below the question its answer comes back."""
SHORTEST_LABEL: Final = 420
"""A label is never broken into lines shorter than this, if the drawing has the room."""


@dataclass(frozen=True, slots=True)
class Lane:
    """A person or system; ``label`` is its name."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the diagram.

    Attributes:
        number: shown at the left; empty for the filing of the application.
        source: code of the lane that acts.
        target: code of the lane that is asked; None or the source: a box on the lane.
        label: what is asked, or found.
        tone: ``plain``, ``law``, ``good``, ``bad`` or ``open``.
        href: address of the step; empty: none.
        is_current: the step that the page shows.
        answer: what the asked one answered; empty: nothing yet, or nothing is due. In the
            tone ``bad`` it says that no answer came, and no arrow comes back.
    """

    number: str
    source: str
    target: str | None
    label: str
    tone: str = "plain"
    href: str = ""
    is_current: bool = False
    answer: str = ""


def diagram(lanes: Sequence[Lane], steps: Sequence[Step], title: str, description: str) -> Node:
    """Return the diagram.

    Args:
        lanes: in the order from left to right, at least one.
        steps: from top to bottom; their lanes are among ``lanes``.
        title: what the picture is.
        description: how it is read.
    """
    places = _places(lanes)
    heads, top = _heads(lanes, places)
    drawn, y = [], top + GAP
    for step in steps:
        row, height = _row(step, places, y)
        drawn.append(row)
        y += height
    rails = [
        node("line", {"className": "rail", "x1": x, "x2": x, "y1": top, "y2": y + 4})
        for x in places.values()
    ]
    return node(
        "svg",
        {
            "viewBox": f"0 0 {WIDTH} {y + 8}",
            "width": WIDTH,
            "height": y + 8,
            "role": "img",
            "aria-label": f"{title}. {description}",
        },
        node("title", {}, title),
        node("desc", {}, description),
        *rails,
        *heads,
        *drawn,
    )


def _places(lanes: Sequence[Lane]) -> dict[str, float]:
    if len(lanes) == 1:
        return {lanes[0].code: FIRST_LANE}
    apart = min((LAST_LANE - FIRST_LANE) / (len(lanes) - 1), 180)
    return {lane.code: round(FIRST_LANE + n * apart, 1) for n, lane in enumerate(lanes)}


def _heads(lanes: Sequence[Lane], places: dict[str, float]) -> tuple[list[Node], float]:
    xs = list(places.values())
    room = (xs[1] - xs[0] if len(xs) > 1 else 180) - 6
    broken = [lines(lane.label, SIZE, room, bold=True) for lane in lanes]
    deepest = max(map(len, broken))
    top = 8 + HEAD_LINE * deepest
    heads = [
        _text(text, x, top - HEAD_LINE * (len(text) - 1) - 4, "lane-head", HEAD_LINE)
        for text, x in zip(broken, xs, strict=True)
    ]
    return heads, top + 4


def _text(text: Sequence[str], x: float, y: float, css: str, step: int = LINE) -> Node:
    spans = [
        node("tspan", {"x": x, "y": round(y + step * n, 1)}, line) for n, line in enumerate(text)
    ]
    return node("text", {"className": css}, *spans)


def _row(step: Step, places: dict[str, float], y: float) -> tuple[Node, float]:
    body, height, anchor = (
        _box(step, places, y)
        if step.target in (None, step.source)
        else _arrow(step, places[step.source], places[step.target or ""], y)
    )
    band = node(
        "rect", {"className": "band", "x": 0, "y": y - 4, "width": WIDTH, "height": height, "rx": 6}
    )
    number = _text([step.number], NUMBER_X, anchor + 4, "row-number")
    attributes = {"className": f"row {step.tone}" + (" current" if step.is_current else "")}
    if step.href:
        attributes["data-href"] = step.href
    return node("g", attributes, band, number, *body), height


def _arrow(step: Step, start: float, end: float, y: float) -> tuple[list[Node], float, float]:
    asked, asked_x = _label(step.label, min(start, end), bold=False)
    line_y = y + LINE * len(asked) + 1
    body = [
        node("circle", {"className": "from", "cx": start, "cy": line_y, "r": 3}),
        *_shaft("arrow", "head", start, end, line_y),
        _text(asked, asked_x, y + SIZE - 1, "label asked"),
    ]
    if not step.answer:
        return body, line_y - y + GAP, line_y
    told, told_x = _label(step.answer, min(start, end), bold=True)
    back_y = line_y + RETURN
    is_silent = step.tone == "bad"
    body += [
        *([] if is_silent else _shaft("arrow back", "head back", end, start, back_y)),
        _text(told, told_x, back_y + SIZE + 1, "label told"),
    ]
    return body, back_y - y + LINE * len(told) + GAP - 5, line_y


def _shaft(css: str, head_css: str, start: float, end: float, y: float) -> list[Node]:
    head, half = (7.0, 4.0) if head_css == "head" else (5.0, 2.5)
    near = end - head if end > start else end + head
    points = f"{end},{y} {near},{y - half} {near},{y + half}"
    return [
        node("line", {"className": css, "x1": start, "x2": near, "y1": y, "y2": y}),
        node("polygon", {"className": head_css, "points": points}),
    ]


def _label(text: str, left: float, *, bold: bool) -> tuple[list[str], float]:
    """Break a label, and say where it begins so that it ends inside the drawing."""
    room = max(WIDTH - EDGE - left - 8, SHORTEST_LABEL)
    broken = lines(text, SIZE, room, bold=bold)
    needed = max(width(line, SIZE, bold=bold) for line in broken)
    return broken, round(min(left + 8, WIDTH - EDGE - needed), 1)


def _box(step: Step, places: dict[str, float], y: float) -> tuple[list[Node], float, float]:
    broken = lines(step.label, SIZE, BOX_ROOM - 24, bold=True)
    wide = max(width(line, SIZE, bold=step.is_current) for line in broken) + 24
    x = round(max(min(places[step.source] - wide / 2, WIDTH - EDGE - wide), BOX_LEFT), 1)
    high = LINE * len(broken) + 8
    box = {"className": "box", "x": x, "y": y, "width": round(wide, 1), "height": high, "rx": 6}
    body = [node("rect", box), _text(broken, x + 12, y + 4 + SIZE, "label")]
    return body, high + GAP, y + high / 2
