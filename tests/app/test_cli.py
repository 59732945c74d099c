import json
import sqlite3
import subprocess
import sys
import time
from argparse import Namespace
from contextlib import closing
from pathlib import Path

import pytest

from app import cli
from app.commands.serve import is_here
from app.services import open_services
from app.settings import Settings
from domain.errors import BadInput
from simulation.scenario import scenario_from
from tests.synthetic_data.small_cases import FAMILY, as_text, changed

Said = pytest.CaptureFixture[str]


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "case.json"
    path.write_bytes(as_text(FAMILY))
    return path


@pytest.mark.parametrize(
    "command", ["case", "generate", "quality", "rules", "serve", "simulate", "tables"]
)
def test_help_has_an_example(command: str, capsys: Said) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main([command, "--help"])
    assert end.value.code == 0
    assert f"example: tirkeu {command}" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("decide",),
        ("case",),
        ("case", "--jso", "x.json"),
        ("serve", "--port", "0"),
        ("serve", "--port", "65536"),
        ("serve", "--port", "²"),
        ("serve", "--city", "100000"),
        ("serve", "--city", "1_000:1"),
        ("generate", "--population", "many"),
        ("generate", "--seed", "-1"),
        ("simulate", "x.json", "--jobs", "-1"),
        ("rules", "--language", "fr"),
    ],
    ids=" ".join,
)
def test_wrong_words_are_told_in_one_line(words: tuple[str, ...], capsys: Said) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(words)
    assert end.value.code == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
    assert said.err.startswith("tirkeu")


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (("serve", "--login"), "login"),
        (("serve", "--host", "0.0.0.0"), "login"),  # noqa: S104 - what must be refused
        (("generate", "--population", "12"), "population"),
        (("generate", "--seed", "2147483648"), "seed"),
        (("generate", "--database", "nonsense"), "--database"),
        (("simulate",), "tirkeu simulate"),
        (("simulate", "missing.json"), "missing.json"),
        (("case", "missing.json"), "missing.json"),
    ],
    ids=str,
)
def test_what_cannot_be_used_ends_with_2_and_one_line(
    words: tuple[str, ...],
    place: str,
    capsys: Said,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("TIRKEU_HOME", str(tmp_path))
    small = ("--population", "200") if words[:2] == ("generate", "--database") else ()
    assert cli.main([*words, *small]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
    assert said.err.startswith(place)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.8.0.1"])
def test_this_machine_alone_reaches_its_own_addresses(host: str) -> None:
    assert is_here(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.0.1", "::", "example.org", ""])  # noqa: S104 - not listened at here
def test_other_machines_reach_any_other_address(host: str) -> None:
    assert not is_here(host)


def test_decisions_come_one_a_line_in_the_order_of_the_files(
    tmp_path: Path, case: Path, capsys: Said
) -> None:
    other = tmp_path / "other.json"
    other.write_bytes(as_text(changed("application.dwelling", "KIDS")))
    assert cli.main(["case", str(other), str(case), str(other), "--json"]) == 0
    made = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [m["outcome"] for m in made] == [
        "redirected_to_service_centre",
        "registered",
        "redirected_to_service_centre",
    ]


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_the_same_case_gives_the_same_bytes(language: str, case: Path, capsys: Said) -> None:
    said = []
    for _ in range(2):
        cli.main(["case", str(case), "--json", "--language", language])
        said.append(capsys.readouterr().out)
    assert said[0] == said[1]


def test_without_json_a_protocol_tells_every_step_and_the_notice(case: Path, capsys: Said) -> None:
    assert cli.main(["case", str(case), "--language", "en"]) == 0
    text = capsys.readouterr().out
    assert "egov_mobile > egkn" in text
    assert "registered, norm (RES-08)" in text
    assert "en: " in text


def test_a_message_stays_on_one_line_whatever_the_file_says(tmp_path: Path, capsys: Said) -> None:
    path = tmp_path / "case.json"
    path.write_bytes(as_text(changed("readings", {"a\nb\x1b[31m\u2028c": "any"})))
    assert cli.main(["case", str(path)]) == 2
    assert capsys.readouterr().err.rstrip("\n").isprintable()


def test_a_failure_of_its_own_is_one_line_and_1(
    capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_options: Namespace) -> int:
        raise ZeroDivisionError("by\nnothing")

    assert cli.guarded(fail, Namespace()) == 1
    assert capsys.readouterr().err == "tirkeu: ZeroDivisionError: by nothing\n"
    monkeypatch.setenv("TIRKEU_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        cli.guarded(fail, Namespace())


def test_a_failure_over_one_file_does_not_stop_the_others(
    tmp_path: Path, case: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_seed: object, _engine: object) -> None:
        monkeypatch.undo()
        raise ZeroDivisionError("once")

    monkeypatch.setattr("synthetic_data.registry.case_rows.load_case", fail)
    missing = str(tmp_path / "missing.json")
    assert cli.main(["case", str(case), missing, str(case), "--json"]) == 2
    said = capsys.readouterr()
    assert len(said.out.splitlines()) == 1
    assert [line.split(":")[0] for line in said.err.splitlines()] == ["tirkeu", missing]


def test_a_scenario_is_run_on_the_city_it_names(tmp_path: Path, capsys: Said) -> None:
    scenario = tmp_path / "scenario.json"
    wanted = {
        "format": "tirkeu.scenario/1",
        "city": {"population": 300, "seed": 2},
        "period": {"from": "2026-02-02", "until": "2026-02-04"},
    }
    scenario.write_text(json.dumps(wanted), "utf-8")
    out, home = tmp_path / "results.json", ["--home", str(tmp_path)]
    words = ["simulate", str(scenario), "--replications", "2", "--seed", "5", *home]
    assert cli.main([*words, "--out", str(out)]) == 0
    assert capsys.readouterr().out == ""
    assert cli.main(words) == 0
    assert capsys.readouterr().out == out.read_text("utf-8")
    made = json.loads(out.read_text("utf-8"))
    assert (made["format"], made["replications"], made["seed"]) == ("tirkeu.results/1", 2, 5)
    assert made["scenario"]["city"] == {"population": 300, "seed": 2}
    assert cli.main([*words, "--out", str(tmp_path)]) == 2
    assert capsys.readouterr().err.startswith("--out: ")


def test_the_template_is_a_scenario_that_can_be_read_back(tmp_path: Path, capsys: Said) -> None:
    assert cli.main(["simulate", "--template"]) == 0
    said = capsys.readouterr()
    assert "policy" in said.err
    assert scenario_from(json.loads(said.out)).replications > 0


def test_stopping_is_no_failure(capsys: Said) -> None:
    def stop(_options: Namespace) -> int:
        raise KeyboardInterrupt

    assert cli.guarded(stop, Namespace()) == 130
    assert capsys.readouterr().err == "stopped\n"


def test_rules_come_with_their_parameters_readings_and_cases(capsys: Said) -> None:
    assert cli.main(["rules", "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    rules = {rule["rule"]: rule for rule in made["rules"]}
    assert {"RES-01", "RES-10.child", "RES-17", "IDC-01", "IDC-19"} <= rules.keys()
    (pilot,) = rules["RES-01"]["parameters"]
    assert pilot["value"] == ["2025-11-11", "2026-06-30"]
    assert pilot["source"]
    assert pilot["checked"]
    assert {"name": "grandkin", "default": "sensible", "other": "literal"} in rules[
        "RES-10.grandparent"
    ]["readings"]
    assert [name for name, rule in rules.items() if not rule["text"]["ru"]] == []
    assert cli.main(["rules", "--language", "en"]) == 0
    assert "RES-08  " in capsys.readouterr().out


def test_a_city_is_made_once_and_can_be_made_anew(capsys: Said, tmp_path: Path) -> None:
    words = ["generate", "--population", "300", "--seed", "4", "--home", str(tmp_path)]
    for more in ([], ["--replace"]):
        assert cli.main([*words, *more]) == 0
        assert capsys.readouterr().out == f"300:4 {tmp_path / 'cities' / '300-4'}\n"
    assert (tmp_path / "cities" / "300-4" / "registry.sqlite").is_file()


def test_a_city_goes_into_the_database_that_is_named(capsys: Said, tmp_path: Path) -> None:
    database = tmp_path / "own.sqlite"
    home = ["--home", str(tmp_path), "--database", f"sqlite:///{database}"]
    assert cli.main(["generate", "--population", "300", *home]) == 0
    assert database.stat().st_size > 0
    assert not (tmp_path / "cities" / "300-1" / "registry.sqlite").exists()


def rows_in(database: Path) -> int:
    if not database.exists():
        return 0
    with closing(sqlite3.connect(database)) as opened:
        return int(opened.execute("SELECT count(*) FROM persons").fetchone()[0])


def test_a_city_that_is_there_goes_into_another_database_too(tmp_path: Path) -> None:
    database = tmp_path / "own.sqlite"
    words = ["generate", "--population", "300", "--home", str(tmp_path)]
    assert cli.main(words) == 0
    for _ in range(2):
        assert cli.main([*words, "--database", f"sqlite:///{database}"]) == 0
        assert rows_in(database) > 300


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[Settings]:
    """What the dashboard would be started with, once its registries are open."""
    started: list[Settings] = []

    def serve(settings: Settings) -> None:
        city = open_services(settings).city
        assert city is not None
        city.engine.dispose()
        started.append(settings)

    monkeypatch.setattr("app.commands.serve.serve", serve)
    return started


def test_a_database_serves_the_city_that_it_was_filled_for_and_no_other(
    capsys: Said, tmp_path: Path, served: list[Settings]
) -> None:
    home, database = ["--home", str(tmp_path)], f"sqlite:///{tmp_path / 'own.sqlite'}"
    other = ["generate", "--population", "300", "--seed", "6", *home]
    filled = ["generate", "--population", "300", "--seed", "5", *home, "--database", database]
    assert (cli.main(other), cli.main(filled)) == (0, 0)
    capsys.readouterr()
    for name in ("300:6", "300:7"):  # one that was made, and one that was not
        assert cli.main(["serve", *home, "--database", database, "--city", name]) == 2
        expected = f"--database: expected the registries of {name}, got 300:5\n"
        assert capsys.readouterr().err == expected
    with pytest.raises(BadInput, match="expected the registries of 300:6, got 300:5"):
        open_services(Settings(home=tmp_path, database_url=database, city=(300, 6)))
    assert cli.main(["serve", *home, "--database", database, "--city", "300:5"]) == 0
    assert [settings.city for settings in served] == [(300, 5)]


def test_a_city_whose_database_is_missing_gets_it_before_it_is_served(
    tmp_path: Path, served: list[Settings]
) -> None:
    home, database = ["--home", str(tmp_path)], f"sqlite:///{tmp_path / 'own.sqlite'}"
    beside = tmp_path / "cities" / "300-1" / "registry.sqlite"
    assert cli.main(["generate", "--population", "300", *home, "--database", database]) == 0
    with pytest.raises(BadInput, match="`tirkeu generate --population 300 --seed 1` fills them"):
        open_services(Settings(home=tmp_path))
    assert not beside.exists()
    assert cli.main(["serve", *home]) == 0
    assert rows_in(beside) > 300
    assert len(served) == 1


def test_naming_a_city_that_is_there_does_not_make_it_the_last_one(
    capsys: Said, tmp_path: Path, served: list[Settings]
) -> None:
    home = ["--home", str(tmp_path)]
    for seed in ("1", "2"):
        assert cli.main(["generate", "--population", "300", "--seed", seed, *home]) == 0
    period = {"from": "2026-02-02", "until": "2026-02-03"}
    scenario = tmp_path / "scenario.json"
    city = {"population": 300, "seed": 1}
    text = json.dumps({"format": "tirkeu.scenario/1", "city": city, "period": period})
    scenario.write_text(text, "utf-8")
    assert cli.main(["simulate", str(scenario), "--replications", "1", *home]) == 0
    assert cli.main(["serve", "--city", "300:1", *home]) == 0
    assert [settings.city for settings in served] == [(300, 1)]
    assert (tmp_path / "cities" / "last").read_text("utf-8") == "300-2\n"
    (tmp_path / "cities" / "300-1" / "city.npz").write_bytes(b"damaged")
    capsys.readouterr()
    assert cli.main(["simulate", str(scenario), *home]) == 2
    assert "`tirkeu generate --population 300 --seed 1 --replace`" in capsys.readouterr().err


@pytest.mark.slow
def test_the_command_starts_quickly_and_ends_when_nobody_reads(case: Path) -> None:
    command = [sys.executable, "-m", "app.cli", "case", *[str(case)] * 50, "--json"]
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        json.loads(process.stdout.readline())
        assert time.perf_counter() - started < 5  # about half a second on an idle machine
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0
