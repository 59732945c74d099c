"""A distribution as a small picture: a dot for what the city has, a tick for what it should."""

from typing import Any

from dash.development.base_component import Component

from app.components.drawing import Drawing, node
from app.components.text_measure import width
from app.pages.registries.quality_words import class_words, share_words, title
from app.pages.registries.sheet import Sheet

WIDE, HIGH = 340, 104
LEFT, SIDE, TOP, BOTTOM = 44, 6, 8, 16
ROW, MARGIN = 15, 16
"""Height of a row and room beside its name, where classes stand one under another."""

MOST_ROWS, LONGEST_BESIDE, LONGEST_NAME = 16, 6, 30
SIZE, GAP = 12, 4
"""Of the letters, and room between two names."""

ROUND = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8)
"""Ends of a scale."""

MOST_CLASSES = 60
RADIUS = 3.0
STRIP, STRIP_HIGH, STRIP_SIDE = 120, 16, 4


def small_chart(sheet: Sheet, margin: dict[str, Any]) -> Component | None:
    """Return the picture of a margin; None where nothing was counted or it has too many classes.

    Classes named in words stand one under another, each with its name; numbers and years stand
    side by side, as many of them named as there is room for.

    Args:
        sheet: the screen.
        margin: of a ``tirkeu.quality/1`` document.
    """
    classes = margin["classes"]
    if not margin["counted"] or not 1 < len(classes) <= MOST_CLASSES:
        return None
    names = [class_words(sheet, each["class"]) for each in classes]
    most = round_up(max(max(each["target"], each["got"]) for each in classes))
    is_in_words = max(map(len, names)) > LONGEST_BESIDE and len(classes) <= MOST_ROWS
    high, parts = (_rows if is_in_words else _columns)(sheet, classes, names, most)
    name = title(sheet, margin["name"])
    seen = {"viewBox": f"0 0 {WIDE} {high}", "role": "img", "aria-label": name}
    return Drawing(node("svg", seen, node("title", {}, name), *parts))


def round_up(share: float) -> float:
    """Return the least of a few round shares that is not below one."""
    return next((each for each in ROUND if share <= each), 1.0)


def _columns(
    sheet: Sheet, classes: list[dict[str, Any]], names: list[str], most: float
) -> tuple[int, list[Any]]:
    """Return height and parts of a picture whose classes stand side by side."""
    step, base = (WIDE - LEFT - SIDE) / len(classes), HIGH - BOTTOM
    places = [LEFT + step * (place + 0.5) for place in range(len(classes))]
    parts: list[Any] = []
    for share, y in ((most, TOP), (most / 2, (TOP + base) / 2), (0.0, base)):
        parts += [
            node("path", {"className": "base", "d": f"M{LEFT} {y}H{WIDE - SIDE}"}),
            _label(LEFT - 4, y + 3, "end", share_words(sheet, share, _digits(most))),
        ]
    marks = zip(classes, places, strict=True)
    parts += [part for each, x in marks for part in _class(each, x, step, most)]
    return HIGH, [*parts, *_names(names, places)]


def _names(names: list[str], places: list[float]) -> list[Any]:
    """Return the names of as many classes as there is room for, from the first on."""
    shown, taken = [], 0.0
    for name, x in zip(names, places, strict=True):
        half = width(name, SIZE) / 2
        middle = min(max(x, half), WIDE - half)
        if middle - half >= taken and abs(middle - x) < half:
            shown.append(_label(round(middle, 1), HIGH - 4, "middle", name))
            taken = middle + half + GAP
    return shown


def _rows(
    sheet: Sheet, classes: list[dict[str, Any]], names: list[str], most: float
) -> tuple[int, list[Any]]:
    """Return height and parts of a picture whose classes stand one under another."""
    told = [_cut(name) for name in names]
    named = round(MARGIN + max(width(name, SIZE) for name in told))
    base, room = TOP + ROW * len(classes), WIDE - named - SIDE - 12
    parts: list[Any] = []
    for share in (0.0, most / 2, most):
        x = round(named + room * share / most, 1)
        parts += [
            node("path", {"className": "base", "d": f"M{x} {TOP}V{base}"}),
            _label(x, base + 12, "middle", share_words(sheet, share, _digits(most))),
        ]
    for place, (each, name) in enumerate(zip(classes, told, strict=True)):
        y = TOP + ROW * (place + 0.5)
        wanted, got = (round(named + room * each[key] / most, 1) for key in ("target", "got"))
        parts += [
            _label(named - 8, y + 3, "end", name),
            node("path", {"className": "wanted", "d": f"M{wanted} {y - 6}V{y + 6}"}),
            node("circle", {"cx": got, "cy": y, "r": RADIUS, "className": "got"}),
        ]
    return base + BOTTOM, parts


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def _digits(most: float) -> int:
    """Return how many decimal places half of the scale needs."""
    return int(most * 50 != round(most * 50))


def _label(x: float, y: float, anchor: str, told: str) -> Any:  # noqa: ANN401 - a node as JSON
    return node("text", {"x": x, "y": y, "textAnchor": anchor}, told)


def strip(sheet: Sheet, margin: dict[str, Any]) -> Component:
    """Return a share of a yes or no on a line from nothing to all."""
    first = margin["classes"][0]
    wanted, got = (
        round(STRIP_SIDE + (STRIP - 2 * STRIP_SIDE) * first[key], 1) for key in ("target", "got")
    )
    middle = STRIP_HIGH / 2
    seen = {
        "viewBox": f"0 0 {STRIP} {STRIP_HIGH}",
        "width": STRIP,
        "height": STRIP_HIGH,
        "role": "img",
        "aria-label": title(sheet, margin["name"]),
    }
    line = node("path", {"className": "base", "d": f"M0 {middle}H{STRIP}"})
    tick = node("path", {"className": "wanted", "d": f"M{wanted} 2V{STRIP_HIGH - 2}"})
    dot = node("circle", {"cx": got, "cy": middle, "r": RADIUS, "className": "got"})
    return Drawing(node("svg", seen, line, tick, dot))


def _class(each: dict[str, Any], x: float, step: float, most: float) -> list[Any]:
    room = HIGH - BOTTOM - TOP
    wanted, got = (round(HIGH - BOTTOM - room * each[key] / most, 1) for key in ("target", "got"))
    half = min(8.0, step * 0.42)
    tick = f"M{x - half:.1f} {wanted}H{x + half:.1f}"
    dot = {"cx": round(x, 1), "cy": got, "r": min(RADIUS, max(1.2, step * 0.3)), "className": "got"}
    return [node("path", {"className": "wanted", "d": tick}), node("circle", dot)]
