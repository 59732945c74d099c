"""The lines of a family graph: couples, and from them down to their children.

A marriage is a double line, one that is over is dashed and says so; who had children together
without a marriage in the picture is joined by a plain line. Every line runs straight across or
straight down.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import Final

from app.components.drawing import Node, node
from app.components.family_layout import (
    Places,
    Room,
    Union,
    arrivals,
    departures,
    depths,
    middle,
    middles,
)
from app.components.text_measure import width
from domain.records import Id

BOX_HEIGHT: Final = 66
GAP, DEEPER = 32, 10
"""Between two generations; and what each further depth of lines adds."""
EDGE: Final = 2
SIDE_GAP: Final = 8
COUPLE_GAP, MOST_GAP = 22, 130
"""Between two of a couple, so that a line shows; and at most, however many children they have."""
WORD_SIZE: Final = 12
DOUBLE: Final = 1.5
"""Half the distance of the two lines of a marriage."""
SPOUSES: Final = ("marriage", "former")

Rows = Sequence[Sequence[Id]]


@dataclass(frozen=True, slots=True)
class Tie:
    """A line: from a parent to a child, or between spouses.

    Attributes:
        kind: ``birth``, ``adoption`` or ``gone`` (its act is not on file) from a parent;
            ``marriage`` or ``former`` (it is over) between spouses.
        one: the parent, or a spouse.
        other: the child, or the other spouse.
        is_lit: on the path from the applicant to the owner.
        word: stands over the line of a couple; empty: none.
        has_no_act: of spouses: the act of their marriage is not on file.
    """

    kind: str
    one: Id
    other: Id
    is_lit: bool
    word: str = ""
    has_no_act: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """Where everything of a graph stands.

    Attributes:
        x: middle of each box.
        y: top of each box.
        box: width of every box.
        turns: height at which the line of each union turns to its children.
        beside: couples whose boxes are neighbours, from left to right.
        leaves: where the line of each union leaves its parents.
        meets: where it reaches each of its children.
    """

    x: Places
    y: Mapping[Id, float]
    box: float
    turns: Mapping[Union, float]
    beside: frozenset[tuple[Id, Id]]
    leaves: Mapping[Union, float]
    meets: Mapping[tuple[Union, Id], float]

    def start(self, union: Union) -> float:
        """Return the height at which the line down from a union begins."""
        return self.y[union.parents[0]] + BOX_HEIGHT / (2 if union.parents in self.beside else 1)


def plan_of(rows: Rows, ties: Sequence[Tie], box: float, room: float = inf) -> Plan:
    """Return where boxes and lines stand.

    Args:
        rows: people from left to right, the oldest generation first.
        ties: lines between them.
        box: width of a box.
        room: width that the picture does not exceed if it can be helped.
    """
    at = {person: (n, m) for n, row in enumerate(rows) for m, person in enumerate(row)}
    unions = _unions(ties, at)
    beside = _beside(rows, ties, unions)
    apart = {pair: box + max(COUPLE_GAP, word) for pair, word in beside.items()}
    x = middles(rows, unions, Room(apart, box + SIDE_GAP, box + MOST_GAP, room - box - 2 * EDGE))
    x = {person: round(place + box / 2 + EDGE, 1) for person, place in x.items()}
    deep = [depths(x, [u for u in unions if at[u.children[0]][0] == n]) for n in range(len(rows))]
    y, turns = _heights(rows, deep)
    leaves = departures(x, unions)
    meets = arrivals(x, unions, leaves)
    return Plan(x, y, box, turns, frozenset(beside), leaves, meets)


def _heights(
    rows: Rows, deep: Sequence[Mapping[Union, int]]
) -> tuple[dict[Id, float], dict[Union, float]]:
    """Return the top of each box, and where the lines over each row turn."""
    gaps = [GAP + DEEPER * max(found.values(), default=0) for found in deep]
    tops = [EDGE + n * BOX_HEIGHT + sum(gaps[1 : n + 1]) for n in range(len(rows))]
    turns = {
        union: tops[n] - gaps[n] + GAP / 2 + DEEPER * depth
        for n, found in enumerate(deep)
        for union, depth in found.items()
    }
    return {person: tops[n] for n, row in enumerate(rows) for person in row}, turns


def _unions(ties: Iterable[Tie], at: Mapping[Id, tuple[int, int]]) -> list[Union]:
    """Return who had whom; parents whose acts differ stand each for themselves."""
    named: dict[tuple[Id, str], list[Id]] = {}
    for tie in ties:
        if tie.kind not in SPOUSES:
            named.setdefault((tie.other, tie.kind), []).append(tie.one)
    had: dict[tuple[tuple[Id, ...], str], set[Id]] = {}
    for (child, kind), found in named.items():
        parents = list(dict.fromkeys(found))
        for pair in (parents[n : n + 2] for n in range(0, len(parents), 2)):
            had.setdefault((tuple(sorted(pair, key=at.__getitem__)), kind), set()).add(child)
    in_order = sorted(had, key=lambda key: ([at[parent] for parent in key[0]], key[1]))
    return [
        Union(who, tuple(sorted(had[who, kind], key=at.__getitem__)), kind)
        for who, kind in in_order
    ]


def _beside(rows: Rows, ties: Iterable[Tie], unions: Iterable[Union]) -> dict[tuple[Id, Id], float]:
    """Return the couples that are neighbours, and the room that the word between them takes."""
    words = {frozenset((tie.one, tie.other)): tie.word for tie in ties if tie.kind in SPOUSES}
    couples = {frozenset(union.parents) for union in unions} | set(words)
    return {
        pair: width(word, WORD_SIZE) + SIDE_GAP if (word := words.get(frozenset(pair))) else 0.0
        for row in rows
        for pair in pairwise(row)
        if frozenset(pair) in couples
    }


def drawn(ties: Sequence[Tie], plan: Plan) -> Iterator[Node]:
    """Yield all lines: those to the children, the couples over them, what is lit over all."""
    couples = [tie for tie in ties if tie.kind in SPOUSES]
    married = {frozenset((tie.one, tie.other)) for tie in couples}
    for union in plan.turns:
        yield from _to_children(union, plan)
        if union.parents in plan.beside and frozenset(union.parents) not in married:
            yield _line("tie pair", _across(*union.parents, plan))
    for tie in couples:
        yield from _couple(tie, plan)
    for union in plan.turns:
        for tie in _own(union, ties):
            if tie.is_lit:
                yield _line(f"tie {tie.kind} lit", _way(tie, union, plan))


def _own(union: Union, ties: Iterable[Tie]) -> list[Tie]:
    """Return the ties by acts of its kind: a mother may be of two couples with one child."""
    return [
        tie
        for tie in ties
        if tie.kind == union.kind and tie.one in union.parents and tie.other in union.children
    ]


def _to_children(union: Union, plan: Plan) -> Iterator[Node]:
    """Yield the line down and along, then one to each child in the way its act is told."""
    common = "gone" if union.kind == "gone" else "birth"
    from_x, turn = plan.leaves[union], plan.turns[union]
    ends = {child: plan.meets[union, child] for child in union.children}
    reach = [from_x, *ends.values()]
    down = f"M{from_x} {plan.start(union)}V{turn}"
    if len(union.parents) > 1 and union.parents not in plan.beside:
        down = "".join(f"M{plan.x[p]} {plan.y[p] + BOX_HEIGHT}V{turn}" for p in union.parents)
        reach += [plan.x[parent] for parent in union.parents]
    yield _line(f"tie {common}", f"{down}M{min(reach)} {turn}H{max(reach)}")
    for child, x in ends.items():
        yield _line(f"tie {union.kind}", f"M{x} {turn}V{plan.y[child]}")


def _way(tie: Tie, union: Union, plan: Plan) -> str:
    """Return the whole way from one parent to a child."""
    x, y, turn = plan.x[tie.one], plan.y[tie.one], plan.turns[union]
    begin = f"M{x if len(union.parents) > 1 else plan.leaves[union]} {y + BOX_HEIGHT}"
    if union.parents in plan.beside:
        towards = 1 if tie.one == union.parents[0] else -1
        begin = f"M{x + towards * plan.box / 2} {plan.start(union)}H{plan.leaves[union]}"
    return f"{begin}V{turn}H{plan.meets[union, tie.other]}V{plan.y[tie.other]}"


def _couple(tie: Tie, plan: Plan) -> Iterator[Node]:
    marks = (("lit", tie.is_lit), ("no-act", tie.has_no_act))
    css = " ".join(["tie", tie.kind, *(name for name, is_so in marks if is_so)])
    one, other = sorted((tie.one, tie.other), key=plan.x.__getitem__)
    if (one, other) not in plan.beside:
        yield _line(css, _around(one, other, plan))
        return
    shifts = (-DOUBLE, DOUBLE) if tie.kind == "marriage" and not tie.is_lit else (0.0,)
    yield _line(css, "".join(_across(one, other, plan, shift) for shift in shifts))
    if tie.word:
        x, y = middle(plan.x, (one, other)), plan.y[one] + BOX_HEIGHT / 2 - 5
        yield node("text", {"className": "tie-word", "x": x, "y": y}, tie.word)


def _across(one: Id, other: Id, plan: Plan, shift: float = 0.0) -> str:
    y = plan.y[one] + BOX_HEIGHT / 2 + shift
    return f"M{plan.x[one] + plan.box / 2} {y}H{plan.x[other] - plan.box / 2}"


def _around(one: Id, other: Id, plan: Plan) -> str:
    """Return a line between two who do not stand beside each other, below those between them."""
    bottom, other_bottom = plan.y[one] + BOX_HEIGHT, plan.y[other] + BOX_HEIGHT
    turn = max(bottom, other_bottom) + SIDE_GAP
    return f"M{plan.x[one]} {bottom}V{turn}H{plan.x[other]}V{other_bottom}"


def _line(css: str, path: str) -> Node:
    return node("path", {"className": css, "d": path})
