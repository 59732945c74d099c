"""``tirkeu tables``: what it prints, what it refuses."""

from pathlib import Path

import pandas as pd
import pytest

from app import cli
from synthetic_data.table_files import FORMATS

Said = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("home")
    made = cli.main(["generate", "--population", "300", "--seed", "3", "--home", str(path)])
    assert made == 0
    return path


@pytest.mark.parametrize("form", FORMATS)
def test_every_table_is_written_and_named_with_its_rows(
    home: Path, tmp_path: Path, capsys: Said, form: str
) -> None:
    out = tmp_path / "tables"
    words = ["tables", "--out", str(out), "--format", form, "--home", str(home)]
    assert cli.main([*words, "--city", "300:3"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    lines = dict(line.rsplit(" ", 1) for line in said.out.splitlines())
    assert len(lines) == 13
    read = pd.read_csv if form == "csv" else pd.read_parquet
    rows = len(read(out / f"births.{form}"))
    assert lines[str(out / f"births.{form}")] == str(rows)


def test_tables_that_are_there_are_not_overwritten_without_a_word(
    home: Path, tmp_path: Path, capsys: Said
) -> None:
    words = ["tables", "--out", str(tmp_path), "--home", str(home)]
    assert cli.main(words) == 0
    capsys.readouterr()
    assert cli.main(words) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("--out: expected a folder without persons.parquet; --replace")
    assert cli.main([*words, "--replace"]) == 0


def test_a_place_that_cannot_be_used_is_told_before_a_city_is_made(
    tmp_path: Path, capsys: Said
) -> None:
    (tmp_path / "file").write_text("mine")
    words = ["tables", "--out", str(tmp_path / "file"), "--home", str(tmp_path / "home")]
    assert cli.main(words) == 2
    assert capsys.readouterr().err.startswith("--out: expected a folder, got")
    assert not (tmp_path / "home").exists()
