"""Dwellings in classes count as many as one by one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.impact.classes import Classes
from simulation.impact.standing import Homes
from simulation.impact.stock import open_curve, stock

NORMS = range(1, 40)


@st.composite
def dwellings(draw: st.DrawFn) -> tuple[Homes, list[int]]:
    count = draw(st.integers(0, 30))

    def column(values: st.SearchStrategy[int]) -> np.ndarray:
        return np.array(draw(st.lists(values, min_size=count, max_size=count)), np.int32)

    several = column(st.sampled_from([draw(st.sampled_from([900, 1000])), 1000]))
    permille = draw(st.sampled_from([np.array(1000), several]))
    reading = draw(st.sampled_from(["whole_places", "density"]))
    homes = Homes(column(st.integers(-1, 60)), permille, column(st.integers(0, 5)), reading)
    left_out = draw(st.lists(st.integers(0, count - 1), unique=True)) if count else []
    return homes, left_out


def others(homes: Homes, left_out: list[int]) -> Homes:
    return homes.of(np.setdiff1d(np.arange(len(homes.area)), left_out))


@given(dwellings(), st.integers(1, 40))
def test_classes_are_beside_a_norm_as_their_dwellings_are(
    some: tuple[Homes, list[int]], norm: int
) -> None:
    homes, left_out = some
    classes = Classes.of(homes, np.array(left_out, np.intp))
    for here in (norm, None):
        assert classes.stock(here, reached_without_norm=True) == stock(
            others(homes, left_out), here, reached_without_norm=True
        )


@given(dwellings())
def test_classes_take_one_more_under_as_many_norms(some: tuple[Homes, list[int]]) -> None:
    homes, left_out = some
    takers = Classes.of(homes, np.array(left_out, np.intp)).takers(NORMS)
    assert takers.tolist() == open_curve(others(homes, left_out), NORMS).tolist()


@pytest.mark.parametrize(("reached", "open_"), [(True, 0), (False, 2)])
def test_without_a_norm_all_with_an_area_are_on_one_side(*, reached: bool, open_: int) -> None:
    homes = Homes(np.array([-1, 5, 7]), np.array(1000), np.array([0, 1, 1]), "density")
    found = Classes.of(homes, np.empty(0, np.intp)).stock(None, reached_without_norm=reached)
    assert (found.open, found.at, found.no_area) == (open_, 2 - open_, 1)
