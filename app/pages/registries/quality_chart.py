"""A distribution as a small picture: a dot for what the city has, a tick for what it should."""

from typing import Any

from dash.development.base_component import Component

from app.components.drawing import Drawing, node
from app.pages.registries.quality_words import class_words, title
from app.pages.registries.sheet import Sheet

WIDE, HIGH = 280, 84
SIDE, TOP, BOTTOM = 6, 8, 16
MOST_CLASSES = 60
RADIUS = 3.0
STRIP, STRIP_HIGH, STRIP_SIDE = 120, 16, 4


def small_chart(sheet: Sheet, margin: dict[str, Any]) -> Component | None:
    """Return the picture of a margin; None where nothing was counted or it has too many classes.

    Args:
        sheet: the screen.
        margin: of a ``tirkeu.quality/1`` document.
    """
    classes = margin["classes"]
    if not margin["counted"] or not 1 < len(classes) <= MOST_CLASSES:
        return None
    name = title(sheet, margin["name"])
    most = max(max(each["target"], each["got"]) for each in classes) or 1
    step = (WIDE - 2 * SIDE) / len(classes)
    parts = [
        part
        for place, each in enumerate(classes)
        for part in _class(each, SIDE + step * (place + 0.5), step, most)
    ]
    ends = (("start", SIDE, classes[0]), ("end", WIDE - SIDE, classes[-1]))
    labels = [
        node(
            "text",
            {"x": x, "y": HIGH - 4, "textAnchor": anchor},
            class_words(sheet, each["class"].partition("/")[0]),
        )
        for anchor, x, each in ends
    ]
    base = HIGH - BOTTOM
    line = node("path", {"className": "base", "d": f"M{SIDE} {base}H{WIDE - SIDE}"})
    seen = {"viewBox": f"0 0 {WIDE} {HIGH}", "role": "img", "aria-label": name}
    return Drawing(node("svg", seen, node("title", {}, name), line, *parts, *labels))


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
