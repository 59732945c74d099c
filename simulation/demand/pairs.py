"""An applicant for every relation to an owner: one step or several along the true kin."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np

from simulation.demand.applications import NONE, Ints
from simulation.demand.kindred import NOBODY, Floats, Kindred

STEPS: Final = 4
"""Draws that the longest way needs."""

Found = tuple[Ints, Ints]
"""Applicants, -1 for none, and the side that a category would have to state, -1 for none."""

Way = Callable[[Kindred, Ints, tuple[Floats, ...]], Found]


def _plain(people: Ints) -> Found:
    return people, np.full(len(people), NONE, np.int8)


def _spouse(kin: Kindred, owner: Ints, _draws: tuple[Floats, ...]) -> Found:
    return _plain(kin.spouse_of(owner))


def _child(kin: Kindred, owner: Ints, draws: tuple[Floats, ...]) -> Found:
    return _plain(kin.child_of(owner, draws[0]))


def _parent(kin: Kindred, owner: Ints, draws: tuple[Floats, ...]) -> Found:
    return _plain(kin.parent_of(owner, draws[0])[0])


def _full_sibling(kin: Kindred, owner: Ints, draws: tuple[Floats, ...]) -> Found:
    sibling, _ = kin.sibling_of(owner, (draws[0], draws[1]))
    return _plain(np.where(kin.shares_both(owner, sibling), sibling, NOBODY))


def _half_sibling(kin: Kindred, owner: Ints, draws: tuple[Floats, ...]) -> Found:
    sibling, side = kin.sibling_of(owner, (draws[0], draws[1]))
    return np.where(kin.shares_both(owner, sibling), NOBODY, sibling), side


def _grandparent(kin: Kindred, owner: Ints, draws: tuple[Floats, ...]) -> Found:
    """A grandparent; the side is that of the owner's parent between them (RES-10)."""
    parent, side = kin.parent_of(owner, draws[0])
    return kin.parent_of(parent, draws[1])[0], side


def _grandchild(kin: Kindred, owner: Ints, draws: tuple[Floats, ...]) -> Found:
    """A grandchild; the side is that of his own parent between them (RES-10)."""
    child = kin.child_of(owner, draws[0])
    grandchild = kin.child_of(child, draws[1])
    return grandchild, (kin.parent[1, grandchild] == child).astype(np.int8)


def _in_law(kin: Kindred, owner: Ints, draws: tuple[Floats, ...]) -> Found:
    """Kin of the owner's spouse: a parent, a sibling, or a grandparent."""
    spouse = kin.spouse_of(owner)
    parent, _ = kin.parent_of(spouse, draws[1])
    sibling = kin.child_of(parent, draws[2])
    kinds = (
        parent,
        np.where(sibling == spouse, NOBODY, sibling),
        kin.parent_of(parent, draws[3])[0],
    )
    return _plain(np.choose((draws[0] * len(kinds)).astype(np.int8), kinds))


def _in_law_other_way(kin: Kindred, owner: Ints, draws: tuple[Floats, ...]) -> Found:
    """The spouse of the owner's child: in the list only the other way round."""
    return _plain(kin.spouse_of(kin.child_of(owner, draws[0])))


def _other_kin(kin: Kindred, owner: Ints, draws: tuple[Floats, ...]) -> Found:
    """A child of the owner's sibling, whom the pilot's list does not name."""
    sibling, _ = kin.sibling_of(owner, (draws[0], draws[1]))
    return _plain(kin.child_of(sibling, draws[2]))


WAYS: Final[Mapping[str, Way]] = {
    "spouse": _spouse,
    "child": _child,
    "parent": _parent,
    "full_sibling": _full_sibling,
    "half_sibling": _half_sibling,
    "grandparent": _grandparent,
    "grandchild": _grandchild,
    "in_law_as_text": _in_law,
    "in_law_other_way": _in_law_other_way,
    "other_kin": _other_kin,
    "owner_himself": lambda _kin, owner, _draws: _plain(owner),
}
"""How the applicant of each relation is found, given the owner."""
