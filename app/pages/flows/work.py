"""A run of the page: the levers as they stand and the law, by common random numbers.

Both scenarios take their replications from the same random streams, so the difference is taken
replication by replication, and its interval is that of the differences.
"""

import json
from collections import Counter, OrderedDict
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from math import nan
from pathlib import Path
from typing import Any, Final

from app.pages.flows.job import Job
from app.runs import Progress
from simulation.measures import Summary
from simulation.run import results
from simulation.scenario import scenario_from
from simulation.scenario_parts import Scenario
from simulation.spread import processes
from simulation.statistics import interval
from synthetic_data.city import City
from synthetic_data.home import find_city

KEPT_BASELINES: Final = 6
REFUSED_BY_NORM: Final = (
    "norm_reached_no_category",
    "kinship_not_confirmed",
    "study_not_confirmed",
)
"""Endings that only an applicant meets whose dwelling has reached the norm."""

REGISTRATIONS: Final = ("residence", "temporary_stay")

Series = Mapping[str, float]
"""One replication: value by the name of its row."""

Numbers = list[float | None]
"""Mean over replications, and its 95 % interval where there are two or more."""


class Simulator:
    """Does jobs; keeps the city and the last comparisons between them."""

    def __init__(self) -> None:
        self._law: OrderedDict[str, list[Summary]] = OrderedDict()
        self._city = lru_cache(maxsize=1)(_open_city)

    def __call__(self, job: Job, progress: Progress) -> dict[str, Any]:
        """Return the comparison that the page shows."""
        city = self._city(job.home, job.city)
        yours = scenario_from(dict(job.yours), "levers")
        law = None if job.law is None else scenario_from(dict(job.law), "levers")
        count = yours.replications
        parts = count if law is None else 2 * count
        progress(0, parts)
        own = _replicate(yours, city, lambda done: progress(done, parts))
        if law is None:
            return _document(results(yours, city, own), None, own, own)
        base = self._baseline(law, city, lambda done: progress(count + done, parts))
        return _document(results(yours, city, own), results(law, city, base), own, base)

    def _baseline(
        self, law: Scenario, city: City, progress: Callable[[int], None]
    ) -> list[Summary]:
        key = json.dumps([city.population, city.seed, law.document], sort_keys=True)
        if key not in self._law:
            self._law[key] = _replicate(law, city, progress)
        self._law.move_to_end(key)
        while len(self._law) > KEPT_BASELINES:
            self._law.popitem(last=False)
        return self._law[key]


def _open_city(home: Path, size: tuple[int, int]) -> City:
    return find_city(home, f"{size[0]}:{size[1]}").open()


def _replicate(scenario: Scenario, city: City, progress: Callable[[int], None]) -> list[Summary]:
    summaries = []
    for summary in processes(city, 1)(scenario, range(scenario.replications)):
        summaries.append(summary)
        progress(len(summaries))
    return summaries


def _document(
    yours: Mapping[str, Any],
    law: Mapping[str, Any] | None,
    own: Sequence[Summary],
    base: Sequence[Summary],
) -> dict[str, Any]:
    return {"yours": dict(yours), "law": law and dict(law), "rows": compare(own, base)}


def compare(own: Sequence[Summary], base: Sequence[Summary]) -> dict[str, dict[str, Numbers]]:
    """Return every row with both values and their difference.

    Args:
        own: replications of the levers.
        base: replications of what they are compared with, in the same order.

    Returns:
        By row name an estimate each for ``yours``, ``law`` and ``difference`` (yours less law).
    """
    ours, theirs = ([series(summary) for summary in group] for group in (own, base))
    names = sorted({name for replication in (*ours, *theirs) for name in replication})
    return {name: _row(name, ours, theirs) for name in names}


def _row(name: str, ours: Sequence[Series], theirs: Sequence[Series]) -> dict[str, Numbers]:
    # what did not occur in a replication occurred no time; a measure without visits is unknown
    missing = nan if name.startswith("measure/") else 0.0
    yours, law = ([one.get(name, missing) for one in group] for group in (ours, theirs))
    paired = [a - b for a, b in zip(yours, law, strict=True)]
    return {
        "yours": estimate(yours),
        "law": estimate(law),
        "difference": estimate(paired),
    }


def estimate(values: Sequence[float]) -> Numbers:
    """Return mean, low and high end of the 95 % interval; None where they are not known."""
    mean, spread = interval(values) or (None, None)
    return [mean, *(spread or (None, None))]


def series(summary: Summary) -> dict[str, float]:
    """Return one replication by the names of the rows.

    ``measure/<measure>/<station>/<statistic>`` of the network, ``outcome/<registration or
    id_card>/<outcome>/<basis>``, and ``count/…`` for what several outcomes amount to.
    """
    found = {
        f"measure/{measure}/{station}/{statistic}": value
        for (measure, station, office, statistic), value in summary.measures.items()
        if office == "all"
    }
    outcomes: Counter[str] = Counter()
    for (service, outcome, basis), count in summary.outcomes.items():
        group = "registration" if service in REGISTRATIONS else service
        outcomes[f"outcome/{group}/{outcome}/{basis or ''}"] += count
        outcomes[f"count/{group}"] += count
        outcomes["count/refused_by_norm"] += count if outcome in REFUSED_BY_NORM else 0
        outcomes["count/issued"] += count if outcome == "issued" else 0
    return {**found, **outcomes}
