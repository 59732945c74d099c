import numpy as np
import pytest

from synthetic_data import draws


def random() -> np.random.Generator:
    return np.random.default_rng(1)


@pytest.mark.parametrize(
    ("shares", "rows", "counts"),
    [
        ((0.5, 0.5), 10, [5, 5]),
        ((2, 1, 1), 8, [4, 2, 2]),  # shares need not add up to one
        ((0.5, 0.3, 0.2), 7, [4, 2, 1]),  # 3.5, 2.1, 1.4: the largest remainder is rounded up
        ((1.0, 0.0), 3, [3, 0]),
        ((0.7, 0.3), 0, [0, 0]),
    ],
)
def test_a_quota_is_met_to_the_last_row(
    shares: tuple[float, ...], rows: int, counts: list[int]
) -> None:
    codes = draws.quota(random(), shares, rows)
    assert np.bincount(codes, minlength=len(shares)).tolist() == counts


@pytest.mark.parametrize(("rows", "share", "count"), [(10, 0.25, 2), (10, 0.0, 0), (0, 0.5, 0)])
def test_a_share_of_rows_is_chosen_exactly(rows: int, share: float, count: int) -> None:
    assert draws.chosen(random(), rows, share).sum() == count


@pytest.mark.parametrize(
    ("age", "value"), [(17.99, 0.0), (18.0, 0.1), (24.99, 0.1), (25.0, 0.2), (90.0, 0.2)]
)
def test_a_band_begins_at_its_first_year(age: float, value: float) -> None:
    assert draws.by_age({"18": 0.1, "25": 0.2}, np.array([age]))[0] == value


def test_what_weighs_nothing_is_never_taken() -> None:
    rows = np.arange(100)
    weights = np.where(rows < 10, 1.0, 0.0)
    assert sorted(draws.weighted(random(), rows, weights, 50).tolist()) == list(range(10))


def test_what_weighs_more_is_taken_more_often() -> None:
    rows = np.arange(20_000)
    taken = draws.weighted(random(), rows, np.where(rows < 10_000, 3.0, 1.0), 1_000)
    assert abs((taken < 10_000).mean() - 0.75) < 4 * (0.75 * 0.25 / 1_000) ** 0.5


def test_nobody_is_picked_from_nobody() -> None:
    assert draws.pick(random(), np.array([], int), 3).tolist() == [-1, -1, -1]


def test_groups_have_the_sizes_asked_for_except_the_last() -> None:
    groups = draws.grouped(random(), 1_000, [2, 3, 4])
    assert set(np.bincount(groups)[:-1].tolist()) == {2, 3, 4}
    assert len(groups) == 1_000
