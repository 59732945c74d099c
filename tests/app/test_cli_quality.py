"""``tirkeu quality``: the report in words and as a document."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app import cli
from app.commands import quality as command
from synthetic_data.quality import report
from synthetic_data.quality.margin import Margin, share

Said = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("quality")
    made = cli.main(["generate", "--population", "300", "--seed", "3", "--home", str(path)])
    assert made == 0
    return path


class FarOff:
    """A part of the report with one margin, missed by far."""

    @staticmethod
    def margins(_city: object) -> Iterator[Margin]:
        yield share("people/late", "population.female_share", 0.25, [True] * 900 + [False] * 100)

    @staticmethod
    def joints(_city: object) -> Iterator[Margin]:
        yield from ()


def test_a_city_is_reported_in_lines_that_a_terminal_holds(home: Path, capsys: Said) -> None:
    assert cli.main(["quality", "--home", str(home)]) == 0
    said = capsys.readouterr()
    lines = said.out.splitlines()
    assert lines[0].startswith("city 300:3, sha256 ")
    assert "  0  nobody is their own ancestor" in lines
    assert max(map(len, lines)) <= 130
    assert said.err == ""


def test_as_a_document_it_is_the_same_bytes_every_time(home: Path, capsys: Said) -> None:
    said = []
    for _ in range(2):
        assert cli.main(["quality", "--json", "--city", "300:3", "--home", str(home)]) == 0
        said.append(capsys.readouterr().out)
    assert said[0] == said[1]
    made = json.loads(said[0])
    assert (made["format"], made["population"], made["seed"]) == ("tirkeu.quality/1", 300, 3)


def test_a_margin_that_is_missed_is_a_result_told_first_in_words(
    home: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "PARTS", (FarOff,))
    assert cli.main(["quality", "--home", str(home)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].startswith("1 of 1 margins missed, 0 of ")
    first = lines[lines.index(next(line for line in lines if line.startswith("Margins"))) + 2]
    assert first.split()[:3] == ["missed", "people/late", "1,000"]
    assert first.split()[-3:] == ["yes", "0.2500", "0.9000"]


def test_every_class_is_shown_on_demand(
    home: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "PARTS", (FarOff,))
    assert cli.main(["quality", "--classes", "--home", str(home)]) == 0
    shown = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["no", "0.7500", "0.1000"] in shown


@pytest.mark.parametrize(
    ("value", "text"), [(0.26, "0.260"), (0.868, "0.868"), (24_100, "24,100"), (30_953.7, "30,954")]
)
def test_a_share_has_three_places_and_a_count_its_thousands_apart(value: float, text: str) -> None:
    assert command._value(value) == text


def test_the_database_is_asked_if_it_holds_the_city(
    home: Path, tmp_path: Path, capsys: Said
) -> None:
    words = ["quality", "--json", "--home", str(home)]
    assert cli.main(words) == 0
    rules = {each["rule"] for each in json.loads(capsys.readouterr().out)["integrity"]}
    assert cli.main([*words, "--database", f"sqlite:///{tmp_path / 'none.sqlite'}"]) == 0
    said = capsys.readouterr()
    assert said.err == "--database: no registries of 300:3, so they are not asked\n"
    fewer = {each["rule"] for each in json.loads(said.out)["integrity"]}
    assert len(rules - fewer) == 3
    assert "every headcount of the database equals its registrations" in rules - fewer


def test_a_database_that_lost_a_table_is_told_in_one_line(tmp_path: Path, capsys: Said) -> None:
    assert cli.main(["generate", "--population", "300", "--home", str(tmp_path)]) == 0
    file = tmp_path / "cities" / "300-1" / "registry.sqlite"
    with closing(sqlite3.connect(file)) as opened:
        opened.execute("DROP TABLE persons")
    capsys.readouterr()
    assert cli.main(["quality", "--home", str(tmp_path)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line == (
        f"{file}: expected a database that can be read; `generate --replace` makes the city anew, "
        "got no such table: persons"
    )
