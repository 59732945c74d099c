"""An owner for every applicant who is kin: one step or several along the true kin."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

import numpy as np

from simulation.demand.applications import NONE, Bools, Ints
from simulation.demand.kindred import FATHER, MOTHER, NOBODY, Floats, Kindred

STEPS: Final = 5
"""Draws that the longest way needs."""

Draws = tuple[Floats, ...]


class Found(NamedTuple):
    """Whose dwelling each would move into.

    Attributes:
        owner: persons, -1 for none.
        side: the side that a category would have to state, -1 for none.
        through: who stands between the two; if he owned the dwelling too, the applicant would
            be nearer kin to him. -1 nobody.
    """

    owner: Ints
    side: Ints
    through: Ints


Way = Callable[[Kindred, Ints, Draws], Found]


def _plain(owner: Ints, through: Ints | None = None) -> Found:
    nobody = np.full(len(owner), NOBODY, np.int32)
    return Found(owner, np.full(len(owner), NONE, np.int8), nobody if through is None else through)


def _himself(_kin: Kindred, applicant: Ints, _draws: Draws) -> Found:
    return _plain(applicant)


def _spouse(kin: Kindred, applicant: Ints, _draws: Draws) -> Found:
    return _plain(kin.spouse_of(applicant))


def _child(kin: Kindred, applicant: Ints, draws: Draws) -> Found:
    return _plain(kin.parent_of(applicant, draws[0])[0])


def _parent(kin: Kindred, applicant: Ints, draws: Draws) -> Found:
    return _plain(kin.child_of(applicant, draws[0]))


def _full_sibling(kin: Kindred, applicant: Ints, draws: Draws) -> Found:
    sibling, side = kin.sibling_of(applicant, (draws[0], draws[1]))
    whole = np.where(kin.shares_both(applicant, sibling), sibling, NOBODY)
    return _plain(whole, kin.parent[side, applicant])


def _half_sibling(kin: Kindred, applicant: Ints, draws: Draws) -> Found:
    sibling, side = kin.sibling_of(applicant, (draws[0], draws[1]))
    half = np.where(kin.shares_both(applicant, sibling), NOBODY, sibling)
    return Found(half, side, kin.parent[side, applicant])


def _grandparent(kin: Kindred, applicant: Ints, draws: Draws) -> Found:
    """A grandparent; the side is that of the owner's parent between them (RES-10)."""
    child = kin.child_of(applicant, draws[0])
    owner = kin.child_of(child, draws[1])
    return Found(owner, _is_mother(kin, child, owner), child)


def _grandchild(kin: Kindred, applicant: Ints, draws: Draws) -> Found:
    """A grandchild; the side is that of his own parent between them (RES-10)."""
    parent, side = kin.parent_of(applicant, draws[0])
    return Found(kin.parent_of(parent, draws[1])[0], side, parent)


def _is_mother(kin: Kindred, parent: Ints, child: Ints) -> Ints:
    return np.asarray((kin.parent[MOTHER, child] == parent).astype(np.int8))


def _in_law(kin: Kindred, applicant: Ints, draws: Draws) -> Found:
    """Kin of the owner's spouse: a parent, a sibling, or a grandparent."""
    child = kin.child_of(applicant, draws[1])
    sibling, _ = kin.sibling_of(applicant, (draws[1], draws[2]))
    kinds = (child, sibling, kin.child_of(child, draws[3]))
    spouse = np.choose((draws[0] * len(kinds)).astype(np.int8), kinds)
    return _plain(kin.spouse_of(spouse), spouse)


def _in_law_other_way(kin: Kindred, applicant: Ints, draws: Draws) -> Found:
    """The spouse of the owner's child: in the list only the other way round."""
    spouse = kin.spouse_of(applicant)
    return _plain(kin.parent_of(spouse, draws[0])[0], spouse)


def _nephew(kin: Kindred, applicant: Ints, draws: Draws) -> Found:
    """A child of the owner's sibling."""
    parent, _ = kin.parent_of(applicant, draws[0])
    return _plain(kin.sibling_of(parent, (draws[1], draws[2]))[0], parent)


