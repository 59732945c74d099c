"""The family graph: generations from top to bottom, the path to the owner lit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.components.drawing import Node, node
from app.components.text_measure import lines
from domain.records import Id

WIDTH: Final = 312
BOX_HEIGHT: Final = 66
WIDEST_BOX, NARROWEST_BOX = 112, 70
ROOMY_BOX: Final = 90
"""Narrower boxes take smaller letters."""
SMALL_SIZE: Final = 10.5
ROW: Final = 98
LINE: Final = 14
SIZE: Final = 12
SIDE_GAP: Final = 8


@dataclass(frozen=True, slots=True)
class Member:
    """A person in the graph.

    Attributes:
        person: key.
        name: shown on up to two lines.
        note: a third line, the year of birth.
        role: owner, applicant; empty for others.
        generation: 0 is the oldest; members of one generation stand in one row.
        is_lit: on the path from the applicant to the owner.
        has_no_act: the act that would lead on is not on file.
        is_asked: the search asked about this person.
    """

    person: Id
    name: str
    note: str
    role: str
    generation: int
    is_lit: bool
    has_no_act: bool = False
    is_asked: bool = False


@dataclass(frozen=True, slots=True)
class Tie:
    """A line: from a parent to a child, or between spouses."""

    kind: str
    one: Id
    other: Id
    is_lit: bool


Place = tuple[float, float, float]
"""Centre, top and width of a box."""


def graph(
    members: Sequence[Member],
    ties: Sequence[Tie],
    title: str,
    description: str,
    a_box: int = NARROWEST_BOX + SIDE_GAP,
) -> Node:
    """Return the graph.

    Args:
        members: in the order from left to right within a generation.
        ties: lines between members.
        title: what the picture is.
        description: how it is read.
        a_box: room for a member with the gap beside, at least, once a row is full.
    """
    rows = _rows(members)
    wide = max(WIDTH, *(len(row) * a_box for row in rows))
    places = _places(rows, wide)
    high = len(rows) * ROW - (ROW - BOX_HEIGHT) + 4
    return node(
        "svg",
        {
            "viewBox": f"0 0 {wide} {high}",
            "width": wide,
            "height": high,
            "role": "img",
            "aria-label": f"{title}. {description}",
        },
        node("title", {}, title),
        node("desc", {}, description),
        *(_tie(tie, places) for tie in sorted(ties, key=lambda tie: tie.is_lit)),
        *(_member(member, places[member.person]) for member in members),
    )


def _rows(members: Sequence[Member]) -> list[list[Member]]:
    generations = sorted({member.generation for member in members})
    return [[m for m in members if m.generation == g] for g in generations]


def _places(rows: Sequence[Sequence[Member]], wide: float) -> Mapping[Id, Place]:
    places: dict[Id, Place] = {}
    for n, row in enumerate(rows):
        box = min(WIDEST_BOX, wide / len(row) - SIDE_GAP)
        apart = min(wide / len(row), box + 32)
        first = (wide - apart * (len(row) - 1)) / 2
        for m, member in enumerate(row):
            places[member.person] = round(first + m * apart, 1), n * ROW + 2, round(box, 1)
    return places


def _member(member: Member, place: Place) -> Node:
    x, y, wide = place
    marks = (("lit", member.is_lit), ("asked", member.is_asked), ("no-act", member.has_no_act))
    css = " ".join(["member", *(name for name, is_so in marks if is_so)])
    size = SIZE if wide >= ROOMY_BOX else SMALL_SIZE
    css += "" if wide >= ROOMY_BOX else " narrow"
    named = [("name", line) for line in lines(member.name, size, wide - 4, bold=True)[:2]]
    role = [("role", line) for line in lines(member.role, size, wide - 4) if line]
    rows = [*named, ("note", member.note), *role][:4]
    first = y + (BOX_HEIGHT - LINE * len(rows)) / 2 + SIZE - 1
    box = {"x": x - wide / 2, "y": y, "width": wide, "height": BOX_HEIGHT, "rx": 8}
    spans = [
        node("tspan", {"x": x, "y": first + LINE * n, "className": css_of}, row)
        for n, (css_of, row) in enumerate(rows)
    ]
    return node("g", {"className": css}, node("rect", box), node("text", {}, *spans))


def _tie(tie: Tie, places: Mapping[Id, Place]) -> Node:
    (x1, y1, wide1), (x2, y2, wide2) = places[tie.one], places[tie.other]
    css = f"tie {tie.kind}" + (" lit" if tie.is_lit else "")
    if tie.kind == "marriage" and y1 == y2:
        left, right = sorted(((x1, wide1), (x2, wide2)))
        path = f"M{left[0] + left[1] / 2} {y1 + BOX_HEIGHT / 2}H{right[0] - right[1] / 2}"
    else:
        middle = y2 - (ROW - BOX_HEIGHT) / 2
        path = f"M{x1} {y1 + BOX_HEIGHT}V{middle}H{x2}V{y2}"
    return node("path", {"className": css, "d": path})
