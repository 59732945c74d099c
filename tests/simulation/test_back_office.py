"""Officers, production and the pick-up point: their queues against what is known of them."""

from dataclasses import replace
from math import inf
from typing import Any

import numpy as np
import pytest
from simpy import Timeout

from simulation.back_office import batches, begin_cards
from simulation.centre import Journey, Walker
from simulation.clock import Clock
from simulation.demand.claims import Supply, supply
from simulation.scenario_parts import Scenario
from simulation.station import Station
from simulation.theory import erlang_c
from simulation.trace import Trace, post
from synthetic_data.city import City
from tests.simulation.card_flow import at, constant, expiring_card, ran, scenario

DAY = 1440.0


@pytest.fixture(scope="module")
def stock(city: City) -> Supply:
    return supply(city, scenario().first)


def stays(trace: Trace, station: str) -> tuple[Any, Any, Any]:
    """Return the columns enabled, start and end of a station."""
    here = np.array(trace.post) == post(station)
    columns = (np.array(column)[here] for column in (trace.enabled, trace.start, trace.end))
    enabled, start, end = columns
    return enabled, start, end


ANY_DAY: dict[str, Any] = {
    "window_before_days": 365,
    "window_after_days": 365,
    "id_card_pilot": ["2025-05-28", "2026-12-31"],
}


