"""Saved scenarios: a name for what an address says of the active scenario.

Several people may save at once: whoever changes a scenario says which revision he has seen, and is
told where it is not the last one any more. What is deleted can be brought back.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from secrets import token_hex
from typing import Any, Final
from unicodedata import normalize
from urllib.parse import parse_qsl, urlencode

from sqlalchemy import Connection, Row, and_, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from app.navigation import SAVED, SCENARIO
from app.policy import PARAMETERS
from app.store import Store
from app.store_schema import SCENARIOS
from domain.errors import BadInput

LONGEST_NAME: Final = 80
MOST_SAVED: Final = 500
ID_BYTES: Final = 8
REFERENCE: Final = re.compile(r"([0-9a-f]{16})\.([0-9]{1,9})")


class NameTaken(Exception):
    """Another saved scenario has this name."""


class Outdated(Exception):
    """Somebody else has changed or deleted the scenario meanwhile."""


@dataclass(frozen=True)
class Content:
    """What is saved: what an address says of the active scenario.

    Attributes:
        document: key of a document in the store; empty: the capital's own.
        levers: parameters of the policy that are laid over it.
        day: the "today" of the pages; None: the usual one, or the document's.
    """

    document: str = ""
    levers: Mapping[str, str] = field(default_factory=dict)
    day: date | None = None

    def __post_init__(self) -> None:
        """Put the levers into the order in which addresses write them."""
        given = dict(self.levers)
        ordered = {name: given[name] for name in PARAMETERS if name in given}
        object.__setattr__(self, "levers", ordered)

    @property
    def query(self) -> dict[str, str]:
        """The parameters that open it."""
        found = {SCENARIO: self.document, "day": self.day.isoformat() if self.day else ""}
        return {name: value for name, value in found.items() if value} | dict(self.levers)


@dataclass(frozen=True)
class Saved:
    """A saved scenario.

    Attributes:
        id: its own, for ever.
        name: as it was given.
        content: what is saved.
        revision: counts the times that it was changed.
        saved_by: who changed it last; empty where nobody is known by name.
        saved_at: when, seconds since 1970.
    """

    id: str
    name: str
    content: Content
    revision: int
    saved_by: str
    saved_at: float

    @property
    def reference(self) -> str:
        """The scenario and its revision, as an address names them."""
        return f"{self.id}.{self.revision}"

    @property
    def query(self) -> dict[str, str]:
        """The parameters that open it, with its name."""
        return {SAVED: self.reference, **self.content.query}


def read_reference(text: str) -> tuple[str, int] | None:
    """Return id and revision that an address names; None for what names none."""
    found = REFERENCE.fullmatch(text)
    return (found[1], int(found[2])) if found else None


def read_name(text: str) -> str:
    """Return a name as it is kept: letters that look the same are the same signs (Unicode NFC).

    Raises:
        BadInput: it is empty, too long, or has signs that cannot be shown.
    """
    name = normalize("NFC", " ".join(text.split()))
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise BadInput("name", f"1 to {LONGEST_NAME} printable characters", name[:LONGEST_NAME])
    return name


class SavedScenarios:
    """The saved scenarios of a dashboard.

    Args:
        store: its database.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> list[Saved]:
        """Return all that are not deleted, by name."""
        wanted = select(SCENARIOS).where(SCENARIOS.c.deleted_at.is_(None))
        with self._store.changing() as connection:
            found = [_saved(row) for row in connection.execute(wanted)]
        return sorted(found, key=lambda one: (one.name.casefold(), one.id))

    def find(self, scenario: str) -> Saved | None:
        """Return one by its id; None where there is none, or it is deleted."""
        with self._store.changing() as connection:
            return _found(connection, scenario)

    def save(
        self, name: str, content: Content, who: str, now: float, own: str | None = None
    ) -> Saved:
        """Save something new under a name of its own.

        Args:
            name: as it was typed.
            content: what is saved.
            who: who saves; empty where nobody is known by name.
            now: seconds since 1970.
            own: its id, where whoever asks chose one so that asking twice saves once; None: any.

        Raises:
            BadInput: the name cannot be used, too many are saved, or the document is not kept.
            NameTaken: another has it.
        """
        name = read_name(name)
        self._demand(content)
        row = {
            "id": own or token_hex(ID_BYTES),
            "name": name,
            "live_name": name.casefold(),
            "revision": 1,
        }
        count = select(func.count()).where(SCENARIOS.c.deleted_at.is_(None))
        try:
            with self._store.changing() as connection:
                if (connection.execute(count).scalar() or 0) >= MOST_SAVED:
                    raise BadInput("saved scenarios", f"at most {MOST_SAVED}", MOST_SAVED + 1)
                connection.execute(insert(SCENARIOS).values(row | _columns(content, who, now)))
        except IntegrityError:
            there = self.find(own) if own else None
            if there is None or (there.name, there.content) != (name, content):
                raise NameTaken(name) from None
            return there
        return Saved(row["id"], name, content, 1, who, now)  # type: ignore[arg-type]  # a text

    def _demand(self, content: Content) -> None:
        """Refuse what nobody could open again."""
        key = content.document
        if key and (self._store.find(key) is None or not self._store.hold(key)):
            raise BadInput("scenario", "a document that is kept", key)

    def change(
        self,
        seen: tuple[str, int],
        who: str,
        now: float,
        *,
        name: str | None = None,
        content: Content | None = None,
    ) -> Saved:
        """Give a saved scenario another name or content; asking for the same twice does it once.

        Args:
            seen: its id, and the revision that was seen.
            who: who does it.
            now: seconds since 1970.
            name: None: as it is.
            content: None: as it is.

        Raises:
            BadInput: the name cannot be used, or the document is not kept.
            NameTaken: another has it.
            Outdated: it was changed or deleted meanwhile.
        """
        values: dict[str, Any] = {"revision": seen[1] + 1, "saved_by": who, "saved_at": now}
        if name is not None:
            name = read_name(name)
            values |= {"name": name, "live_name": name.casefold()}
        if content is not None:
            self._demand(content)
            values |= _columns(content, who, now)
        mine = and_(SCENARIOS.c.id == seen[0], SCENARIOS.c.revision == seen[1])
        alive = and_(mine, SCENARIOS.c.deleted_at.is_(None))
        try:
            with self._store.changing() as connection:
                done = connection.execute(update(SCENARIOS).where(alive).values(values)).rowcount
                found = _found(connection, seen[0])  # here: nobody comes between
        except IntegrityError:
            raise NameTaken(name) from None
        wanted = (name, content, seen[1] + 1, who)
        if found is None or not (done or _is_done(found, *wanted)):
            raise Outdated(seen[0])
        return found

    def delete(self, seen: tuple[str, int], now: float) -> None:
        """Delete a saved scenario; `restore` brings it back.

        Raises:
            Outdated: it was changed or deleted meanwhile.
        """
        mine = and_(SCENARIOS.c.id == seen[0], SCENARIOS.c.revision == seen[1])
        gone = {"deleted_at": now, "live_name": None}
        wanted = update(SCENARIOS).where(mine, SCENARIOS.c.deleted_at.is_(None)).values(gone)
        with self._store.changing() as connection:
            done = connection.execute(wanted).rowcount
        if not done:
            raise Outdated(seen[0])

    def restore(self, scenario: str) -> Saved | None:
        """Bring a deleted scenario back; None where there is none to bring back.

        Raises:
            NameTaken: another has its name meanwhile.
        """
        gone = and_(SCENARIOS.c.id == scenario, SCENARIOS.c.deleted_at.is_not(None))
        try:
            with self._store.changing() as connection:
                name = connection.execute(select(SCENARIOS.c.name).where(gone)).scalar()
                if name is None:
                    return None
                back = {"deleted_at": None, "live_name": name.casefold()}
                connection.execute(update(SCENARIOS).where(gone).values(back))
        except IntegrityError:
            raise NameTaken(scenario) from None
        return self.find(scenario)


def _found(connection: Connection, scenario: str) -> Saved | None:
    mine = and_(SCENARIOS.c.id == scenario, SCENARIOS.c.deleted_at.is_(None))
    row = connection.execute(select(SCENARIOS).where(mine)).first()
    return None if row is None else _saved(row)


def _is_done(found: Saved, name: str | None, content: Content | None, last: int, who: str) -> bool:
    """Say whether a change is what the last revision has done already."""
    is_named = name is None or found.name == name
    is_same = content is None or found.content == content
    return is_named and is_same and (found.revision, found.saved_by) == (last, who)


def _columns(content: Content, who: str, now: float) -> dict[str, Any]:
    return {
        "document": content.document,
        "levers": urlencode(dict(content.levers)),
        "day": content.day.isoformat() if content.day else "",
        "saved_by": who,
        "saved_at": now,
    }


def _saved(row: Row[Any]) -> Saved:
    day = date.fromisoformat(row.day) if row.day else None
    content = Content(row.document, dict(parse_qsl(row.levers)), day)
    return Saved(row.id, row.name, content, row.revision, row.saved_by, row.saved_at)
