"""The order of a generation: couples and siblings together, few lines crossed."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, permutations
from typing import Final

from app.components.family_lines import SPOUSES, Tie
from domain.records import Id

MOST_TRIED: Final = 6
"""People of a generation of which every order is tried; more stay as they are given."""
COUPLE_APART, CROSSED, SIBLINGS_APART, OUT_OF_ORDER = 10.0, 3.0, 1.0, 0.01

Pairs = set[frozenset[Id]]


def in_good_order(rows: Sequence[Sequence[Id]], ties: Sequence[Tie]) -> list[list[Id]]:
    """Return the rows put in order, beginning with the youngest generation.

    Args:
        rows: people of each generation, the oldest first.
        ties: lines between them.
    """
    couples, siblings, children = _kin(ties)
    below: dict[Id, int] = {}
    found: list[list[Id]] = []
    for row in reversed(rows):
        best = min(
            permutations(row) if len(row) <= MOST_TRIED else iter([tuple(row)]),
            key=lambda order: (
                COUPLE_APART * _apart(order, couples)
                + SIBLINGS_APART * _apart(order, siblings)
                + CROSSED * _crossed(order, children, below)
                + OUT_OF_ORDER * _moved(order, row)
            ),
        )
        below = {person: n for n, person in enumerate(best)}
        found.append(list(best))
    return found[::-1]


def _kin(ties: Iterable[Tie]) -> tuple[Pairs, Pairs, dict[Id, set[Id]]]:
    """Return couples, married or with a child together; siblings; and everybody's children."""
    couples: Pairs = set()
    children: dict[Id, set[Id]] = {}
    parents: dict[Id, set[Id]] = {}
    for tie in ties:
        if tie.kind in SPOUSES:
            couples.add(frozenset((tie.one, tie.other)))
        else:
            children.setdefault(tie.one, set()).add(tie.other)
            parents.setdefault(tie.other, set()).add(tie.one)
    couples |= {frozenset(pair) for of in parents.values() for pair in combinations(of, 2)}
    siblings = {frozenset(pair) for had in children.values() for pair in combinations(had, 2)}
    return couples, siblings, children


def _apart(order: Sequence[Id], pairs: Pairs) -> int:
    """Return how many people stand between those who belong together."""
    at = {person: n for n, person in enumerate(order)}
    within = [[at[one] for one in pair] for pair in pairs if pair <= at.keys()]
    return sum(max(ends) - min(ends) - 1 for ends in within)


def _crossed(order: Sequence[Id], children: Mapping[Id, set[Id]], below: Mapping[Id, int]) -> int:
    """Return how often a child of somebody stands left of a child of somebody further left."""
    ranks = [[below[c] for c in children.get(person, ()) if c in below] for person in order]
    return sum(b < a for left, right in combinations(ranks, 2) for a in left for b in right)


def _moved(order: Sequence[Id], given: Sequence[Id]) -> int:
    first = {person: n for n, person in enumerate(given)}
    return sum(first[a] > first[b] for a, b in combinations(order, 2))
