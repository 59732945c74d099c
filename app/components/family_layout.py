"""Where the people of a family graph stand: children under the middle of those who had them.

Everybody keeps the row and the order that the caller gives. Within that a row may be stretched: a
union and its children pull each other under one middle, neighbours never come too close. Lines
between two rows that would run over each other get a depth of their own, in the order that crosses
least.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise, permutations
from math import inf
from typing import Final

from domain.records import Id

TURNS: Final = 120
STEP: Final = 0.5
TIGHT: Final = 0.15
"""Share of the room between neighbours that closes in a turn, at first; then less and less."""
MOST_TRIED: Final = 4
"""Unions of a row of which every order is tried."""

LINES_APART: Final = 8
"""Between lines of several acts that meet at the same parents or at the same child."""

Places = dict[Id, float]


@dataclass(frozen=True, slots=True)
class Union:
    """One parent or two, and the children they have in the picture by acts of one kind.

    Attributes:
        parents: one or two, from left to right.
        children: at least one.
        kind: of the acts: the same two may have borne one child and adopted another.
    """

    parents: tuple[Id, ...]
    children: tuple[Id, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Room:
    """How close people may stand.

    Attributes:
        apart: least distance of the middles of neighbours, by the pair from left to right.
        usual: that of neighbours who are not named in it.
        most: distance beyond which a couple is drawn together again.
        wide: distance of the outermost middles that is kept to; no row is longer, or none is held.
    """

    apart: Mapping[tuple[Id, Id], float]
    usual: float
    most: float
    wide: float


def middles(rows: Sequence[Sequence[Id]], unions: Sequence[Union], room: Room) -> Places:
    """Return the middle of everybody's box, the leftmost at 0.

    Args:
        rows: people from left to right, the oldest generation first.
        unions: who had whom; everybody named stands in a row.
        room: how close people may stand.
    """
    if any(_shortest(row, room)[-1] > room.wide for row in rows):
        room = replace(room, wide=inf)
    x = {p: (n - len(row) / 2) * room.usual for row in rows for n, p in enumerate(row)}
    for turn in range(TURNS):
        share = TIGHT * max(0.0, 1 - 2 * turn / TURNS)
        moved = _drawn_together(_towards_the_middle(x, unions), rows, room, share)
        for row in rows:
            x |= _kept_apart(row, moved, room)
    first = min(x.values(), default=0.0)
    return {person: round(at - first, 1) for person, at in x.items()}


def middle(x: Mapping[Id, float], people: Sequence[Id]) -> float:
    """Return the middle between the outermost of some people."""
    found = [x[person] for person in people]
    return (min(found) + max(found)) / 2


def _towards_the_middle(x: Places, unions: Sequence[Union]) -> Places:
    pulls: dict[Id, list[float]] = {person: [] for person in x}
    for union in unions:
        off = middle(x, union.children) - middle(x, union.parents)
        for person in union.parents:
            pulls[person].append(off)
        for person in union.children:
            pulls[person].append(-off)
    return {
        person: x[person] + (STEP * sum(pull) / len(pull) if pull else 0.0)
        for person, pull in pulls.items()
    }


def _drawn_together(x: Places, rows: Sequence[Sequence[Id]], room: Room, share: float) -> Places:
    moved = dict(x)
    for row in rows:
        for pair in pairwise(row):
            free = x[pair[1]] - x[pair[0]] - room.apart.get(pair, room.usual)
            too_far = x[pair[1]] - x[pair[0]] - room.most if pair in room.apart else 0.0
            nearer = share * max(0.0, free) + max(0.0, too_far) / 2
            moved[pair[0]] += nearer
            moved[pair[1]] -= nearer
    return moved


def _kept_apart(row: Sequence[Id], wanted: Places, room: Room) -> Places:
    """Return the places nearest to those wanted that keep order and distance.

    Those who would come too close form a group, which stands where its members want it on average
    (pool adjacent violators: R. E. Barlow and others, 1972).
    """
    ahead = _shortest(row, room)
    groups: list[tuple[float, int]] = []
    for person, offset in zip(row, ahead, strict=True):
        total, count = wanted[person] - offset, 1
        while groups and groups[-1][0] / groups[-1][1] > total / count:
            total, count = total + groups[-1][0], count + groups[-1][1]
            groups.pop()
        groups.append((total, count))
    low, high = -room.wide / 2, room.wide / 2 - ahead[-1]
    base = [min(max(total / count, low), high) for total, count in groups for _ in range(count)]
    return {p: at + offset for p, at, offset in zip(row, base, ahead, strict=True)}


def _shortest(row: Sequence[Id], room: Room) -> list[float]:
    """Return how far everybody of a row stands from the first one at least."""
    return list(accumulate((room.apart.get(p, room.usual) for p in pairwise(row)), initial=0.0))


def departures(x: Mapping[Id, float], unions: Sequence[Union]) -> dict[Union, float]:
    """Return where the line of each union leaves its parents, beside those of their other acts.

    Args:
        x: the middle of everybody's box.
        unions: all of the picture.
    """
    return {
        union: middle(x, union.parents) + _beside(union, alike, lambda one: _centre(x, one))
        for union in unions
        for alike in [[one for one in unions if one.parents == union.parents]]
    }


def arrivals(
    x: Mapping[Id, float], unions: Sequence[Union], left: Mapping[Union, float]
) -> dict[tuple[Union, Id], float]:
    """Return where the line of each union reaches each child, beside those of other parents.

    Args:
        x: the middle of everybody's box.
        unions: all of the picture.
        left: where their lines leave the parents.
    """
    return {
        (union, child): x[child] + _beside(union, alike, left.__getitem__)
        for union in unions
        for child in union.children
        for alike in [[one for one in unions if child in one.children]]
    }


def _centre(x: Mapping[Id, float], union: Union) -> float:
    return sum(x[child] for child in union.children) / len(union.children)


def _beside(union: Union, alike: Sequence[Union], place: Callable[[Union], float]) -> float:
    """Return how far a line stands right of the middle of those that meet there."""
    at = sorted(alike, key=place).index(union)
    return LINES_APART * (at - (len(alike) - 1) / 2)


def depths(x: Mapping[Id, float], unions: Sequence[Union]) -> dict[Union, int]:
    """Return how deep below the parents the line of each union of one row turns, from 0.

    Args:
        x: the middle of everybody's box.
        unions: all whose children stand in the same row.
    """
    orders = permutations(unions) if len(unions) <= MOST_TRIED else iter([tuple(unions)])
    tried = [_deep(x, order) for order in orders]
    return min(tried, key=lambda deep: (_crossings(x, deep), max(deep.values(), default=0)))


def _deep(x: Mapping[Id, float], order: Sequence[Union]) -> dict[Union, int]:
    found: dict[Union, int] = {}
    for union in order:
        low, high = _reach(x, union)
        over = [
            depth
            for other, depth in found.items()
            if low <= _reach(x, other)[1] and _reach(x, other)[0] <= high
        ]
        found[union] = max(over, default=-1) + 1
    return found


def _reach(x: Mapping[Id, float], union: Union) -> tuple[float, float]:
    ends = [middle(x, union.parents), *(x[child] for child in union.children)]
    return min(ends), max(ends)


def _crossings(x: Mapping[Id, float], deep: Mapping[Union, int]) -> int:
    """Count where a line down to a deeper turn, or one down from a higher, crosses another."""
    count = 0
    for upper, above in deep.items():
        for lower, below in deep.items():
            if above < below:
                low, high = _reach(x, upper)
                count += low <= middle(x, lower.parents) <= high
                low, high = _reach(x, lower)
                count += sum(low <= x[child] <= high for child in upper.children)
    return count
