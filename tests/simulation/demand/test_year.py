"""Visitors who go on from a visit, and people who leave, in the order of the year."""

import numpy as np
import pytest

from simulation.demand.applications import CHANNELS
from simulation.demand.mix import (
    assumed,
)
from simulation.demand.pool import Pool
from simulation.demand.year import Year
from synthetic_data.city import City
from tests.simulation.demand.drawn import columns, first_time


def test_a_visitor_who_goes_on_does_so_at_a_terminal_directly_after_the_visit(year: Year) -> None:
    again = np.flatnonzero(year.follows >= 0)
    visit = year.follows[again]
    centre, terminal = CHANNELS.index("service_centre"), CHANNELS.index("self_service")
    assert np.array_equal(visit, again - 1)
    assert (year.asked.channel[visit] == centre).all()
    assert (year.asked.channel[again] == terminal).all()
    assert (year.asked.channel[first_time(year)] != terminal).all()
    for name, column in columns(year).items():
        if name not in {"channel", "follows"} and len(column) == len(year.row):
            assert np.array_equal(column[visit], column[again]), name


def test_the_share_of_visitors_who_would_go_on_is_that_assumed(year: Year) -> None:
    visits = (year.asked.channel == CHANNELS.index("service_centre")).sum()
    assert (year.follows >= 0).sum() / visits == pytest.approx(assumed().goes_on, abs=0.06)


def test_those_who_leave_are_registered_permanently_and_do_not_apply(
    city: City, pool: Pool, year: Year
) -> None:
    permanent = (city.registration_kind == 0) & (city.dwelling_city[city.registered_dwelling] == 0)
    staying = permanent & ~np.isin(city.registered_person, pool.applicant)
    there = np.bincount(city.registered_dwelling[staying], minlength=city.dwellings)
    gone = np.bincount(year.left, minlength=city.dwellings)
    assert (gone <= there).all()


def test_departures_are_those_of_a_year_spread_over_it(city: City, year: Year) -> None:
    assert len(year.left) == round(assumed().departures * city.population)
    assert (np.diff(year.left_before) >= 0).all()
    assert year.left_before[0] >= 0
    assert year.left_before[-1] <= len(year.row)
    thirds = np.bincount(year.left_before * 3 // (len(year.row) + 1), minlength=3)
    assert thirds / len(year.left) == pytest.approx(1 / 3, abs=0.06)


def test_who_leaves_a_dwelling_for_another_is_registered_there_permanently(
    city: City, year: Year
) -> None:
    permanent = np.full(city.persons, -1)
    here = (city.registration_kind == 0) & (city.dwelling_city[city.registered_dwelling] == 0)
    permanent[city.registered_person[here]] = city.registered_dwelling[here]
    assert np.array_equal(year.origin, permanent[year.asked.applicant])
    assert (year.origin[year.arrival] < 0).all()
