"""House rules that no linter knows: sizes, names, letters, and what the domain imports."""

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("app", "domain", "simulation", "synthetic_data")
LONGEST_MODULE = 349
LONGEST_BODY = 40
SHORT_BODY = 14
SHORT_SHARE = 0.9
EMPTY_NAMES = {"base", "common", "helper", "helpers", "manager", "misc", "util", "utils"}
CYRILLIC = re.compile("[\u0400-\u052f]")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules(*folders: str) -> list[Path]:
    return sorted(chain.from_iterable((ROOT / folder).rglob("*.py") for folder in folders))


def functions(text: str) -> Iterator[Function]:
    return (node for node in ast.walk(ast.parse(text)) if isinstance(node, Function))


def body_lines(function: Function) -> int:
    """Lines from the first statement after the docstring to the last, blank ones included."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def imported(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module


@cache
def sizes(*folders: str) -> dict[str, int]:
    return {
        f"{path.relative_to(ROOT)}:{function.lineno} {function.name}": body_lines(function)
        for path in modules(*folders)
        for function in functions(path.read_text(encoding="utf-8"))
    }


def test_there_is_something_to_look_at() -> None:
    assert all(modules(package) for package in PACKAGES)


def test_words_in_cyrillic_stand_in_catalogues_and_not_in_code() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in modules(*PACKAGES, "benchmarks")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if CYRILLIC.search(line)
    ]
    assert found == []


def test_modules_stay_short() -> None:
    lines = {
        path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules(*PACKAGES)
    }
    assert {path.name: count for path, count in lines.items() if count > LONGEST_MODULE} == {}


def test_no_function_is_long() -> None:
    counts = sizes(*PACKAGES, "tests", "benchmarks")
    assert {name: count for name, count in counts.items() if count > LONGEST_BODY} == {}


def test_nine_functions_in_ten_are_short() -> None:
    counts = sizes(*PACKAGES)
    longer = {name: count for name, count in counts.items() if count > SHORT_BODY}
    assert len(longer) <= (1 - SHORT_SHARE) * len(counts), longer


def test_names_of_modules_say_something() -> None:
    parts = {
        part for path in modules(*PACKAGES) for part in path.relative_to(ROOT).with_suffix("").parts
    }
    assert parts & EMPTY_NAMES == set()


def test_the_domain_imports_the_standard_library_and_itself() -> None:
    roots = {
        name.partition(".")[0]
        for path in modules("domain")
        for name in imported(path.read_text(encoding="utf-8"))
    }
    assert roots - sys.stdlib_module_names - {"domain"} == set()


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("def f(): ...", 1),
        ('def f():\n    """Said."""', 0),
        ('def f():\n    """Said."""\n\n    return 1', 1),
        ("def f(\n    a,\n    b,\n):\n    a += b\n\n    return a", 3),
        ("async def f():\n    return (\n        1\n    )", 3),
    ],
)
def test_a_body_is_counted_from_its_first_statement_to_its_last(text: str, lines: int) -> None:
    assert [body_lines(function) for function in functions(text)] == [lines]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("import numpy as np", ["numpy"]),
        ("def f():\n    from dash.html import Div", ["dash.html"]),
        ("from . import law", []),
    ],
)
def test_an_import_is_seen_wherever_it_stands(text: str, names: list[str]) -> None:
    assert list(imported(text)) == names
