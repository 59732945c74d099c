"""What becomes of people who move together, application by application."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from simulation.impact.endings import (
    NO_CATEGORY,
    NO_CONSENT,
    NORM,
    NOT_MADE,
    OWNER,
    REDIRECTED_ONLINE,
    place,
)
from simulation.impact.households import households, split
from simulation.impact.results import Households

IN, AWAY, HIMSELF = place(NORM), place(NO_CATEGORY), place(OWNER)
OTHER, VISIT = place(NO_CONSENT), place(REDIRECTED_ONLINE)


def year(party: list[int], follows: dict[int, int] | None = None) -> Any:  # noqa: ANN401 - a stand-in
    column = np.full(len(party), -1)
    for row, visit in (follows or {}).items():
        column[row] = visit
    return SimpleNamespace(party=np.array(party), follows=column)


@pytest.mark.parametrize(
    ("party", "ends", "expected"),
    [
        ([0], [IN], Households(1, 1, 0, 0, 0)),
        ([0], [AWAY], Households(1, 0, 0, 1, 1)),
        ([0], [OTHER], Households(1, 0, 0, 0, 1)),
        ([0, 0], [IN, HIMSELF], Households(1, 1, 0, 0, 0)),
        ([0, 0], [IN, AWAY], Households(1, 0, 1, 0, 0)),
        ([0, 0, 0], [IN, AWAY, OTHER], Households(1, 0, 1, 0, 0)),
        ([0, 0], [AWAY, OTHER], Households(1, 0, 0, 1, 1)),
        ([0, 0], [OTHER, OTHER], Households(1, 0, 0, 0, 1)),
        ([0, 0], [IN, OTHER], Households(1, 0, 0, 0, 0)),
        ([0, 1, 0, 1], [IN, AWAY, IN, AWAY], Households(2, 1, 0, 1, 1)),
    ],
)
def test_a_household_is_what_its_members_are(
    party: list[int], ends: list[int], expected: Households
) -> None:
    assert households(year(party), np.array(ends)) == expected
    assert split(year(party), np.array(ends)) == expected.split


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        ([VISIT, IN], Households(1, 1, 0, 0, 0)),
        ([VISIT, AWAY], Households(1, 0, 0, 1, 1)),
        ([IN, NOT_MADE], Households(1, 1, 0, 0, 0)),
        ([AWAY, NOT_MADE], Households(1, 0, 0, 1, 1)),
        ([VISIT, NOT_MADE], Households(1, 0, 0, 0, 1)),
    ],
)
def test_who_goes_on_from_a_visit_counts_by_what_he_went_on_with(
    ends: list[int], expected: Households
) -> None:
    assert households(year([0, 0], {1: 0}), np.array(ends)) == expected
    assert split(year([0, 0], {1: 0}), np.array(ends)) == expected.split


def test_a_visitor_who_went_on_and_was_turned_away_splits_his_household() -> None:
    applied = year([0, 0, 0], {2: 1})
    assert households(applied, np.array([IN, VISIT, AWAY])) == Households(1, 0, 1, 0, 0)
