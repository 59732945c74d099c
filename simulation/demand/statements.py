"""What every applicant would state: his own category, or another one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from domain.records import SIDES
from domain.residence.kinship import STUDENT, WITH_SIDE, categories
from simulation.demand.applications import CATEGORIES, NONE, Bools, Ints

if TYPE_CHECKING:
    from simulation.demand.rows import Rows

STATED: Final[Mapping[str, str]] = {
    "spouse": "spouse",
    "child": "child",
    "parent": "parent",
    "full_sibling": "full_sibling",
    "half_sibling": "half_sibling",
    "grandparent": "grandparent",
    "grandchild": "grandchild",
    "in_law_as_text": "in_law",
    "in_law_other_way": "in_law",
    "stepchild": "in_law",
    "sibling_spouse": "in_law",
    "student_no_kin": STUDENT,
    "student_no_course": STUDENT,
}
"""The category that each relation would state; other relations are strangers to the list.

Children's spouses, spouses' children and siblings' spouses take themselves for in-laws, whom the
list names the other way round.
"""

WIDER: Final[Mapping[str, str]] = {
    "in_law_other_way": "relative_of_kin",
    "nephew_niece": "relative_of_kin",
    "stepchild": "relative_of_kin",
    "sibling_spouse": "relative_of_kin",
    "other_kin": "relative_of_kin",
    "ward": "ward",
}
"""What relations state under order 677 that the pilot's list leaves out."""

PILOT_LIST: Final = len(categories("pilot_list"))


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """What is stated, one row an application.

    Args:
        category: under the pilot's list, codes of ``CATEGORIES``, -1 nothing.
        side: that goes with the category, -1 none.
        wider: the category under order 677.
    """

    category: Ints
    side: Ints
    wider: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Statements:
    """Both things that each may state.

    Args:
        own: by kin their true category, by strangers none.
        other: by kin another category, by strangers one that they try.
        errs: whether the other one is an error of kin; a stranger's try otherwise.
    """

    own: Statement
    other: Statement
    errs: Bools


def statements(rows: Rows, relations: list[str], random: np.random.Generator) -> Statements:
    """Return what applicants may state.

    Args:
        rows: who moves where.
        relations: codes of ``rows.relation``.
        random: picks other categories, and sides that are guessed.
    """
    true = np.array([_code(STATED.get(name)) for name in relations], np.int8)[rows.relation]
    wider = np.array([_code(WIDER.get(name)) for name in relations], np.int8)[rows.relation]
    count = len(true)
    another = random.integers(0, PILOT_LIST - 1, count, np.int8)
    another += (true >= 0) & (another >= true)  # any but the true one
    try_ = random.integers(0, PILOT_LIST, count, np.int8)
    other = np.where(true >= 0, another, try_)
    guess = random.integers(0, len(SIDES), count, np.int8)
    return Statements(
        _statement(true, wider, rows.moves.side, guess),
        _statement(other, wider, rows.moves.side, guess),
        true >= 0,
    )


def _statement(category: Ints, wider: Ints, side: Ints, guess: Ints) -> Statement:
    """Return a category with the true side, or a guess where there is none."""
    needs = np.isin(category, [CATEGORIES.index(name) for name in WITH_SIDE])
    stated = np.where(needs, np.where(side >= 0, side, guess), NONE)
    longer = np.where(wider >= 0, wider, category)
    return Statement(category, stated.astype(np.int8), longer.astype(np.int8))


def _code(category: str | None) -> int:
    return NONE if category is None else CATEGORIES.index(category)
