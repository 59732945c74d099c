"""Slows down whoever guesses at passwords, by name and by address.

It is counted in the database, so that several servers count together and a restart forgets nothing.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from sqlalchemy import case, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from app.access.tables import ATTEMPTS
from app.access.users import key_of_name
from app.store import Store

FORGOTTEN_SECONDS: Final = 24 * 3600
LONGEST_WAIT_SECONDS: Final = 900


class Limit(NamedTuple):
    """What is counted together.

    Attributes:
        key: hash of it.
        free: failures after which one has to wait: a second, then twice as long each time.
    """

    key: str
    free: int


def limits_of(name: str, address: str) -> tuple[Limit, ...]:
    """Return what an attempt counts for: few from one place at one name, more at or from many.

    A stranger who guesses at a name slows down mostly himself, not its owner elsewhere; an address
    that is a whole office may mistype more often than one person.
    """
    key = key_of_name(name)
    return (
        Limit(_key("both", key, address), 5),
        Limit(_key("name", key), 50),
        Limit(_key("address", address), 50),
    )


def wait_seconds(failures: int, free: int) -> float:
    """Return how long one waits after so many failures."""
    return 0.0 if failures < free else min(LONGEST_WAIT_SECONDS, 2.0 ** min(failures - free, 20))


@dataclass(frozen=True)
class Attempts:
    """The attempts in a database.

    Attributes:
        store: the dashboard's database.
    """

    store: Store

    def begin(self, limits: Sequence[Limit], now: float) -> float:
        """Count an attempt before it is looked at, and return 0; or how many seconds to wait.

        It is counted first: trying many at one moment gains no more than those answered at once.

        Args:
            limits: from `limits_of`.
            now: seconds since 1970.
        """
        keys = {limit.key: limit.free for limit in limits}
        wanted = select(ATTEMPTS).where(ATTEMPTS.c.key.in_(keys))
        with self.store.changing() as connection:
            old = ATTEMPTS.c.failed_at < now - FORGOTTEN_SECONDS
            connection.execute(delete(ATTEMPTS).where(old))
            rows = connection.execute(wanted).all()
            left = [
                wait_seconds(row.failures, keys[row.key]) - max(0.0, now - row.failed_at)
                for row in rows
            ]
            if max(left, default=0.0) > 0:
                return max(left)
        for key in keys:
            self._count(key, now)
        return 0.0

    def _count(self, key: str, now: float) -> None:
        mine = update(ATTEMPTS).where(ATTEMPTS.c.key == key)
        more = mine.values(failures=ATTEMPTS.c.failures + 1, failed_at=now)
        with self.store.changing() as connection:
            if connection.execute(more).rowcount:
                return
        try:
            with self.store.changing() as connection:
                row = {"key": key, "failures": 1, "failed_at": now}
                connection.execute(insert(ATTEMPTS).values(row))
        except IntegrityError:  # somebody failed at the same moment
            with self.store.changing() as connection:
                connection.execute(more)

    def succeeded(self, limits: Sequence[Limit]) -> None:
        """Take the attempt back, as it was none of a stranger, and one failure before it.

        Where somebody logs in every day the last attempt is never old, so nothing is forgotten:
        what is mistyped now and then would add up to the longest wait.
        """
        own, *others = (limit.key for limit in limits)
        count = ATTEMPTS.c.failures
        fewer = update(ATTEMPTS).where(ATTEMPTS.c.key.in_(others))
        with self.store.changing() as connection:
            connection.execute(delete(ATTEMPTS).where(ATTEMPTS.c.key == own))
            connection.execute(fewer.values(failures=case((count > 1, count - 2), else_=0)))


def _key(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode(errors="replace")).hexdigest()
