"""The two pilots on a time line: days from the law, the norm's adoption, the chosen day.

What the active scenario adds to the law's days is hatched, what it takes away is left as a dashed
outline. A telephone gets a drawing of its own width.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import inf
from typing import Final

from babel.dates import format_date
from dash import html
from dash.development.base_component import Component

from app.components.drawing import Drawing, Node, node
from app.components.pictures import picture_files
from app.components.text_measure import width
from app.i18n import Words
from app.i18n.formats import long_day
from app.pages.norms.sentences import norm_start, square_metres
from app.pages.overview.ids import OverviewIds
from app.pages.overview.known import Known

WIDE, NARROW = 600, 326
TOP, ROW, BAR, FOOT = 26, 44, 14, 38
SIZE: Final = 12
HATCH: Final = 6
ROOM: Final = 4
"""Between words and the line of the chosen day."""

MONTHS_APART: Final = {WIDE: 2, NARROW: 4}
MONTHS: Final = 12

Days = tuple[date, date]


@dataclass(frozen=True)
class Pilot:
    """One pilot: its words, the law's days, and those of the active scenario; both ends inside."""

    name: str
    law: Days
    mine: Days


@dataclass(frozen=True)
class Axis:
    """From days to pixels.

    Attributes:
        first: day at the left edge.
        until: day at the right edge, outside.
        pixels: between the two.
    """

    first: date
    until: date
    pixels: int

    def x(self, day: date) -> float:
        """Return where a day begins."""
        whole = (self.until - self.first).days
        return round(self.pixels * (day - self.first).days / whole, 1)


def timeline(known: Known) -> Component:
    """Return the card."""
    pilots = pilots_of(known)
    return html.Section(
        [
            html.Div(
                [html.H2(finding(known)), picture_files(known.words)], className="picture-head"
            ),
            *[_drawn(known, pilots, pixels) for pixels in (WIDE, NARROW)],
            html.P(_sources(known, pilots), className="quiet small"),
        ],
        id=OverviewIds.TIMELINE,
        className="card overview-timeline",
    )


def pilots_of(known: Known) -> tuple[Pilot, Pilot]:
    """Return the two pilots."""
    return (
        Pilot("card", known.law.id_card_pilot, known.mine.id_card_pilot),
        Pilot("residence", known.law.residence_pilot, known.mine.residence_pilot),
    )


def finding(known: Known) -> str:
    """Return in words how long each pilot still runs from the chosen day."""
    said = {pilot.name: _left(known, pilot) for pilot in pilots_of(known)}
    return known.words("overview.timeline.title", **said)


def _left(known: Known, pilot: Pilot) -> str:
    words, (first, last) = known.words, pilot.mine
    if known.day < first:
        return words.count("overview.timeline.to_start", (first - known.day).days)
    if known.day > last:
        return words("overview.timeline.over")
    return words.count("overview.timeline.left", (last - known.day).days + 1)


def _sources(known: Known, pilots: tuple[Pilot, Pilot]) -> str:
    words = known.words
    is_moved = any(pilot.law != pilot.mine for pilot in pilots)
    said = words("overview.timeline.source")
    return f"{said} {words('overview.timeline.hypothetical')}" if is_moved else said


def axis(known: Known, pixels: int) -> Axis:
    """Return the axis: whole months that hold every day that is drawn."""
    days = [known.day, norm_start()]
    days += [day for pilot in pilots_of(known) for ends in (pilot.law, pilot.mine) for day in ends]
    first, last = min(days), max(days)
    return Axis(first.replace(day=1), _next_month(last), pixels)


