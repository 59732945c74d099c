"""``tirkeu impact``: what it prints, that other tools count the same, what it refuses."""

import json
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from app import cli
from simulation.impact.setting import lawful
from simulation.impact.study import Study
from synthetic_data.home import place

DAY = date(2026, 2, 2)

Said = pytest.CaptureFixture[str]
Tables = dict[str, pd.DataFrame]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("home")
    assert cli.main(["generate", "--population", "4000", "--seed", "2", "--home", str(path)]) == 0
    return path


@pytest.fixture(scope="module")
def tables(home: Path) -> Tables:
    out = home / "tables"
    assert cli.main(["tables", "--out", str(out), "--format", "csv", "--home", str(home)]) == 0
    text = {"total_area_m2": str, "useful_area_m2": str}
    return {path.stem: pd.read_csv(path, dtype=text) for path in out.glob("*.csv")}


def impact(home: Path, capsys: Said, *words: str) -> dict[str, Any]:
    capsys.readouterr()
    assert cli.main(["impact", "--json", "--home", str(home), *words]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


KEYS = {
    "format": str,
    "date": str,
    "norm_m2": str,
    "readings": dict,
    "population": int,
    "seed": int,
    "year": list,
    "dwellings": dict,
    "applications": dict,
    "ranges": list,
    "curve": list,
}
"""What the document promises to have; more may be added."""


def test_the_document_has_the_form_it_promises(home: Path, capsys: Said) -> None:
    found = impact(home, capsys, "--norm", "12", "--norms", "6:30:6", "--reading", "sibling=both")
    assert {key: type(found[key]) for key in KEYS} == KEYS
    assert (found["format"], found["date"]) == ("tirkeu.impact/1", "2026-02-02")
    assert (found["population"], found["seed"]) == (4000, 2)
    assert found["norm_m2"] == "12.0"
    assert found["readings"] == {"sibling": "both"}
    assert found["year"] == ["2026-01-01", "2027-01-01"]
    assert set(found["dwellings"]) == {"open", "at", "over", "no_area", "places_left"}
    applications = found["applications"]
    for way in ("static", "sequential"):
        assert sum(end["count"] for end in applications[way]) == applications["total"]
        assert all(set(end) == {"outcome", "basis", "count"} for end in applications[way])
    for headline in found["ranges"]:
        assert headline["low"] <= headline["value"] <= headline["high"]
        assert {"name", "low", "high"} <= set(headline["assumptions"][0])
    assert [point["norm_m2"] for point in found["curve"]] == ["6.0", "12.0", "18.0", "24.0", "30.0"]
    assert set(found["curve"][0]) == {
        "norm_m2",
        "open",
        "admitted_by_norm_static",
        "refused_static",
        "admitted_by_norm_sequential",
        "refused_sequential",
    }


def test_the_curve_agrees_with_the_rest_of_the_document(home: Path, capsys: Said) -> None:
    found = impact(home, capsys, "--norm", "14.5", "--norms", "14.5:14.5:0.1")
    (point,) = found["curve"]
    assert point["open"] == found["dwellings"]["open"]
    refused = {h["headline"]: h["value"] for h in found["ranges"]}
    assert point["refused_sequential"] == refused["refused_sequential"]
    assert point["admitted_by_norm_sequential"] == refused["admitted_by_norm_sequential"]


def test_without_a_curve_wanted_there_is_none(home: Path, capsys: Said) -> None:
    assert "curve" not in impact(home, capsys)


@pytest.mark.parametrize(("day", "norm"), [("2025-12-25", None), ("2025-12-26", "15.0")])
def test_the_norm_left_out_is_that_of_the_law_on_the_day(
    home: Path, capsys: Said, day: str, norm: str | None
) -> None:
    found = impact(home, capsys, "--date", day)
    assert found["norm_m2"] == norm
    assert (found["dwellings"]["places_left"] is None) == (norm is None)
    assert found["year"][0] == f"{day[:4]}-01-01"


def test_the_same_input_gives_the_same_bytes(home: Path, capsys: Said) -> None:
    said = []
    for _ in range(2):
        assert cli.main(["impact", "--json", "--norms", "6:30:3", "--home", str(home)]) == 0
        said.append(capsys.readouterr().out)
    assert said[0] == said[1]
    assert said[0].endswith("}\n")


COUNTED = {
    "default": {"permanent", "temporary"},
    "count_temporary=false": {"permanent"},
    "count_under_14=true": {"permanent", "temporary", "with_parent"},
}


def plainly(tables: Tables, norm: str, kinds: set[str], *, density: bool = False) -> dict[str, int]:
    """Count the dwellings of the capital beside a norm, one after the other, in exact decimals."""
    registrations = tables["registrations"]
    counted = registrations[registrations["kind"].isin(kinds)]["dwelling_id"].value_counts()
    dwellings = tables["dwellings"]
    capital = dwellings[dwellings["city"] == dwellings["city"].iloc[0]]
    found = dict.fromkeys(("open", "at", "over", "no_area", "places_left"), 0)
    for dwelling, area in zip(capital["dwelling_id"], capital["total_area_m2"], strict=True):
        if not isinstance(area, str):
            found["no_area"] += 1
            continue
        whole, rest = divmod(Decimal(area), Decimal(norm))
        left = int(whole) + (density and rest > 0) - int(counted.get(dwelling, 0))
        found["open" if left > 0 else "over" if left < 0 else "at"] += 1
        found["places_left"] += max(left, 0)
    return found


@pytest.fixture(scope="module")
def study(home: Path) -> Study:
    return Study(place(home, (4000, 2)).open(), DAY)


@pytest.mark.parametrize("norm", ["6.4", "12", "15", "15.1", "18.3", "30"])
@pytest.mark.parametrize("reading", COUNTED)
def test_a_plain_count_of_the_tables_agrees(
    study: Study, tables: Tables, norm: str, reading: str
) -> None:
    setting = lawful(DAY).at(int(Decimal(norm) * 10))
    if reading != "default":
        name, value = reading.split("=")
        setting = setting.read(**{name: value == "true"})
    assert asdict(study.result(setting).stock) == plainly(tables, norm, COUNTED[reading])


@pytest.mark.parametrize("density", [False, True])
def test_a_plain_count_of_the_tables_agrees_with_the_command(
    home: Path, capsys: Said, tables: Tables, *, density: bool
) -> None:
    read = ["--reading", "norm_reading=density"] if density else []
    found = impact(home, capsys, "--norm", "15", *read)
    assert found["dwellings"] == plainly(tables, "15", COUNTED["default"], density=density)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--norm", "0"], "argument --norm: expected m² in whole tenths from 0.1 to 1000"),
        (["--norm", "15.05"], "argument --norm: expected m² in whole tenths"),
        (["--norm", "-3"], "--norm"),
        (["--norm", "1e2"], "argument --norm: expected m² in whole tenths"),
        (["--norms", "6:30"], "argument --norms: expected FROM:TO:STEP, such as 6:30:0.5"),
        (["--norms", "30:6:1"], "argument --norms: expected 1 to 1000 norms upwards"),
        (["--norms", "6:30:0"], "argument --norms: expected m² in whole tenths"),
        (["--reading", "sibling"], "argument --reading: expected NAME=VALUE"),
        (["--reading", "brother=both"], "--reading: expected a reading of registrations"),
        (["--reading", "expiry_day=expired"], "--reading: expected a reading of registrations"),
        (["--reading", "sibling=all"], "--reading.sibling: expected any or both, got all"),
        (["--reading", "count_temporary=no"], "--reading.count_temporary: expected true or false"),
        (["--reading", "sibling=both", "--reading", "sibling=any"], "--reading: expected each"),
        (["--ratio", "1.2"], "argument --ratio: expected a share above 0 and at most 1"),
        (["--ratio", "0.9555"], "argument --ratio: expected a share above 0 and at most 1"),
        (["--date", "02.02.2026"], "argument --date: expected a day from 2025-01-01 to 2027-12-31"),
        (["--date", "20260202"], "--date: expected a day"),
        (["--date", "2024-12-31"], "--date: expected a day from 2025-01-01"),
        (["--date", "2028-01-01"], "such as 2026-02-02, got '2028-01-01'"),
        (["--date", "0001-01-01"], "--date: expected a day"),
        (["--date", "9999-12-31"], "--date: expected a day"),
    ],
)
def test_what_cannot_be_used_is_told_in_one_line(
    tmp_path: Path, capsys: Said, words: list[str], told: str
) -> None:
    try:
        status = cli.main(["impact", *words, "--home", str(tmp_path)])
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    said = capsys.readouterr()
    assert status == 2
    assert said.out == ""
    assert told in said.err
    assert said.err.count("\n") == 1


@pytest.mark.parametrize("day", ["2025-01-01", "2027-12-31"])
def test_the_first_and_the_last_day_are_answered(home: Path, capsys: Said, day: str) -> None:
    assert impact(home, capsys, "--date", day)["date"] == day


def test_the_useful_share_of_the_lever_is_the_one_compared(home: Path, capsys: Said) -> None:
    words = ("--reading", "area=useful", "--ratio")
    usual, less = (impact(home, capsys, *words, ratio)["dwellings"] for ratio in ("0.95", "0.6"))
    assert usual["open"] > less["open"]


def test_words_say_the_same_as_the_document(home: Path, capsys: Said) -> None:
    found = impact(home, capsys, "--norm", "15")
    assert cli.main(["impact", "--norm", "15", "--norms", "12:15:3", "--home", str(home)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("norm 15.0 m² a person on 2026-02-02\n")
    assert f"dwellings: {found['dwellings']['open']:,} open" in said
    for headline in found["ranges"]:
        assert f"{headline['headline']}: {headline['value']:,}, from {headline['low']:,}" in said
