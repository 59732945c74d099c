"""Shapes that are known are recognised, and data of no known shape are taken themselves."""

from collections.abc import Callable

import numpy as np
import pytest

from simulation.distributions import Distribution
from simulation.fit.durations import distance, fit_durations
from simulation.fit.patience import FEWEST_LEFT, LONGEST, fit_patience, kaplan_meier

SIZE = 4000


@pytest.mark.parametrize(
    ("name", "draw"),
    [
        ("exponential", lambda rng: rng.exponential(8, SIZE)),
        ("gamma", lambda rng: rng.gamma(4, 3, SIZE)),
        ("lognormal", lambda rng: rng.lognormal(2, 0.6, SIZE)),
    ],
)
def test_a_known_shape_is_chosen_by_the_lowest_criterion(
    name: str, draw: Callable[[np.random.Generator], np.ndarray]
) -> None:
    found = fit_durations(draw(np.random.default_rng(1)))
    assert found.chosen.distribution.name == name
    assert found.chosen.aic == min(one.aic for one in found.candidates)
    assert found.chosen.distance < 0.02


def test_two_kinds_of_services_mixed_are_taken_as_they_are() -> None:
    rng = np.random.default_rng(1)
    mixed = np.concatenate([rng.normal(5, 0.5, SIZE), rng.normal(30, 2, SIZE)])
    found = fit_durations(mixed)
    assert found.chosen.distribution.name == "empirical"
    assert found.chosen.distribution.mean == pytest.approx(mixed.mean(), rel=0.01)
    assert found.chosen.distance < 0.01


@pytest.mark.parametrize("step", [1 / 60, 1.0])
@pytest.mark.parametrize(
    ("name", "draw"),
    [
        ("exponential", lambda rng: rng.exponential(10.7, SIZE)),
        ("gamma", lambda rng: rng.gamma(5.7, 10.7 / 5.7, SIZE)),
        ("lognormal", lambda rng: rng.lognormal(2.29, 0.4, SIZE)),
    ],
)
def test_a_clock_of_seconds_or_minutes_hides_no_shape(
    name: str, draw: Callable[[np.random.Generator], np.ndarray], step: float
) -> None:
    rounded = np.round(draw(np.random.default_rng(1)) / step) * step
    found = fit_durations(rounded)
    assert found.chosen.distribution.name == name
    assert found.chosen.distance < 0.03


def test_a_sample_is_no_distance_from_itself() -> None:
    minutes = np.repeat([5.0, 6, 30], 50)
    assert distance(Distribution("empirical", (5.0, 6.0, 30.0)), minutes) == pytest.approx(0)


def test_what_is_chosen_stands_first() -> None:
    found = fit_durations(np.repeat([5.0, 6, 30], 500))
    assert found.candidates[0] is found.chosen
    assert found.chosen.distance < 0.02


def test_a_few_early_leavers_among_many_who_stay_tell_no_patience_beyond_all_bounds() -> None:
    rng = np.random.default_rng(1)
    waits = np.concatenate([rng.uniform(12, 33, 20_000), rng.uniform(0.1, 1, 25)])
    found = fit_patience(waits, np.arange(len(waits)) >= 20_000)
    assert all(one.distribution.mean <= LONGEST for one in found.candidates)


@pytest.mark.parametrize(
    "minutes", [np.array([7.0]), np.full(100, 7.0), np.zeros(40), np.array([0.0, 1000.0])]
)
def test_few_equal_or_empty_durations_give_a_distribution_of_their_mean(
    minutes: np.ndarray,
) -> None:
    found = fit_durations(minutes)
    assert found.chosen.distribution.mean == pytest.approx(minutes.mean(), rel=0.2, abs=0.01)


@pytest.mark.parametrize("kind", ["exponential", "lognormal"])
def test_patience_is_told_apart_from_the_waits_that_cut_it_short(kind: str) -> None:
    rng = np.random.default_rng(2)
    draws = {
        "exponential": lambda: rng.exponential(30, SIZE),
        "lognormal": lambda: rng.lognormal(3, 0.5, SIZE),
    }
    patience, service_comes = draws[kind](), rng.exponential(12, SIZE)
    found = fit_patience(np.minimum(patience, service_comes), patience < service_comes)
    assert found.chosen is not None
    assert found.chosen.name == kind
    assert found.chosen.mean == pytest.approx(patience.mean(), rel=0.1)


@pytest.mark.parametrize(("left", "is_told"), [(FEWEST_LEFT - 1, False), (FEWEST_LEFT, True)])
def test_patience_is_not_told_where_hardly_anybody_left(left: int, *, is_told: bool) -> None:
    waits = np.linspace(1, 20, 500)
    found = fit_patience(waits, np.arange(500) < left)
    assert (found.chosen is not None) is is_told


def test_nobody_who_waited_says_nothing_of_patience() -> None:
    found = fit_patience(np.zeros(100), np.zeros(100, bool))
    assert (found.waited, found.chosen, len(found.minutes)) == (0, None, 0)


def test_the_curve_is_that_of_kaplan_and_meier() -> None:
    waits, left = np.array([1.0, 2, 3, 4, 5]), np.array([True, False, True, False, True])
    minutes, more = kaplan_meier(waits, left)
    assert minutes.tolist() == [1, 3, 5]
    assert more == pytest.approx([4 / 5, 4 / 5 * 2 / 3, 0])
