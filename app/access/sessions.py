"""Sessions of users who logged in: they stand in the database, so that they can be ended there."""

import hashlib
import secrets
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import delete, insert, or_, select, update

from app.access.tables import SESSIONS, USERS
from app.access.user import Role, User
from app.store import Store

LONGEST_SECONDS: Final = 12 * 3600
"""A session ends so long after the login, whatever is done in it: a day of work."""

IDLE_SECONDS: Final = 2 * 3600
"""It ends when nothing was asked in it for so long."""

NOTED_SECONDS: Final = 60
"""How exactly it is written down when something was asked last: reading is cheaper."""

TOKEN_BYTES: Final = 32


@dataclass(frozen=True)
class Sessions:
    """The sessions in a database.

    Attributes:
        store: the dashboard's database.
    """

    store: Store

    def begin(self, user: str, now: float, before: str = "") -> str:
        """Begin a session and return its token, which is known to the browser alone.

        Args:
            user: key of the user.
            now: seconds since 1970.
            before: token that the browser has had until now; its session ends.
        """
        token = secrets.token_urlsafe(TOKEN_BYTES)
        row = {"key": key_of_token(token), "user": user, "made_at": now, "seen_at": now}
        with self.store.changing() as connection:
            connection.execute(delete(SESSIONS).where(_is_over(now, before)))
            connection.execute(insert(SESSIONS).values(row))
        return token

    def user(self, token: str, now: float) -> User | None:
        """Return the user of a session; None where there is none, or it is over.

        Args:
            token: as the browser sent it.
            now: seconds since 1970.
        """
        key = key_of_token(token)
        wanted = select(USERS.c.name, USERS.c.role, SESSIONS.c.made_at, SESSIONS.c.seen_at)
        wanted = wanted.join(USERS, USERS.c.key == SESSIONS.c.user).where(SESSIONS.c.key == key)
        with self.store.changing() as connection:
            row = connection.execute(wanted).first()
            if row is None or not _lasts(row.made_at, row.seen_at, now):
                return None
            if now - row.seen_at >= NOTED_SECONDS:
                mine = update(SESSIONS).where(SESSIONS.c.key == key)
                connection.execute(mine.values(seen_at=now))
        return User(row.name, Role(row.role))

    def end(self, token: str) -> None:
        """End a session."""
        with self.store.changing() as connection:
            connection.execute(delete(SESSIONS).where(SESSIONS.c.key == key_of_token(token)))


def key_of_token(token: str) -> str:
    """Return what the database knows a token by."""
    return hashlib.sha256(b"session:" + token.encode(errors="replace")).hexdigest()


def form_token(token: str) -> str:
    """Return what a form of a session carries, which no page of elsewhere can know."""
    return hashlib.sha256(b"form:" + token.encode(errors="replace")).hexdigest()


def _lasts(made_at: float, seen_at: float, now: float) -> bool:
    return now - made_at < LONGEST_SECONDS and now - seen_at < IDLE_SECONDS


def _is_over(now: float, before: str) -> Any:  # noqa: ANN401 - a clause of SQLAlchemy
    old = SESSIONS.c.made_at <= now - LONGEST_SECONDS
    idle = SESSIONS.c.seen_at <= now - IDLE_SECONDS
    return or_(old, idle, SESSIONS.c.key == key_of_token(before))
