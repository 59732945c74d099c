"""What `tirkeu generate` and `serve` say of a city that cannot be made or opened: one line."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from app import cli

Said = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    "population",
    ["0", "1000000000", "-1", "1.5", "abc", "", "199", "1e6", "1_000", "٣٠٠", " 300", "9" * 5_000],
)
def test_a_population_out_of_range_is_refused_and_nothing_is_made(
    population: str, tmp_path: Path, capsys: Said
) -> None:
    home = tmp_path / "home"
    assert status(["generate", f"--population={population}", "--home", str(home)]) == 2
    said = capsys.readouterr()
    (line,) = said.err.splitlines()
    assert "population: expected a whole number" in line
    assert said.out == ""
    assert not home.exists()


def status(words: list[str]) -> object:
    """Return how a command ends, whether it or its parser ends it."""
    try:
        return cli.main(words)
    except SystemExit as end:
        return end.code


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-100])


def scribble(file: Path) -> None:
    content = bytearray(file.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 4000] = bytes(range(250)) * 16
    file.write_bytes(content)


def forget_a_column(file: Path) -> None:
    with np.load(file) as stored:
        columns = dict(stored)
    del columns["mother"]
    np.savez(file, allow_pickle=False, **columns)


@pytest.mark.parametrize("damage", [cut, scribble, forget_a_column], ids=lambda d: d.__name__)
def test_damaged_arrays_are_told_with_the_way_out_and_left_as_they_are(
    damage: Callable[[Path], None], tmp_path: Path, capsys: Said
) -> None:
    words = ["generate", "--population", "200", "--home", str(tmp_path)]
    assert cli.main(words) == 0
    file = tmp_path / "cities" / "200-1" / "city.npz"
    damage(file)
    left = file.read_bytes()
    capsys.readouterr()
    assert cli.main(words) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "make it anew with `tirkeu generate --population 200 --seed 1 --replace`" in line
    assert file.read_bytes() == left
    assert cli.main([*words, "--replace"]) == 0
    assert cli.main(words) == 0
