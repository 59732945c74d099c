"""Replications of a scenario, spread over processes, and their results as JSON."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from simulation.event_log import event_log
from simulation.identity import hypothetical, identity
from simulation.measures import FLOW, Summary
from simulation.scenario_parts import Scenario
from simulation.spread import Progress, Traced, processes
from simulation.tabulated import TABLES, estimated
from synthetic_data.city import City

__all__ = ["hypothetical", "identity", "results", "run", "run_over"]

FORMAT: Final = "tirkeu.results/1"


def run(
    scenario: Scenario,
    city: City | None = None,
    *,
    jobs: int = 1,
    progress: Progress | None = None,
    events: Path | None = None,
) -> dict[str, Any]:
    """Run every replication of a scenario.

    Args:
        scenario: every lever.
        city: the people; may be None where ``scenario.needs_city`` is False.
        jobs: processes; the result does not depend on it.
        progress: called after every replication in this process.
        events: where to write all stays as CSV, replication by replication; None: nowhere.

    Returns:
        A document of ``tirkeu.results/1``.

    Raises:
        BadInput: no city where one is needed, jobs out of range, events cannot be written.
    """
    return run_over(scenario, city, processes(city, jobs), progress, events)


def run_over(
    scenario: Scenario,
    city: City | None,
    spread: Traced,
    progress: Progress | None = None,
    events: Path | None = None,
) -> dict[str, Any]:
    """Run every replication of a scenario wherever a spread does them.

    Args:
        scenario: every lever.
        city: that of the spread, named in the document.
        spread: where replications are done; the result does not depend on it.
        progress: called after every replication in this process.
        events: as in `run`.

    Returns:
        A document of ``tirkeu.results/1``.

    Raises:
        BadInput: no city where one is needed, events cannot be written.
    """
    numbers = range(scenario.replications)
    summaries: list[Summary] = []
    with event_log(events, scenario) as log:
        for summary, trace in spread.done(scenario, numbers, with_trace=events is not None):
            summaries.append(summary)
            if trace is not None:
                log(len(summaries), trace)
            if progress is not None:
                progress(len(summaries), scenario.replications)
    return results(scenario, city, summaries)


def results(scenario: Scenario, city: City | None, summaries: Sequence[Summary]) -> dict[str, Any]:
    """Return the results of all replications as a document.

    Args:
        scenario: what was run.
        city: on whom, named in the document.
        summaries: one per replication, in order.
    """
    return {
        "format": FORMAT,
        **identity(scenario, city),
        "replications": len(summaries),
        "seed": scenario.seed,
        **{table.name: list(estimated(table, summaries, scenario.first)) for table in TABLES},
        "flow": {name: sum(s.flow[name] for s in summaries) for name in FLOW},
    }
