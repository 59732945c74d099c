from math import inf

from simpy import Environment, Event, Timeout

from simulation.centre import Journey, Walker
from simulation.station import Station

Log = list[tuple[float, str]]


def customer(
    station: Station, log: Log, name: str, minutes: float, patience: float = inf
) -> Journey:
    environment = station.environment
    granted = station.seize(patience)
    if granted is not None:
        yield granted
        if not granted.value:
            log.append((environment.now, f"{name} left"))
            return
    log.append((environment.now, f"{name} begins"))
    yield Timeout(environment, minutes)
    station.release()
    log.append((environment.now, f"{name} ends"))


def played(capacity: int, *customers: tuple[float, str, float, float]) -> Log:
    environment = Environment()
    log: Log = []
    station = Station(environment, capacity)
    for at, name, minutes, patience in customers:
        start_at(environment, at, station, (log, name, minutes, patience))
    environment.run()
    station.dismiss()
    environment.run()
    return log


def start_at(environment: Environment, at: float, station: Station, rest: tuple) -> None:  # type: ignore[type-arg]
    def begin(_event: Event) -> None:
        Walker(customer(station, *rest))

    Timeout(environment, at).callbacks.append(begin)


def test_the_first_to_come_is_the_first_to_be_served() -> None:
    assert played(1, (0, "a", 5, inf), (1, "b", 5, inf), (2, "c", 5, inf)) == [
        (0, "a begins"),
        (5, "a ends"),
        (5, "b begins"),
        (10, "b ends"),
        (10, "c begins"),
        (15, "c ends"),
    ]


def test_two_servers_serve_two_at_once() -> None:
    log = played(2, (0, "a", 5, inf), (0, "b", 3, inf), (0, "c", 1, inf))
    assert [entry for entry in log if "begins" in entry[1]] == [
        (0, "a begins"),
        (0, "b begins"),
        (3, "c begins"),
    ]


def test_who_lost_patience_is_passed_over_and_costs_no_service() -> None:
    log = played(1, (0, "a", 5, inf), (1, "b", 5, 2), (2, "c", 5, inf))
    assert (5, "b left") in log
    assert (5, "c begins") in log


def test_patience_that_lasts_until_a_server_frees_is_rewarded() -> None:
    assert (5, "b begins") in played(1, (0, "a", 5, inf), (1, "b", 5, 4.5))


def test_nobody_is_served_without_servers_and_everybody_is_let_go_at_the_end() -> None:
    assert played(0, (0, "a", 5, inf), (1, "b", 5, 3)) == [(1, "a left"), (1, "b left")]


def test_service_without_duration_empties_a_long_queue_without_recursion() -> None:
    log = played(1, (0, "a", 1, inf), *((0, f"c{n}", 0, inf) for n in range(5000)))
    assert log[-1] == (1, "c4999 ends")


def test_more_servers_serve_those_who_wait_and_fewer_finish_what_they_began() -> None:
    environment = Environment()
    log: Log = []
    station = Station(environment, 1)
    for name in "abcd":
        Walker(customer(station, log, name, 10))
    environment.run(until=2)
    station.set_capacity(3)
    environment.run(until=3)
    assert station.busy == 3
    station.set_capacity(1)
    environment.run()
    assert [entry for entry in log if "begins" in entry[1]] == [
        (0, "a begins"),
        (2, "b begins"),
        (2, "c begins"),
        (12, "d begins"),
    ]


def test_who_has_booked_is_served_before_the_queue_and_breaks_nothing_off() -> None:
    environment = Environment()
    station, log = Station(environment, 1), []

    def walk(name: str, minutes: float, *, ahead: bool) -> Journey:
        granted = station.seize(ahead=ahead)
        if granted is not None:
            yield granted
        log.append((environment.now, name))
        yield Timeout(environment, minutes)
        station.release()

    for name in ("a", "b", "c", "first", "second"):
        Walker(walk(name, 2, ahead=name in {"first", "second"}))
    environment.run()
    assert log == [(0, "a"), (2, "first"), (4, "second"), (6, "b"), (8, "c")]


def test_who_has_booked_and_is_out_of_patience_takes_no_server() -> None:
    environment = Environment()
    station = Station(environment, 1)
    station.seize()
    gone, waits = station.seize(1, ahead=True), station.seize()
    Timeout(environment, 2).callbacks.append(lambda _event: station.release())
    environment.run()
    assert gone is not None
    assert waits is not None
    assert (gone.value, waits.value) == (False, True)
    assert station.busy == 1
