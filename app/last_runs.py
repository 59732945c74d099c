"""Which run of a saved scenario was the last, so that it is shown as outdated once levers moved."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Final

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from app.store import Store
from app.store_schema import LAST_RUNS

MOST_AT_ONCE: Final = 500


class LastRuns:
    """The last runs of saved scenarios.

    Args:
        store: the dashboard's database.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def note(self, scenario: str, runs: Mapping[str, str]) -> None:
        """Remember runs of a scenario in place of those of the same parts.

        Args:
            scenario: its id.
            runs: id of the run by the part of the question that it answers.
        """
        if not runs:
            return
        mine = (LAST_RUNS.c.scenario == scenario) & LAST_RUNS.c.part.in_(list(runs))
        rows = [{"scenario": scenario, "part": part, "run": run} for part, run in runs.items()]
        with suppress(IntegrityError), self._store.changing() as connection:  # another was quicker
            connection.execute(delete(LAST_RUNS).where(mine))
            connection.execute(insert(LAST_RUNS), rows)

    def of(self, scenarios: Iterable[str]) -> dict[tuple[str, str], str]:
        """Return the last runs of some scenarios by scenario and part."""
        wanted = list(scenarios)[:MOST_AT_ONCE]
        columns = select(LAST_RUNS.c.scenario, LAST_RUNS.c.part, LAST_RUNS.c.run)
        with self._store.changing() as connection:
            rows = connection.execute(columns.where(LAST_RUNS.c.scenario.in_(wanted)))
            return {(row.scenario, row.part): row.run for row in rows}
