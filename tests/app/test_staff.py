"""``tirkeu staff``: plan, roster and scenario as files, bad input as one line."""

import csv
import json
from pathlib import Path

import pytest

from app import cli
from simulation.scenario import read_scenario

OFFICE = {
    "id": "north",
    "opens": "09:00",
    "closes": "14:00",
    "working_days": [1, 2],
    "windows": 1,
}
SCENARIO = {
    "format": "tirkeu.scenario/1",
    "period": {"from": "2026-02-02", "until": "2026-02-04"},
    "offices": [OFFICE],
    "demand": {
        "residence_per_day": 0,
        "temporary_stay_per_day": 0,
        "id_renewals": False,
        "other_visits_per_hour": {"north": 30},
    },
}


@pytest.fixture
def words(tmp_path: Path) -> list[str]:
    path = tmp_path / "scenario.json"
    path.write_text(json.dumps(SCENARIO), "utf-8")
    return ["staff", str(path), "--replications", "4"]


def test_plan_roster_and_scenario_are_written(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {name: tmp_path / f"{name}.txt" for name in ("out", "roster", "planned")}
    given = [word for name, file in files.items() for word in (f"--{name}", str(file))]
    assert cli.main([*words, *given]) == 0
    told = capsys.readouterr().out
    assert "90% within 20 minutes" in told
    rows = list(csv.DictReader(files["out"].read_text("utf-8").splitlines()))
    windows = [row for row in rows if row["station"] == "window"]
    assert [(row["weekday"], row["hour"]) for row in windows[:5]] == [
        ("1", str(hour)) for hour in range(9, 14)
    ]
    assert min(int(row["servers"]) for row in windows[1:5]) >= 7
    planned = read_scenario(files["planned"])
    assert planned.offices[0].windows[0][9] == int(windows[0]["servers"])
    people = list(csv.DictReader(files["roster"].read_text("utf-8").splitlines()))
    assert {row["station"] for row in people} == {"reception", "window"}


def test_one_document_holds_plan_and_roster(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([*words, "--json", "--wait", "10", "--share", "0.8"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["format"] == "tirkeu.plan/1"
    assert document["target"]["wait_minutes"] == 10
    assert document["paid_hours"] >= document["needed_hours"] > 0
    assert document["hypothetical"] == []


def test_the_same_words_give_the_same_plan(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([*words, "--json"]) == 0
    first = capsys.readouterr().out
    assert cli.main([*words, "--json", "--jobs", "2"]) == 0
    assert capsys.readouterr().out == first


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--share", "1"], "tirkeu staff: share: expected a number from 0.5 to 0.99"),
        (["--wait", "1000"], "tirkeu staff: wait_minutes: expected a number from 0 to 480"),
        (["--shifts", "none.csv"], "none.csv: expected a CSV file that can be read"),
        (["--out", "a.csv", "--roster", "a.csv"], "--out, --roster, --planned: expected files"),
    ],
)
def test_bad_input_is_one_line(
    words: list[str], more: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([*words, *more]) == 2
    said = capsys.readouterr().err
    assert said.startswith(told)
    assert said.count("\n") == 1


def test_shifts_that_leave_an_hour_open_are_refused(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shifts = tmp_path / "shifts.csv"
    shifts.write_text("name,start,end,lunch\nmorning,09:00,13:00,\n", "utf-8")
    assert cli.main([*words, "--shifts", str(shifts)]) == 2
    expected = "shifts: north, reception, weekday 1: expected a shift that covers 13:00 to 14:00"
    assert capsys.readouterr().err.startswith(expected)
