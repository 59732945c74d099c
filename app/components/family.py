"""The family graph: generations from top to bottom, couples beside each other, the path lit."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from app.components.drawing import Node, node
from app.components.family_lines import (
    BOX_HEIGHT,
    EDGE,
    SIDE_GAP,
    Plan,
    Tie,
    drawn,
    plan_of,
)
from app.components.text_measure import lines
from domain.records import Id

__all__ = ["Member", "Tie", "graph"]

WIDTH: Final = 312
NARROWEST_BOX: Final = 70
BOXES: Final = (112, 108, 102, 94, 86, 78)
"""Widths of a box, the first one that leaves the picture in its room is taken."""
LEAST_BOX: Final = 84
"""Where none does, the picture is moved sideways, and roles of long words have room."""
SMALLEST: Final = 0.9
"""A picture that is only a little too wide is drawn smaller, down to this share."""
ROOMY_BOX: Final = 90
"""Narrower boxes take smaller letters."""
SMALL_SIZE: Final = 10.5
LINE: Final = 14
SIZE: Final = 12


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


def graph(
    members: Sequence[Member],
    ties: Sequence[Tie],
    title: str,
    description: str,
    a_box: int = NARROWEST_BOX + SIDE_GAP,
    room: int = WIDTH,
) -> Node:
    """Return the graph.

    Args:
        members: in the order from left to right within a generation.
        ties: lines between members.
        title: what the picture is.
        description: how it is read.
        a_box: room for a member with the gap beside, at least, once a row is full.
        room: width that the picture keeps to if it can.
    """
    rows = _rows(members)
    plan = _plan(rows, ties, a_box - SIDE_GAP, room)
    wide = _wide(plan)
    high = max(plan.y.values()) + BOX_HEIGHT + EDGE
    size = room / wide if SMALLEST <= room / wide < 1 else 1
    return node(
        "svg",
        {
            "viewBox": f"0 0 {wide} {high}",
            "width": round(wide * size, 1),
            "height": round(high * size, 1),
            "role": "img",
            "aria-label": f"{title}. {description}",
        },
        node("title", {}, title),
        node("desc", {}, description),
        *drawn(ties, plan),
        *(_member(member, plan) for member in members),
    )


def _rows(members: Sequence[Member]) -> list[list[Id]]:
    generations = sorted({member.generation for member in members})
    return [[m.person for m in members if m.generation == g] for g in generations]


def _plan(rows: list[list[Id]], ties: Sequence[Tie], least: float, room: float) -> Plan:
    """Return the plan with the widest boxes that keeps to the room, if there is one."""
    fullest = max(map(len, rows))
    for box in (*(box for box in BOXES if box > least), least):
        if fullest * (box + SIDE_GAP) > room / SMALLEST:
            continue
        plan = plan_of(rows, ties, box)
        if _wide(plan) <= (room / SMALLEST if box == least else room):
            return plan
    return plan_of(rows, ties, max(least, LEAST_BOX), room)


def _wide(plan: Plan) -> float:
    return max(plan.x.values()) + plan.box / 2 + EDGE


def _member(member: Member, plan: Plan) -> Node:
    x, y, wide = plan.x[member.person], plan.y[member.person], plan.box
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
