"""What all subcommands have in common, and what they tell of themselves as documents."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from app import cli

Said = pytest.CaptureFixture[str]


def test_every_command_takes_a_home_a_database_and_json(capsys: Said) -> None:
    names = [module.__name__.rpartition(".")[2] for module in cli.COMMANDS]
    for name in [name for name in names if name != "users"]:  # its parts take them
        with pytest.raises(SystemExit):
            cli.main([name, "--help"])
        told = capsys.readouterr().out
        options = {"--home", "--database", "--json"} - ({"--json"} if name == "serve" else set())
        assert [option for option in sorted(options) if f"{option} " not in told] == [], name


def test_a_template_in_a_file_has_its_comments_in_a_twin(tmp_path: Path, capsys: Said) -> None:
    cli.main(["simulate", "--template"])
    printed = capsys.readouterr()
    assert cli.main(["simulate", "--template", "--out", str(tmp_path / "own.json")]) == 0
    assert capsys.readouterr() == ("", "")
    assert (tmp_path / "own.json").read_text("utf-8") == printed.out
    assert (tmp_path / "own.comments.txt").read_text("utf-8") == printed.err.removesuffix("\n")


def test_a_template_is_written_where_a_link_leads_and_into_a_pipe(
    tmp_path: Path, capsys: Said
) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "link.json").symlink_to(tmp_path / "there" / "own.json")
    words = ["simulate", "--template", "--out"]
    assert cli.main([*words, str(tmp_path / "link.json")]) == 0
    made = sorted(path.name for path in (tmp_path / "there").iterdir())
    assert made == ["own.comments.txt", "own.json"]
    capsys.readouterr()
    template = (tmp_path / "there" / "own.json").read_text("utf-8")
    command = [sys.executable, "-m", "app.cli", *words, "/dev/stdout"]
    piped = subprocess.run(command, capture_output=True, text=True, check=True)
    assert piped.stdout == template
    assert "[policy]" in piped.stderr


def test_a_city_made_or_written_as_tables_is_told_as_json(tmp_path: Path, capsys: Said) -> None:
    home = ["--home", str(tmp_path), "--json"]
    assert cli.main(["generate", "--population", "200", *home]) == 0
    made = json.loads(capsys.readouterr().out)
    assert (made["city"], Path(made["folder"]).is_dir()) == ("200:1", True)
    assert cli.main(["tables", "--format", "csv", "--out", str(tmp_path / "t"), *home]) == 0
    tables = json.loads(capsys.readouterr().out)["tables"]
    assert [Path(one["file"]).is_file() for one in tables] == [True] * 13
    assert cli.main(["quality", "--city", "201:1", *home]) == 0
    assert "no city 201:1 yet, it is made first" in capsys.readouterr().err
