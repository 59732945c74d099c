"""``tirkeu simulate``: run the model of the flows."""

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.commands.cities import find_or_make
from app.commands.options import add_city, add_database, add_home, settings, whole
from domain.errors import BadInput

if TYPE_CHECKING:
    from simulation.scenario_parts import Scenario
    from synthetic_data.city import City

MOST = 10**9


def add(commands: Any) -> None:  # noqa: ANN401 - argparse keeps the class to itself
    """Add the subcommand."""
    parser: ArgumentParser = commands.add_parser(
        "simulate",
        help="run the model of the flows",
        description="Run a scenario: arrivals, queues, systems and outcomes.",
        epilog="example: tirkeu simulate scenario.json --replications 5 --out results.json",
    )
    count, some = whole(0, MOST), whole(1, MOST)
    parser.add_argument("scenario", metavar="SCENARIO", nargs="?", help="a tirkeu.scenario/1 file")
    parser.add_argument("--replications", metavar="N", type=some, help="in place of the scenario's")
    parser.add_argument("--seed", metavar="S", type=count, help="in place of the scenario's")
    parser.add_argument("--jobs", metavar="J", type=some, default=1, help="processes")
    parser.add_argument("--out", metavar="FILE", type=Path, help="where results go")
    parser.add_argument("--events", metavar="FILE", type=Path, help="where all stays go, as CSV")
    parser.add_argument("--cluster", metavar="ADDRESS", help="not available yet: refused")
    parser.add_argument(
        "--template", action="store_true", help="print a full scenario, its comments on stderr"
    )
    add_home(parser)
    add_database(parser)
    add_city(parser)
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Run the scenario, or print the template."""
    from simulation.scenario import comments, read_scenario, template, with_run

    if options.template:
        print(json.dumps(template(), ensure_ascii=False, indent=1))
        print(comments(), file=sys.stderr)
        return 0
    if options.cluster is not None:
        raise BadInput("--cluster", "to be left out: runs are not spread yet", options.cluster)
    if options.scenario is None:
        raise BadInput("tirkeu simulate", "a scenario file", "")
    read = read_scenario(Path(options.scenario))
    scenario = with_run(read, options.replications, options.seed)
    _write(_results(scenario, _city(scenario, options), options), options.out)
    return 0


def _city(scenario: "Scenario", options: Namespace) -> "City | None":
    """Return the city that the scenario or else the command names, else the one made last."""
    if not scenario.needs_city:
        return None
    own = settings(options)
    return find_or_make(own, scenario.city or own.city).open()


def _results(scenario: "Scenario", city: "City | None", options: Namespace) -> dict[str, Any]:
    from tqdm import tqdm

    from simulation.run import run as run_scenario

    with tqdm(total=scenario.replications, desc="replications", disable=None) as bar:

        def progress(done: int, _all: int) -> None:
            bar.update(done - bar.n)

        return run_scenario(
            scenario, city, jobs=options.jobs, progress=progress, events=options.events
        )


def _write(results: dict[str, Any], path: Path | None) -> None:
    text = json.dumps(results, ensure_ascii=False) + "\n"
    if path is None:
        sys.stdout.write(text)
        return
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as reason:
        raise BadInput(
            "--out", "a file that can be written", f"{path}: {reason.strerror}"
        ) from None
