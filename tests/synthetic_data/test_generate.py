from collections.abc import Callable

import numpy as np
import pytest

from domain.errors import BadInput
from synthetic_data.city import COLUMNS, City
from synthetic_data.generate import STEPS, generate_city
from synthetic_data.integrity import violations

CityOf = Callable[[int, int], City]


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("population", [200, 500, 20_000])
def test_no_integrity_rule_is_broken(city_of: CityOf, population: int, seed: int) -> None:
    found = violations(city_of(population, seed))
    assert len(found) > 40
    assert {rule: count for rule, count in found.items() if count} == {}


@pytest.mark.parametrize("seed", range(10, 40))
def test_small_cities_of_any_seed_are_whole(seed: int) -> None:
    assert sum(violations(generate_city(200, seed)).values()) == 0


def test_the_same_seed_gives_the_same_bytes_and_another_one_others() -> None:
    one, again, other = (generate_city(500, seed) for seed in (4, 4, 5))
    for name in COLUMNS:
        assert getattr(one, name).tobytes() == getattr(again, name).tobytes(), name
    assert not np.array_equal(one.born, other.born)
    assert not np.array_equal(one.iin, other.iin)


@pytest.mark.parametrize(
    ("population", "seed", "message"),
    [
        (199, 1, "population: expected a whole number from 200 to 4000000, got 199"),
        (4_000_001, 1, "population: expected a whole number from 200 to 4000000, got 4000001"),
        (True, 1, "population: expected a whole number"),
        (500.0, 1, "population: expected a whole number"),
        ("500", 1, "population: expected a whole number"),
        (500, -1, "seed: expected a whole number from 0 to 2147483647, got -1"),
        (500, 2**31, "seed: expected a whole number from 0 to 2147483647, got 2147483648"),
        (500, None, "seed: expected a whole number"),
    ],
)
def test_sizes_and_seeds_out_of_range_are_refused(population: int, seed: int, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        generate_city(population, seed)


@pytest.mark.parametrize(
    "as_of", [19991231, 20510101, 20260231, 20250229, 22900101, 0, True, 20260101.0, "20260101"]
)
def test_a_day_that_is_none_or_far_off_is_refused(as_of: int) -> None:
    message = "as_of: expected a day yyyymmdd from 20000101 to 20501231, got "
    with pytest.raises(BadInput, match=message):
        generate_city(200, 1, as_of=as_of)


@pytest.mark.parametrize("as_of", [20000101, 20000229, 20501231])
def test_the_first_and_the_last_day_make_a_whole_city(as_of: int) -> None:
    city = generate_city(300, 1, as_of=as_of)
    assert city.as_of == as_of
    assert sum(violations(city).values()) == 0


@pytest.mark.parametrize(("population", "seed"), [(200, 0), (200, 2**31 - 1)])
def test_the_bounds_themselves_are_accepted(population: int, seed: int) -> None:
    assert generate_city(population, seed).population == population


def test_progress_is_told_every_step_in_order() -> None:
    told: list[tuple[str, float]] = []
    generate_city(200, 1, lambda step, share: told.append((step, share)))
    assert tuple(step for step, _ in told) == STEPS
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
