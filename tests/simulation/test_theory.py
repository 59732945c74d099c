from math import exp, factorial, inf

import numpy as np
import pytest

from simulation.theory import (
    abandoned_shares,
    erlang_a,
    erlang_c,
    fewest_servers,
    pollaczek_khinchine,
    square_root_servers,
    waiting_shares,
    within_shares,
)


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


QUEUES = [(0.7, 1), (1.6, 2), (3.4, 4), (12.0, 13), (850.0, 880)]


def test_a_table_of_queues_waits_as_each_of_them() -> None:
    load, servers = map(np.array, zip(*QUEUES, strict=True))
    each = [erlang_c(a, 1.0, c).waiting_share for a, c in QUEUES]
    assert waiting_shares(load, servers) == pytest.approx(each)


@pytest.mark.parametrize(("load", "servers"), [(2.0, 2), (2.1, 2), (1.0, 0)])
def test_everybody_waits_where_servers_do_not_keep_up(load: float, servers: int) -> None:
    assert waiting_shares(load, servers) == 1.0
    assert within_shares(load, 1.0, servers, 5.0) == 0.0


def test_a_table_of_impatient_queues_loses_what_each_of_them_loses() -> None:
    queues = [(0.7, 1, 2.0), (5.0, 2, 0.5), (30.0, 25, 4.0), (900.0, 800, 1.0)]
    each = [erlang_a(a, 1.0, c, m).abandoned_share for a, c, m in queues[:3]]
    found = abandoned_shares(*map(np.array, zip(*queues, strict=True)))
    assert found[:3] == pytest.approx(each)
    assert found[3] == pytest.approx(1 - 800 / 900, rel=0.01)  # what servers cannot do


@pytest.mark.parametrize(("share", "wait"), [(0.5, 0.0), (0.9, 0.3), (0.99, 2.0)])
def test_one_server_less_than_the_fewest_is_too_few(share: float, wait: float) -> None:
    rate = np.array([0.2, 1.0, 7.3, 60.0])
    fewest = fewest_servers(rate, 1.3, wait, share)
    assert (within_shares(rate, 1.3, fewest, wait) >= share).all()
    assert (within_shares(rate, 1.3, fewest - 1, wait) < share).all()


def test_the_rule_of_the_square_root_is_near_the_exact_number() -> None:
    load = np.array([10.0, 40.0, 160.0, 640.0])
    exact = fewest_servers(load, 1.0, 0.0, 0.8)
    assert np.abs(square_root_servers(load, 0.2) - exact).max() <= 1
