"""The pilots' model beside a bare network of three stations, in one run; and its growth.

The wish is half the visitors a second of the bare network. With one visit in nine an application
of the pilots, measured on two busy cores, it is a third: an application puts eleven questions, and
its steps and answers cost as much as ten other visits. The limit below keeps it from falling.
"""

import time
from collections.abc import Callable, Iterable

import numpy as np
from pytest_benchmark.fixture import BenchmarkFixture
from simpy import Environment, Timeout

from simulation.centre import Journey, Walker, visit
from simulation.demand.claims import Supply, supply
from simulation.model import replicate
from simulation.run import run
from simulation.scenario import scenario_from
from simulation.scenario_parts import Scenario
from simulation.station import Station
from simulation.trace import Trace
from simulation.variates import column
from synthetic_data.generate import generate_city

PEOPLE = 20_000
SERVERS = {"reception": 12, "window": 90, "terminal": 25}
REPEATS = 5
LOWEST_RATIO = 0.25
STEEPEST_SLOPE = 1.1


def crowd(factor: float) -> Scenario:
    """A busy centre: one visit in ten is an application of the pilots, at a factor of one."""
    return scenario_from(
        {
            "format": "tirkeu.scenario/1",
            "offices": [
                {
                    "reception_desks": SERVERS["reception"],
                    "windows": SERVERS["window"],
                    "self_service_terminals": SERVERS["terminal"],
                }
            ],
            "demand": {
                "residence_per_day": 30 * factor,
                "temporary_stay_per_day": 10 * factor,
                "other_visits_per_hour": {"centre-1": 60 * factor},
            },
            "run": {"replications": 1},
        }
    )


def bare(visits: int) -> int:
    """Reception, then a window or a terminal: no procedures, no city; returns the stays."""
    rng = np.random.default_rng(1)
    times = column(np.sort(rng.random(visits) * 28 * 1440))
    first, second = (column(rng.lognormal(mean, 0.4, visits)) for mean in (0.6, 2.6))
    to_terminal = rng.random(visits) < 0.2
    environment, trace = Environment(), Trace()
    trace.open_cases(0, np.array(times))
    stations = {name: (Station(environment, n), 0) for name, n in SERVERS.items()}

    def source() -> Journey:
        for case, time_of in enumerate(times):
            yield Timeout(environment, time_of - environment.now)
            next_one = stations["terminal" if to_terminal[case] else "window"]
            needs = ((stations["reception"], first[case]), (next_one, second[case]))
            Walker(visit(trace, case, needs, float("inf")))

    Walker(source())
    environment.run()
    return len(trace.case)


def seconds(work: Callable[[], object]) -> float:
    """Processor time of the fastest of some runs."""
    found = []
    for _ in range(REPEATS):
        began = time.process_time()
        work()
        found.append(time.process_time() - began)
    return min(found)


def rates(stock: Supply, factors: Iterable[float]) -> list[tuple[int, float, float]]:
    """Visits, and visits a second of the model and of the bare network, by size."""
    found = []
    for factor in factors:
        scenario = crowd(factor)
        visits = len(replicate(scenario, stock, 0).entered)
        model = visits / seconds(lambda scenario=scenario: replicate(scenario, stock, 0))  # type: ignore[misc]
        plain = visits / seconds(lambda visits=visits: bare(visits))  # type: ignore[misc]
        found.append((visits, model, plain))
    return found


def test_procedures_slow_a_network_by_a_known_factor_and_growth_is_linear(
    benchmark: BenchmarkFixture,
) -> None:
    stock = supply(generate_city(PEOPLE, 1), crowd(1).first)
    scenario = crowd(1)
    benchmark(replicate, scenario, stock, 0)
    found = rates(stock, (0.5, 1, 2, 4))
    ratios = [model / plain for _, model, plain in found]
    sizes, times = (np.log([(v, v / m)[i] for v, m, _ in found]) for i in (0, 1))
    slope = float(np.polyfit(sizes, times, 1)[0])
    benchmark.extra_info.update(visits_a_second=found, ratio=ratios, slope=slope)
    assert max(ratios) >= LOWEST_RATIO
    assert slope <= STEEPEST_SLOPE


def test_a_month_of_the_default_scenario_is_quick_enough_for_a_page(
    benchmark: BenchmarkFixture,
) -> None:
    scenario = scenario_from({"format": "tirkeu.scenario/1"})
    city = generate_city(PEOPLE, 1)
    results = benchmark(run, scenario, city)
    assert results["replications"] == 10
    assert seconds(lambda: run(scenario, city)) < 5
