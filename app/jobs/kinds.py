"""What runs do: a model run beside its baseline, the search for a staffing, a playback."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from app.jobs.conductor import Desk
from app.jobs.pool import Task, awaited
from app.jobs.replicator import Replication
from app.jobs.spread import Means
from simulation.scenario import scenario_from

Document = Mapping[str, Any]


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
    {"playback": play}
)
"""What a run does by its kind: takes the means, a document and its desk; gives a JSON value."""
