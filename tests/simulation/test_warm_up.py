"""Where a warm-up ends, on series whose warm-up is known."""

from collections.abc import Callable
from math import exp, nan

import numpy as np
import pytest

from simulation.measures import FLOW, Summary
from simulation.warm_up import BATCH, LEAST_BATCHES, mser, warm_up, welch

DAYS = 140


def made(
    by_day: Callable[[int], float],
    noise: float = 1.0,
    days: int = DAYS,
    replications: int = 10,
) -> np.ndarray:
    """Replications, a row each: what a day should be, and chance."""
    stream = np.random.default_rng(1)
    means = np.array([by_day(day) for day in range(days)])
    return means + noise * stream.standard_normal((replications, days))


def summaries(values: np.ndarray, measure: str = "ums_backlog") -> list[Summary]:
    return [
        Summary({}, {}, dict.fromkeys(FLOW, 0), {}, {(measure, d): v for d, v in enumerate(row)})
        for row in values
    ]


@pytest.mark.parametrize("empty", [0, 20, 35, 50])
def test_days_of_an_empty_start_are_left_out_by_both(empty: int) -> None:
    values = made(lambda day: 100.0 * (day >= empty))
    assert welch(values, 7) == empty  # the last average that takes in an empty day begins before
    left_out = mser(values.mean(axis=0).tolist())
    assert left_out is not None
    assert empty <= left_out <= empty + BATCH


@pytest.mark.parametrize("pace", [5, 10, 20])
def test_a_slow_start_is_left_out_until_little_of_it_is_left(pace: int) -> None:
    values = made(lambda day: 100 * (1 - exp(-day / pace)), noise=20.0, days=20 * pace)
    for left_out in (welch(values, 7), mser(values.mean(axis=0).tolist())):
        assert left_out is not None
        assert 1.5 * pace <= left_out <= 6 * pace


def test_a_level_from_the_first_day_on_leaves_nothing_out() -> None:
    values = made(lambda _: 100.0)
    assert welch(values, 7) == 0
    assert (mser(values.mean(axis=0).tolist()) or 0) <= DAYS // 4


def test_a_week_is_no_warm_up() -> None:
    values = made(lambda day: 100.0 if day % 7 < 5 else 0.0)
    found = warm_up(summaries(values))["series"][0]
    assert (found["week"], found["welch_days"]) == (7, 0)
    assert found["mser_days"] is not None


def test_what_grows_to_the_end_is_too_short() -> None:
    values = made(lambda day: 10.0 * day)
    assert welch(values, 7) is None
    assert mser(values.mean(axis=0).tolist()) is None
    assert warm_up(summaries(values))["warm_up_days"] is None


@pytest.mark.parametrize(
    ("batches", "is_known"),
    [(LEAST_BATCHES - 1, False), (LEAST_BATCHES, True), (LEAST_BATCHES + 1, True)],
)
def test_a_run_of_few_batches_is_too_short(batches: int, is_known: bool) -> None:  # noqa: FBT001 - a column
    assert (mser([1.0, 2.0] * 20, BATCH) is not None) is True
    assert (mser(([3.0] * BATCH) * batches, BATCH) is not None) is is_known


def test_days_without_anybody_are_passed_over_and_counted_by_the_calendar() -> None:
    # five days a week are measured; the first three weeks are three times as long a wait
    values = made(lambda day: nan if day % 7 > 4 else 30.0 if day < 21 else 10.0)
    found = warm_up(summaries(values, "wait_minutes"))["series"][0]
    assert found["week"] == 5
    assert found["welch_days"] == 21
    assert found["mser_days"] == 21
    assert 5 not in found["days"]


def test_the_longest_warm_up_of_all_measures_is_that_of_the_run() -> None:
    slow, quick = (made(lambda day, e=e: 100.0 * (day >= e)) for e in (42, 14))  # type: ignore[misc]
    pairs = zip(summaries(slow), summaries(quick, "visits"), strict=True)
    both = [Summary({}, {}, a.flow, {}, {**a.days, **b.days}) for a, b in pairs]
    found = warm_up(both)
    ends = [one[name] for one in found["series"] for name in ("welch_days", "mser_days")]
    assert found["warm_up_days"] == max(ends)
    assert {one["measure"]: one["welch_days"] for one in found["series"]} == {
        "ums_backlog": 42,
        "visits": 14,
    }


def test_one_replication_is_smoothed_but_knows_no_errors() -> None:
    values = made(lambda day: 100.0 * (day >= 21), noise=0.0, replications=1)
    assert welch(values, 7) == 21


def test_nothing_measured_leaves_nothing_to_say() -> None:
    assert warm_up(summaries(np.full((2, 30), nan))) == {"warm_up_days": None, "series": []}
