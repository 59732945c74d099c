"""Finished replications: what a run has worked out is there for the next one, and after a crash."""

from collections.abc import Iterable, Mapping
from time import time
from typing import Any, Final

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from app.store import Store, packed, unpacked
from app.store_schema import REPLICATIONS

KEPT: Final = 4_000
"""Replications that are kept; those unused for longest go first."""

SLACK: Final = 200
"""How many more there may be before the oldest are looked for."""


class Finished:
    """Finished replications in the dashboard's database.

    Args:
        store: the database.
    """

    def __init__(self, store: Store) -> None:
        self._store, self._since = store, 0

    def find(self, scenario: str, numbers: Iterable[int]) -> Mapping[int, Any]:
        """Return those of some replications that are there, by number.

        Args:
            scenario: hash of all that a replication depends on besides its number.
            numbers: of the replications.
        """
        table = REPLICATIONS.c
        mine = (table.scenario == scenario) & table.number.in_(list(numbers))
        with self._store.changing() as connection:
            rows = connection.execute(select(table.number, table.packed).where(mine)).all()
            if rows:
                connection.execute(update(REPLICATIONS).where(mine).values(used_at=time()))
        return {row.number: unpacked(row.packed) for row in rows}

    def keep(self, scenario: str, number: int, plain: object) -> None:
        """Keep a replication; one that is there already stays."""
        row = {"scenario": scenario, "number": number, "packed": packed(plain)}
        try:
            with self._store.changing() as connection:
                connection.execute(insert(REPLICATIONS).values(**row, used_at=time()))
        except IntegrityError:
            return
        self._since += 1
        if self._since >= SLACK:
            self._forget()

    def _forget(self) -> None:
        self._since = 0
        table = REPLICATIONS.c
        newest = select(table.used_at).order_by(table.used_at.desc()).offset(KEPT - 1).limit(1)
        with self._store.changing() as connection:
            last = connection.execute(newest).scalar()
            if last is not None:
                connection.execute(delete(REPLICATIONS).where(table.used_at < last))
