"""Runs of the model as jobs: found again, cancelled, and not lost when everything is killed."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.jobs.finished import Finished
from app.jobs.jobs import Jobs
from app.jobs.run import Run, State
from app.jobs.spread import scenario_key
from app.settings import Settings
from app.store import Store
from domain.errors import BadInput
from simulation.experiment import compare
from simulation.experiment import run as run_here
from simulation.scenario import scenario_from
from simulation.spread import processes
from tests.extent import extent

SECONDS = 60
HERE = Path(__file__).parent


def queue(windows: int = 2, days: int = 7, replications: int = 3) -> dict[str, Any]:
    """A centre of a few windows, nobody of a city."""
    return {
        "format": "tirkeu.scenario/1",
        "period": {"from": "2026-01-12", "until": f"2026-01-{12 + days}"},
        "offices": [{"id": "queue", "windows": windows}],
        "demand": {
            "residence_per_day": 0,
            "temporary_stay_per_day": 0,
            "id_renewals": False,
            "other_visits_per_hour": {"queue": 7},
        },
        "run": {"replications": replications, "seed": 5},
    }


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def jobs(home: Path) -> Iterator[Jobs]:
    made = Jobs(Settings(home=home), Store(home), None, processes=1)
    yield made
    made.close()


def until(jobs: Jobs, run_id: str, wanted: Callable[[Run], bool]) -> Run:
    last = time.monotonic() + SECONDS
    while time.monotonic() < last:
        run = jobs.find(run_id)
        assert run is not None
        if wanted(run):
            return run
        time.sleep(0.02)
    raise AssertionError(jobs.find(run_id))


def over(run: Run) -> bool:
    return not run.is_open


def test_a_run_gives_what_the_command_gives_beside_its_baseline(jobs: Jobs) -> None:
    asked = {"scenario": queue(3), "baseline": queue(2)}
    run = until(jobs, jobs.start("simulate", asked), over)
    assert run.state is State.DONE
    assert (run.done, run.total) == (6, 6)
    for name in ("scenario", "baseline"):
        expected = run_here(scenario_from(asked[name]), processes(None, 1))
        part = run.result["yours" if name == "scenario" else name]
        assert json.loads(json.dumps(expected)) == part
    pair = [scenario_from(asked[name]) for name in ("baseline", "scenario")]
    expected = compare(pair, processes(None, 1))["comparisons"][0]
    found = run.result["differences"]
    assert {name: json.loads(json.dumps(expected[name])) for name in found} == found


def test_the_same_question_is_the_same_run_and_another_is_not(jobs: Jobs) -> None:
    asked = {"scenario": queue(), "baseline": None}
    first = jobs.start("simulate", asked, "somebody")
    assert jobs.start("simulate", asked, "somebody else") == first
    assert jobs.start("simulate", {**asked, "scenario": queue(3)}) != first
    until(jobs, first, over)
    assert [run.asked_by for run in jobs.recent(5) if run.id == first] == ["somebody"]


def test_a_scenario_is_not_compared_with_itself(jobs: Jobs) -> None:
    asked = {"scenario": {**queue(), "name": "mine"}, "baseline": queue()}
    run = until(jobs, jobs.start("simulate", asked), over)
    assert (run.result["baseline"], run.result["differences"], run.total) == (None, None, 3)


def test_finished_replications_are_not_done_again(jobs: Jobs, home: Path) -> None:
    until(jobs, jobs.start("simulate", {"scenario": queue(replications=2)}), over)
    finished, key = Finished(Store(home)), scenario_key(scenario_from(queue()), "")
    assert set(finished.find(key, range(9))) == {0, 1}
    planted = finished.find(key, [1])[1]
    finished.keep(key, 2, planted)  # would come out otherwise if it were done
    more = until(jobs, jobs.start("simulate", {"scenario": queue(replications=3)}), over)
    assert more.state is State.DONE
    assert finished.find(key, [2])[2] == planted


def test_a_scenario_that_cannot_be_read_fails_by_name(jobs: Jobs) -> None:
    wrong = {**queue(), "offices": [{"id": "queue", "windows": -1}]}
    run = until(jobs, jobs.start("simulate", {"scenario": wrong}), over)
    assert run.state is State.FAILED
    assert "offices[0].windows" in run.reason


def test_an_unknown_kind_is_refused(jobs: Jobs) -> None:
    with pytest.raises(BadInput, match="kind of run: expected one of"):
        jobs.start("dig", {})


def test_one_day_of_an_office_is_played_back(jobs: Jobs) -> None:
    asked = {"scenario": queue(), "office": "queue", "day": 1}
    run = until(jobs, jobs.start("playback", asked), over)
    assert run.result["day"] == "2026-01-13"
    assert len(run.result["columns"]["case"]) > 50


def test_a_run_under_way_is_cancelled_within_a_second_and_the_process_goes_on(jobs: Jobs) -> None:
    until(jobs, jobs.start("simulate", {"scenario": queue()}), over)  # the process is warm
    long = jobs.start("simulate", {"scenario": {**queue(days=14, replications=400)}})
    until(jobs, long, lambda run: run.done > 0)
    began = time.monotonic()
    jobs.cancel(long)
    assert until(jobs, long, over).state is State.CANCELLED
    assert time.monotonic() - began < 1
    until(jobs, jobs.start("simulate", {"scenario": queue(4)}), over)
    assert time.monotonic() - began < 5


def test_a_key_tells_what_a_replication_depends_on_and_nothing_else() -> None:
    base = scenario_key(scenario_from(queue()), "")
    assert scenario_key(scenario_from({**queue(replications=9), "name": "x"}), "") == base
    assert scenario_key(scenario_from(queue(3)), "") != base
    assert scenario_key(scenario_from(queue()), "another city") != base


# ---------------------------------------------------------------- kill -9


def serve(home: Path, asked: dict[str, Any]) -> "subprocess.Popen[str]":
    words = [sys.executable, str(HERE / "jobs_server.py"), str(home), "simulate", json.dumps(asked)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, text=True)


def children(pid: int) -> list[int]:
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            parts = entry.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(parts[1]) == pid:
            found.append(int(entry.parent.name))
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
def test_a_run_whose_server_is_killed_is_finished_by_the_next_and_loses_no_replication(
    home: Path,
) -> None:
    count = extent(12, 30)
    asked = {"scenario": queue(days=14, replications=count), "baseline": None}
    watching = Jobs(Settings(home=home), Store(home), None)
    with serve(home, asked) as server:
        run_id = str(server.stdout and server.stdout.readline()).strip()
        until(watching, run_id, lambda run: run.done >= 3)
        workers = children(server.pid)
        os.kill(server.pid, signal.SIGKILL)
    key = scenario_key(scenario_from(asked["scenario"]), "")
    before = Finished(Store(home)).find(key, range(count))
    assert len(before) >= 2
    with serve(home, asked):
        run = until(watching, run_id, over)
    assert run.state is State.DONE
    expected = run_here(scenario_from(asked["scenario"]), processes(None, 1))
    assert run.result["yours"] == json.loads(json.dumps(expected))
    assert not any(Path(f"/proc/{worker}").exists() for worker in workers)


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
def test_a_run_goes_on_when_its_process_is_killed(jobs: Jobs) -> None:
    run_id = jobs.start("simulate", {"scenario": queue(days=14, replications=20)})
    until(jobs, run_id, lambda run: run.done >= 2)
    for worker in children(os.getpid()):
        if "spawn_main" in Path(f"/proc/{worker}/cmdline").read_text():
            os.kill(worker, signal.SIGKILL)
    assert until(jobs, run_id, over).state is State.DONE
