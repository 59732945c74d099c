"""One network in five ways: reception, then a window for four in five, a terminal for the others.

The same rates, servers and distributions everywhere: arrivals Poisson, services lognormal, loads
near 0.85. The first three stations of a centre without any of the rules of the pilots.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

import numpy as np
from simpy import Environment, Event, Resource, Timeout

from simulation.centre import Journey, Walker
from simulation.clock import Clock
from simulation.station import Station
from simulation.trace import Trace
from simulation.variates import column
from simulation.visits import Visit

PER_MINUTE: Final = 3.0
SERVERS: Final = {"reception": 7, "window": 41, "terminal": 10}
LOG_MEAN: Final = {"reception": 0.6, "window": 2.6, "terminal": 2.5}
LOG_SD: Final = 0.4
TO_TERMINAL: Final = 0.2

Network = Callable[[int], int]
"""Serves so many visitors and returns how many were served."""

Needs = tuple[tuple[tuple[Station, int], float], ...]
"""Stations with their codes in the trace, and the minutes of service at each."""


def bare(visitors: int) -> int:
    """Serve them in the idiomatic fast form of SimPy: a generator each, drawn beforehand.

    A ``Station`` in place of SimPy's resource, a ``Walker`` in place of its process, the rows in
    columns. What the model adds to that, it is measured against this.
    """

    def visitor(environment: Environment, trace: Trace, case: int, needs: Needs) -> Journey:
        for (station, code), minutes in needs:
            enabled = environment.now
            granted = station.seize()
            if granted is not None:
                yield granted
            start = environment.now
            yield Timeout(environment, minutes)
            station.release()
            trace.stay(case, code, enabled, start, environment.now)
        trace.close_case(case, environment.now, ("served", None))

    return _serve(visitors, Environment(), lambda *visit: Walker(visitor(*visit)))


def with_visits(visitors: int) -> int:
    """Serve them as the model does those who are no applicants: a ``Visit`` each."""
    clock = Clock()
    return _serve(visitors, clock, lambda _clock, *visit: Visit(clock.agenda, *visit))


def _serve(
    visitors: int,
    environment: Environment,
    begin: Callable[[Environment, Trace, int, Needs], object],
) -> int:
    rng = np.random.default_rng(1)
    gaps = column(rng.standard_exponential(visitors) / PER_MINUTE)
    to_terminal = (rng.random(visitors) < TO_TERMINAL).tolist()
    minutes = {
        name: column(rng.lognormal(mean, LOG_SD, visitors)) for name, mean in LOG_MEAN.items()
    }
    trace = Trace()
    trace.open_cases(0, np.cumsum(gaps))
    posts = {
        name: (Station(environment, n), code) for code, (name, n) in enumerate(SERVERS.items())
    }

    def source() -> Journey:
        for case, (gap, needs) in enumerate(
            zip(gaps, _needs(posts, minutes, to_terminal), strict=True)
        ):
            yield Timeout(environment, gap)
            begin(environment, trace, case, needs)

    Walker(source())
    environment.run()
    return len(trace.ended)


def _needs(
    posts: Mapping[str, tuple[Station, int]],
    minutes: Mapping[str, Sequence[float]],
    to_terminal: list[bool],
) -> Iterator[Needs]:
    for case, terminal in enumerate(to_terminal):
        second = "terminal" if terminal else "window"
        yield (
            (posts["reception"], minutes["reception"][case]),
            (posts[second], minutes[second][case]),
        )


def naive(visitors: int) -> int:
    """Serve them as a first SimPy program does: processes, resources, a draw at a time, dicts."""
    rng = np.random.default_rng(1)
    environment, rows = Environment(), []
    resources = {name: Resource(environment, n) for name, n in SERVERS.items()}

    def customer(number: int) -> Iterator[Event]:
        second = "terminal" if rng.random() < TO_TERMINAL else "window"
        for name in ("reception", second):
            enabled = environment.now
            with resources[name].request() as request:
                yield request
                start = environment.now
                yield environment.timeout(rng.lognormal(LOG_MEAN[name], LOG_SD))
            stay = {"case": number, "station": name, "enabled": enabled}
            rows.append({**stay, "start": start, "end": environment.now})

    def source() -> Iterator[Event]:
        for number in range(visitors):
            yield environment.timeout(rng.exponential(1 / PER_MINUTE))
            environment.process(customer(number))  # type: ignore[arg-type]

    environment.process(source())  # type: ignore[arg-type]
    environment.run()
    return len(rows) // 2


def in_ciw(visitors: int) -> int:
    """Serve about as many in Ciw."""
    import ciw  # noqa: PLC0415 - no package of the product: the others are measured without it

    ciw.seed(1)
    nobody = [None] * (len(SERVERS) - 1)
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(rate=PER_MINUTE), *nobody],
        service_distributions=[
            ciw.dists.Lognormal(mean=mean, sd=LOG_SD) for mean in LOG_MEAN.values()
        ],
        routing=[[0.0, 1 - TO_TERMINAL, TO_TERMINAL], [0.0] * 3, [0.0] * 3],
        number_of_servers=list(SERVERS.values()),
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(visitors / PER_MINUTE)
    return len({record.id_number for record in simulation.get_all_records()})
