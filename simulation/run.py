"""Replications of a scenario, spread over processes, and their results as JSON."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from domain.law import Law, law_on
from simulation.event_log import event_log
from simulation.measures import FLOW, Summary
from simulation.policy import law_of
from simulation.scenario_parts import Policy, Scenario
from simulation.spread import Progress, Traced, processes
from simulation.tabulated import TABLES, estimated
from synthetic_data.city import City

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
    """Return the levers that reach beyond the law's own dates, to be marked wherever shown.

    A lever is hypothetical where its value lets something apply on a day of the simulated period
    on which the law has it not: a pilot outside its days, a norm before there was one. What it
    says of other days is not simulated. Another value of what is in force on that day anyway, a
    norm of 12 m² or a window of 60 days, is a policy. Of the norm's two levers the one that says
    from when it holds is named: its day, or its size where no day is given, so that it always
    holds.

    Args:
        scenario: what is run; the days of its warm-up are of the period.

    Returns:
        Names such as ``policy.residence_pilot``.
    """
    found = _beyond_law(scenario.policy, scenario.first, scenario.days)
    norm = "norm_m2" if scenario.policy.norm_in_force_from is None else "norm_in_force_from"
    names = {"norm": norm, "residence_pilot": "residence_pilot", "id_card_pilot": "id_card_pilot"}
    return [f"policy.{lever}" for thing, lever in names.items() if thing in found]


@lru_cache(maxsize=64)
def _beyond_law(policy: Policy, first: date, days: int) -> frozenset[str]:
    """Return what a policy lets apply on any day of a period on which the law has it not."""
    found: set[str] = set()
    for number in range(days):
        day = first + timedelta(days=number)
        found |= _applies(law_of(policy, day)) - _applies(law_on(day))
    return frozenset(found)


def _applies(law: Law) -> set[str]:
    """Return what of the law's things with dates applies on its day."""
    pilots = {"residence_pilot": law.residence_pilot, "id_card_pilot": law.id_card_pilot}
    found = {name for name, (start, end) in pilots.items() if start <= law.day <= end}
    return found if law.norm_tenths is None else found | {"norm"}