def _next_month(day: date, months: int = 1) -> date:
    count = day.year * MONTHS + day.month - 1 + months
    return date(count // MONTHS, count % MONTHS + 1, 1)


def _drawn(known: Known, pilots: tuple[Pilot, Pilot], pixels: int) -> Drawing:
    scale = axis(known, pixels)
    height = TOP + ROW * len(pilots) + FOOT
    told = [part for row, pilot in enumerate(pilots) for part in _pilot(known, pilot, scale, row)]
    told += _norm(known, scale)
    parts = [*_months(known, scale, height), *_today(known, scale, height, told), *told]
    box = {"viewBox": f"0 0 {pixels} {height}", "role": "img", "aria-label": spoken(known)}
    kind = "wide" if pixels == WIDE else "narrow"
    return Drawing(node("svg", box, *parts), className=f"overview-line overview-{kind}")


def spoken(known: Known) -> str:
    """Return the drawing in words."""
    words = known.words
    said = [f"{_name(pilot, words)}: {_between(pilot.mine, words)}." for pilot in pilots_of(known)]
    start = long_day(norm_start(), words.language)
    return " ".join([*said, words("overview.timeline.norm_on", day=start)])


def _name(pilot: Pilot, words: Words) -> str:
    return words(f"overview.timeline.{pilot.name}")


def _between(days: Days, words: Words) -> str:
    first, last = (long_day(day, words.language) for day in days)
    return words("overview.timeline.between", first=first, last=last)


def _months(known: Known, scale: Axis, height: int) -> Iterator[Node]:
    day, apart = scale.first, MONTHS_APART[scale.pixels]
    months = (scale.until.year - day.year) * MONTHS + scale.until.month - day.month
    apart = max(apart, apart * round(months / 16))
    base = height - FOOT + 16
    yield node("line", {"className": "axis", "x1": 0, "x2": scale.pixels, "y1": base, "y2": base})
    while day < scale.until:
        x = scale.x(day)
        yield node("line", {"className": "axis", "x1": x, "x2": x, "y1": base, "y2": base + 4})
        label = str(format_date(day, "LLL yy", locale=known.words.language))
        if x + width(label, SIZE) <= scale.pixels:
            yield node("text", {"className": "month", "x": x, "y": height - 4}, label)
        day = _next_month(day, apart)


def _pilot(known: Known, pilot: Pilot, scale: Axis, row: int) -> Iterator[Node]:
    y = TOP + row * ROW
    mine, law = _span(pilot.mine, scale), _span(pilot.law, scale)
    text = f"{_name(pilot, known.words)} · {_short(pilot.mine, known.words)}"
    x = min(mine[0], max(0.0, scale.pixels - width(text, SIZE, bold=True)))
    yield node("text", {"className": "pilot", "x": x, "y": y + 12}, text)
    if pilot.mine != pilot.law:
        yield _bar("lost", law, y)
    yield _bar("pilot-days", mine, y)
    for start, end in _beyond(mine, law):
        yield node("path", {"className": "beyond", "d": _hatching(start, end, y + 18)})


def _short(days: Days, words: Words) -> str:
    pattern = words("overview.timeline.day_pattern")
    return "–".join(str(format_date(day, pattern, locale=words.language)) for day in days)


def _span(days: Days, scale: Axis) -> tuple[float, float]:
    return scale.x(days[0]), scale.x(days[1] + timedelta(days=1))


def _bar(kind: str, span: tuple[float, float], y: float) -> Node:
    place = {"x": span[0], "y": y + 18, "width": max(span[1] - span[0], 1), "height": BAR, "rx": 4}
    return node("rect", {"className": kind, **place})


def _beyond(mine: tuple[float, float], law: tuple[float, float]) -> Iterator[tuple[float, float]]:
    """Yield what a scenario adds to the law's days, before and after them."""
    if mine[0] < law[0]:
        yield mine[0], min(law[0], mine[1])
    if mine[1] > law[1]:
        yield max(law[1], mine[0]), mine[1]


def _hatching(start: float, end: float, y: float) -> str:
    """Return slanted strokes that fill a piece of a bar and stay inside it."""
    strokes, x = [], start - BAR + HATCH
    while x < end:
        low, high = max(x, start), min(x + BAR, end)
        if high > low:
            strokes.append(
                f"M{low:.1f} {y + BAR - (low - x):.1f}L{high:.1f} {y + BAR - (high - x):.1f}"
            )
        x += HATCH
    return "".join(strokes)


def _norm(known: Known, scale: Axis) -> Iterator[Node]:
    """Yield the norm's adoption, a diamond on the bar of the residence pilot, the lower one."""
    words, x, y = known.words, scale.x(norm_start()), TOP + ROW + 18 + BAR / 2
    half = BAR / 2 + 3
    points = f"{x},{y - half} {x + half},{y} {x},{y + half} {x - half},{y}"
    yield node("polygon", {"className": "adopted", "points": points})
    tenths = known.law.norm_tenths
    key = "norm_short" if tenths is not None else "norm_adopted"
    norm = "" if tenths is None else square_metres(tenths, words)
    day = str(
        format_date(norm_start(), words("overview.timeline.day_pattern"), locale=words.language)
    )
    label = words(f"overview.timeline.{key}", norm=norm, day=day)
    half = width(label, SIZE) / 2
    middle = min(max(x, half), scale.pixels - half)
    yield node("text", {"className": "adopted-name", "x": middle, "y": y + 22}, label)


def _today(known: Known, scale: Axis, height: int, told: Iterable[Node]) -> Iterator[Node]:
    """Yield the chosen day: a line that makes room for the words on its way, its date above."""
    x, label = scale.x(known.day), long_day(known.day, known.words.language)
    half = width(label, SIZE, bold=True) / 2
    middle = min(max(x, half), scale.pixels - half)
    top = 16.0
    for start, end in [*_in_the_way(told, x), (height - FOOT + 16, inf)]:
        if start > top:
            yield node("line", {"className": "today", "x1": x, "x2": x, "y1": top, "y2": start})
        top = end
    yield node("text", {"className": "today-name", "x": middle, "y": 12}, label)


def _in_the_way(told: Iterable[Node], x: float) -> list[tuple[float, float]]:
    """Return from where to where a line straight down meets words, from the top."""
    found = []
    for name, given, *said in told:
        if name == "text":
            left, wide = float(given["x"]), width(str(said[0]), SIZE, bold=True)
            left -= wide / 2 if given["className"] == "adopted-name" else 0
            if left - ROOM < x < left + wide + ROOM:
                found.append((given["y"] - SIZE, given["y"] + ROOM))
    return sorted(found)
