"""Booked visits: slots, punctuality, those who stay away, and that the booked are served first."""

from math import inf, sqrt
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from simpy import Environment, Timeout

from simulation.bookings import Bookings, appointments
from simulation.centre import Journey, Walker
from simulation.model import replicate
from simulation.scenario import scenario_from
from simulation.scenario_parts import Scenario
from simulation.station import Station
from simulation.variates import Variates

DAY = 1440
OPENS, CLOSES = 540, 1080


def scenario(booked: float = 1, early: float = 0, late: float = 0, **more: float) -> Scenario:
    return scenario_from(
        {
            "format": "tirkeu.scenario/1",
            "period": {"from": "2026-01-12", "until": "2026-01-17"},
            "demand": {
                "residence_per_day": 0,
                "temporary_stay_per_day": 0,
                "id_renewals": False,
                "other_visits_per_hour": {"centre-1": 20},
                "booked_share": booked,
                **more,
            },
            "behaviour": {
                "booked_early_minutes": {"dist": "constant", "mean": early},
                "booked_late_share": late,
            },
        }
    )


def asked_for(
    asked: Scenario, times: list[float]
) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.bool_]]:
    bookings = Bookings.draw(asked, Variates(1, 0), "x", len(times))
    return appointments(asked, 0, np.array(times), bookings)


@pytest.mark.parametrize(
    ("early", "late", "time", "comes"),
    [
        (0, 0, OPENS + 14.9, OPENS),
        (0, 0, OPENS + 15, OPENS + 15),
        (5, 0, OPENS + 20, OPENS + 10),
        (5, 1, OPENS + 20, OPENS + 20),
        (5, 0, OPENS + 3, OPENS),  # before the doors open he waits outside
        (20, 1, CLOSES - 3, CLOSES - 15),  # who would come after closing comes in time
        (15, 1, CLOSES - 3, CLOSES - 15),
        (14, 1, CLOSES - 3, CLOSES - 1),
    ],
)
def test_the_booked_come_around_the_beginning_of_their_slot(
    early: float, late: float, time: float, comes: float
) -> None:
    times, booked, there = asked_for(scenario(early=early, late=late), [time, DAY + time])
    assert times.tolist() == [comes, DAY + comes]
    assert booked.all()
    assert there.all()


def test_who_has_not_booked_comes_when_he_comes() -> None:
    times, booked, there = asked_for(scenario(booked=0), [OPENS + 7.5])
    assert times.tolist() == [OPENS + 7.5]
    assert not booked.any()
    assert there.all()


@pytest.mark.parametrize("share", [0.0, 0.2, 1.0])
def test_of_the_booked_such_a_share_stays_away(share: float) -> None:
    count = 10_000
    wanted = scenario(booked=0.5, no_show_share=share)
    _, booked, there = asked_for(wanted, [OPENS + 1.0] * count)
    error = sqrt(0.25 / count)
    assert abs(booked.mean() - 0.5) <= 4 * error
    assert there[~booked].all()
    assert abs(1 - there[booked].mean() - share) <= 4 * sqrt(share * (1 - share) / (count / 2))


def test_more_bookings_change_nobodys_service_and_patience() -> None:
    def served(booked: float) -> list[float]:
        trace = replicate(scenario(booked=booked, early=6), None, 0)
        stays = np.array([trace.start, trace.end])
        return sorted((stays[1] - stays[0]).round(9).tolist())

    assert served(0) == served(0.7)


def mean_waits(seed: int, customers: int) -> tuple[float, float]:
    """Mean waits of the booked and of the others at one server, load 0.8, half of them booked."""
    random = np.random.default_rng(seed)
    environment = Environment()
    station = Station(environment, 1)
    gaps = random.standard_exponential(customers) / 0.8
    minutes, ahead = random.standard_exponential(customers), random.random(customers) < 0.5
    waits: list[list[float]] = [[], []]

    def walk(number: int) -> Journey:
        came = environment.now
        granted = station.seize(inf, ahead=bool(ahead[number]))
        if granted is not None:
            yield granted
        waits[int(ahead[number])].append(environment.now - came)
        yield Timeout(environment, float(minutes[number]))
        station.release()

    def arrive() -> Journey:
        for number in range(customers):
            yield Timeout(environment, float(gaps[number]))
            Walker(walk(number))

    Walker(arrive())
    environment.run()
    return float(np.mean(waits[1])), float(np.mean(waits[0]))


def test_two_queues_wait_as_long_as_cobham_says() -> None:
    """Cobham 1954: W0 / (1 - r1) and W0 / ((1 - r1)(1 - r)), here W0 = 0.8 minutes."""
    found = np.array([mean_waits(seed, 8_000) for seed in range(20)])
    error = found.std(axis=0, ddof=1) / sqrt(len(found))
    wanted: Any = np.array([0.8 / 0.6, 0.8 / (0.6 * 0.2)])
    assert (np.abs(found.mean(axis=0) - wanted) <= 4 * error).all()
    assert (error < 0.1 * wanted).all()
