"""Replications of a scenario, spread over processes, and their results as JSON."""

import json
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from domain.law import law_on
from simulation.event_log import event_log
from simulation.measures import FLOW, Summary
from simulation.scenario_parts import Scenario
from simulation.spread import Progress, Traced, processes
from simulation.tabulated import TABLES, estimated
from synthetic_data.city import City

Days = tuple[date, date]
"""First and last day, both inside."""

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


def identity(scenario: Scenario, city: City | None = None) -> dict[str, Any]:
    """Return what says which scenario it was: itself, its digest, and what goes beyond the law.

    Args:
        scenario: what was run.
        city: on whom, named in the document; None: on the one that the scenario names.
    """
    document = dict(scenario.document)
    if city is not None:
        document["city"] = {"population": city.population, "seed": city.seed}
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return {
        "scenario": document,
        "scenario_sha256": sha256(text.encode()).hexdigest(),
        "hypothetical": hypothetical(scenario),
    }


def hypothetical(scenario: Scenario) -> list[str]:
    """Return the levers that are set beyond the law's own dates, to be marked wherever shown.

    A pilot that begins before the law's or ends after it is an extension, whichever days are
    simulated; so is a norm in force before the law had one. A norm without its day holds on every
    day: it is marked where the period reaches back before the law's. Another value of what is in
    force anyway, a norm of 12 m² or a window of 60 days, is a policy and no extension.

    Args:
        scenario: what is run; the days of its warm-up are of the period.

    Returns:
        Names such as ``policy.residence_pilot``.
    """
    policy, law = scenario.policy, law_on(scenario.first)
    starts, norm = policy.norm_in_force_from, "norm_in_force_from"
    if starts is None and policy.norm_m2 is not None:
        starts, norm = scenario.first, "norm_m2"
    beyond = {
        norm: starts is not None and law_on(starts).norm_tenths is None,
        "residence_pilot": _is_wider(policy.residence_pilot, law.residence_pilot),
        "id_card_pilot": _is_wider(policy.id_card_pilot, law.id_card_pilot),
    }
    return [f"policy.{lever}" for lever, is_beyond in beyond.items() if is_beyond]


def _is_wider(given: Days | None, lawful: Days) -> bool:
    return given is not None and (given[0] < lawful[0] or given[1] > lawful[1])
