"""``tirkeu simulate``: the command line wins over the scenario."""

import json
from pathlib import Path

import pytest

from app import cli
from app.commands import experiments
from simulation.levers import LEVERS
from simulation.spread import MOST_JOBS

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
