"""``tirkeu sensitivity``: which levers matter for a measure."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from app.commands.columns import columns
from app.commands.experiments import (
    about,
    add_experiment,
    estimate,
    number,
    open_city,
    progress_bar,
    read,
    spread,
    write,
)
from app.commands.options import path

if TYPE_CHECKING:
    from simulation.scenario_parts import Scenario

PER_CENT: Final = 100


def add(commands: Any) -> None:  # noqa: ANN401 - argparse keeps the class to itself
    """Add the subcommand."""
    parser: ArgumentParser = commands.add_parser(
        "sensitivity",
        help="find the levers that matter",
        description="Set levers lower and higher, one at a time, and order them by their effect on"
        " a measure.",
        epilog="example: tirkeu sensitivity scenario.json --lever behaviour.refile_share=0.5:1",
    )
    parser.add_argument("scenario", metavar="SCENARIO", type=path, help="a tirkeu.scenario/1 file")
    parser.add_argument(
        "--lever",
        metavar="LEVER[=LOW:HIGH]",
        action="append",
        dest="levers",
        help="section.name, offices[].windows, registries.zags.availability; may be given again"
        " (default: all that stand at numbers)",
    )
    parser.add_argument(
        "--by", metavar="SHARE", type=number, help="share to go down and up (default: 0.2)"
    )
    parser.add_argument(
        "--measure",
        metavar="NAME",
        help="measure/station/office/statistic (default: wait_minutes/window/all/mean)",
    )
    add_experiment(parser)
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Vary the levers."""
    scenario = read(options.scenario, options)
    document = write(options, lambda: _document(scenario, options))
    print("\n".join(table(document)), file=sys.stderr)
    return 0


def _document(scenario: "Scenario", options: Namespace) -> dict[str, Any]:
    from simulation.experiment import sensitivity
    from simulation.varying import ends_of

    levers = None if options.levers is None else [ends_of(text) for text in options.levers]
    said = {name: getattr(options, name) for name in ("measure", "by") if getattr(options, name)}
    named, city = open_city(scenario, options)
    with spread(city, options) as remote, progress_bar() as told:
        return sensitivity(named, remote, levers, told, **said)


def table(document: dict[str, Any]) -> Iterator[str]:
    """Yield the levers that do anything, the strongest first, a line each.

    Args:
        document: a ``tirkeu.sensitivity/1``.
    """
    base = document["base"]
    yield f"{' '.join(base[part] for part in ('measure', 'station', 'office', 'statistic'))}:"
    yield f"  {estimate(base)} as it stands; differences from that:"
    moved = [row for row in document["levers"] if row["largest"]]
    if moved:
        heads = ["lever", "low", "high", "distinguishable from 0"]
        yield from columns([heads, *map(_cells, moved)], "<<<<")
    still = len(document["levers"]) - len(moved)
    yield f"{still} levers make no difference, {len(document['skipped'])} could not be set"
    yield about(document)


def _cells(row: dict[str, Any]) -> list[str]:
    both = (_told(row[side]) for side in ("low", "high"))
    return [row["lever"], *both, "yes" if row["distinguishable"] else "no"]


def _told(effect: dict[str, Any] | None) -> str:
    return "-" if effect is None else estimate(effect, "difference")
