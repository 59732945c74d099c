"""What must hold of the verdicts on a year whatever they are: more room never hurts, and such."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np
import pytest

from benchmarks.case_by_case import EVERY_READING, named, together
from domain.law import law_on
from domain.readings import Readings
from simulation.demand.applications import NONE, Ints
from simulation.demand.pool import Pool
from simulation.demand.year import Year
from simulation.impact.curve import BY_NORM, IDLE, KEPT_OUT, KIND, KINDS, StaticCurve
from simulation.impact.endings import ADMITTED, ENDINGS, NORM, NOT_MADE, place
from simulation.impact.prepared import Prepared, prepare
from simulation.impact.sequence import Course, Schedule
from simulation.impact.setting import HIGHEST_NORM, LOWEST_NORM
from simulation.impact.standing import Homes, Register, homes, register
from simulation.impact.stock import capital, open_curve, stock
from simulation.impact.verdicts import Evaluation, evaluate, static_ends
from synthetic_data.city import ASTANA, City
from synthetic_data.generate import generate_city

LAW = law_on(date(2026, 2, 2))
NORMS = range(LOWEST_NORM, HIGHEST_NORM + 1)
FEW = range(LOWEST_NORM, HIGHEST_NORM + 1, 30)
SOME = [Readings(), Readings(norm_reading="density"), *together()[::2]]
NORM_PLACE = place(NORM)


@pytest.fixture(scope="module")
def city() -> City:
    return generate_city(12_000, 8)


def evaluated(year: Year, prepared: Prepared, readings: Readings) -> Evaluation:
    return evaluate(year, prepared.answers(readings, LAW), LAW, readings)


def ends_in(city: City, year: Year, pool: Pool, readings: Readings, norm: int) -> Ints:
    prepared = prepare(pool, register(city, 20260202))
    return static_ends(evaluated(year, prepared, readings), norm)


def larger(city: City) -> City:
    known = city.total_area >= 0
    own = city.useful_area >= 0
    return replace(
        city,
        total_area=np.where(known, city.total_area + 7, NONE),
        useful_area=np.where(own, city.useful_area + 7, NONE),
    )


@pytest.mark.parametrize("readings", SOME, ids=named)
def test_a_larger_area_never_hurts(city: City, year: Year, pool: Pool, readings: Readings) -> None:
    for norm in FEW:
        small, large = (ends_in(each, year, pool, readings, norm) for each in (city, larger(city)))
        assert not (ADMITTED[small] & ~ADMITTED[large]).any()
        assert ((small == NORM_PLACE) <= (large == NORM_PLACE)).all()


@pytest.mark.parametrize("readings", SOME, ids=named)
def test_a_stricter_norm_never_admits_more_by_the_norm(
    year: Year, prepared: Prepared, registers: Register, readings: Readings
) -> None:
    found = evaluated(year, prepared, readings)
    by_norm = [static_ends(found, norm) == NORM_PLACE for norm in NORMS]
    assert all((strict <= loose).all() for loose, strict in pairwise(by_norm))
    dwellings = capital(registers, LAW, readings)
    opens = open_curve(dwellings, NORMS)
    assert (np.diff(opens) <= 0).all()


def completed(city: City) -> City:
    return replace(
        city,
        act_recorded=np.ones_like(city.act_recorded),
        father_recorded=city.father,
        mother_recorded=city.mother,
        marriage_recorded=np.ones_like(city.marriage_recorded),
    )


def test_complete_acts_never_refuse_more(city: City, year: Year, pool: Pool) -> None:
    more = 0
    for norm in FEW:
        on_file, all_ = (
            ends_in(each, year, pool, Readings(), norm) for each in (city, completed(city))
        )
        assert not (ADMITTED[on_file] & ~ADMITTED[all_]).any()
        more += int((ADMITTED[all_] & ~ADMITTED[on_file]).sum())
    assert more > 0


@pytest.mark.parametrize("readings", EVERY_READING, ids=named)
def test_every_application_that_is_made_ends_in_one_way(
    year: Year, prepared: Prepared, registers: Register, readings: Readings
) -> None:
    found = evaluated(year, prepared, readings)
    course = Course(Schedule.of(year), found, homes(registers, LAW, readings))
    for ends in (static_ends(found, 150), course.ends(150)):
        counts = np.bincount(ends, minlength=len(ENDINGS) + 1)
        assert counts.sum() == year.asked.count
        assert counts[NOT_MADE] == ((year.follows >= 0) & (ends == NOT_MADE)).sum()


def standing_still(year: Year) -> Year:
    nobody = np.empty(0, np.int32)
    return replace(year, origin=np.full_like(year.origin, NONE), left=nobody, left_before=nobody)


@pytest.mark.parametrize("readings", SOME, ids=named)
def test_where_nobody_leaves_order_lets_no_more_in_by_the_norm(
    year: Year, prepared: Prepared, registers: Register, readings: Readings
) -> None:
    found = evaluated(year, prepared, readings)
    course = Course(Schedule.of(standing_still(year)), found, homes(registers, LAW, readings))
    for norm in FEW:
        assert (course.ends(norm) == NORM_PLACE).sum() <= (
            static_ends(found, norm) == NORM_PLACE
        ).sum()


@pytest.mark.parametrize("readings", SOME, ids=named)
def test_a_curve_tells_of_every_group_what_every_norm_does(
    city: City, year: Year, prepared: Prepared, readings: Readings
) -> None:
    found = evaluated(year, prepared, readings)
    group = city.dwelling_district[year.asked.dwelling]
    norms = NORMS[::7]
    counts = StaticCurve(found, norms).by(group, 7)
    for norm, table in zip(norms, counts, strict=True):
        kinds = KIND[static_ends(found, norm)]
        cells = np.bincount(group.astype(np.int64) * KINDS + kinds, minlength=7 * KINDS)
        assert table.tolist() == cells.reshape(7, KINDS).tolist()


def test_sums_over_any_breakdown_equal_the_total(
    city: City, year: Year, prepared: Prepared
) -> None:
    curve = StaticCurve(evaluated(year, prepared, Readings()), NORMS)
    total = curve.total()
    assert (total.sum(axis=1) == year.asked.count).all()
    assert len(set(total[:, IDLE].tolist())) == 1
    for group, many in (
        (city.dwelling_district[year.asked.dwelling], 7),
        (city.kind[year.asked.dwelling], 4),
        (year.relation, len(year.relations)),
    ):
        assert (curve.by(group, many).sum(axis=1) == total).all()
    assert (total[:, BY_NORM] + total[:, KEPT_OUT] > 0).all()


@pytest.mark.parametrize("readings", SOME, ids=named)
@pytest.mark.parametrize("norm", [60, 149, 150, 151, 300])
def test_the_stock_counts_what_single_dwellings_are(
    city: City, registers: Register, readings: Readings, norm: int
) -> None:
    dwellings = capital(registers, LAW, readings)
    found = stock(dwellings, norm, reached_without_norm=False)
    left = [
        room - registered
        for area, room, registered in zip(
            dwellings.area.tolist(),
            dwellings.capacity(norm).tolist(),
            dwellings.registered.tolist(),
            strict=True,
        )
        if area >= 0
    ]
    assert (found.open, found.at, found.over) == (
        sum(n > 0 for n in left),
        sum(n == 0 for n in left),
        sum(n < 0 for n in left),
    )
    assert found.places_left == sum(n for n in left if n > 0)
    assert found.no_area == len(dwellings.area) - len(left)
    assert len(dwellings.area) == (city.dwelling_city == ASTANA).sum()
    assert open_curve(dwellings, range(norm, norm + 1)).tolist() == [found.open]


@pytest.mark.parametrize(("reached", "open_", "at"), [(False, 1, 0), (True, 0, 1)])
def test_without_a_norm_a_reading_says_whether_a_dwelling_is_open(
    reached: bool,  # noqa: FBT001 - column of a table
    open_: int,
    at: int,
) -> None:
    whole = np.array([1000, 1000], np.int32)
    dwellings = Homes(
        np.array([500, -1], np.int32), whole, np.array([3, 0], np.int32), "whole_places"
    )
    found = stock(dwellings, None, reached_without_norm=reached)
    assert (found.open, found.at, found.over, found.no_area) == (open_, at, 0, 1)
    assert found.places_left is None
