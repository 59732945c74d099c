from collections.abc import Callable
from dataclasses import replace

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
        (199, 1, "population: expected a whole number from 200 to 2000000, got 199"),
        (2_000_001, 1, "population: expected a whole number from 200 to 2000000, got 2000001"),
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


def broken(city: City, name: str, row: int, value: int) -> City:
    column = getattr(city, name).copy()
    column[row] = value
    return replace(city, **{name: column})


DEFECTS = [
    ("iin", 0, lambda c: c.iin[1], "no identification number occurs twice"),
    ("iin", 0, lambda c: c.iin[0] ^ 1, "every control digit is right"),
    ("home", 0, lambda c: c.dwellings, "every dwelling referred to exists"),
    ("mother", 0, lambda c: c.persons, "every person referred to exists"),
    ("owner", 0, lambda c: c.persons, "every owner exists"),
    ("owned_dwelling", -1, lambda _: 0, "every dwelling has an owner"),
    ("married_from", 0, lambda c: c.born[c.spouse_a[0]] + 170_000, "spouses are of age"),
    ("married_until", 0, lambda c: c.married_from[0], "a marriage begins before it ends"),
    ("spouse_a", 0, lambda c: c.spouse_a[1], "nobody has two spouses at a time"),
    ("spouse_b", 0, lambda c: c.spouse_a[0], "a husband is a man and a wife a woman"),
    ("died", 0, lambda c: c.born[0] - 1, "nobody dies before the birth"),
    ("adopted_on", 0, lambda c: c.born[c.adopted_child[0]], "an adoption falls between"),
    ("adopted_child", 0, lambda c: c.adopted_child[1], "nobody is adopted twice"),
    ("registered_person", 0, lambda c: c.registered_person[1], "nobody is registered twice"),
    ("registration_kind", 0, lambda c: 2 - c.registration_kind[0], "those under 14"),
    ("card_holder", 0, lambda c: c.card_holder[1], "nobody has two cards"),
    ("expires", 0, lambda c: c.expires[0] + 1, "a card is good for ten years"),
    ("issued", 0, lambda c: c.as_of + 1, "no card is issued after the reference day"),
    ("guardian", 0, lambda c: c.ward[0], "nobody guards themselves"),
    ("mart_relative", 0, lambda c: c.mart_person[0], "nobody is their own relative"),
    ("region", 0, lambda c: 1 - c.region[0], "the register's region is where"),
]


@pytest.mark.parametrize(("name", "row", "value", "rule"), DEFECTS)
def test_a_broken_rule_is_seen(
    city_of: CityOf, name: str, row: int, value: Callable[[City], int], rule: str
) -> None:
    city = city_of(500, 1)
    found = violations(broken(city, name, row, int(value(city))))
    assert any(count for sentence, count in found.items() if sentence.startswith(rule)), found
