"""A mix takes as many of each relation and origin as its shares say."""

from collections import Counter

import numpy as np
import pytest

from simulation.demand.applications import CATEGORIES
from simulation.demand.mix import (
    Mix,
    assumed,
    assumptions,
    moved,
)
from simulation.demand.pool import KINDS, Pool
from simulation.demand.quotas import largest_remainder, totals
from simulation.demand.year import choose
from synthetic_data.city import City
from tests.simulation.demand.drawn import DAY, first_time


def counts(pool: Pool, mix: Mix) -> tuple[np.ndarray, int, int]:
    """Rows by relation, all rows, arrivals: of those that follow no visit."""
    year = choose(pool, mix)
    own = first_time(year)
    by_relation = np.bincount(year.relation[own], minlength=len(year.relations))
    return by_relation, int(own.sum()), int(year.arrival[own].sum())


def test_relations_meet_their_quotas_to_the_last_one_but_for_what_the_city_lacks(
    city: City, pool: Pool
) -> None:
    got, total, arrivals = counts(pool, assumed())
    all_, outside, already = totals(assumed(), city.population)
    wanted = largest_remainder(np.array([*assumed().relations.values()]), all_ - already)
    short = {
        name for name, want, have in zip(pool.relations, wanted, got, strict=False) if have < want
    }
    assert (total, arrivals, got[-1]) == (all_, outside, already)
    assert short <= {"ward"}
    extra = got[:-1] - wanted
    assert extra.sum() == 0
    assert [pool.relations[row] for row in np.flatnonzero(extra > 0)] == ["tenant_no_kin"] * len(
        short
    )


@pytest.mark.parametrize("end", ["low", "high"])
@pytest.mark.parametrize("name", assumptions())
def test_every_assumption_at_its_ends_fits_into_the_pool(
    city: City, pool: Pool, name: str, end: str
) -> None:
    mix = moved(name, end)
    got, total, arrivals = counts(pool, mix)
    all_, outside, already = totals(mix, city.population)
    assert (total, arrivals, got[-1]) == (all_, outside, already)
    for place, (relation, share) in enumerate(mix.relations.items()):
        if relation not in {"ward", "tenant_no_kin", "stepchild"}:
            assert got[place] == pytest.approx(share * (all_ - already), abs=1), relation


@pytest.mark.parametrize("mix", [moved("no_course", "low"), assumed(), moved("no_course", "high")])
def test_so_many_students_have_no_course_on_file_and_state_that_they_study(
    city: City, pool: Pool, mix: Mix
) -> None:
    year = choose(pool, mix)
    said = (year.relation == year.relations.index("student_no_kin")) & first_time(year)
    studies = city.full_time.astype(bool) & (city.study_city == 0) & (city.study_until >= DAY)
    without = said & ~np.isin(year.asked.applicant, city.student[studies])
    assert without.sum() == round(mix.no_course * said.sum())
    age = (DAY - city.born[year.asked.applicant[without]]) // 10_000
    assert ((age >= 16) & (age < 30)).all()
    stated = year.asked.category[without] == CATEGORIES.index("student")
    assert stated.mean() > 1 / 2


def test_what_the_city_lacks_is_said(pool: Pool) -> None:
    for lack in pool.shortfall(assumed()):
        row = KINDS.index(lack.relation)
        given = ((pool.stratum // 2 == row) & (pool.arrival == lack.arrival)).sum()
        assert lack.asked != lack.given <= given
    assert sum(lack.given - lack.asked for lack in pool.shortfall(assumed())) == 0


@pytest.mark.parametrize(
    ("shares", "total", "expected"),
    [
        ([0.5, 0.5], 3, [2, 1]),
        ([1, 1, 1], 10, [4, 3, 3]),
        ([0.7, 0.2, 0.1], 10, [7, 2, 1]),
        ([0.34, 0.33, 0.33], 2, [1, 1, 0]),
        ([1, 0], 5, [5, 0]),
        ([3, 1], 0, [0, 0]),
    ],
)
def test_the_largest_remainder_sums_to_the_total(
    shares: list[float], total: int, expected: list[int]
) -> None:
    assert largest_remainder(np.array(shares), total).tolist() == expected


def test_a_resident_applies_once_and_an_arrival_never_twice_for_one_dwelling(pool: Pool) -> None:
    residents = pool.applicant[~pool.arrival]
    assert len(np.unique(residents)) == len(residents)
    arrivals = pool.applicant[pool.arrival]
    assert max(Counter(arrivals.tolist()).values()) <= 3
    pairs = np.stack([pool.applicant, pool.dwelling])
    assert np.unique(pairs, axis=1).shape == pairs.shape
