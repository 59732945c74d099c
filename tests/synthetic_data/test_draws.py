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


RANGES = [(0.0, 2.0), (-1.0, 4.0), (3.0, 9.0), (5.0, 200.0)]


@pytest.mark.parametrize(("low", "high"), RANGES)
def test_a_gamma_distribution_cut_to_a_range_is_that_of_the_draws_that_fall_inside(
    low: float, high: float
) -> None:
    rows = 40_000
    drawn = draws.gamma_between(random(), (2.2, 3.0), np.full(rows, low), np.full(rows, high))
    every = np.random.default_rng(2).gamma(2.2, 3.0, 400_000)
    inside = every[(every >= low) & (every < high)]
    assert drawn.min() >= max(low, 0)
    assert drawn.max() <= high
    shares = np.linspace(0.1, 0.9, 9)
    width = inside.max() - inside.min()
    assert np.quantile(drawn, shares) == pytest.approx(np.quantile(inside, shares), abs=width / 50)


def test_a_gamma_distribution_cut_to_nothing_is_its_low_end() -> None:
    low, high = np.array([3.0, 2.0]), np.array([3.0, 1.0])
    assert draws.gamma_between(random(), (2.0, 1.0), low, high).tolist() == [3.0, 2.0]


@pytest.mark.parametrize("limit", [0.5, 3.0, 1_000.0])
def test_an_exponential_distribution_is_cut_without_a_heap_at_the_end(limit: float) -> None:
    drawn = draws.exponential_within(random(), 2.0, np.full(40_000, limit))
    every = np.random.default_rng(2).exponential(2.0, 400_000)
    assert drawn.max() <= limit
    assert drawn.mean() == pytest.approx(every[every < limit].mean(), rel=0.03)
    assert draws.exponential_within(random(), 2.0, np.array([0.0, -5.0])).tolist() == [0, 0]


@pytest.mark.parametrize("count", [0, 1, 37, 900, 1_000])
def test_as_many_are_sampled_as_asked_for_and_nobody_twice(count: int) -> None:
    chances = np.where(np.arange(1_200) < 1_000, 0.3, 0.0)
    taken = draws.sampled(random(), chances, count)
    assert abs(len(taken) - count) <= 1
    assert len(np.unique(taken)) == len(taken)
    assert (chances[taken] > 0).all()


def test_the_chances_of_a_sample_are_those_given() -> None:
    band = np.repeat([0, 1, 2], 10_000)
    shuffled = random().permutation(band)
    taken = draws.sampled(random(), np.array([0.1, 0.4, 0.8])[shuffled], 13_000)
    got = np.bincount(shuffled[taken], minlength=3) / 10_000
    assert got == pytest.approx([0.1, 0.4, 0.8], abs=0.02)


def test_a_chance_above_one_is_certain_and_the_others_make_up_for_it() -> None:
    chances = np.where(np.arange(100) < 10, 50.0, 0.1)
    taken = draws.sampled(random(), chances, 40)
    assert set(range(10)) <= set(taken.tolist())
    assert len(taken) == pytest.approx(40, abs=1)


@pytest.mark.parametrize(
    ("wanted", "pool", "places"),
    [
        ([5], [9, 5, 1], [1]),
        ([5, 5], [9, 5, 1], [1, 0]),  # taken already: the next one
        ([8, 9, 10], [9, 5, 1], [2, 1, 0]),  # nothing above: all move down, in order
        ([], [4], []),
        ([70_000, -70_000], [-70_000, 0, 70_001], [2, 0]),
    ],
)
def test_each_gets_the_nearest_that_is_free_in_order(
    wanted: list[int], pool: list[int], places: list[int]
) -> None:
    found = draws.nearest(np.array(wanted, np.int32), np.array(pool, np.int32))
    assert found.tolist() == places


def test_more_than_the_pool_holds_is_refused() -> None:
    with pytest.raises(ValueError, match="2 values wanted of a pool of 1"):
        draws.nearest(np.array([1, 2]), np.array([1]))


@pytest.mark.parametrize(("low", "high"), [(0, 10), (-50_000, 50_000), (-(2**31) // 2, 2**30)])
def test_rows_are_ordered_as_by_comparing(low: int, high: int) -> None:
    keys = random().integers(low, high, (2, 5_000)).astype(np.int32)
    keys[0] //= max(1, (high - low) // 50)
    assert np.array_equal(draws.ordered(*keys), np.lexsort((keys[1], keys[0])))


def test_a_value_lies_in_its_band() -> None:
    band = np.tile([0, 1], 500)
    value = draws.within_bands(random(), [0, 5, 6], band)
    assert (np.where(band == 0, 0, 5) <= value).all()
    assert (value < np.where(band == 0, 5, 6)).all()
