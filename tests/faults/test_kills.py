"""kill -9 of the server and of its processes, during saves and runs: nothing told is lost."""

import random
import sqlite3
import sys
import time
from pathlib import Path

import pytest

from app.jobs.jobs import Jobs
from app.jobs.run import Reason, Run, State
from app.saved import SavedScenarios
from app.settings import Settings
from app.store import FILE, Store
from synthetic_data.home import find_city, make_city
from synthetic_data.registry.city_database import CityDatabase
from tests.extent import extent
from tests.faults.served import Acknowledged, Served, Visitors, run_of, served

ROUNDS = extent(1, 25)
"""Of two kills each: twice at the same task would end a run as failed."""

MODES = (False, True)
LAST = ("server", "all")
PEOPLE, SEED = 500, 1
LONGEST_SECONDS = 240
OWN_FILES = {FILE, f"{FILE}-wal", f"{FILE}-shm", "cities"}

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("killed") / "home"
    make_city(path, (PEOPLE, SEED), CityDatabase())
    return path


def intact(home: Path) -> None:
    """No file is half written, and the database holds together."""
    found = {path.name for path in home.iterdir() if not path.match("conducting*.lock")}
    assert found <= OWN_FILES
    connection = sqlite3.connect(home / FILE)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    finally:
        connection.close()


def kept(home: Path, known: Acknowledged) -> None:
    """All that was acknowledged can be read, each as it was told."""
    store = Store(home)
    try:
        found = {one.id: one.name for one in SavedScenarios(store).all()}
        assert {scenario: found.get(scenario) for scenario in known.saved} == known.saved
        assert all(store.find(key) is not None for key in known.documents)
        runs = _runs(home, store)
        assert all(runs.find(run) is not None for run in known.runs)
    finally:
        store.close()


def _runs(home: Path, store: Store) -> Jobs:
    return Jobs(Settings(home=home), store, find_city(home, None))


def ended(home: Path, known: Acknowledged) -> dict[str, Run]:
    """Return every run once it is over; one that hangs is a failure of the test."""
    store, last = Store(home), time.monotonic() + LONGEST_SECONDS
    try:
        runs = _runs(home, store)
        while True:
            found = {name: runs.find(name) for name in known.runs}
            over = {name: run for name, run in found.items() if run is not None and not run.is_open}
            if len(over) == len(known.runs):
                return over
            assert time.monotonic() < last, {n: r for n, r in found.items() if n not in over}
            time.sleep(0.2)
    finally:
        store.close()


def one_round(dashboard: Served, known: Acknowledged, number: int) -> None:
    """Let people work, and kill in the middle of it: its processes, then the server."""
    chance = random.Random(number)  # noqa: S311 - the same every time
    visitors = Visitors(dashboard, known, number)
    try:
        for way in ("workers", LAST[number // len(MODES) % len(LAST)]):
            time.sleep(chance.uniform(0.3, 2.5))
            dashboard.kill(way)
    finally:
        visitors.leave()


def one_run(dashboard: Served, known: Acknowledged) -> str:
    """Ask for a run that nobody disturbs."""
    run = run_of(dashboard, known, seed=1)
    assert run is not None
    return run


def test_whatever_is_killed_nothing_acknowledged_is_lost_and_no_run_hangs(home: Path) -> None:
    known = Acknowledged()
    for number in range(ROUNDS):
        with served(home, production=MODES[number % len(MODES)]) as dashboard:
            one_round(dashboard, known, number)
        intact(home)
        kept(home, known)
    assert len(known.saved) >= ROUNDS
    with served(home) as dashboard:
        last = one_run(dashboard, known)
        runs = ended(home, known)
    assert runs[last].state is State.DONE
    allowed = {(State.DONE, ""), (State.FAILED, Reason.DIED.value)}
    assert {(run.state, run.reason) for run in runs.values()} <= allowed
    intact(home)
    kept(home, known)
