"""The model against mathematics, through a scenario file as anybody would write it."""

from collections.abc import Callable
from typing import Any

import pytest
from scipy.special import stdtrit

from simulation.run import run
from simulation.scenario import scenario_from
from simulation.theory import erlang_a, erlang_c, pollaczek_khinchine

Document = dict[str, Any]
ERRORS = 4


def measured(results: Document, measure: str, statistic: str = "mean") -> tuple[float, float]:
    """The value at the windows and its standard error."""
    wanted = {"measure": measure, "station": "window", "office": "queue", "statistic": statistic}
    row = next(r for r in results["measures"] if wanted.items() <= r.items())
    half = (row["ci95"][1] - row["ci95"][0]) / 2
    return row["value"], half / float(stdtrit(results["replications"] - 1, 0.975))


def assert_near(results: Document, measure: str, expected: float) -> None:
    value, error = measured(results, measure)
    assert error < 0.1 * expected, "the run is too short to see anything"
    assert abs(value - expected) < ERRORS * error, f"{measure} {value} ± {error}, not {expected}"


@pytest.mark.parametrize(
    ("windows", "per_hour", "mean"), [(1, 30, 1.4), (2, 60, 1.6), (4, 60, 3.4)]
)
def test_windows_wait_as_erlang_c_says(
    queue: Callable[..., Document], windows: int, per_hour: float, mean: float
) -> None:
    service = {"dist": "exponential", "mean": mean}
    results = run(scenario_from(queue(per_hour, service, windows)))
    theory = erlang_c(per_hour / 60, mean, windows)
    assert_near(results, "wait_minutes", theory.mean_wait)
    assert_near(results, "utilisation", per_hour / 60 * mean / windows)
    assert_near(results, "queue_length", per_hour / 60 * theory.mean_wait)


def test_impatient_people_wait_and_leave_as_erlang_a_says(
    queue: Callable[..., Document],
) -> None:
    document = queue(60, {"dist": "exponential", "mean": 2}, 2, {"dist": "exponential", "mean": 3})
    results = run(scenario_from(document))
    theory = erlang_a(1.0, 2.0, 2, 3.0)
    assert_near(results, "abandoned_share", theory.abandoned_share)
    assert_near(results, "queue_length", theory.mean_wait)


@pytest.mark.parametrize(
    ("service", "mean", "sd"),
    [
        ({"dist": "gamma", "mean": 1.4, "sd": 0.7}, 1.4, 0.7),
        ({"dist": "constant", "mean": 1.4}, 1.4, 0.0),
        ({"dist": "lognormal", "mean": 1.2, "sd": 1.2}, 1.2, 1.2),
        ({"dist": "uniform", "low": 0.4, "high": 2.4}, 1.4, 2 / 12**0.5),
    ],
)
def test_one_window_waits_as_pollaczek_and_khinchine_say(
    queue: Callable[..., Document], service: Document, mean: float, sd: float
) -> None:
    results = run(scenario_from(queue(30, service)))
    assert_near(results, "wait_minutes", pollaczek_khinchine(0.5, mean, sd).mean_wait)


def ciw_waits(per_minute: float, mean: float, servers: int, seeds: range) -> list[float]:
    """Mean waits of the same queue in Ciw, one per seed, without the first day."""
    import ciw

    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(rate=per_minute)],
        service_distributions=[ciw.dists.Exponential(rate=1 / mean)],
        number_of_servers=[servers],
    )
    found = []
    for seed in seeds:
        ciw.seed(seed)
        simulation = ciw.Simulation(network)
        simulation.simulate_until_max_time(7 * 1440)
        waits = [r.waiting_time for r in simulation.get_all_records() if r.arrival_date > 1440]
        found.append(sum(waits) / len(waits))
    return found


def test_ciw_finds_the_same_waits(queue: Callable[..., Document]) -> None:
    from statistics import mean, stdev

    results = run(scenario_from(queue(60, {"dist": "exponential", "mean": 1.6}, 2)))
    value, error = measured(results, "wait_minutes")
    others = ciw_waits(1.0, 1.6, 2, range(4))
    other_error = stdev(others) / len(others) ** 0.5
    assert abs(value - mean(others)) < ERRORS * (error**2 + other_error**2) ** 0.5
