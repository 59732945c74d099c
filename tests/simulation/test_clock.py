"""The clock of a run is SimPy's environment in everything but its speed."""

from collections.abc import Callable, Iterator
from math import nan
from random import Random

import pytest
from simpy import Environment, Event, Resource

from simulation.clock import Clock, Happening

Log = list[tuple[float, object]]


def busy_day(environment: Environment) -> Log:
    """Processes, resources, conditions and interrupts; returns what happened when."""
    log: Log = []
    chance, desk = Random(1), Resource(environment, 2)  # noqa: S311 - a test's own numbers

    def visitor(number: int) -> Iterator[Event]:
        yield environment.timeout(chance.randrange(20))
        with desk.request() as request:
            yield request | environment.timeout(chance.randrange(1, 9))
            log.append((environment.now, (number, request.processed)))
            yield environment.timeout(chance.randrange(6))
        log.append((environment.now, number))

    for number in range(40):
        environment.process(visitor(number))  # type: ignore[arg-type]
    environment.run(until=12)
    log.append((environment.now, "noon"))
    environment.run()
    return log


def test_everything_happens_as_in_simpy() -> None:
    assert busy_day(Clock()) == busy_day(Environment())


def test_a_run_until_a_time_leaves_what_happens_at_that_time() -> None:
    clock, happened = Clock(), []
    for minutes in (4, 5, 6):
        clock.timeout(minutes).callbacks.append(lambda _event: happened.append(clock.now))
    clock.run(until=5)
    assert (clock.now, happened) == (5, [4])
    clock.run()
    assert happened == [4, 5, 6]


@pytest.mark.parametrize("make", [Clock, Environment])
def test_a_run_until_an_event_returns_its_value_and_tells_the_others_later(
    make: Callable[[], Environment],
) -> None:
    environment = make()
    told: list[float] = []
    event = environment.timeout(3, "done")
    found = environment.process(waits(environment, event, told))  # type: ignore[arg-type]
    assert environment.run(until=event) == "done"
    environment.run()
    assert (told, found.triggered) == ([3], True)


def waits(environment: Environment, event: Event, told: list[float]) -> Iterator[Event]:
    yield event
    told.append(environment.now)


def test_a_failure_nobody_expects_ends_the_run() -> None:
    clock = Clock()
    clock.event().fail(ValueError("broken"))
    with pytest.raises(ValueError, match="broken"):
        clock.run()


@pytest.mark.parametrize("delay", [-0.001, nan])
def test_time_does_not_run_backwards(delay: float) -> None:
    with pytest.raises(ValueError, match="delay: expected minutes of 0 or more"):
        Clock().agenda.pause(Happening(), delay)
