"""Who is turned away: disjoint groups of the applications that the norm kept out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from domain.residence.kinship import STUDENT
from simulation.demand.applications import CATEGORIES
from simulation.demand.statements import STATED
from simulation.impact.endings import either
from simulation.impact.false_refusals import RIGHT
from simulation.impact.results import KeptOut

if TYPE_CHECKING:
    from simulation.demand.applications import Bools, Ints
    from simulation.demand.year import Year

NAMED_BY_TEXT: Final = {
    "owner_himself": False,
    "false_refusal": True,
    "wrong_category": True,
    "student": True,
    "tenant": False,
    "partner": False,
    "in_law_other_way": False,
    "nephew_niece": False,
    "stepchild": False,
    "ward": False,
    "other_kin": False,
    "organisation_housing": False,
    "other": True,
}
"""Groups in the order in which they are tried, and whether the pilot's list names who is in them.

``other`` are those who stated what they are, whose acts are complete, and whom the reading of the
text refuses all the same.
"""

_GROUPS: Final = tuple(NAMED_BY_TEXT)

OF_RELATION: Final = {
    "owner_himself": "owner_himself",
    "tenant_no_kin": "tenant",
    "partner": "partner",
    "in_law_other_way": "in_law_other_way",
    "nephew_niece": "nephew_niece",
    "stepchild": "stepchild",
    "ward": "ward",
    "sibling_spouse": "other_kin",
    "other_kin": "other_kin",
    "organisation_housing": "organisation_housing",
}
"""Groups of those whom no category fits, by relation."""


def true_groups(year: Year) -> Ints:
    """Return the group of each application by what the applicant truly is, whatever is stated.

    Args:
        year: the applications.

    Returns:
        Places in ``NAMED_BY_TEXT``; ``student`` or ``other`` for those whom a category fits.
    """
    named = [_group(relation) for relation in year.relations]
    return np.array([_GROUPS.index(name) for name in named], np.int8)[year.relation]


def usual_groups(year: Year, true: Ints, exemptions: str) -> Ints:
    """Return the group in which each would be if it were turned away by no missing act.

    Args:
        year: the applications.
        true: what `true_groups` returned.
        exemptions: the list of categories from which they choose.
    """
    fits = np.array([_fitting(name) for name in year.relations], np.int8)[year.relation]
    stated = year.asked.stated(exemptions)
    wrong = (fits >= 0) & (stated != fits)
    return np.where(wrong, np.int8(_GROUPS.index("wrong_category")), true)


def groups_if_refused(usual: Ints, causes: Ints) -> Ints:
    """Return the group in which each application would be if it were turned away.

    Args:
        usual: what `usual_groups` returned.
        causes: why a claim is not confirmed though it is true, one row an application.
    """
    return either(causes != RIGHT, np.int8(_GROUPS.index("false_refusal")), usual)


def kept_out(groups: Ints, away: Bools) -> tuple[KeptOut, ...]:
    """Return the groups of those turned away, the largest first; empty ones are left out.

    Args:
        groups: what `groups_if_refused` returned.
        away: whom the norm kept out in the end.
    """
    counts = np.bincount(groups[away], minlength=len(_GROUPS)).tolist()
    found = [
        KeptOut(code, count, named)
        for (code, named), count in zip(NAMED_BY_TEXT.items(), counts, strict=True)
        if count
    ]
    return tuple(sorted(found, key=lambda group: (-group.count, group.code)))


def _group(relation: str) -> str:
    fits = "student" if STATED.get(relation) == STUDENT else "other"
    return OF_RELATION.get(relation, fits)


def _fitting(relation: str) -> int:
    """Return the code of the category of the pilot's list that fits a relation, -1 for none."""
    category = None if relation in OF_RELATION else STATED.get(relation)
    return -1 if category is None else CATEGORIES.index(category)
