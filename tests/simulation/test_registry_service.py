import numpy as np
import pytest

from simulation.registry_service import Outages, Service, outages
from simulation.scenario_parts import System

DOWN = Outages([10.0], [20.0])


def service(retries: int = 2, *, waits: bool = False) -> Service:
    return Service(latency=1.0, retries=retries, pause=2.0, waits=waits, outages=DOWN)


@pytest.mark.parametrize(
    ("time", "answer"),
    [
        (0.0, (1.0, True)),
        (9.99, (1.0, True)),  # put before the outage
        (10.0, (9.0, False)),  # three attempts at 10, 13 and 18
        (12.0, (9.0, True)),  # at 12 and 15 in vain, at 20 answered
        (19.0, (4.0, True)),
        (20.0, (1.0, True)),
    ],
)
def test_a_question_is_repeated_with_pauses_that_double(
    time: float, answer: tuple[float, bool]
) -> None:
    assert service().ask(time) == answer


def test_without_repetitions_an_outage_is_final() -> None:
    assert service(retries=0).ask(19.9) == (1.0, False)


def test_a_system_that_only_delays_answers_when_it_is_back() -> None:
    assert service(waits=True).ask(12.0) == (9.0, True)


@pytest.mark.parametrize("share", [0.5, 0.9, 0.99])
def test_in_the_long_run_a_system_is_down_as_often_as_its_lever_says(share: float) -> None:
    system = System(0, share, 30, 0, 0)
    horizon = 2e6
    found = outages(system, np.random.default_rng(1), horizon)
    lengths = np.array(found.ends) - np.array(found.starts)
    assert lengths.mean() == pytest.approx(30, rel=0.1)
    assert lengths.sum() / horizon == pytest.approx(1 - share, rel=0.1)
    assert (np.array(found.starts[1:]) > np.array(found.ends[:-1])).all()


def test_a_system_that_is_always_there_has_no_outage_and_one_that_never_is_has_one() -> None:
    rng = np.random.default_rng(1)
    assert list(outages(System(0, 1, 30, 0, 0), rng, 100).starts) == []
    never = outages(System(0, 0, 30, 0, 0), rng, 100)
    assert (list(never.starts), list(never.ends)) == ([0], [100])
