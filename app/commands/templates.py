"""Scenarios to start from, printed with their comments."""

import json
import sys
from datetime import date
from typing import Any, Final

from app.commands.cities import meant
from app.settings import Settings

PLAIN: Final = "plain"
ASTANA: Final = "astana"
TEMPLATES: Final = (PLAIN, ASTANA)


def print_template(name: str, settings: Settings) -> None:
    """Print a scenario on standard output and what its numbers are on standard error.

    Args:
        name: ``plain``, every lever at its neutral default, the small city that those are made
            for among them unless the settings say another; or ``astana``, the capital, which
            names the city that a run would take and is sized for it.
        settings: the home and which city of it is meant.
    """
    has_own = name == PLAIN and settings.city is None
    city = None if has_own else meant(settings, settings.city)
    document, comments = _plain() if name == PLAIN or city is None else _astana(city.population)
    if city is not None:
        document["city"] = {"population": city.population, "seed": city.seed}
    print(json.dumps(document, ensure_ascii=False, indent=1))
    print(comments, file=sys.stderr)


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
