"""Which kinship confirms which category (RES-10).

Kinship between an applicant ``a`` and an owner ``o`` is a set of facts, bits of one integer. A
category under a reading is a choice of masks, any of which confirms: the same for one pair and
for an array of them. Who finds the facts is another matter (`civil_acts` asks record by record).
"""

from collections.abc import Callable
from enum import IntFlag, auto
from functools import cache, reduce
from operator import or_
from typing import Any

from domain.readings import Readings


class Fact(IntFlag):
    """What can be true of an applicant ``a`` and an owner ``o``, a ≠ o."""

    CHILD = auto()  # o ∈ par(a)
    PARENT = auto()  # a ∈ par(o)
    SPOUSE = auto()  # a ∈ sp(o)
    SHARES_FATHER = auto()  # the father of a is a parent of o
    SHARES_MOTHER = auto()  # the mother of a is a parent of o
    SHARES_ONE_PARENT = auto()  # exactly one parent in common
    GRANDPARENT_BY_FATHER = auto()  # a ∈ par(father of o)
    GRANDPARENT_BY_MOTHER = auto()
    GRANDCHILD_BY_FATHER = auto()  # o ∈ par(father of a)
    GRANDCHILD_BY_MOTHER = auto()
    PARENT_OF_SPOUSE = auto()  # s ∈ sp(o), a ∈ par(s)
    SIBLING_OF_SPOUSE = auto()  # par(a) ∩ par(s) ≠ ∅
    GRANDPARENT_OF_SPOUSE = auto()  # a ∈ par(par(s))
    GRANDCHILD_OF_SPOUSE = auto()  # s ∈ par(par(a))
    CHILD_OF_SPOUSE = auto()  # s ∈ par(a)
    SPOUSE_OF_CHILD = auto()  # the five above with a and o exchanged
    SPOUSE_OF_SIBLING = auto()
    SPOUSE_OF_GRANDCHILD = auto()
    SPOUSE_OF_GRANDPARENT = auto()
    SPOUSE_OF_PARENT = auto()
    WARD = auto()  # o is a guardian of a
    SPOUSE_OR_CHILD_OF_KIN = auto()  # of a close relative of o


EXCHANGED = {
    Fact.PARENT_OF_SPOUSE: Fact.SPOUSE_OF_CHILD,
    Fact.SIBLING_OF_SPOUSE: Fact.SPOUSE_OF_SIBLING,
    Fact.GRANDPARENT_OF_SPOUSE: Fact.SPOUSE_OF_GRANDCHILD,
    Fact.GRANDCHILD_OF_SPOUSE: Fact.SPOUSE_OF_GRANDPARENT,
    Fact.CHILD_OF_SPOUSE: Fact.SPOUSE_OF_PARENT,
}
"""A fact through the owner's spouse, and the same with applicant and owner exchanged."""

SHARES = {"father": Fact.SHARES_FATHER, "mother": Fact.SHARES_MOTHER}
GRANDPARENT = {"father": Fact.GRANDPARENT_BY_FATHER, "mother": Fact.GRANDPARENT_BY_MOTHER}
GRANDCHILD = {"father": Fact.GRANDCHILD_BY_FATHER, "mother": Fact.GRANDCHILD_BY_MOTHER}

Masks = tuple[Fact, ...]


def _either(readings: Readings, named: Fact, other: Fact) -> Masks:
    return (named, other) if readings.direction == "either" else (named,)


def _child(_side: str | None, readings: Readings) -> Masks:
    return _either(readings, Fact.CHILD, Fact.PARENT)


def _parent(_side: str | None, readings: Readings) -> Masks:
    return _either(readings, Fact.PARENT, Fact.CHILD)


def _spouse(_side: str | None, _readings: Readings) -> Masks:
    return (Fact.SPOUSE,)


def _full_sibling(_side: str | None, readings: Readings) -> Masks:
    if readings.sibling == "both":
        return (Fact.SHARES_FATHER | Fact.SHARES_MOTHER,)
    return Fact.SHARES_FATHER, Fact.SHARES_MOTHER


def _half_sibling(side: str | None, readings: Readings) -> Masks:
    shares = SHARES[side or ""]
    return (shares | Fact.SHARES_ONE_PARENT if readings.half_sibling == "strict" else shares,)


def _grandparent(side: str | None, readings: Readings) -> Masks:
    if readings.grandkin == "literal":  # word for word the text tests siblings
        return (SHARES[side or ""],)
    return _either(readings, GRANDPARENT[side or ""], GRANDCHILD[side or ""])


def _grandchild(side: str | None, readings: Readings) -> Masks:
    if readings.grandkin == "literal":
        return (SHARES[side or ""],)
    return _either(readings, GRANDCHILD[side or ""], GRANDPARENT[side or ""])


def _in_law(_side: str | None, readings: Readings) -> Masks:
    of_applicant = readings.in_law_grandparents == "of_applicant"
    by_spouse = [
        Fact.PARENT_OF_SPOUSE,
        Fact.SIBLING_OF_SPOUSE,
        Fact.GRANDCHILD_OF_SPOUSE if of_applicant else Fact.GRANDPARENT_OF_SPOUSE,
    ]
    by_spouse += [Fact.CHILD_OF_SPOUSE] if readings.in_law_children else []
    exchanged = [EXCHANGED[fact] for fact in by_spouse] if readings.in_law_symmetric else []
    return (*by_spouse, *exchanged)


def _ward(_side: str | None, _readings: Readings) -> Masks:
    return (Fact.WARD,)


def _relative_of_kin(_side: str | None, _readings: Readings) -> Masks:
    return (Fact.SPOUSE_OR_CHILD_OF_KIN,)


STUDENT = "student"
WITH_SIDE = ("half_sibling", "grandparent", "grandchild")
"""Categories in which the common parent or the side must be stated (RES-09)."""

_MASKS: dict[str, Callable[[str | None, Readings], Masks]] = {
    "child": _child,
    "parent": _parent,
    "spouse": _spouse,
    "full_sibling": _full_sibling,
    "half_sibling": _half_sibling,
    "grandparent": _grandparent,
    "grandchild": _grandchild,
    "in_law": _in_law,
    "ward": _ward,
    "relative_of_kin": _relative_of_kin,
}
WIDER_LIST = ("ward", "relative_of_kin")
"""Categories of order 677 that the pilot's list leaves out."""


@cache
def categories(exemptions: str) -> tuple[str, ...]:
    """Return the categories offered, in the order of the text (RES-09).

    Args:
        exemptions: ``pilot_list`` or ``order_677``.
    """
    pilot = [name for name in _MASKS if name not in WIDER_LIST]
    return (*pilot, STUDENT, *(WIDER_LIST if exemptions == "order_677" else ()))


@cache
def kinship_categories(exemptions: str) -> tuple[str, ...]:
    """Return the categories offered that civil acts or guardianship confirm."""
    return tuple(name for name in categories(exemptions) if name != STUDENT)


@cache
def masks(category: str, side: str | None, readings: Readings) -> Masks:
    """Return the masks, any of which confirms the category.

    Args:
        category: a kinship category.
        side: ``father`` or ``mother``; needed for the categories in `WITH_SIDE`.
        readings: how the text is read.
    """
    return _MASKS[category](side, readings)


def confirms(facts: Any, wanted: Masks) -> Any:  # noqa: ANN401 - an integer or an array
    """Say whether facts, one set or an array of sets, satisfy any of the masks."""
    return reduce(or_, ((facts & int(mask)) == int(mask) for mask in wanted))