def poisson(stock: Supply, levers: Scenario, per_hour: float, seed: int) -> Trace:
    """Run holders who file by a Poisson stream from Monday to Friday, weekends left out."""
    holder, end = expiring_card(stock, levers), levers.days * DAY
    random = np.random.default_rng(seed)
    times = np.sort(random.uniform(0, end, random.poisson(end / 60 * per_hour)))
    times = times[times // DAY % 7 < 5]
    people = [replace(holder, index=n, time=float(time)) for n, time in enumerate(times)]
    return ran(stock, replace(levers, seed=seed), people).trace


@pytest.mark.parametrize(("officers", "per_hour", "minutes"), [(1, 2.0, 21.0), (4, 3.0, 60.0)])
def test_files_wait_for_an_officer_as_erlang_c_says(
    stock: Supply, officers: int, per_hour: float, minutes: float
) -> None:
    pipeline = {"officers": officers, "check_minutes": {"dist": "exponential", "mean": minutes}}
    levers = scenario(policy=ANY_DAY, id_pipeline=pipeline)
    means = []
    for seed in range(10):
        enabled, start, _ = stays(poisson(stock, levers, per_hour, seed), "ums")
        settled = enabled // DAY % 7 >= 1  # every week begins empty on Monday
        means.append((start - enabled)[settled].mean())
    error = np.std(means, ddof=1) / np.sqrt(len(means))
    wanted = erlang_c(per_hour / 60, minutes, officers).mean_wait
    assert error < 0.2 * wanted
    assert abs(np.mean(means) - wanted) < 4 * error


def test_outside_the_capital_nobody_queues(stock: Supply) -> None:
    levers = scenario(id_pipeline={"officers": 0, "outside_days": constant(3)})
    holder = replace(expiring_card(stock, levers), region="almaty", time=at(14))
    flow = ran(stock, levers, [holder])
    enabled, start, _ = stays(flow.trace, "ums")
    assert flow.outcomes == ["issued"]
    assert start == enabled == at(17) + 10  # Monday to Thursday, after ten minutes online


def test_without_a_lever_of_their_own_the_others_take_as_long_as_the_capital(
    stock: Supply,
) -> None:
    levers = scenario(id_pipeline={"intake_days": constant(2)})
    holder = replace(expiring_card(stock, levers), region="almaty", time=at(14))
    enabled, _, _ = stays(ran(stock, levers, [holder]).trace, "ums")
    assert enabled == at(16) + 10


def started(
    arrivals: list[float], moments: list[tuple[float, float]], day_cards: int | None
) -> list[float]:
    """Return when each card is begun; inf: never."""
    environment, begun = Clock(), [inf] * len(arrivals)
    orders = Station(environment)

    def order(number: int) -> Journey:
        if arrivals[number]:
            yield Timeout(environment, arrivals[number])
        granted = orders.seize()
        if granted is None or (yield granted):
            begun[number] = environment.now
            yield Timeout(environment, 10_000)
            orders.release()

    Walker(begin_cards(environment.agenda, orders, moments, day_cards), environment.agenda)
    for number in range(len(arrivals)):
        Walker(order(number))
    environment.run()
    return begun


@pytest.mark.parametrize(
    ("arrivals", "moments", "day_cards", "begun"),
    [
        ([1, 2, 3], [(10, 2), (20, 2)], None, [10, 10, 20]),
        ([1, 2, 3], [(10, inf)], None, [10, 10, 10]),
        ([11, 12], [(10, 5), (20, 5)], None, [20, 20]),
        ([1, 2, 3], [(10, 2), (20, 2), (DAY + 10, 2)], 2, [10, 10, DAY + 10]),
        ([1, 2, 3], [(10, 2), (20, 2), (DAY + 10, 2)], 3, [10, 10, 20]),
        ([1, 2], [(10, 1)], None, [10, inf]),
        ([1], [(10, 5)], 0, [inf]),
        ([1], [], None, [inf]),
    ],
)
def test_cards_are_begun_in_batches(
    arrivals: list[float],
    moments: list[tuple[float, float]],
    day_cards: int | None,
    begun: list[float],
) -> None:
    assert started(arrivals, moments, day_cards) == begun


HOURLY = [0] * 10 + [40] + [0] * 4 + [25] + [0] * 8


@pytest.mark.parametrize(
    ("levers", "expected"),
    [
        ({"batch_cards": HOURLY}, [(600, 40), (900, 25), (DAY + 600, 40), (DAY + 900, 25)]),
        ({"day_cards": 30}, [(0, inf), (DAY, inf)]),
        ({"batch_cards": 0}, []),
    ],
)
def test_batches_begin_on_working_days(
    levers: dict[str, Any], expected: list[tuple[float, float]]
) -> None:
    pipeline = scenario(id_pipeline=levers).id_pipeline
    two_days = [(9 * 60.0, 18 * 60.0), (DAY + 9 * 60, DAY + 18 * 60)]
    assert batches(pipeline, two_days, scenario().first) == expected


def test_a_day_that_goes_on_past_midnight_has_its_batches_too() -> None:
    pipeline = scenario(id_pipeline={"day_cards": 30}).id_pipeline
    assert batches(pipeline, [(0.0, 3 * DAY)], scenario().first) == [
        (0, inf),
        (DAY, inf),
        (2 * DAY, inf),
    ]


def test_no_batch_is_larger_than_its_capacity_and_no_card_is_begun_between(stock: Supply) -> None:
    levers = scenario(
        policy=ANY_DAY, id_pipeline={"batch_cards": HOURLY, "production_days": constant(3)}
    )
    trace = poisson(stock, levers, 2.0, 1)
    enabled, start, end = stays(trace, "production")
    begun = start[~np.isnan(start)]
    moments, sizes = np.unique(begun, return_counts=True)
    assert set(moments % DAY) == {600.0, 900.0}
    assert all(
        size <= (40 if at_day == 600 else 25)
        for at_day, size in zip(moments % DAY, sizes, strict=True)
    )
    assert (start >= enabled).all()
    assert (end >= start + 3 * DAY - 1e-6).all()
    waits = (start - enabled)[enabled // DAY % 7 < 4]
    assert waits.max() < 2 * DAY  # 48 a day come, 65 can be begun


def test_production_below_its_orders_makes_what_it_can_and_keeps_the_rest(stock: Supply) -> None:
    limit = 24
    levers = scenario(policy=ANY_DAY, id_pipeline={"day_cards": limit})
    enabled, start, _ = stays(poisson(stock, levers, 2.0, 1), "production")
    days = (start[~np.isnan(start)] // DAY).astype(int)
    worked = np.bincount(days)[: levers.days]
    assert set(worked[1:]) == {limit}  # on weekends too, and there are always some left
    lying = len(enabled) - worked.sum()
    assert lying == pytest.approx(2 * 24 * 30 - limit * 42, rel=0.2)


def test_without_batches_a_card_is_begun_as_soon_as_it_is_certified(stock: Supply) -> None:
    enabled, start, end = stays(poisson(stock, scenario(policy=ANY_DAY), 2.0, 1), "production")
    assert (start == enabled).all()
    delivered = scenario(policy=ANY_DAY, id_pipeline={"delivery_days": constant(1)})
    later = poisson(stock, delivered, 2.0, 1)
    assert (stays(later, "production")[2] >= end + DAY - 1e-6).all()


def test_the_pick_up_point_has_hours_of_its_own(stock: Supply) -> None:
    hours = {"2": ["14:00", "16:00"], "4": ["10:00", "12:00"]}
    levers = scenario(policy=ANY_DAY, id_pipeline={"pickup_hours": hours, "pickup_desks": 1})
    enabled, start, _ = stays(poisson(stock, levers, 1.0, 1), "pickup")
    day, hour = enabled // DAY % 7, enabled % DAY / 60
    tuesday, thursday = day == 1, day == 3
    assert (tuesday | thursday).all()
    assert ((hour[tuesday] >= 14) & (hour[tuesday] < 16)).all()
    assert ((hour[thursday] >= 10) & (hour[thursday] < 12)).all()
    assert (start - enabled).max() > 0
