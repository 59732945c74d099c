"""A year decided in order at once ends as one decided row by row."""

from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.demand.applications import NONE, SERVICES, Applications, Ints
from simulation.impact import endings
from simulation.impact.endings import NOT_MADE, place
from simulation.impact.sequence import PERMANENT, Course, Schedule, sequential_ends
from simulation.impact.standing import Homes
from simulation.impact.verdicts import Evaluation, static_ends
from tests.simulation.impact.in_order import in_order

NORM, KIN = place(endings.NORM), place(endings.CONFIRMED["child"])
OWNER, REFUSED = place(endings.OWNER), place(endings.NO_CATEGORY)
UNSIGNED, SENT = place(endings.NOT_SIGNED), place(endings.REDIRECTED_ONLINE)
PAIRS = ((NORM, REFUSED), (NORM, KIN), (OWNER, OWNER), (UNSIGNED, REFUSED), (NOT_MADE, NOT_MADE))
"""How an application ends in a free dwelling and in a full one."""


@dataclass(frozen=True)
class SmallYear:
    asked: Applications
    row: Ints
    follows: Ints
    origin: Ints
    left: Ints
    left_before: Ints


def small_year(
    dwelling: list[int], temporary: list[bool], origin: list[int], departures: list[tuple[int, int]]
) -> SmallYear:
    count = len(dwelling)
    nothing = np.full(count, NONE, np.int32)
    codes = [SERVICES.index("temporary_stay") if t else PERMANENT for t in temporary]
    left = np.array(departures, np.int32).reshape(-1, 2)
    yes = np.ones(count, bool)
    asked = Applications(
        applicant=np.arange(count),
        dwelling=np.array(dwelling, np.int32),
        service=np.array(codes, np.int8),
        channel=nothing,
        category=nothing,
        side=nothing,
        wider_category=nothing,
        consents=yes,
        signs=yes,
        believed=nothing,
        papers=yes,
    )
    order = np.argsort(left[:, 1], kind="stable")
    return SmallYear(
        asked=asked,
        row=np.arange(count),
        follows=nothing,
        origin=np.array(origin, np.int32),
        left=left[order, 0],
        left_before=left[order, 1],
    )


def whole(small: SmallYear, ends: list[int], homes: Homes, *, temporary_counts: bool) -> Evaluation:
    """Return the evaluation of a small year in which each row has one of ``PAIRS``."""
    free, full = np.array([PAIRS[end] for end in ends], np.int8).reshape(-1, 2).T
    counts = (small.asked.service == PERMANENT) | temporary_counts
    largest = homes.of(small.asked.dwelling).largest_norm()
    return Evaluation(free, full, largest, counts, reached_without_norm=False)


def who_may_leave(small: SmallYear, dwellings: int) -> Ints:
    """Return how many leave each dwelling at most: they are registered there before."""
    places = np.concatenate([small.origin[small.origin >= 0], small.left])
    return np.bincount(places, minlength=dwellings).astype(np.int32)


@st.composite
def years(draw: st.DrawFn) -> tuple[SmallYear, Evaluation, Homes]:
    count, dwellings = draw(st.integers(1, 24)), draw(st.integers(1, 4))
    where = st.integers(0, dwellings - 1)

    def column(values: st.SearchStrategy[int], rows: int = count) -> list[int]:
        return draw(st.lists(values, min_size=rows, max_size=rows))

    departures = draw(st.lists(st.tuples(where, st.integers(0, count)), max_size=6))
    temporary = [value == 1 for value in column(st.integers(0, 3))]
    small = small_year(column(where), temporary, column(st.integers(-1, dwellings - 1)), departures)
    homes = Homes(
        np.array(column(st.integers(-1, 60), dwellings), np.int32),
        np.array(column(st.sampled_from([950, 1000]), dwellings), np.int32),
        np.array(column(st.integers(0, 5), dwellings), np.int32) + who_may_leave(small, dwellings),
        draw(st.sampled_from(["whole_places", "density"])),
    )
    ends = column(st.integers(0, len(PAIRS) - 1))
    return small, whole(small, ends, homes, temporary_counts=draw(st.booleans())), homes


@given(years(), st.integers(1, 40))
@settings(max_examples=250)
def test_all_at_once_ends_as_one_after_the_other(
    year: tuple[SmallYear, Evaluation, Homes], norm: int
) -> None:
    small, found, homes = year
    course = Course(Schedule.of(small), found, homes)
    ends = course.ends(norm)
    assert (ends.tolist(), course.reached(ends, norm).tolist()) == in_order(
        small, found, homes, norm
    )


@given(years(), st.integers(1, 40))
def test_without_leavers_no_more_are_let_in_by_the_norm_than_each_alone(
    year: tuple[SmallYear, Evaluation, Homes], norm: int
) -> None:
    small, found, homes = year
    nobody = np.empty(0, np.int32)
    stay = replace(small, origin=np.full_like(small.origin, NONE), left=nobody, left_before=nobody)
    by_norm = (sequential_ends(stay, found, homes, norm) == NORM).sum()
    assert by_norm <= (static_ends(found, norm) == NORM).sum()


@given(years())
def test_without_a_norm_no_order_matters(year: tuple[SmallYear, Evaluation, Homes]) -> None:
    small, found, homes = year
    assert sequential_ends(small, found, homes, None).tolist() == found.free.tolist()
    reached = replace(found, reached_without_norm=True)
    assert sequential_ends(small, reached, homes, None).tolist() == found.full.tolist()


def test_who_is_let_in_takes_the_place_and_who_leaves_gives_it_back() -> None:
    # one flat with a single place left, another that the second applicant leaves
    homes = Homes(
        np.array([300, 450], np.int32),
        np.array([1000, 1000], np.int32),
        np.array([1, 2], np.int32),
        "whole_places",
    )
    small = small_year([0, 0, 1, 0], [False] * 4, [-1, -1, 0, -1], [])
    found = whole(small, [0, 0, 0, 0], homes, temporary_counts=True)
    assert sequential_ends(small, found, homes, 150).tolist() == [NORM, REFUSED, NORM, NORM]
    assert static_ends(found, 150).tolist() == [NORM] * 4


@pytest.mark.parametrize(("before", "last"), [(0, NORM), (1, NORM), (2, REFUSED)])
def test_a_departure_counts_from_its_own_place_in_the_year(before: int, last: int) -> None:
    homes = Homes(
        np.array([150], np.int32), np.array([1000], np.int32), np.array([1], np.int32), "density"
    )
    small = small_year([0, 0], [False] * 2, [-1, -1], [(0, before)])
    found = whole(small, [4, 0], homes, temporary_counts=True)
    assert sequential_ends(small, found, homes, 150).tolist() == [NOT_MADE, last]
