"""The acceptance cases, decided by the code of the command and compared field by field."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app import cli

CASES = sorted(Path(__file__).with_name("cases").glob("*.json"))
READ = {path.stem: json.loads(path.read_text("utf-8")) for path in CASES}
GOOD = [name for name, item in READ.items() if not item["expected"].get("error")]
BAD = [name for name, item in READ.items() if item["expected"].get("error")]
LANGUAGES = ("ru", "kk", "en")

Document = dict[str, Any]


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The cases without their expectations, as files."""
    folder = tmp_path_factory.mktemp("cases")
    paths = {name: folder / f"{name}.json" for name in READ}
    for name, path in paths.items():
        path.write_text(json.dumps(READ[name]["case"], ensure_ascii=False), "utf-8")
    return paths


def decide(capsys: pytest.CaptureFixture[str], *paths: Path) -> tuple[int, list[Document], str]:
    status = cli.main(["case", *map(str, paths), "--json"])
    said = capsys.readouterr()
    return status, [json.loads(line) for line in said.out.splitlines()], said.err


def in_order(wanted: Iterable[str], got: Iterable[str]) -> bool:
    rest = iter(got)
    return all(any(w == g for g in rest) for w in wanted)


def malformed(made: Document) -> Iterator[str]:
    """Yield what every decision must have and this one has not."""
    trace = made["trace"]
    if [row["n"] for row in trace] != list(range(1, len(trace) + 1)) or not trace:
        yield "the trace does not count from 1"
    for row in trace:
        if not (row["rule"] and row["actor"] and row["finding"]):
            yield f"row {row['n']}: rule, actor or finding is missing"
        if row["system"] and not (row["asked"] and row["answered"]):
            yield f"row {row['n']}: nothing asked or answered"
    if len({made["notice"][language] for language in LANGUAGES} - {None, ""}) < len(LANGUAGES):
        yield "the notice is not there in three languages"
    if (made["outcome"] in ("registered", "annulled")) != (made["basis"] is not None):
        yield "a basis stands exactly beside registered and annulled"


def differences(expected: Document, made: Document) -> Iterator[str]:
    """Yield every expectation that is not met."""
    systems = [row["system"] for row in made["trace"]]
    rules = [row["rule"] for row in made["trace"]]
    for key in ("outcome", "basis", "decided_by", "money", "region"):
        if key in expected and made.get(key) != expected[key]:
            yield f"{key}: {made.get(key)}"
    for key, wanted in expected.get("why", {}).items():
        if made["why"].get(key) != wanted:
            yield f"why.{key}: {made['why'].get(key)}"
    for key, wanted in expected.get("why_contains", {}).items():
        if wanted not in made["why"][key]:
            yield f"why.{key}: {made['why'][key]}"
    if not in_order(expected.get("systems_in_order", ()), systems):
        yield f"systems: {systems}"
    if not in_order(expected.get("rules_in_order", ()), rules):
        yield f"rules: {rules}"
    pairs = list(zip(rules, systems, strict=True))
    yield from (
        f"{pair} is not asked" for pair in expected.get("asks", ()) if tuple(pair) not in pairs
    )
    yield from (s for s in expected.get("systems_present", ()) if s not in systems)
    yield from (s for s in expected.get("systems_absent", ()) if s in systems)
    yield from (r for r in expected.get("rules_absent", ()) if r in rules)
    if expected.get("notice_ru_has", "").lower() not in made["notice"]["ru"].lower():
        yield f"notice: {made['notice']['ru']}"


@pytest.mark.parametrize("name", GOOD)
def test_a_case_is_decided_as_expected(
    name: str, files: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    status, (made,), _ = decide(capsys, files[name])
    assert status == 0
    assert [*malformed(made), *differences(READ[name]["expected"], made)] == []


@pytest.mark.parametrize("name", BAD)
def test_a_case_that_cannot_be_read_is_told_in_one_line(
    name: str, files: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    status, made, said = decide(capsys, files[name])
    assert (status, made) == (2, [])
    assert len(said.splitlines()) == 1
    assert f"{name}.json" in said


def test_a_bad_file_does_not_stop_the_good_ones(
    files: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    status, made, _ = decide(capsys, files[GOOD[0]], files[BAD[0]], files[GOOD[1]])
    assert status == 2
    outcomes = [READ[name]["expected"]["outcome"] for name in GOOD[:2]]
    assert [document["outcome"] for document in made] == outcomes


def test_no_two_results_are_told_in_the_same_words(
    files: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    _, made, _ = decide(capsys, *(files[name] for name in GOOD))
    for language in LANGUAGES:
        results: dict[str, set[tuple[str, str]]] = {}
        for document in made:
            result = document["outcome"], document["basis"]
            results.setdefault(document["notice"][language], set()).add(result)
        assert [told for told, meant in results.items() if len(meant) > 1] == []
