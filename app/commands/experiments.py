"""What the commands that run scenarios share: options, city, processes or cluster, progress."""

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any, Final

from app.commands.cities import find_or_make
from app.commands.options import add_json, add_stored_city, path, settings, whole
from domain.errors import BadInput

if TYPE_CHECKING:
    from simulation.scenario_parts import Scenario
    from simulation.spread import Progress, Replications
    from synthetic_data.city import City

LARGEST_SEED: Final = 2**32 - 1
"""That of the lever ``run.seed``: other commands need not load the levers for it."""

MOST_REPLICATIONS: Final = 10_000
MOST_JOBS: Final = 256


def add_experiment(parser: ArgumentParser) -> None:
    """Add the options of every command that runs scenarios."""
    seed, count, jobs = whole(0, LARGEST_SEED), whole(1, MOST_REPLICATIONS), whole(1, MOST_JOBS)
    parser.add_argument(
        "--replications", metavar="N", type=count, help="in place of the scenario's"
    )
    parser.add_argument("--seed", metavar="S", type=seed, help="in place of the scenario's")
    parser.add_argument("--jobs", metavar="J", type=jobs, default=1, help="processes")
    parser.add_argument(
        "--cluster", metavar="ADDRESS", help="spread over a Dask scheduler, tcp://HOST:PORT"
    )
    parser.add_argument("--out", metavar="FILE", type=path, help="where results go")
    add_json(parser, "print one JSON document")
    add_stored_city(parser)


def read(file: Any, options: Namespace) -> "Scenario":  # noqa: ANN401 - a path
    """Return a scenario as the command line has it.

    Args:
        file: path of a ``tirkeu.scenario/1`` document.
        options: those of `add_experiment`.
    """
    from simulation.scenario import read_scenario, with_run

    return with_run(read_scenario(file), options.replications, options.seed, options.city)


def open_city(scenario: "Scenario", options: Namespace) -> "tuple[Scenario, City | None]":
    """Return the scenario that names its city, and the city.

    It is the one that the command or else the scenario names, else the one made last.
    """
    from simulation.scenario import with_run

    if not scenario.needs_city:
        return scenario, None
    city = find_or_make(settings(options), scenario.city).open()
    return with_run(scenario, None, None, (city.population, city.seed)), city


@contextmanager
def spread(city: "City | None", options: Namespace) -> "Iterator[Replications]":
    """Open what does replications: processes, or a cluster while it is needed."""
    if options.cluster is None:
        from simulation.spread import processes

        yield processes(city, options.jobs)
        return
    if options.jobs != 1:
        raise BadInput("--jobs", "to be left out beside --cluster", options.jobs)
    from simulation.cluster import cluster

    with cluster(city, options.cluster) as remote:
        yield remote


@contextmanager
def progress_bar() -> "Iterator[Progress]":
    """Open a bar over replications; silent unless standard error is a terminal."""
    from tqdm import tqdm

    with tqdm(desc="replications", disable=None) as bar:

        def told(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield told


def write(options: Namespace, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Write a document as one line of JSON to ``--out``, else to standard output.

    Args:
        options: those of `add_experiment`.
        make: returns the document.

    Returns:
        The same document.
    """
    from simulation.written import written

    # opened first: nobody should wait for a run whose results have no place
    with nullcontext(sys.stdout) if options.out is None else written(options.out, "--out") as out:
        document = make()
        text = json.dumps(document, ensure_ascii=False) + "\n"
        out.write(text)
    if options.json and options.out is not None:
        sys.stdout.write(text)
    return document


def estimate(row: dict[str, Any], key: str = "value") -> str:
    """Return a mean with its interval, as words; ``-`` where nothing was measured.

    An interval ends where its measure does, at 0 and for a share at 1; that of a difference has
    no such end. A difference that is too small for two decimal places is told with its sign.
    """
    from simulation.bounds import told_ends

    if row[key] is None:
        return "-"
    known = row["ci95"] or []
    if key == "difference" and not any(round(part, 2) for part in (row[key], *known)):
        return "0" if not row[key] else f"{'-' if row[key] < 0 else '+'}<0.01"
    cut = known if key == "difference" else told_ends(row.get("measure", key), known)
    ends = " to ".join(f"{end:z.2f}" for end in cut)
    return f"{row[key]:z.2f}" + (f" ({ends})" if ends else "")


def about(document: dict[str, Any]) -> str:
    """Return how many replications a document rests on, and what in it goes beyond the law."""
    told = f"{document['replications']} replications, seed {document['seed']}, 95 % intervals"
    beyond = {
        name for part in document.get("scenarios", [document]) for name in part["hypothetical"]
    }
    if not beyond:
        return told
    return f"{told}\nhypothetical, beyond the law's dates: {', '.join(sorted(beyond))}"


def number(text: str) -> float:
    """Read a number above 0."""
    try:
        found = float(text)
    except ValueError:
        found = 0.0
    if not 0 < found < float("inf"):
        raise ArgumentTypeError(f"expected a number above 0, got {text!r}")
    return found
