"""Compiled, the model is the same model (docs/decisions/0011-compiled.md)."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from simulation.astana import astana

ROOT = Path(__file__).resolve().parents[2]
PEOPLE = 20_000
LACKING = "make compiled needs"
"""What is said on a machine that cannot compile."""


@pytest.mark.full
def test_what_is_compiled_writes_the_same_bytes(tmp_path: Path) -> None:
    made = subprocess.run(
        ["make", "compiled"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if LACKING in made.stderr:
        pytest.skip(made.stderr.strip())
    assert made.returncode == 0, made.stderr
    home = tmp_path / "home"
    scenario = tmp_path / "scenario.json"
    scenario.write_text(json.dumps(astana(date(2026, 1, 12), date(2026, 1, 26), PEOPLE)))
    written: list[tuple[bytes, bytes]] = []
    people = ["--population", str(PEOPLE)]
    for commands in (Path(sys.executable).parent, ROOT / ".venv-compiled" / "bin"):
        tirkeu, results = str(commands / "tirkeu"), tmp_path / f"{len(written)}.json"
        if not written:
            subprocess.run([tirkeu, "generate", *people, "--home", str(home)], check=True)
        run = [tirkeu, "simulate", str(scenario), "--replications", "3", "--jobs", "2"]
        subprocess.run(
            [*run, "--home", str(home), "--out", str(results), "--events", f"{results}.csv"],
            cwd=tmp_path,
            check=True,
        )
        written.append((results.read_bytes(), Path(f"{results}.csv").read_bytes()))
    assert written[0] == written[1]
