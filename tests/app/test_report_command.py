"""``tirkeu report``: what it writes, and the one line of whatever it refuses."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app import cli
from synthetic_data.home import make_city
from synthetic_data.registry.city_database import CityDatabase
from tests.app.reports import document

Said = pytest.CaptureFixture[str]
Write = Callable[..., str]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(name: str, **sections: Any) -> str:  # noqa: ANN401 - any JSON
        path = tmp_path / f"{name}.json"
        path.write_text(json.dumps(document(name) | sections), "utf-8")
        return str(path)

    return written


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report")
    make_city(path, (2_000, 1), CityDatabase(None))
    return path


def refusal(words: list[str], capsys: Said) -> str:
    assert cli.main(["report", *words]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    return said.err


def test_a_report_is_written_whole_and_its_numbers_on_demand(
    write: Write, home: Path, tmp_path: Path, capsys: Said
) -> None:
    files = [write("now"), write("strict", policy={"norm_m2": 20})]
    texts = []
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        out = tmp_path / folder / f"{folder}.html"
        words = ["report", *files, "--language", "kk", "--home", str(home), "--out", str(out)]
        assert cli.main([*words, "--replications", "1", "--json"]) == 0
        texts.append(out.read_bytes())
    assert texts[0] == texts[1]
    assert texts[0].startswith(b'<!DOCTYPE html>\n<html lang="kk">')
    found = json.loads(capsys.readouterr().out.splitlines()[0])
    assert found["format"] == "tirkeu.report/1"
    assert [one["scenario"]["name"] for one in found["scenarios"]] == ["now", "strict"]
    assert [one["scenario"]["name"] for one in found["cards"]["scenarios"]] == ["now", "strict"]
    assert [path.name for path in (tmp_path / "one").iterdir()] == ["one.html"]


def test_a_file_that_is_not_there_is_named(tmp_path: Path, capsys: Said) -> None:
    missing = str(tmp_path / "missing.json")
    assert missing in refusal([missing, "--out", str(tmp_path / "r.html")], capsys)


def test_an_unknown_key_is_named(write: Write, tmp_path: Path, capsys: Said) -> None:
    words = [write("odd", wrong=1), "--out", str(tmp_path / "r.html")]
    assert "wrong" in refusal(words, capsys)


def test_a_place_that_cannot_be_written_is_told_before_anything_is_run(
    write: Write, tmp_path: Path, capsys: Said
) -> None:
    out = str(tmp_path / "nowhere" / "r.html")
    assert refusal([write("now"), "--out", out], capsys).startswith("--out: ")


def test_a_report_needs_a_place(write: Write, capsys: Said) -> None:
    assert "--out" in refusal([write("now")], capsys)


def test_more_than_four_scenarios_are_refused(write: Write, tmp_path: Path, capsys: Said) -> None:
    files = [write(f"s{number}") for number in range(5)]
    assert "1 to 4" in refusal([*files, "--out", str(tmp_path / "r.html")], capsys)


@pytest.mark.parametrize(
    ("section", "value"),
    [
        ("period", {"from": "2026-01-12", "until": "2026-01-15"}),
        ("standards", {"wait_minutes": 7}),
        ("run", {"replications": 2, "warm_up_days": 1, "seed": 1}),
        ("city", {"population": 3_000, "seed": 1}),
    ],
)
def test_scenarios_that_cannot_be_compared_are_refused(
    section: str,
    value: Any,  # noqa: ANN401 - any JSON
    write: Write,
    tmp_path: Path,
    capsys: Said,
) -> None:
    first = write("first", city={"population": 2_000, "seed": 1})
    other = write("other", **{section: value})
    said = refusal([first, other, "--out", str(tmp_path / "r.html")], capsys)
    assert section in said
    assert "other.json" in said
    assert not (tmp_path / "r.html").exists()


def test_scenarios_on_two_cities_are_refused_also_where_the_first_names_none(
    write: Write, tmp_path: Path, capsys: Said
) -> None:
    files = [write("any"), *(write(f"s{n}", city={"population": 2_000, "seed": n}) for n in (1, 2))]
    said = refusal([*files, "--out", str(tmp_path / "r.html")], capsys)
    assert "s2.json: city: expected that of" in said
    assert "s1.json" in said


def test_an_unknown_language_is_refused(write: Write, capsys: Said) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["report", write("now"), "--language", "de", "--out", "r.html"])
    assert ended.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1
