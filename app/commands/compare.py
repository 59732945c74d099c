"""``tirkeu compare``: what differs between scenarios, by pairs of replications."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from app.commands.columns import columns
from app.commands.experiments import (
    about,
    add_experiment,
    estimate,
    open_city,
    progress_bar,
    read,
    spread,
    write,
)
from app.commands.options import path
from domain.errors import BadInput

if TYPE_CHECKING:
    from simulation.scenario_parts import Scenario

MOST_SCENARIOS: Final = 100


def add(commands: Any) -> None:  # noqa: ANN401 - argparse keeps the class to itself
    """Add the subcommand."""
    parser: ArgumentParser = commands.add_parser(
        "compare",
        help="compare scenarios with the first",
        description="Paired differences from the first scenario: all of them meet the same people"
        " with the same random numbers. Seed and number of replications are those of the first.",
        epilog="example: tirkeu compare now.json more_windows.json --replications 20",
    )
    parser.add_argument(
        "scenarios", metavar="SCENARIO", nargs="+", type=path, help="tirkeu.scenario/1 files"
    )
    add_experiment(parser)
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Compare the scenarios."""
    if not 2 <= len(options.scenarios) <= MOST_SCENARIOS:  # noqa: PLR2004 - a pair
        expected = f"2 to {MOST_SCENARIOS} scenario files"
        raise BadInput("tirkeu compare", expected, f"{len(options.scenarios)}")
    scenarios = [read(file, options) for file in options.scenarios]
    _check_cities(scenarios, options)
    document = write(options, lambda: _document(scenarios, options))
    print("\n".join(table(document, options.scenarios)), file=sys.stderr)
    return 0


def _check_cities(scenarios: "Sequence[Scenario]", options: Namespace) -> None:
    """Refuse scenarios of different cities: their replications would be no pairs."""
    named = {scenario.city for scenario in scenarios if scenario.needs_city} - {None}
    for file, scenario in zip(options.scenarios, scenarios, strict=True):
        if len(named) > 1 and scenario.city not in {None, scenarios[0].city}:
            raise BadInput(f"{file}: city", f"that of {options.scenarios[0]}", scenario.city)


def _document(scenarios: "Sequence[Scenario]", options: Namespace) -> dict[str, Any]:
    from simulation.experiment import compare
    from simulation.scenario import with_run

    asks = next((scenario for scenario in scenarios if scenario.needs_city), scenarios[0])
    size = next((scenario.city for scenario in scenarios if scenario.city), None)
    _, city = open_city(with_run(asks, None, None, size), options)
    own = None if city is None else (city.population, city.seed)
    named = [with_run(scenario, None, None, own) for scenario in scenarios]
    with spread(city, options) as remote, progress_bar() as told:
        return compare(named, remote, told)


SHOWN = {
    "wait_minutes": ("mean", "p90"),
    "within_standard_share": ("mean",),
    "abandoned_share": ("mean",),
    "utilisation": ("mean",),
    "repeat_visits": ("count",),
    "lead_time_working_days": ("mean",),
    "days_without_valid_card": ("mean",),
}
"""Measures of the table; the document has all of them."""


def table(document: dict[str, Any], files: Sequence[Any]) -> Iterator[str]:
    """Yield what differs of all offices, a line each.

    Args:
        document: a ``tirkeu.comparison/1``.
        files: names of its scenarios.
    """
    for one in document["comparisons"]:
        yield f"{files[one['scenario']]} less {files[one['baseline']]}: {_levers(one)}"
        rows = [
            [row["station"], row["measure"], row["statistic"], *_cells(row)]
            for row in one["measures"]
            if row["office"] == "all" and row["statistic"] in SHOWN.get(row["measure"], ())
        ]
        rows += [
            [o["service"], o["outcome"], o["basis"] or "", *_cells(o)] for o in one["outcomes"]
        ]
        moved = [row for row in rows if row[-1] not in {"same", "-"}]
        yield from columns(moved, "<<<>><<") if moved else ["  no difference in any measure shown"]
        yield ""
    yield about(document)


def _levers(one: dict[str, Any]) -> str:
    return ", ".join(one["changed"]) or "no lever differs"


def _cells(row: dict[str, Any]) -> list[str]:
    both = ("-" if row[name] is None else f"{row[name]:.2f}" for name in ("baseline", "value"))
    return [*both, estimate(row, "difference"), row["sign"] or "-"]
