"""``tirkeu compare``, ``tirkeu sensitivity`` and the tools of ``tirkeu simulate``."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app import cli
from app.commands.simulate import ends
from tests.extent import extent

Document = dict[str, Any]
Said = pytest.CaptureFixture[str]
Write = Callable[..., str]

QUEUE: Document = {
    "format": "tirkeu.scenario/1",
    "period": {"from": "2026-01-12", "until": "2026-01-14"},
    "demand": {
        "residence_per_day": 0,
        "temporary_stay_per_day": 0,
        "id_renewals": False,
        "other_visits_per_hour": {"centre-1": 12},
    },
    "run": {"replications": 4},
}
"""Needs no city."""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(name: str, **sections: Any) -> str:  # noqa: ANN401 - any JSON
        path = tmp_path / f"{name}.json"
        path.write_text(json.dumps(QUEUE | sections), "utf-8")
        return str(path)

    return written


def document(words: list[str], capsys: Said) -> tuple[Document, str]:
    assert cli.main(words) == 0
    said = capsys.readouterr()
    found: Document = json.loads(said.out)
    return found, said.err


def refusal(words: list[str], capsys: Said) -> str:
    assert cli.main(words) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    return said.err


def test_two_scenarios_are_compared_in_a_document_and_a_table(write: Write, capsys: Said) -> None:
    both = [write("few"), write("many", offices=[{"windows": 6}])]
    found, table = document(["compare", *both], capsys)
    assert found["format"] == "tirkeu.comparison/1"
    assert found["comparisons"][0]["changed"] == ["offices[centre-1].windows"]
    assert f"{both[1]} less {both[0]}: offices[centre-1].windows" in table
    assert "wait_minutes" in table
    assert "lower" in table
    assert table.rstrip().endswith("4 replications, seed 1, 95 % intervals")


def test_several_are_compared_with_the_first_and_processes_do_not_matter(
    write: Write, capsys: Said, tmp_path: Path
) -> None:
    names = [write("a"), write("b"), write("c", offices=[{"windows": 6}])]
    texts = []
    for jobs in ("1", "2"):
        out = tmp_path / f"{jobs}.out"
        assert cli.main(["compare", *names, "--jobs", jobs, "--out", str(out)]) == 0
        texts.append(out.read_text("utf-8"))
    assert texts[0] == texts[1]
    pairs = [(c["baseline"], c["scenario"]) for c in json.loads(texts[0])["comparisons"]]
    assert pairs == [(0, 1), (0, 2)]
    assert "no difference in any measure shown" in capsys.readouterr().err


def test_what_goes_beyond_the_law_is_told(write: Write, capsys: Said) -> None:
    july = {"period": {"from": "2026-07-01", "until": "2026-07-03"}}
    later = write("later", policy={"residence_pilot": ["2025-11-11", "2027-06-30"]}, **july)
    _, table = document(["compare", write("law", **july), later], capsys)
    assert "hypothetical, beyond the law's dates: policy.residence_pilot" in table


def test_scenarios_of_two_cities_are_no_pair(write: Write, capsys: Said) -> None:
    people = {"demand": {"residence_per_day": 5}}
    both = [
        write(name, city={"population": size, "seed": 1}, **people)
        for name, size in (("small", 300), ("large", 400))
    ]
    assert "city" in refusal(["compare", *both], capsys)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["compare", "A"], "2 to 100 scenario files"),
        (["compare", "A", "missing.json"], "missing.json"),
        (["compare", "A", "A", "--cluster", "nonsense"], "--cluster nonsense"),
        (["compare", "A", "A", "--cluster", "tcp://127.0.0.1:1", "--jobs", "2"], "--jobs"),
        (["sensitivity", "A", "--lever", "nothing"], "nothing"),
        (["sensitivity", "A", "--lever", "policy.norm_m2=3"], "LOW:HIGH"),
        (["sensitivity", "A", "--measure", "moons"], "moons"),
        (["sensitivity", "A", "--by", "1"], "share above 0"),
        (["sensitivity", "A", "--replications", "1"], "replications"),
        (["simulate", "A", "--precision", "moons=1"], "moons"),
        (["simulate", "A", "--precision", "wait_minutes=1", "--warm-up"], "to be alone"),
        (["simulate", "A", "--events", "x.csv", "--warm-up"], "to be alone"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_done_is_told_in_one_line(
    words: list[str], said: str, write: Write, capsys: Said
) -> None:
    path = write("a")
    assert said in refusal([path if word == "A" else word for word in words], capsys)


@pytest.mark.parametrize(
    "words",
    [
        ["simulate", "a.json", "--precision", "wait_minutes"],
        ["simulate", "a.json", "--precision", "wait_minutes=0"],
        ["simulate", "a.json", "--precision", "=1"],
        ["simulate", "--template", "moon"],
        ["sensitivity", "a.json", "--by", "0"],
        ["sensitivity"],
        ["compare"],
    ],
    ids=" ".join,
)
def test_wrong_words_are_told_in_one_line(words: list[str], capsys: Said) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(words)
    assert end.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_lever_that_matters_stands_first(write: Write, capsys: Said) -> None:
    levers = ["--lever", "behaviour.attempts", "--lever", "service_minutes.window_other"]
    words = ["sensitivity", write("a"), *levers, "--measure", "service_minutes"]
    found, table = document(words, capsys)
    assert found["format"] == "tirkeu.sensitivity/1"
    assert [row["lever"] for row in found["levers"]] == [levers[3], levers[1]]
    assert [row["distinguishable"] for row in found["levers"]] == [True, False]
    assert levers[3] in table
    assert levers[1] not in table  # it makes no difference
    assert "1 levers make no difference" in table


def test_a_precision_is_reached_and_told(write: Write, capsys: Said, tmp_path: Path) -> None:
    out = tmp_path / "results.json"
    half = extent("3", "1.5")
    words = ["simulate", write("a"), "--precision", f"wait_minutes/window/all/p90={half}"]
    assert cli.main([*words, "--out", str(out)]) == 0
    found = json.loads(out.read_text("utf-8"))
    (reached,) = found["precision"]["measures"]
    assert reached["met"]
    assert found["format"] == "tirkeu.results/1"
    assert f"wanted ± {float(half):g}, reached ±" in capsys.readouterr().err


def test_a_week_is_too_short_to_see_the_end_of_a_warm_up(write: Write, capsys: Said) -> None:
    found, table = document(["simulate", write("a"), "--warm-up"], capsys)
    assert found["format"] == "tirkeu.warm_up/1"
    assert found["warm_up_days"] is None
    assert "warm-up: run too short" in table


def test_the_end_of_a_warm_up_is_told_in_days() -> None:
    series = [{"measure": "visits", "welch_days": 3, "mser_days": None}]
    found = {"series": series, "warm_up_days": 3, "replications": 2, "seed": 1, "hypothetical": []}
    assert ends(found).splitlines()[0].split() == [
        "visits",
        "Welch",
        "3",
        "days",
        "MSER",
        "run",
        "too",
        "short",
    ]


@pytest.mark.parametrize("name", ["plain", "astana"])
def test_a_template_is_a_scenario_that_runs(name: str, capsys: Said, tmp_path: Path) -> None:
    found, comments = document(["simulate", "--template", name, "--city", "400:2"], capsys)
    assert found["city"] == {"population": 400, "seed": 2}
    assert len(found["offices"]) == (8 if name == "astana" else 1)
    assert "assumption" in comments
    found["period"] = QUEUE["period"]
    path = tmp_path / "scenario.json"
    path.write_text(json.dumps(found), "utf-8")
    words = ["simulate", str(path), "--replications", "1", "--home", str(tmp_path / "home")]
    results, _ = document(words, capsys)
    assert results["scenario"]["offices"] == found["offices"]


def test_the_plain_template_is_printed_where_none_is_named(capsys: Said) -> None:
    found, _ = document(["simulate", "--template"], capsys)
    assert found["name"] == ""


@pytest.mark.parametrize("command", ["compare", "sensitivity"])
def test_help_has_an_example(command: str, capsys: Said) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main([command, "--help"])
    assert end.value.code == 0
    assert f"example: tirkeu {command}" in capsys.readouterr().out
