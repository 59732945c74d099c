"""Where many runs stand, looked up at once and without what they were asked or found."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from sqlalchemy import select

from app.jobs.run import OPEN, State
from app.store import Store
from app.store_schema import RUNS

AT_ONCE: Final = 500
"""Databases limit how many values one statement may have."""


class Standing(NamedTuple):
    """Where a run stands; all as `app.jobs.run.Run` has it."""

    state: State
    done: float
    total: int
    seconds_left: float | None

    @property
    def is_open(self) -> bool:
        """Whether it still waits or is under way."""
        return self.state in OPEN


def standings(store: Store, runs: Iterable[str]) -> dict[str, Standing]:
    """Return where runs stand, by their ids; those that were never started are left out.

    Args:
        store: the dashboard's database.
        runs: ids, which hold the city and the model already.
    """
    wanted, found = list(dict.fromkeys(runs)), {}
    columns = (RUNS.c.id, RUNS.c.state, RUNS.c.done, RUNS.c.total, RUNS.c.seconds_left)
    with store.changing() as connection:
        for start in range(0, len(wanted), AT_ONCE):
            some = select(*columns).where(RUNS.c.id.in_(wanted[start : start + AT_ONCE]))
            for run, state, *rest in connection.execute(some):
                found[run] = Standing(State(state), *rest)
    return found
