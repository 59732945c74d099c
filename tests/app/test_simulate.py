"""``tirkeu simulate``: the command line wins over the scenario."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app import cli
from app.commands import experiments
from app.commands.cities import DEFAULT_SIZE
from simulation.astana import astana
from simulation.levers import LEVERS
from simulation.scenario import scenario_from
from simulation.spread import MOST_JOBS

Document = dict[str, Any]

SCENARIO = {
    "format": "tirkeu.scenario/1",
    "city": {"population": 300, "seed": 2},
    "period": {"from": "2026-02-02", "until": "2026-02-03"},
    "run": {"replications": 1},
}


@pytest.fixture
def words(tmp_path: Path) -> list[str]:
    path = tmp_path / "scenario.json"
    path.write_text(json.dumps(SCENARIO), "utf-8")
    return ["simulate", str(path), "--home", str(tmp_path / "home")]


def test_the_city_of_the_command_line_wins(words: list[str], tmp_path: Path) -> None:
    out = tmp_path / "results.json"
    assert cli.main([*words, "--city", "250:3", "--out", str(out)]) == 0
    made = json.loads(out.read_text("utf-8"))
    assert made["scenario"]["city"] == {"population": 250, "seed": 3}


def test_the_limits_of_the_command_line_are_those_of_the_levers() -> None:
    assert LEVERS["run"]["seed"].high == experiments.LARGEST_SEED
    assert LEVERS["run"]["replications"].high == experiments.MOST_REPLICATIONS
    assert experiments.MOST_JOBS == MOST_JOBS


def test_the_largest_seed_of_the_lever_is_the_largest_of_the_command(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "results.json")
    assert cli.main([*words, "--seed", "4294967295", "--out", out]) == 0
    with pytest.raises(SystemExit):
        cli.main([*words, "--seed", "4294967296", "--out", out])
    assert "from 0 to 4294967295" in capsys.readouterr().err


def test_results_that_have_no_place_are_refused_before_the_run(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([*words, "--out", str(tmp_path)]) == 2
    assert capsys.readouterr().err.startswith("--out: ")
    assert not (tmp_path / "home").exists()


def test_a_run_that_fails_leaves_the_results_of_the_last(words: list[str], tmp_path: Path) -> None:
    out = tmp_path / "results.json"
    out.write_text("old", "utf-8")
    events = str(tmp_path / "missing" / "events.csv")
    assert cli.main([*words, "--out", str(out), "--events", events]) == 2
    assert out.read_text("utf-8") == "old"
    assert not list(tmp_path.glob(".*"))


def test_what_goes_to_a_file_is_summed_up_on_the_screen(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([*words, "--out", str(tmp_path / "results.json")]) == 0
    said = capsys.readouterr().err
    assert "wait_minutes" in said
    assert said.rstrip().endswith("1 replications, seed 1, 95 % intervals")


def template(name: str, home: Path, capsys: pytest.CaptureFixture[str], *more: str) -> Document:
    assert cli.main(["simulate", "--template", name, "--home", str(home), *more]) == 0
    found: Document = json.loads(capsys.readouterr().out)
    return found


def windows(document: Document) -> int:
    return sum(np.ravel(office["windows"]).max() for office in document["offices"])


@pytest.fixture(scope="module")
def two_cities(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    for size in ("400", "300"):
        words = ["generate", "--population", size, "--seed", "2", "--home", str(home)]
        assert cli.main(words) == 0
    return home


@pytest.mark.parametrize(
    ("more", "city"),
    [
        ([], {"population": 300, "seed": 2}),  # the one made last
        (["--city", "400:2"], {"population": 400, "seed": 2}),
        (["--city", "800000:7"], {"population": 800_000, "seed": 7}),  # nobody has made it yet
    ],
)
def test_the_capitals_template_names_the_city_that_a_run_would_take_and_is_sized_for_it(
    more: list[str],
    city: dict[str, int],
    two_cities: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = template("astana", two_cities, capsys, *more)
    assert found["city"] == city
    first, until = (date.fromisoformat(found["period"][end]) for end in ("from", "until"))
    wanted = scenario_from(astana(first, until, city["population"])).document
    assert {**found, "city": None} == wanted
    assert scenario_from(found).document == found


def test_without_a_city_the_template_is_that_of_the_whole_capital(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = template("astana", tmp_path / "nothing", capsys)
    assert found["city"] == dict(zip(("population", "seed"), DEFAULT_SIZE, strict=True))
    assert windows(found) > 100 > windows(template("astana", tmp_path, capsys, "--city", "300:2"))
    assert not (tmp_path / "nothing").exists()


def test_the_capitals_template_runs_as_it_was_printed(
    two_cities: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = template("astana", two_cities, capsys)
    found["period"] = SCENARIO["period"]
    path = tmp_path / "astana.json"
    path.write_text(json.dumps(found), "utf-8")
    words = ["simulate", str(path), "--replications", "1", "--home", str(two_cities)]
    assert cli.main(words) == 0
    ran = json.loads(capsys.readouterr().out)
    assert ran["scenario"]["city"] == {"population": 300, "seed": 2}


def test_the_plain_template_names_the_small_city_of_its_defaults_unless_told(
    two_cities: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small = {"population": LEVERS["city"]["population"].default, "seed": 1}
    assert template("plain", two_cities, capsys)["city"] == small
    told = template("plain", two_cities, capsys, "--city", "400:2")
    assert told["city"] == {"population": 400, "seed": 2}


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"measure": "within_standard_share", "value": 0.98, "ci95": [0.95, 1.02]}, "0.95 to 1.00"),
        ({"measure": "abandoned_share", "value": 0.01, "ci95": [-0.01, 0.03]}, "0.00 to 0.03"),
        ({"measure": "utilisation", "value": 1.01, "ci95": [0.98, 1.04]}, "0.98 to 1.04"),
        ({"measure": "wait_minutes", "value": 1.0, "ci95": [-1.0, 3.0]}, "0.00 to 3.00"),
    ],
)
def test_an_interval_that_is_told_ends_where_its_measure_does(
    row: dict[str, Any], told: str
) -> None:
    assert f"({told})" in experiments.estimate(row)


@pytest.mark.parametrize(
    ("difference", "ends", "told"),
    [
        (-0.0004, [-0.0005, -0.0003], "-<0.01"),
        (0.0004, [0.0003, 0.0005], "+<0.01"),
        (0.0004, None, "+<0.01"),
        (0.0, [0.0, 0.0], "0"),
        (-0.004, [-0.1, 0.02], "0.00 (-0.10 to 0.02)"),
        (-3.0, [-4.0, -2.0], "-3.00 (-4.00 to -2.00)"),
    ],
)
def test_a_difference_too_small_to_be_written_keeps_its_sign(
    difference: float, ends: list[float] | None, told: str
) -> None:
    row = {"measure": "abandoned_share", "difference": difference, "ci95": ends}
    assert experiments.estimate(row, "difference") == told
