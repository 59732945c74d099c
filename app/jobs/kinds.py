"""What runs do: a model run beside its baseline, the search for a staffing, a playback."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from app.jobs.conductor import Desk
from app.jobs.pool import Task, awaited
from app.jobs.replicator import Replication
from app.jobs.spread import Means, PoolSpread, scenario_key
from app.jobs.staffing import staffing
from simulation.experiment import compared
from simulation.run import results
from simulation.scenario import scenario_from, with_run

Document = Mapping[str, Any]


def simulate(means: Means, document: Document, desk: Desk) -> Any:  # noqa: ANN401 - any JSON value
    """Return the results of a scenario, and what differs from its baseline.

    Args:
        means: pool, store and city.
        document: ``scenario``, and ``baseline`` or null: seed and replications of the baseline
            are the scenario's.
        desk: of the run.

    Returns:
        ``yours`` and ``baseline``, documents of ``tirkeu.results/1``, the second null where there
        is none or it is the scenario itself; ``differences`` as `simulation.experiment.compared`
        gives them. Where there is a baseline, ``yours`` is shown as soon as it is known.
    """
    yours = scenario_from(document["scenario"])
    count, base = yours.replications, None
    if document.get("baseline"):
        base = with_run(scenario_from(document["baseline"], "baseline"), count, yours.seed)
    is_alone = base is None or scenario_key(base, "") == scenario_key(yours, "")
    spread = PoolSpread(means, desk, count if is_alone else 2 * count)
    own = list(spread(yours, range(count)))
    found: dict[str, Any] = {"yours": results(yours, None, own), "baseline": None}
    found["differences"] = None
    if base is None or is_alone:
        return found
    desk.show(found)
    others = list(spread(base, range(count)))
    found["baseline"] = results(base, None, others)
    return {**found, "differences": compared((base, others), (yours, own))}


def play(means: Means, document: Document, desk: Desk) -> Any:  # noqa: ANN401 - any JSON value
    """Return the stays of one office on one day of the first replication.

    Args:
        means: pool, store and city.
        document: ``scenario``, ``office`` (its id), ``day`` (from 0).
        desk: of the run.
    """
    scenario = scenario_from(document["scenario"])
    city = means.city if scenario.needs_city else None
    shown = (str(document["office"]), int(document["day"]))
    task = Task(
        Replication(city, scenario.document, 0, shown), lambda share: desk.progress(share, 1)
    )
    return awaited(means.pool.submit(task), desk.cancelled)


KINDS: Final[Mapping[str, Callable[[Means, Document, Desk], Any]]] = MappingProxyType(
    {"playback": play, "simulate": simulate, "staff": staffing}
)
"""What a run does by its kind: takes the means, a document and its desk; gives a JSON value."""
