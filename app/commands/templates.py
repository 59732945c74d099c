"""Scenarios to start from, printed with their comments."""

import json
import sys
from datetime import date
from typing import Any, Final

PLAIN: Final = "plain"
ASTANA: Final = "astana"
TEMPLATES: Final = (PLAIN, ASTANA)


def print_template(name: str, city: tuple[int, int] | None) -> None:
    """Print a scenario on standard output and what its numbers are on standard error.

    Args:
        name: ``plain``, every lever at its neutral default, or ``astana``, the capital.
        city: population and seed that it names and is sized for; None: it names none, and the
            capital has its own size.
    """
    document, comments = _plain() if name == PLAIN else _astana(city)
    if city is not None:
        document["city"] = dict(zip(("population", "seed"), city, strict=True))
    print(json.dumps(document, ensure_ascii=False, indent=1))
    print(comments, file=sys.stderr)


def _plain() -> tuple[dict[str, Any], str]:
    from simulation.scenario import comments, template

    return template(), comments()


def _astana(city: tuple[int, int] | None) -> tuple[dict[str, Any], str]:
    from simulation.astana import FIGURES, PEOPLE, astana
    from simulation.levers import LEVERS
    from simulation.scenario import scenario_from

    first, until = (date.fromisoformat(LEVERS["period"][end].default) for end in ("from", "until"))
    document = dict(scenario_from(astana(first, until, city[0] if city else PEOPLE)).document)
    lines = [
        f"{figure.section}.{figure.name}: {figure.note}\n"
        f"    {figure.unit}; {figure.evidence}: {figure.source}"
        for figure in FIGURES
    ]
    return document, "\n".join(lines) + "\n"
