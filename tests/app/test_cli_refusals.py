"""What no command can use is told in one line that says where, and nothing is made of it."""

import json
from pathlib import Path

import numpy as np
import pytest

from app import cli

Said = pytest.CaptureFixture[str]

NOT_THERE = "x" * 300
PERIOD = {"from": "2026-02-02", "until": "2026-02-03"}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with a small city, and one is in a folder with a file that is no folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TIRKEU_HOME", "home")
    Path("file").touch()
    scenario = {"format": "tirkeu.scenario/1", "period": PERIOD}
    Path("scenario.json").write_text(json.dumps(scenario), "utf-8")
    assert cli.main(["generate", "--population", "300"]) == 0
    return Path("home")


def told(words: list[str], said: Said) -> str:
    """Return the one line that a command ends with, whether it or its parser says it."""
    said.readouterr()
    try:
        status: object = cli.main(words)
    except SystemExit as end:
        status = end.code
    assert status == 2
    heard = said.readouterr()
    assert heard.out == ""
    (line,) = heard.err.splitlines()
    return line


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["generate", "--home", ""], "--home: expected a path, got nothing"),
        (["generate", "--home", "file"], "--home: expected a folder, got file: Not a directory"),
        (["quality", "--home", "file/x"], "--home: expected a folder, got file/x: Not a directory"),
        (["serve", "--home", NOT_THERE], f"expected a folder, got {NOT_THERE}: File name too long"),
        (["tables", "--out", ""], "--out: expected a path, got nothing"),
        (["tables", "--out", "file"], "--out: expected a folder, got file"),
        (["case", ""], "FILE: expected a path, got nothing"),
        (["simulate", ""], "SCENARIO: expected a path, got nothing"),
        (["simulate", "scenario.json", "--out", ""], "--out: expected a path, got nothing"),
        (
            ["simulate", "scenario.json", "--out", "same", "--events", "same"],
            "--events: expected another file than --out, got same",
        ),
        (["generate", "--seed", "9" * 13], "expected a whole number of 12 digits at most"),
        (["serve", "--host", "::1%none"], "--host: expected an address that can be listened at"),
    ],
    ids=lambda each: " ".join(each)[:40] if isinstance(each, list) else "",
)
def test_what_cannot_be_used_is_told_with_its_place(
    words: list[str], line: str, home: Path, capsys: Said
) -> None:
    before = sorted(Path().rglob("*"))
    assert line in told(words, capsys)
    assert sorted(Path().rglob("*")) == before
    assert home.is_dir()


def test_a_home_of_the_environment_that_is_a_file_is_refused(
    home: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIRKEU_HOME", str(home.parent / "file"))
    assert told(["quality"], capsys).endswith("expected a folder, got file: Not a directory")


def test_a_city_whose_people_have_parents_that_are_nobody_cannot_be_measured(
    home: Path, capsys: Said
) -> None:
    file = home / "cities" / "300-1" / "city.npz"
    with np.load(file) as stored:
        columns = dict(stored)
    columns["mother"][:7] = 10**6
    np.savez(file, allow_pickle=False, **columns)
    line = told(["quality"], capsys)
    assert line.startswith("city 300:1: expected arrays in which ")
    assert line.endswith("got 7 that break this")
