"""``tirkeu simulate``: run the model of the flows."""

import json
import sys
from argparse import ArgumentParser, Namespace
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, Final

from app.commands.cities import find_or_make
from app.commands.options import add_stored_city, path, settings, whole
from domain.errors import BadInput

if TYPE_CHECKING:
    from simulation.scenario_parts import Scenario
    from synthetic_data.city import City

LARGEST_SEED: Final = 2**32 - 1
"""That of the lever ``run.seed``: other commands need not load the levers for it."""

MOST_REPLICATIONS: Final = 10_000
MOST_JOBS: Final = 256


def add(commands: Any) -> None:  # noqa: ANN401 - argparse keeps the class to itself
    """Add the subcommand."""
    parser: ArgumentParser = commands.add_parser(
        "simulate",
        help="run the model of the flows",
        description="Run a scenario: arrivals, queues, systems and outcomes.",
        epilog="example: tirkeu simulate scenario.json --replications 5 --out results.json",
    )
    seed, count, jobs = whole(0, LARGEST_SEED), whole(1, MOST_REPLICATIONS), whole(1, MOST_JOBS)
    parser.add_argument(
        "scenario", metavar="SCENARIO", nargs="?", type=path, help="a tirkeu.scenario/1 file"
    )
    parser.add_argument(
        "--replications", metavar="N", type=count, help="in place of the scenario's"
    )
    parser.add_argument("--seed", metavar="S", type=seed, help="in place of the scenario's")
    parser.add_argument("--jobs", metavar="J", type=jobs, default=1, help="processes")
    parser.add_argument("--out", metavar="FILE", type=path, help="where results go")
    parser.add_argument("--events", metavar="FILE", type=path, help="where all stays go, as CSV")
    parser.add_argument("--cluster", metavar="ADDRESS", help="not available yet: refused")
    parser.add_argument(
        "--template", action="store_true", help="print a full scenario, its comments on stderr"
    )
    add_stored_city(parser)
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Run the scenario, or print the template."""
    from simulation.scenario import comments, read_scenario, template, with_run
    from simulation.written import written

    if options.template:
        print(json.dumps(template(), ensure_ascii=False, indent=1))
        print(comments(), file=sys.stderr)
        return 0
    if options.cluster is not None:
        raise BadInput("--cluster", "to be left out: runs are not spread yet", options.cluster)
    if options.scenario is None:
        raise BadInput("tirkeu simulate", "a scenario file", "")
    if options.out is not None and options.events == options.out:
        raise BadInput("--events", "another file than --out", options.events)
    read = read_scenario(options.scenario)
    scenario = with_run(read, options.replications, options.seed, options.city)
    # opened first: nobody should wait for a run whose results have no place
    with nullcontext(sys.stdout) if options.out is None else written(options.out, "--out") as out:
        results = _results(scenario, _city(scenario, options), options)
        out.write(json.dumps(results, ensure_ascii=False) + "\n")
    if options.out is not None:
        print(summary(results), file=sys.stderr)  # standard output is for documents
    return 0


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
        f"{m['station']:<11} {m['measure']:<22} {m['statistic']:<5} {_estimate(m)}"
        for m in results["measures"]
        if m["office"] == "all" and (m["measure"], m["statistic"]) in SHOWN
    ]
    ends = [
        f"{o['service']:<15} {o['outcome']:<33} {o['basis'] or '':<14} {_estimate(o, 'count')}"
        for o in results["outcomes"]
    ]
    about = f"{results['replications']} replications, seed {results['seed']}, 95 % intervals"
    return "\n".join([*waits, "", *ends, "", about])


def _estimate(row: dict[str, Any], key: str = "value") -> str:
    if row[key] is None:
        return "-"
    ends = row["ci95"] and " to ".join(f"{end:.2f}" for end in row["ci95"])
    return f"{row[key]:.2f}" + (f" ({ends})" if ends else "")


def _city(scenario: "Scenario", options: Namespace) -> "City | None":
    """Return the city that the command or else the scenario names, else the one made last."""
    if not scenario.needs_city:
        return None
    return find_or_make(settings(options), scenario.city).open()


def _results(scenario: "Scenario", city: "City | None", options: Namespace) -> dict[str, Any]:
    from tqdm import tqdm

    from simulation.run import run as run_scenario

    with tqdm(total=scenario.replications, desc="replications", disable=None) as bar:

        def progress(done: int, _all: int) -> None:
            bar.update(done - bar.n)

        return run_scenario(
            scenario, city, jobs=options.jobs, progress=progress, events=options.events
        )
