"""Whenever the making of a city is killed, a whole city or none is left, and the next one starts.

A table of moments: every change of a name in the home, steps of the making, and a point in time
between them, for a new city and for one that is made anew, with the registries beside it and
in a PostgreSQL.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from synthetic_data.home import cities, find_city
from synthetic_data.registry.city_database import CityDatabase
from tests.extent import extent

SIZE = (200, 1)
WHOLE, REFUSED = 0, 2
ALL_ENDS = (-9, -14, WHOLE)
"""Killed at a moment, killed after a time, or too late for either: on a quick machine the city is
whole before the time is over."""

ENDS: list[dict[str, Any]] = [
    {"seconds": 0.1},
    *({"moment": moment} for moment in range(0, 100, extent(2, 1))),
]
FEWEST_MOMENTS = extent(3, 7)

Doomed = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def doomed() -> Iterator[Doomed]:
    """Makes a city in another process, which may be told when to die."""
    program = [sys.executable, str(Path(__file__).with_name("doomed.py"))]
    with subprocess.Popen(
        program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        stdin, stdout = server.stdin, server.stdout
        assert stdin is not None
        assert stdout is not None

        def run(
            home: Path, url: str | None, *, replace: bool = False, **end: object
        ) -> dict[str, Any]:
            asked = {"home": str(home), "url": url, "replace": replace, "size": SIZE, **end}
            stdin.write(json.dumps(asked) + "\n")
            stdin.flush()
            told: dict[str, Any] = json.loads(stdout.readline())
            return told

        yield run
        stdin.close()


@pytest.fixture
def url(request: pytest.FixtureRequest) -> Iterator[str | None]:
    with ExitStack() as databases:
        if request.param == "postgresql":
            cluster = request.getfixturevalue("postgresql")
            yield databases.enter_context(cluster.database())
        else:
            yield None


def names(home: Path) -> set[str]:
    return {entry.name for entry in (home / "cities").iterdir()}


def seen(home: Path, url: str | None) -> set[str]:
    """Open what an app would open, and return the cities there are."""
    found = cities(home)
    for city in found:
        assert city.open().population == city.population
        held = CityDatabase(url).held(city.database)
        assert held == city.identity()
        assert CityDatabase(url).holds(city.identity(), city.database)
    return {city.name for city in found}


def persons(home: Path, url: str | None) -> int:
    engine = create_engine(CityDatabase(url).url(find_city(home).database))
    with engine.connect() as connection:
        found = connection.execute(text("SELECT count(*) FROM persons")).scalar_one()
    engine.dispose()
    return int(found)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("url", "replace"),
    [("beside", False), ("beside", True), ("postgresql", True)],
    ids=("beside-new", "beside-anew", "postgresql-anew"),
    indirect=["url"],
)
def test_whenever_it_is_killed_the_city_before_is_left_or_none_and_the_next_one_is_whole(
    tmp_path: Path, doomed: Doomed, url: str | None, *, replace: bool
) -> None:
    home, before = tmp_path / "first", {"200:1"} if replace else set()
    assert doomed(home, url)["status"] == WHOLE
    killed = 0
    for number, end in enumerate(ENDS):
        home = tmp_path / f"home-{number}"
        if replace:
            copytree(tmp_path / "first", home)
        status = doomed(home, url, replace=replace, **end)["status"]
        assert status in ALL_ENDS, end
        assert seen(home, url) in (before, {"200:1"}), end
        assert doomed(home, url)["status"] == WHOLE, end
        assert names(home) == {"200-1", "last"}, end
        assert seen(home, url) == {"200:1"}, end
        if "moment" in end:
            killed += status != WHOLE
            if status == WHOLE:
                break  # there are no more moments
    assert persons(home, url) == find_city(home).open().persons
    assert killed >= FEWEST_MOMENTS


@pytest.mark.parametrize("url", ["beside", "postgresql"], indirect=True)
def test_two_who_make_the_same_city_at_once_make_it_once(
    tmp_path: Path, doomed: Doomed, url: str | None
) -> None:
    both = doomed(tmp_path / "home", url, others=1)
    assert [both["status"], *both["others"]] == [WHOLE, WHOLE], both["said"]
    assert names(tmp_path / "home") == {"200-1", "last"}
    assert seen(tmp_path / "home", url) == {"200:1"}


def test_who_is_asked_to_end_takes_away_what_is_half(tmp_path: Path) -> None:
    words = ["generate", "--population", "50000", "--home", str(tmp_path)]
    with subprocess.Popen([sys.executable, "-m", "app.cli", *words], stderr=subprocess.PIPE) as run:
        while not (tmp_path / "cities" / ".making-50000-1" / "registry.sqlite").exists():
            assert run.poll() is None
            time.sleep(0.01)
        run.terminate()
        _, said = run.communicate(timeout=60)
    assert (run.returncode, said.split()[-1]) == (130, b"stopped")
    assert list((tmp_path / "cities").iterdir()) == []


@pytest.mark.parametrize("largest_file", [10_000, 60_000, 300_000])
@pytest.mark.parametrize("replace", [False, True], ids=("new", "anew"))
def test_a_full_disk_is_told_in_one_line_and_nothing_is_lost(
    tmp_path: Path, doomed: Doomed, *, replace: bool, largest_file: int
) -> None:
    home = tmp_path / "home"
    if replace:
        assert doomed(home, None)["status"] == WHOLE
    before = sorted(home.rglob("*"))
    ended = doomed(home, None, replace=replace, largest_file=largest_file)
    assert ended["status"] == REFUSED
    assert "File too large" in ended["said"] or "disk" in ended["said"]
    assert ended["said"].startswith(f"{home}: expected a folder that can be written, got ")
    assert sorted(path for path in home.rglob("*") if path.name != "cities") == [
        path for path in before if path.name != "cities"
    ]
    assert seen(home, None) == ({"200:1"} if replace else set())
