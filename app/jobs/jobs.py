"""Long runs for the pages: start, find, cancel; they outlast the page and the server."""

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property, partial
from threading import Lock
from time import time
from typing import Any, Final

from sqlalchemy import make_url

from app.access import current_user, demand_change
from app.jobs.conductor import Conductors, Kind
from app.jobs.finished import Finished
from app.jobs.kinds import KINDS
from app.jobs.pool import Pool, Task
from app.jobs.replicator import Place, Preparation, replicator
from app.jobs.run import Run, State
from app.jobs.spread import Means
from app.jobs.table import RunTable
from app.jobs.turn import Turn
from app.settings import Settings
from app.store import Store, key_of
from domain.errors import BadInput
from simulation.versions import model_version
from synthetic_data.home import StoredCity

MOST_PROCESSES: Final = 4
AT_ONCE: Final = 2
"""Runs that are conducted at once: whoever asks second need not wait for the first to end."""

LONGEST_NAME: Final = 80


class Jobs:
    """The long runs of a dashboard.

    Args:
        settings: where the city lies.
        store: where runs and finished replications are kept.
        stored: the city; None: there is none.
        processes: how many replications are worked out at once; None: one a processor.
    """

    def __init__(
        self,
        settings: Settings,
        store: Store,
        stored: StoredCity | None,
        processes: int | None = None,
    ) -> None:
        self._settings, self._stored = settings, stored
        self._store = store
        self._is_closed = False
        self._size = processes or min(MOST_PROCESSES, os.cpu_count() or 1)
        self._lock = Lock()
        self._warmed: date | None = None
        self._preparing: list[Task] = []
        self._means: Means | None = None
        self._conductors: Conductors | None = None
        self._turn: Turn | None = None

    def share(self) -> None:
        """Leave the runs to one of several processes that serve; to be called before `resume`."""
        url = self._settings.database_url
        where = make_url(url).render_as_string() if url else ""  # without its password
        self._turn = Turn(self._settings.home, key_of(self._digest, model_version(), where))

    @property
    def are_conducted(self) -> bool:
        """Whether runs that are asked for are begun."""
        return self._conductors is not None and self._conductors.live

    @cached_property
    def _digest(self) -> str:
        return "" if self._stored is None else self._stored.identity().digest

    @cached_property
    def _table(self) -> RunTable:
        return RunTable(self._store, key_of(self._digest, model_version()))

    def resume(self) -> None:
        """Begin to conduct runs: those that wait, and those that a server has left behind.

        The processes start with the first task. Whoever starts a run does this too.
        """
        with self._lock:
            if self._conductors is not None or self._is_closed:
                return
            stored = self._stored
            city = None if stored is None else Place(self._settings.home, stored.name)
            pool = Pool(replicator, self._size)
            self._means = means = Means(pool, Finished(self._store), city, self._digest)
            kinds: dict[str, Kind] = {name: partial(work, means) for name, work in KINDS.items()}
            self._conductors = Conductors(self._table, kinds, AT_ONCE, self._turn)

    def start(self, kind: str, document: Mapping[str, Any], who: str = "") -> str:
        """Ask for a run and return its id; the same question is answered by the same run.

        Args:
            kind: one of `KINDS`.
            document: what is asked; JSON.
            who: who asks; empty: the user who is logged in, if there is one.

        Raises:
            BadInput: no such kind.
            StoreAway: the database cannot be used now.
            Busy: too many runs wait.
            NotAllowed: a viewer asks.
        """
        demand_change()
        if kind not in KINDS:
            raise BadInput("kind of run", f"one of {', '.join(KINDS)}", kind)
        run_id = self.id_of(kind, document)
        asked = Run(run_id, kind, document, State.WAITING)
        self._table.ask(
            replace(asked, asked_by=(who or current_user().name)[:LONGEST_NAME], asked_at=time())
        )
        self.resume()
        if self._conductors is not None:
            self._conductors.look()
        return run_id

    def id_of(self, kind: str, document: Mapping[str, Any]) -> str:
        """Return the id that a run has, whether or not it was ever started.

        Args:
            kind: what is done.
            document: what is asked; JSON.
        """
        return key_of(kind, document, self._digest, model_version())

    def find(self, run_id: str, kind: str | None = None) -> Run | None:
        """Return a run as it stands now.

        Args:
            run_id: from `start`.
            kind: what it is to be a run of; None: of anything.

        Returns:
            None if there is none of this city and this version of the model, or of another kind.

        Raises:
            StoreAway: the database cannot be used now.
        """
        run = self._table.find(run_id)
        return None if run is not None and kind not in (None, run.kind) else run

    def recent(self, most: int) -> list[Run]:
        """Return the runs asked for last, newest first, without their results."""
        return self._table.recent(most)

    def cancel(self, run_id: str) -> None:
        """Stop a run that waits or is under way; anything else is left as it is.

        Raises:
            NotAllowed: a viewer asks.
        """
        demand_change()
        self._table.cancel(run_id, time())
        if self._conductors is not None:
            self._conductors.stop(run_id)

    def warm(self, first: date) -> None:
        """Start the processes and look the city up before somebody waits for them.

        It is done for the day asked for last, and only where runs are conducted.

        Args:
            first: first day of what will be run.
        """
        means = self._means
        if means is None or means.city is None or first == self._warmed:
            return
        if self._turn is not None and not self._turn.is_mine:
            return
        self._warmed = first
        for other in self._preparing:
            other.future.cancel()  # where it has not begun
        tasks = [Task(Preparation(means.city, first)) for _ in range(means.pool.size)]
        self._preparing = [means.pool.submit(task) for task in tasks]

    def close(self) -> None:
        """End all work; open runs are taken up again by the next server."""
        with self._lock:
            self._is_closed = True
            if self._conductors is not None and self._means is not None:
                self._conductors.close()
                self._means.pool.close()
            self._conductors = self._means = None
