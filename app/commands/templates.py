"""Scenarios to start from, printed with their comments."""

import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any, Final

from app.commands.cities import meant
from app.settings import Settings

PLAIN: Final = "plain"
ASTANA: Final = "astana"
TEMPLATES: Final = (PLAIN, ASTANA)


def write_template(name: str, settings: Settings, out: Path | None) -> None:
    """Write a scenario, and what its numbers are into a twin file beside it.

    Args:
        name: ``plain``, every lever at its neutral default, the small city that those are made
            for among them unless the settings say another; or ``astana``, the capital, which
            names the city that a run would take and is sized for it.
        settings: the home and which city of it is meant.
        out: the scenario's file; None, standard output, and a pipe have no twin: what the numbers
            are goes to standard error.
    """
    has_own = name == PLAIN and settings.city is None
    city = None if has_own else meant(settings, settings.city)
    document, comments = _plain() if name == PLAIN or city is None else _astana(city.population)
    if city is not None:
        document["city"] = {"population": city.population, "seed": city.seed}
    text = json.dumps(document, ensure_ascii=False, indent=1)
    if out is None:
        print(text)
    else:
        _write(out, f"{text}\n")
    if out is None or (out.exists() and not out.is_file()):
        print(comments, file=sys.stderr)
    else:
        _write(twin(out), comments)


def _write(path: Path, text: str) -> None:
    from simulation.written import written

    with written(path, "--out") as file:
        file.write(text)


def twin(out: Path) -> Path:
    """Return the file of the comments beside a scenario's: ``s.json``, ``s.comments.txt``.

    A link has none: the two stand where the scenario's file itself does.
    """
    place = Path(os.path.realpath(out))
    return place.with_name(f"{place.stem}.comments.txt")


def _plain() -> tuple[dict[str, Any], str]:
    from simulation.scenario import comments, template

    return template(), comments()


def _astana(population: int) -> tuple[dict[str, Any], str]:
    from simulation.astana import FIGURES, astana
    from simulation.levers import LEVERS
    from simulation.scenario import scenario_from

    first, until = (date.fromisoformat(LEVERS["period"][end].default) for end in ("from", "until"))
    document = dict(scenario_from(astana(first, until, population)).document)
    lines = [
        f"city: windows, desks, officers and visits are those of {population} people",
        *(
            f"{figure.section}.{figure.name}: {figure.note}\n"
            f"    {figure.unit}; {figure.evidence}: {figure.source}"
            for figure in FIGURES
        ),
    ]
    return document, "\n".join(lines) + "\n"
