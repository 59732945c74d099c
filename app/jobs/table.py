"""The table of runs: every change is one statement, so that servers can share it."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Row, Select, and_, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from app.jobs.run import OPEN, Busy, Run, State
from app.store import Store, packed, unpacked
from app.store_schema import RUNS

MOST_WAITING: Final = 16
LOST_SECONDS: Final = 6.0
"""A conductor that gave no sign of life for so long is gone: another takes its run over."""

MOST_TRIES: Final = 3
"""A run whose conductor was lost so often fails: it may be what ends them."""

KEPT_RUNS: Final = 500


class RunTable:
    """Runs in the dashboard's database.

    Args:
        store: the database.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def ask(self, run: Run) -> None:
        """Put a run in, or again where it failed or was cancelled; one under way is left.

        Raises:
            Busy: too many wait.
        """
        again = {"state": State.WAITING, "done": 0.0, "seconds": 0.0, "tries": 0, "reason": ""}
        again["result"] = None
        again |= {"asked_by": run.asked_by, "asked_at": run.asked_at, "ended_at": None}
        row = {"id": run.id, "kind": run.kind, "packed": packed(run.document)}
        known = select(RUNS.c.state).where(RUNS.c.id == run.id)
        waiting = select(func.count()).where(RUNS.c.state == State.WAITING)
        with self._store.changing() as connection:
            state = connection.execute(known).scalar()
            if state in (*OPEN, State.DONE):
                return
            if (connection.execute(waiting).scalar() or 0) >= MOST_WAITING:
                raise Busy
            if state is not None:
                connection.execute(update(RUNS).where(RUNS.c.id == run.id).values(again))
                return
        try:
            with self._store.changing() as connection:
                connection.execute(insert(RUNS).values({**row, **again}))
        except IntegrityError:  # somebody asked the same at the same moment
            return

    def find(self, run_id: str) -> Run | None:
        """Return a run as it stands now, None if there is none."""
        with self._store.changing() as connection:
            row = connection.execute(select(RUNS).where(RUNS.c.id == run_id)).first()
            if row is None:
                return None
            ahead = 0
            if row.state == State.WAITING:
                first = and_(RUNS.c.state.in_(OPEN), RUNS.c.asked_at < row.asked_at)
                ahead = connection.execute(select(func.count()).where(first)).scalar() or 0
        return _run(row, ahead, unpacked(row.result) if row.result else None)

    def recent(self, most: int) -> list[Run]:
        """Return the runs asked for last, newest first, without results."""
        newest: Select[Any] = select(RUNS).order_by(RUNS.c.asked_at.desc(), RUNS.c.id).limit(most)
        with self._store.changing() as connection:
            return [_run(row, 0, None) for row in connection.execute(newest)]

    def claim(self, owner: str, now: float) -> Run | None:
        """Take the run that waits longest, or one whose conductor is lost; None where none is.

        Args:
            owner: who conducts it from now on.
            now: seconds since 1970.
        """
        free = _free(now)
        oldest = select(RUNS).where(free).order_by(RUNS.c.asked_at).limit(1)
        taken = {"state": State.RUNNING, "owner": owner, "seen_at": now, "seconds_left": None}
        with self._store.changing() as connection:
            row = connection.execute(oldest).first()
            if row is None:
                return None
            mine = update(RUNS).where(RUNS.c.id == row.id, free)
            count = connection.execute(mine.values(tries=RUNS.c.tries + 1, **taken)).rowcount
        return _run(row, 0, None) if count else None

    def tries(self, run_id: str) -> int:
        """Return how often a run was begun."""
        with self._store.changing() as connection:
            found = select(RUNS.c.tries).where(RUNS.c.id == run_id)
            return connection.execute(found).scalar() or 0

    def note(self, run_id: str, owner: str, values: Mapping[str, Any]) -> bool:
        """Write down how far a run has come, and say whether it is still the owner's to conduct."""
        mine = and_(RUNS.c.id == run_id, RUNS.c.owner == owner, RUNS.c.state == State.RUNNING)
        with self._store.changing() as connection:
            return connection.execute(update(RUNS).where(mine).values(values)).rowcount == 1

    def cancel(self, run_id: str, now: float) -> None:
        """Stop a run that waits or is under way; anything else is left as it is."""
        is_open = and_(RUNS.c.id == run_id, RUNS.c.state.in_(OPEN))
        values = {"state": State.CANCELLED, "ended_at": now, "seconds_left": None}
        with self._store.changing() as connection:
            connection.execute(update(RUNS).where(is_open).values(values))

    def forget(self) -> None:
        """Drop the oldest runs beyond `KEPT_RUNS` that are over."""
        over = RUNS.c.state.not_in(OPEN)
        beyond = select(RUNS.c.id).where(over).order_by(RUNS.c.asked_at.desc()).offset(KEPT_RUNS)
        with self._store.changing() as connection:
            gone = list(connection.execute(beyond).scalars())
            connection.execute(RUNS.delete().where(RUNS.c.id.in_(gone)))


def _free(now: float) -> Any:  # noqa: ANN401 - a clause of SQLAlchemy
    """Return what tells a run that somebody may take."""
    lost = and_(RUNS.c.state == State.RUNNING, RUNS.c.seen_at < now - LOST_SECONDS)
    return or_(RUNS.c.state == State.WAITING, lost)


def _run(row: Row[Any], ahead: int, result: Any) -> Run:  # noqa: ANN401 - any JSON value
    return Run(
        id=row.id,
        kind=row.kind,
        document=unpacked(row.packed),
        state=State(row.state),
        done=row.done,
        total=row.total,
        seconds=row.seconds,
        seconds_left=row.seconds_left,
        ahead=ahead,
        result=result,
        reason=row.reason,
        asked_by=row.asked_by,
        asked_at=row.asked_at,
    )