def _stepchild(kin: Kindred, applicant: Ints, draws: Draws) -> Found:
    """A child of the owner's spouse and not the owner's own."""
    parent, _ = kin.parent_of(applicant, draws[0])
    return _plain(kin.spouse_of(parent), parent)


def _ward(kin: Kindred, applicant: Ints, _draws: Draws) -> Found:
    return _plain(kin.guardian[applicant])


def _sibling_spouse(kin: Kindred, applicant: Ints, draws: Draws) -> Found:
    """The spouse of the owner's sibling."""
    spouse = kin.spouse_of(applicant)
    return _plain(kin.sibling_of(spouse, (draws[1], draws[2]))[0], spouse)


def _other_kin(kin: Kindred, applicant: Ints, draws: Draws) -> Found:
    """A sibling of the owner's parent, or a child of that sibling: uncle, aunt or cousin."""
    parent, _ = kin.parent_of(applicant, draws[4])
    elder = np.where(draws[0] < 1 / 2, applicant, parent)
    sibling, _ = kin.sibling_of(elder, (draws[1], draws[2]))
    return _plain(kin.child_of(sibling, draws[3]), sibling)


WAYS: Final[Mapping[str, Way]] = {
    "ward": _ward,
    "stepchild": _stepchild,
    "half_sibling": _half_sibling,
    "grandparent": _grandparent,
    "grandchild": _grandchild,
    "sibling_spouse": _sibling_spouse,
    "other_kin": _other_kin,
    "nephew_niece": _nephew,
    "in_law_other_way": _in_law_other_way,
    "in_law_as_text": _in_law,
    "full_sibling": _full_sibling,
    "child": _child,
    "spouse": _spouse,
    "parent": _parent,
    "owner_himself": _himself,
}
"""How the owner is found for an applicant of each relation; the rarest are looked for first."""

UNNAMED: Final = (
    "in_law_other_way",
    "nephew_niece",
    "stepchild",
    "ward",
    "sibling_spouse",
    "other_kin",
)
"""Relations that the pilot's list leaves out: whoever is near kin besides is not drawn for them."""


_BY_PARENT: Final = ("child", "full_sibling", "grandchild", "nephew_niece")
_BY_SPOUSE: Final = ("spouse", "in_law_other_way", "sibling_spouse")
_BY_CHILD: Final = ("parent", "grandparent")


def could_be(kin: Kindred, relation: str, people: Ints) -> Bools:
    """Say who has the first relative of the way to an owner: a look before many steps."""
    if relation in _BY_PARENT:
        father, mother = kin.parent
        return np.asarray((father[people] >= 0) | (mother[people] >= 0))
    if relation in _BY_SPOUSE:
        return np.asarray(kin.spouse[people] >= 0)
    if relation in _BY_CHILD:
        return np.asarray(kin.children.many(people) > 0)
    return np.ones(len(people), bool)


def few(kin: Kindred) -> dict[str, Ints]:
    """Return who may have a relation to somebody, for the relations that few people have."""
    rare = {"ward": _wards, "stepchild": _stepchildren, "half_sibling": _of_mixed_families}
    return {name: np.flatnonzero(which(kin)[:-1]).astype(np.int32) for name, which in rare.items()}


def _wards(kin: Kindred) -> Bools:
    return np.asarray(kin.guardian >= 0)


def _stepchildren(kin: Kindred) -> Bools:
    found = np.zeros(len(kin.spouse), bool)
    for parent in kin.parent:
        other = kin.spouse[parent]
        found |= (other >= 0) & (other != kin.parent[FATHER]) & (other != kin.parent[MOTHER])
    return found


def _of_mixed_families(kin: Kindred) -> Bools:
    """Say who has a parent with children by different partners."""
    mixed = np.zeros(len(kin.spouse), bool)
    for parent, other in (kin.parent, kin.parent[::-1]):
        some = np.full(len(mixed), NOBODY, np.int32)
        some[parent] = other  # the other parent of one child of each
        differs = np.flatnonzero((parent >= 0) & (some[parent] != other))
        mixed[parent[differs]] = True
    mixed[-1] = False
    return np.asarray(mixed[kin.parent[FATHER]] | mixed[kin.parent[MOTHER]])
