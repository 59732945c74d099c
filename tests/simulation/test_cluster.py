"""A cluster gives the bytes of one process, whatever happens to its workers."""

import json
import os
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from domain.errors import BadInput, TirkeuError
from simulation import cluster as clusters
from simulation.batches import Batch, Flight
from simulation.cluster import Patience, cluster
from simulation.run import run, run_over
from simulation.scenario import scenario_from
from synthetic_data.city import City

HERE = "127.0.0.1"
IMPATIENT = Patience(connect_seconds=1, workers_seconds=1)
SCENARIO = {
    "format": "tirkeu.scenario/1",
    "period": {"from": "2026-01-12", "until": "2026-01-19"},
    "demand": {"residence_per_day": 100},
    "run": {"replications": 16},
}

Started = subprocess.Popen[bytes]


def free_port() -> int:
    with closing(socket.socket()) as found:
        found.bind((HERE, 0))
        port: int = found.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Started]]:
    """Starts Dask's own programs, on this machine only, and ends those that still run."""
    folder = tmp_path_factory.mktemp("dask")
    root = Path(clusters.__file__).parents[1]
    surroundings = {**os.environ, "PYTHONPATH": str(root), "DASK_CONFIG": str(folder)}
    running: list[Started] = []

    def started(*words: str) -> Started:
        command = [sys.executable, "-m", f"distributed.cli.{words[0]}", *words[1:]]
        with (folder / f"{len(running)}.log").open("wb") as log:
            running.append(
                subprocess.Popen(
                    [*command, "--host", HERE, "--no-dashboard"],
                    stdout=log,
                    stderr=log,
                    cwd=folder,
                    env=surroundings,
                )
            )
        return running[-1]

    yield started
    for process in running:
        process.kill()
        process.wait()


@pytest.fixture(scope="module")
def scheduler(start: Callable[..., Started]) -> str:
    port = free_port()
    start("dask_scheduler", "--port", str(port))
    return f"tcp://{HERE}:{port}"


@pytest.fixture
def worker(start: Callable[..., Started], scheduler: str) -> Callable[[], Started]:
    return lambda: start("dask_worker", scheduler, "--nthreads", "1", "--no-nanny")


def test_a_worker_that_is_killed_changes_no_byte_and_the_last_one_ends_the_run(
    worker: Callable[[], Started], scheduler: str, city: City, tmp_path: Path
) -> None:
    both = [worker(), worker()]
    scenario = scenario_from(SCENARIO)
    killed_after: list[int] = []

    def kill_one(done: int, of: int) -> None:
        if done == 3:
            both[0].kill()  # SIGKILL: it has no time to hand anything on
            killed_after.append(of - done)

    events = tmp_path / "cluster.csv", tmp_path / "here.csv"
    with cluster(city, scheduler, Patience(60, 60)) as remote:  # machines may be busy
        found = run_over(scenario, city, remote, kill_one, events[0])
        assert killed_after == [13]
        assert both[0].wait() < 0
        assert both[1].poll() is None
        both[1].kill()
        both[1].wait()
    here = run(scenario, city, events=events[1])
    assert json.dumps(found) == json.dumps(here)
    assert events[0].read_bytes() == events[1].read_bytes()
    with (
        cluster(city, scheduler, IMPATIENT) as remote,
        pytest.raises(TirkeuError, match="workers, got none"),
    ):
        list(remote(scenario, range(2)))


def silent() -> socket.socket:
    """A port that takes connections and never says a word."""
    listening = socket.socket()
    listening.bind((HERE, 0))
    listening.listen()
    return listening


def test_an_address_where_nobody_answers_is_told_in_one_line_and_in_time() -> None:
    with closing(silent()) as mute:
        for address in (f"tcp://{HERE}:{free_port()}", f"tcp://{HERE}:{mute.getsockname()[1]}"):
            with (
                pytest.raises(BadInput, match="answers within 1 s, got no answer") as told,
                cluster(None, address, IMPATIENT),
            ):
                pass
            assert "\n" not in str(told.value)
            assert address in str(told.value)


@pytest.mark.parametrize("address", ["", "nonsense", "http://127.0.0.1:80", "tcp://", "tcp://x"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(BadInput, match="--cluster"), cluster(None, address, IMPATIENT):
        pass


def test_a_worker_of_another_version_is_refused_by_both_versions(queue: Any) -> None:  # noqa: ANN401
    scenario = scenario_from(queue())
    with pytest.raises(BadInput, match="workers with model 1, got python"):
        clusters.replications(scenario, None, (0,), with_trace=False, wanted="model 1")


def waiting(count: int) -> Flight:
    return Flight(deque(Batch((number,)) for number in range(count)), threads=2)


@pytest.mark.parametrize(
    ("seconds", "size"),
    [
        (2.0, 1),  # a long replication goes by itself
        (0.1, 5),  # half a second
        (0.02, 6),  # fewer when few are left for all: a quarter of 24
        (0.001, 24),  # but a tenth of a second at least, here all of them
    ],
)
def test_a_batch_is_worth_its_way(seconds: float, size: int) -> None:
    flight = waiting(24)
    flight.learn(seconds)
    assert len(next(flight.leaving()).numbers) == size


def test_replications_go_out_one_by_one_until_it_is_known_how_long_they_take() -> None:
    assert len(next(waiting(9).leaving()).numbers) == 1


def test_a_batch_whose_workers_die_goes_out_again_and_at_last_ends_the_run() -> None:
    flight = waiting(0)
    flight.again(Batch((3, 4)))
    flight.again(next(flight.leaving()))
    last = next(flight.leaving())
    assert last == Batch((3, 4), attempts=2)
    with pytest.raises(TirkeuError, match="died"):
        flight.again(last)
