"""One pool, many mixes: two years differ only where their shares do."""

import numpy as np
import pytest

from simulation.demand.mix import (
    assumed,
    moved,
)
from simulation.demand.pool import KINDS, Pool, draw_pool
from simulation.demand.quotas import totals
from simulation.demand.year import Year, choose, draw_year
from synthetic_data.city import City
from synthetic_data.generate import generate_city
from tests.simulation.demand.drawn import DAY, columns, first_time


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("consent", {"consents"}),
        ("declined", {"signs"}),
        ("temporary", {"service"}),
        ("mobile", {"channel"}),
        ("wrong_category", {"category", "side", "wider_category"}),
        ("stops", {"category", "side", "wider_category"}),
        ("reception_error", {"believed"}),
        ("papers_mismatch", {"papers"}),
        ("together", {"party"}),
        ("departures", {"left", "left_before"}),
    ],
)
def test_another_share_changes_only_those_whom_it_concerns(
    pool: Pool, year: Year, name: str, changed: set[str]
) -> None:
    other = columns(choose(pool, moved(name, "high")))
    differing = {
        key for key, column in columns(year).items() if not np.array_equal(column, other[key])
    }
    assert differing == changed


def test_more_consent_takes_nobodys_consent_away(pool: Pool) -> None:
    fewer, more = (choose(pool, moved("consent", end)).asked.consents for end in ("low", "high"))
    assert not (fewer & ~more).any()
    assert more.sum() > fewer.sum()


@pytest.mark.parametrize("name", ["arrivals", "moves", "already", "no_course", "relations.child"])
def test_a_larger_quota_keeps_everybody_of_the_smaller_one(pool: Pool, name: str) -> None:
    smaller, larger = (choose(pool, moved(name, end)) for end in ("low", "high"))
    kind = pool.stratum
    many = 2 * len(KINDS)
    before, after = (np.bincount(kind[y.row], minlength=many) for y in (smaller, larger))
    grows = before <= after
    missing = np.setdiff1d(smaller.row, larger.row)
    assert not grows[kind[missing]].any()


def test_the_same_seed_draws_the_same_year_and_another_seed_another(city: City, year: Year) -> None:
    again, other = draw_year(city, assumed(), DAY, 1), draw_year(city, assumed(), DAY, 2)
    for name, column in columns(again).items():
        assert column.tobytes() == columns(year)[name].tobytes(), name
    assert not np.array_equal(other.asked.applicant, year.asked.applicant)


@pytest.mark.parametrize("population", [200, 2_000])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_small_cities_have_a_year_too(population: int, seed: int) -> None:
    city = generate_city(population, seed)
    pool = draw_pool(city, DAY, seed)
    for name in ("arrivals", "relations.tenant_no_kin", "together"):
        year = choose(pool, moved(name, "high"))
        assert first_time(year).sum() <= totals(moved(name, "high"), population)[0]
        assert len(year.left) == len(year.left_before)
