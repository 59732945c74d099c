from math import exp, factorial, inf

import pytest

from simulation.theory import erlang_a, erlang_c, pollaczek_khinchine


def waiting_by_sums(load: float, servers: int) -> float:
    last = load**servers / factorial(servers) * servers / (servers - load)
    return last / (sum(load**k / factorial(k) for k in range(servers)) + last)


@pytest.mark.parametrize(("load", "servers"), [(0.7, 1), (1.6, 2), (3.4, 4), (12.0, 13)])
def test_erlang_c_is_the_ratio_of_sums(load: float, servers: int) -> None:
    waits = erlang_c(load, 1.0, servers)
    assert waits.waiting_share == pytest.approx(waiting_by_sums(load, servers))
    assert waits.mean_wait == pytest.approx(waits.waiting_share / (servers - load))


def test_a_queue_at_its_limit_waits_for_ever() -> None:
    assert erlang_c(2.0, 1.0, 2).mean_wait == inf
    assert pollaczek_khinchine(1.0, 1.0, 0.0).mean_wait == inf


def test_exponential_service_makes_pollaczek_khinchine_erlang_c() -> None:
    assert pollaczek_khinchine(0.8, 1.0, 1.0).mean_wait == pytest.approx(
        erlang_c(0.8, 1.0, 1).mean_wait
    )


def test_patience_as_long_as_service_makes_an_endless_number_of_servers() -> None:
    waits = erlang_a(2.0, 1.0, 1, 1.0)  # then the number in the system is Poisson(2)
    assert waits.waiting_share == pytest.approx(1 - exp(-2))
    assert waits.mean_wait * 2.0 == pytest.approx(2 - (1 - exp(-2)))


def test_endless_patience_makes_erlang_a_erlang_c() -> None:
    assert erlang_a(1.6, 1.0, 2, 1e7).mean_wait == pytest.approx(
        erlang_c(1.6, 1.0, 2).mean_wait, rel=1e-4
    )
