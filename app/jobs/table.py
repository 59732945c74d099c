"""The table of runs, which servers can share: who takes or changes one says whose it has to be."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import Row, Select, and_, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from app.jobs.run import OPEN, Busy, Run, State
from app.store import Store, packed, unpacked
from app.store_schema import RUNS
from domain.errors import BadInput

MOST_WAITING: Final = 16
LOST_SECONDS: Final = 6.0
"""A conductor that gave no sign of life for so long is gone: another takes its run over."""

MOST_TRIES: Final = 3
"""A run whose conductor was lost so often fails: it may be what ends them."""

KEPT_RUNS: Final = 500
KEPT_RESULTS: Final = 8


class RunTable:
    """Runs of one world in the dashboard's database; those of others are not seen.

    Args:
        store: the database.
        world: the city and the model that runs are worked out with.
    """

    def __init__(self, store: Store, world: str = "") -> None:
        self._store, self._world = store, world
        self._mine = RUNS.c.world == world
        self._results: OrderedDict[tuple[str, str, int], Any] = OrderedDict()

    def ask(self, run: Run) -> None:
        """Put a run in, or again where it failed or was cancelled; one under way is left.

        Raises:
            Busy: too many wait.
        """
        again = {"state": State.WAITING, "done": 0.0, "seconds": 0.0, "tries": 0, "reason": ""}
        again |= {"asked_by": run.asked_by, "asked_at": run.asked_at, "ended_at": None}
        again["result"] = None
        row: dict[str, Any] = {"id": run.id, "world": self._world, "kind": run.kind}
        row["packed"] = packed(run.document)
        known = select(RUNS.c.state).where(RUNS.c.id == run.id)
        waiting = select(func.count()).where(self._mine, RUNS.c.state == State.WAITING)
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
        """Return a run as it stands now, None if there is none in this world."""
        wanted: Select[Any] = select(*WITHOUT_RESULT, SIZE)
        wanted = wanted.where(RUNS.c.id == run_id, self._mine)
        with self._store.changing() as connection:
            row = connection.execute(wanted).first()
            if row is None:
                return None
            ahead = 0
            if row.state == State.WAITING:
                first = and_(self._mine, RUNS.c.state.in_(OPEN), RUNS.c.asked_at < row.asked_at)
                ahead = connection.execute(select(func.count()).where(first)).scalar() or 0
        return _run(row, ahead, self._result(row) if row.size else None)

    def _result(self, row: Row[Any]) -> Any:  # noqa: ANN401 - any JSON value
        """Return the result of a run; the last ones are read once, as pages ask for them often."""
        key = (row.id, row.state, row.size)
        if key not in self._results:
            with self._store.changing() as connection:
                wanted = select(RUNS.c.result).where(RUNS.c.id == row.id)
                given = connection.execute(wanted).scalar()
            self._results[key] = None if given is None else unpacked(given)
            while len(self._results) > KEPT_RESULTS:
                self._results.popitem(last=False)
        return self._results.get(key)

    def recent(self, most: int) -> list[Run]:
        """Return the runs asked for last, newest first, without results."""
        newest: Select[Any] = select(*WITHOUT_RESULT).where(self._mine)
        newest = newest.order_by(RUNS.c.asked_at.desc(), RUNS.c.id).limit(most)
        with self._store.changing() as connection:
            return [_run(row, 0, None) for row in connection.execute(newest)]

    def claim(self, owner: str, now: float) -> Run | None:
        """Take the run that waits longest, or one whose conductor is lost; None where none is.

        Args:
            owner: who conducts it from now on; another name for every claim, so that nobody who
                was given up can write over the next.
            now: seconds since 1970.
        """
        free = and_(self._mine, _free(now))
        oldest = select(*WITHOUT_RESULT).where(free).order_by(RUNS.c.asked_at).limit(1)
        taken = {"state": State.RUNNING, "owner": owner, "seen_at": now, "seconds_left": None}
        with self._store.changing() as connection:
            row = connection.execute(oldest).first()
            if row is None:
                return None
            mine = update(RUNS).where(RUNS.c.id == row.id, free)
            count = connection.execute(mine.values(tries=RUNS.c.tries + 1, **taken)).rowcount
        return replace(_run(row, 0, None), tries=row.tries + 1) if count else None

    def note(self, run_id: str, owner: str, values: Mapping[str, Any]) -> bool:
        """Write down how far a run has come, and say whether it is still the owner's to conduct."""
        mine = and_(RUNS.c.id == run_id, RUNS.c.owner == owner, RUNS.c.state == State.RUNNING)
        with self._store.changing() as connection:
            return connection.execute(update(RUNS).where(mine).values(values)).rowcount == 1

    def give_back(self, run_id: str, owner: str) -> None:
        """Let a run wait again for the next conductor; that this one stopped is no failure."""
        left = {"state": State.WAITING, "owner": "", "tries": RUNS.c.tries - 1}
        self.note(run_id, owner, left)

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


WITHOUT_RESULT: Final = tuple(column for column in RUNS.c if column.name != "result")
SIZE: Final = func.coalesce(func.length(RUNS.c.result), 0).label("size")


def _free(now: float) -> Any:  # noqa: ANN401 - a clause of SQLAlchemy
    """Return what tells a run that somebody may take."""
    lost = and_(RUNS.c.state == State.RUNNING, RUNS.c.seen_at < now - LOST_SECONDS)
    return or_(RUNS.c.state == State.WAITING, lost)


def _asked(row: Row[Any]) -> Any:  # noqa: ANN401 - any JSON value
    """Return what was asked; of a damaged row nothing, so that its run fails by itself."""
    try:
        return unpacked(row.packed)
    except BadInput:
        return {}


def _run(row: Row[Any], ahead: int, result: Any) -> Run:  # noqa: ANN401 - any JSON value
    return Run(
        id=row.id,
        kind=row.kind,
        document=_asked(row),
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
        tries=row.tries,
    )
