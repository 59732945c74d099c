"""Distributions, streams and intervals."""

from math import nan, sqrt
from typing import Any

import numpy as np
import pytest

from simulation.distributions import distribution_from
from simulation.statistics import interval
from simulation.variates import Variates, poisson_times

SIZE = 40_000


@pytest.mark.parametrize(
    ("document", "mean", "sd"),
    [
        ({"dist": "constant", "mean": 3}, 3, 0),
        ({"dist": "exponential", "mean": 3}, 3, 3),
        ({"dist": "exponential", "mean": 0}, 0, 0),
        ({"dist": "uniform", "low": 1, "high": 4}, 2.5, 3 / sqrt(12)),
        ({"dist": "triangular", "low": 0, "mode": 1, "high": 5}, 2, sqrt(21 / 18)),
        ({"dist": "triangular", "low": 2, "mode": 2, "high": 2}, 2, 0),
        ({"dist": "lognormal", "mean": 15, "sd": 6}, 15, 6),
        ({"dist": "lognormal", "mean": 15, "sd": 0}, 15, 0),
        ({"dist": "gamma", "mean": 15, "sd": 6}, 15, 6),
        ({"dist": "gamma", "mean": 0, "sd": 6}, 0, 0),
        ({"dist": "empirical", "values": [1, 2, 6]}, 3, sqrt(14 / 3)),
    ],
)
def test_a_distribution_has_the_moments_that_its_author_wrote(
    document: dict[str, Any], mean: float, sd: float
) -> None:
    found = distribution_from(document, "here")
    drawn = found.sample(np.random.default_rng(1), SIZE)
    assert found.mean == pytest.approx(mean)
    assert drawn.mean() == pytest.approx(mean, abs=4 * sd / sqrt(SIZE) + 1e-12)
    assert drawn.std() == pytest.approx(sd, rel=0.05, abs=1e-12)
    assert drawn.min() >= 0


@pytest.mark.parametrize("name", ["exponential", "lognormal", "gamma", "triangular", "empirical"])
def test_more_cases_change_nothing_for_the_first(name: str) -> None:
    numbers: dict[str, Any] = {
        "exponential": {"mean": 2},
        "lognormal": {"mean": 2, "sd": 1},
        "gamma": {"mean": 2, "sd": 1},
        "triangular": {"low": 0, "mode": 1, "high": 2},
        "empirical": {"values": [1, 2, 3, 4, 5]},
    }
    distribution = distribution_from({"dist": name, **numbers[name]}, "here")
    few, many = (Variates(1, 0).draw("name", distribution, size) for size in (50, 500))
    assert few == many[:50]


def test_streams_differ_by_name_replication_and_seed() -> None:
    columns = [
        tuple(Variates(seed, replication).shares(name, 5))
        for seed in (1, 2)
        for replication in (0, 1)
        for name in ("a", "b")
    ]
    assert len(set(columns)) == 8


def test_arrivals_keep_to_the_rate_of_every_piece() -> None:
    times = poisson_times(np.random.default_rng(1), [(0, 6000, 60), (9000, 12000, 20)])
    first = int((times < 6000).sum())
    assert abs(first - 6000) < 4 * sqrt(6000)
    assert abs(len(times) - first - 1000) < 4 * sqrt(1000)
    assert not ((times > 6000) & (times < 9000)).any()
    assert (np.diff(times) >= 0).all()


def test_no_open_hours_bring_nobody() -> None:
    assert len(poisson_times(np.random.default_rng(1), [])) == 0


def test_student_s_interval_is_the_one_of_the_tables() -> None:
    mean, spread = interval([1.0, 2.0, 3.0, 4.0]) or (nan, None)
    assert mean == 2.5
    half = 3.1824 * sqrt(5 / 3) / 2  # quantile of three degrees of freedom
    assert spread == pytest.approx((2.5 - half, 2.5 + half), abs=1e-4)


def test_one_replication_has_a_mean_without_interval_and_none_has_nothing() -> None:
    assert interval([7.0]) == (7.0, None)
    assert interval([nan, 7.0]) == (7.0, None)
    assert interval([nan]) is None
    assert interval([]) is None
