"""``tirkeu simulate``: run the model of the flows."""

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from typing import TYPE_CHECKING, Any, Final

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
from app.commands.options import path, settings
from app.commands.templates import PLAIN, TEMPLATES, write_template
from domain.errors import BadInput

if TYPE_CHECKING:
    from simulation.scenario_parts import Scenario
    from simulation.spread import Progress, Replications
    from synthetic_data.city import City

TOOLS: Final = ("precision", "warm_up")
"""Options that do something else than one run with its events."""


def add(commands: Any) -> None:  # noqa: ANN401 - argparse keeps the class to itself
    """Add the subcommand."""
    parser: ArgumentParser = commands.add_parser(
        "simulate",
        help="run the model of the flows",
        description="Run a scenario: arrivals, queues, systems and outcomes.",
        epilog="example: tirkeu simulate scenario.json --replications 5 --out results.json",
    )
    parser.add_argument(
        "scenario", metavar="SCENARIO", nargs="?", type=path, help="a tirkeu.scenario/1 file"
    )
    add_experiment(parser)
    _add_tools(parser)
    _add_template(parser)
    parser.set_defaults(run=run)


def _add_tools(parser: ArgumentParser) -> None:
    """Add what else a run can be asked for, one at a time."""
    parser.add_argument(
        "--events",
        metavar="FILE",
        type=path,
        help="where all stays go: .csv, .xes, .json (OCEL 2.0)",
    )
    parser.add_argument(
        "--precision",
        metavar="MEASURE=HALFWIDTH",
        type=wish,
        action="append",
        help="do as many replications as it takes, wait_minutes/window/all/p90=0.5 say; may be"
        " given again",
    )
    parser.add_argument(
        "--warm-up", action="store_true", help="say where the warm-up ends, in place of results"
    )


def _add_template(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--template",
        nargs="?",
        const=PLAIN,
        choices=TEMPLATES,
        help="print a full scenario, its comments on stderr, or to --out NAME.json and"
        " NAME.comments.txt: every lever at its default, or the capital's offices and habits for"
        " as many people as the city meant has",
    )


def wish(text: str) -> tuple[str, float]:
    """Read ``MEASURE=HALFWIDTH``."""
    measure, said, width = text.rpartition("=")
    if not said or not measure:
        raise ArgumentTypeError(f"expected MEASURE=HALFWIDTH, got {text!r}")
    return measure, number(width)


def run(options: Namespace) -> int:
    """Run the scenario, or print the template."""
    if options.template:
        write_template(options.template, settings(options), options.out)
        return 0
    if options.scenario is None:
        raise BadInput("tirkeu simulate", "a scenario file", "")
    _check(options)
    scenario = read(options.scenario, options)
    document = write(options, lambda: _document(scenario, options))
    if options.warm_up:
        print(ends(document), file=sys.stderr)
    elif options.out is not None:
        print(summary(document), file=sys.stderr)  # standard output is for documents
    return 0


def _check(options: Namespace) -> None:
    """Refuse options that do not go together."""
    if options.out is not None and options.events == options.out:
        raise BadInput("--events", "another file than --out", options.events)
    given = [name for name in (*TOOLS, "events") if getattr(options, name)]
    if len(given) > 1:
        words = [f"--{name.replace('_', '-')}" for name in given]
        raise BadInput(words[0], "to be alone", " and ".join(words))


def _document(scenario: "Scenario", options: Namespace) -> dict[str, Any]:
    named, city = open_city(scenario, options)
    with spread(city, options) as remote, progress_bar() as told:
        if options.precision:
            return _precise(named, remote, options, told)
        if options.warm_up:
            return _warming(named, remote, told)
        return _results((named, city), remote, options, told)


def _results(
    scenario: "tuple[Scenario, City | None]",
    remote: "Replications",
    options: Namespace,
    told: "Progress",
) -> dict[str, Any]:
    from simulation.run import run_over

    return run_over(*scenario, remote, told, options.events)


def _precise(
    scenario: "Scenario", remote: "Replications", options: Namespace, told: "Progress"
) -> dict[str, Any]:
    from simulation.experiment import Wanted, precision

    wanted = [Wanted(measure, width) for measure, width in options.precision]
    return precision(scenario, remote, wanted, told)


def _warming(scenario: "Scenario", remote: "Replications", told: "Progress") -> dict[str, Any]:
    from simulation.experiment import warming

    return warming(scenario, remote, told)


SHOWN = (
    ("wait_minutes", "mean"),
    ("wait_minutes", "p90"),
    ("within_standard_share", "mean"),
    ("utilisation", "mean"),
)
"""Measures of a summary; the file has all of them."""


def summary(results: dict[str, Any]) -> str:
    """Return waits and outcomes of all offices, a line each, with their intervals."""
    waits = [
        f"{m['station']:<11} {m['measure']:<22} {m['statistic']:<5} {estimate(m)}"
        for m in results["measures"]
        if m["office"] == "all" and (m["measure"], m["statistic"]) in SHOWN
    ]
    outcomes = [
        f"{o['service']:<15} {o['outcome']:<33} {o['basis'] or '':<14} {estimate(o, 'count')}"
        for o in results["outcomes"]
    ]
    ends = results["scenario"]["period"]
    units = f"waits in minutes, shares of 1, counts of {ends['from']} to {ends['until']}, excluded"
    return "\n".join([*waits, "", *outcomes, "", *_reached(results), units, about(results)])


def _reached(results: dict[str, Any]) -> list[str]:
    wishes = results.get("precision", {}).get("measures", [])
    return [
        f"{w['measure']} {w['station']} {w['office']} {w['statistic']}: wanted ± {w['wanted']:g},"
        f" reached ± {w['reached']:g}" + ("" if w["met"] else ", not met")
        for w in wishes
    ]


def ends(document: dict[str, Any]) -> str:
    """Return where the warm-up of every measure ends, a line each, and of all."""
    lines = [
        f"{one['measure']:<22} Welch {_days(one['welch_days']):<15} MSER {_days(one['mser_days'])}"
        for one in document["series"]
    ]
    return "\n".join([*lines, "", f"warm-up: {_days(document['warm_up_days'])}", about(document)])


def _days(count: int | None) -> str:
    return "run too short" if count is None else f"{count} days"
