"""The users of the dashboard, in its own database."""

import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from time import time
from typing import Any, Final

from sqlalchemy import delete, exists, insert, select, update
from sqlalchemy.exc import IntegrityError

from app.access.passwords import USUAL, Cost, hashed, is_right
from app.access.tables import LONGEST_NAME, SESSIONS, USERS
from app.access.user import Role, User
from app.store import Store
from domain.errors import BadInput

NOBODY_S: Final = "a password that nobody has"


@dataclass(frozen=True, slots=True)
class Kept:
    """A user as the database has it.

    Attributes:
        user: name and role.
        made_at: seconds since 1970.
    """

    user: User
    made_at: float


@dataclass(frozen=True)
class Users:
    """The users in a database.

    Attributes:
        store: the dashboard's database.
        cost: what a guess at a password that is set here costs.
    """

    store: Store
    cost: Cost = field(default=USUAL)

    def add(self, name: str, role: Role, password: str) -> User:
        """Make a user.

        Raises:
            BadInput: the name or the password cannot be used, or there is one of that name.
        """
        user = User(read_name(name), role)
        row: dict[str, Any] = {"key": key_of_name(name), "name": user.name, "role": role.value}
        row |= {"password": hashed(password, self.cost), "made_at": time()}
        try:
            with self.store.changing() as connection:
                connection.execute(insert(USERS).values(row))
        except IntegrityError:
            raise BadInput("users", "a name that nobody has yet", user.name) from None
        return user

    def all(self) -> list[Kept]:
        """Return all users by name."""
        with self.store.changing() as connection:
            rows = connection.execute(select(USERS).order_by(USERS.c.key)).all()
        return [Kept(User(row.name, Role(row.role)), row.made_at) for row in rows]

    def are_there(self) -> bool:
        """Say whether there is any user."""
        with self.store.changing() as connection:
            return bool(connection.execute(select(exists().select_from(USERS))).scalar())

    def remove(self, name: str, *, is_last_wanted: bool = False) -> None:
        """Remove a user; all sessions of that user end.

        Two who remove two analysts at once come one after the other: the first thing that is done
        is to hold the users, SQLite's file by writing, a server's rows by their lock.

        Args:
            name: of the user.
            is_last_wanted: whether the last analyst goes too, after whom nobody runs or saves.

        Raises:
            BadInput: there is none of that name, or it is the last analyst.
        """
        key = key_of_name(name)
        held = select(USERS.c.key, USERS.c.role).order_by(USERS.c.key).with_for_update()
        with self.store.changing() as connection:
            connection.execute(delete(SESSIONS).where(SESSIONS.c.user == key))
            roles = {row.key: row.role for row in connection.execute(held)}
            analysts = [one for one, role in roles.items() if role == Role.ANALYST.value]
            if analysts == [key] and not is_last_wanted:
                expected = "another analyst to stay, as nobody else runs or saves; or --force"
                raise BadInput("users", expected, f"{name}, the last one")
            gone = connection.execute(delete(USERS).where(USERS.c.key == key)).rowcount
        _demand(gone, name)

    def set_password(self, name: str, password: str) -> None:
        """Give a user another password; all sessions of that user end.

        Raises:
            BadInput: there is none of that name, or the password cannot be used.
        """
        key, kept = key_of_name(name), hashed(password, self.cost)
        with self.store.changing() as connection:
            connection.execute(delete(SESSIONS).where(SESSIONS.c.user == key))
            mine = update(USERS).where(USERS.c.key == key)
            changed = connection.execute(mine.values(password=kept)).rowcount
        _demand(changed, name)

    def known(self, name: str, password: str) -> str | None:
        """Return the key of the user whose name and password these are, None where they are not.

        A name that nobody has takes as long as a wrong password.
        """
        key = key_of_name(name)
        with self.store.changing() as connection:
            kept = connection.execute(select(USERS.c.password).where(USERS.c.key == key)).scalar()
        right = is_right(password, self._nobodys if kept is None else kept)
        return key if right and kept is not None else None

    @cached_property
    def _nobodys(self) -> str:
        return hashed(NOBODY_S, self.cost)


def read_name(name: str) -> str:
    """Return a name in one form of its letters.

    Raises:
        BadInput: it is empty, too long, or has signs that cannot be seen.
    """
    plain = unicodedata.normalize("NFC", " ".join(name.split()))
    if not 0 < len(plain) <= LONGEST_NAME or not plain.isprintable():
        raise BadInput("name", f"1 to {LONGEST_NAME} letters, digits or signs", name)
    return plain


def key_of_name(name: str) -> str:
    """Return what a name is known by: with or without capitals it is the same one.

    What cannot be shown is a new line here, which is in nobody's name: no database takes all of it.
    """
    plain = unicodedata.normalize("NFKC", " ".join(name.split())[: 2 * LONGEST_NAME])
    shown = "".join(sign if sign.isprintable() else "\n" for sign in plain)
    return shown.casefold()[: 2 * LONGEST_NAME]


def _demand(count: int, name: str) -> None:
    if not count:
        raise BadInput("users", "the name of a user; `tirkeu users list` names them", name)
