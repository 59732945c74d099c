"""Applications as columns: what a year of applicants would ask for and state."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain.records import RESIDENCE_CHANNELS, RESIDENCE_SERVICES, SIDES
from domain.residence.kinship import categories

Ints = NDArray[np.signedinteger]
Bools = NDArray[np.bool_]

CATEGORIES = categories("order_677")
"""Codes of categories; those of the pilot's list come first."""

SERVICES, CHANNELS = RESIDENCE_SERVICES, RESIDENCE_CHANNELS
NONE = -1


@dataclass(frozen=True, slots=True, eq=False)
class Applications:
    """Applications for a registration, one row each.

    Args:
        applicant: persons of the city.
        dwelling: where they want to be registered.
        service: codes of ``SERVICES``.
        channel: codes of ``CHANNELS``.
        category: codes of ``CATEGORIES``: what each would state under the pilot's list if the
            norm were reached; -1 nothing.
        side: codes of ``SIDES`` that go with the category, -1 none.
        wider_category: what each would state under the longer list of order 677.
        consents: whether the owners would consent.
        signs: whether the applicant signs in the end.
        believed: what reception takes the owner for: 1 protected, 0 not, -1 it finds the truth.
        papers: whether the representative's papers conform.
    """

    applicant: Ints
    dwelling: Ints
    service: Ints
    channel: Ints
    category: Ints
    side: Ints
    wider_category: Ints
    consents: Bools
    signs: Bools
    believed: Ints
    papers: Bools

    @property
    def count(self) -> int:
        """How many applications there are."""
        return len(self.applicant)

    def stated(self, exemptions: str) -> Ints:
        """Return the category that each would state from a list of exemptions."""
        return self.category if exemptions == "pilot_list" else self.wider_category


def side_code(side: str | None) -> int:
    """Return the code of a side, -1 for none."""
    return NONE if side is None else SIDES.index(side)
