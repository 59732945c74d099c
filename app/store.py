"""What the dashboard keeps: one database of its own, and documents known by their content.

Documents, runs and finished replications stand in tables of their own; the database is the one
that was named, or a SQLite file in the home. Several servers and threads may use it at once.
"""

import json
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from threading import Lock
from time import time
from typing import Any, Final

from sqlalchemy import Connection, Engine, delete, event, exists, insert, select, update
from sqlalchemy.exc import IntegrityError, OperationalError, SQLAlchemyError
from sqlalchemy.schema import CreateIndex, CreateTable

from app.store_schema import DOCUMENTS, KNOWN_SINCE, SCENARIOS, TABLES
from domain.errors import BadInput, TirkeuError
from synthetic_data.registry.connecting import file_url, open_engine, reason_of

FILE: Final = "dashboard.sqlite"
KEY_LENGTH: Final = 16
BUSY_SECONDS: Final = 5
"""How long one waits for somebody who writes: a write takes milliseconds."""
BRIEF_SECONDS: Final = 0.1
"""How long one waits to write what may as well be written another time, such as an opening."""

LARGEST_DOCUMENT: Final = 4_000_000
"""Characters of one document."""

DAY_SECONDS: Final = 86_400.0
KEPT_DAYS: Final = 180
"""A document that no saved scenario names is kept so long after it was opened last."""
FORGETTING: Final = "forgetting"
"""The rule by which openings are noted, in the table of what a database knows since when."""


class StoreAway(TirkeuError):
    """The dashboard's database cannot be used now; it may be again in a moment.

    Args:
        where: the database as it was named.
        why: what it says of it, or the system.
    """

    def __init__(self, where: str, why: str | None) -> None:
        super().__init__(f"{where}: expected a database that can be used, got {why or 'no answer'}")


def written(document: object) -> str:
    """Return a JSON value as one text: equal values give equal texts."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def key_of(*documents: object) -> str:
    """Return the key of JSON values: a hash of their content."""
    return sha256(written(documents).encode()).hexdigest()[:KEY_LENGTH]


def packed(document: object) -> bytes:
    """Return a JSON value as few bytes; `unpacked` gives it back."""
    return zlib.compress(written(document).encode(), 1)


def unpacked(given: bytes) -> Any:  # noqa: ANN401 - any JSON value
    """Return the JSON value of some bytes.

    Raises:
        BadInput: they are damaged.
    """
    try:
        return json.loads(zlib.decompress(given))
    except (zlib.error, ValueError, TypeError):
        raise BadInput("the dashboard's database", "what was kept", "damaged bytes") from None


class Store:
    """The dashboard's own database.

    Args:
        home: folder in which a file is made where no database is named.
        url: any SQLAlchemy URL; None: the file in the home.
    """

    def __init__(self, home: Path, url: str | None = None) -> None:
        self._file = None if url else home / FILE
        self._url = url or file_url(home / FILE)
        self.where = "--database" if url else str(home / FILE)
        self._engine: Engine | None = None
        self._file_was: tuple[int, int] | None = None
        self._lock = Lock()
        self._is_away, self._trial = False, Lock()
        self._forgot = 0.0

    @contextmanager
    def changing(self) -> Iterator[Connection]:
        """Open a transaction that is kept whole or not at all.

        Raises:
            StoreAway: the database cannot be used now.
        """
        with self._let_in():
            try:
                with self._ready().begin() as connection:
                    yield connection
            except IntegrityError:
                raise
            except SQLAlchemyError as problem:
                self._is_away = isinstance(problem, OperationalError)
                raise StoreAway(self.where, reason_of(problem)) from None
            self._is_away = False

    @contextmanager
    def _let_in(self) -> Iterator[None]:
        """Let one at a time try where the database was away, so that not all threads wait for it.

        Raises:
            StoreAway: it was away, and somebody tries already.
        """
        if not self._is_away:
            yield
            return
        if not self._trial.acquire(blocking=False):
            raise StoreAway(self.where, "no answer")
        try:
            yield
        finally:
            self._trial.release()

    def answers(self) -> bool:
        """Say whether the database can be used now."""
        try:
            with self.changing() as connection:
                connection.execute(select(1))
        except TirkeuError:
            return False
        return True

    def keep(self, document: Mapping[str, Any]) -> str:
        """Keep a document and return its key; one that is there already is kept once.

        Raises:
            BadInput: it is too large.
            StoreAway: the database cannot be used now.
        """
        text, key = written(document), key_of(document)
        if len(text) > LARGEST_DOCUMENT:
            expected = f"a document of at most {LARGEST_DOCUMENT} characters"
            raise BadInput("document", expected, len(text))
        if not self._has(key):
            row = {"key": key, "packed": packed(document), "kept_at": time()}
            try:
                with self.changing() as connection:
                    connection.execute(insert(DOCUMENTS).values(row))
            except IntegrityError:  # somebody kept the same one at the same moment
                pass
            if time() - self._forgot >= DAY_SECONDS:
                self.forget(time())
        return key

    def _has(self, key: str) -> bool:
        """Say whether there is a document of that key, as good as opened now if that can be noted.

        What is there needs nothing written but the note, and that is for the clean-up only.

        Raises:
            StoreAway: the database cannot be used now.
        """
        try:
            return self.hold(key)
        except StoreAway:
            wanted = select(DOCUMENTS.c.key).where(DOCUMENTS.c.key == key)
            with self.changing() as connection:
                if connection.execute(wanted).first() is None:
                    raise
                return True

    def forget(self, now: float) -> int:
        """Drop the documents that nobody has opened for `KEPT_DAYS` and no saved scenario names.

        Those of deleted scenarios stay too, as these can be brought back; runs hold what they were
        asked themselves. It is one statement that looks at each document when it drops it: one
        that another server opens meanwhile has a later time by then, and stays. None is dropped
        before openings have been noted for so long: what is older was not noted. Where the database
        is busy or away all is left for another day, as nobody who is served needs it done.

        Args:
            now: seconds since 1970.

        Returns:
            How many were dropped.
        """
        self._forgot, limit = now, now - KEPT_DAYS * DAY_SECONDS
        is_named = exists().where(SCENARIOS.c.document == DOCUMENTS.c.key)
        old = delete(DOCUMENTS).where(DOCUMENTS.c.kept_at < limit, ~is_named)
        with suppress(SQLAlchemyError, TirkeuError), self._briefly() as connection:
            if _known_since(connection, FORGETTING, now) <= limit:
                return connection.execute(old).rowcount
        return 0

    def find(self, key: str) -> dict[str, Any] | None:
        """Return a document, None where there is none of that key; once a day that is noted.

        It is read wherever the database can be read: that it was opened is noted afterwards, or
        not at all. Whoever is about to name it somewhere calls `hold`.

        Raises:
            BadInput: it is damaged.
            StoreAway: the database cannot be used now.
        """
        wanted = select(DOCUMENTS.c.packed, DOCUMENTS.c.kept_at).where(DOCUMENTS.c.key == key)
        with self.changing() as connection:
            row = connection.execute(wanted).first()
        if row is None or (row.kept_at < time() - DAY_SECONDS and not self._is_noted(key)):
            return None
        document = unpacked(row.packed)
        return document if isinstance(document, dict) else None

    def hold(self, key: str) -> bool:
        """Say whether there is a document of that key; if so it is as good as opened now.

        Raises:
            StoreAway: the database cannot be used now, or not written.
        """
        wanted = select(DOCUMENTS.c.kept_at).where(DOCUMENTS.c.key == key)
        with self.changing() as connection:
            kept_at = connection.execute(wanted).scalar()
            if kept_at is None or kept_at >= time() - DAY_SECONDS:
                return kept_at is not None
            return _note(connection, key)

    def _is_noted(self, key: str) -> bool:
        """Note an opening if that can be done; False where another server has dropped it."""
        with suppress(SQLAlchemyError, TirkeuError), self._briefly() as connection:
            return _note(connection, key)
        return True

    @contextmanager
    def _briefly(self) -> Iterator[Connection]:
        """Open a transaction for what nobody waits for: if it fails the database is not away."""
        with self._ready().begin() as connection:
            is_file = connection.dialect.name == "sqlite"
            brief = round(BRIEF_SECONDS * 1000)
            if is_file:
                connection.exec_driver_sql(f"PRAGMA busy_timeout = {brief}")
            else:
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = {brief}")
            try:
                yield connection
            finally:
                if is_file:  # the connection goes on to somebody else; a server forgets it itself
                    usual = round(BUSY_SECONDS * 1000)
                    connection.exec_driver_sql(f"PRAGMA busy_timeout = {usual}")

    def close(self) -> None:
        """Let the connections go."""
        if self._engine is not None:
            self._engine.dispose()

    def _ready(self) -> Engine:
        """Return the engine; the tables are made before its first use.

        It is opened anew where the file is another one, put back by somebody. What was connected
        to the one before would write into a file that nobody can see.

        Raises:
            StoreAway: the file was there and is gone. None is made in its place: what SQLite notes
                beside a new one would be laid over the old one when that is put back.
        """
        with self._lock:
            if self._engine is None or self._stamp() != self._file_was:
                self.close()
                if self._file_was is not None and self._stamp() is None:
                    raise StoreAway(self.where, "nothing there any more")
                self._engine = self._opened()
                self._file_was = self._stamp()
            return self._engine

    def _stamp(self) -> tuple[int, int] | None:
        try:
            found = None if self._file is None else self._file.stat()
        except OSError:
            return None
        return None if found is None else (found.st_dev, found.st_ino)

    def _opened(self) -> Engine:
        if self._file is not None:
            _make_folder(self._file.parent)
        engine = open_engine(self._url, self.where)
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _patient)
        with engine.begin() as connection:  # two servers may start at the same moment
            for table in TABLES.sorted_tables:
                connection.execute(CreateTable(table, if_not_exists=True))
                for index in table.indexes:
                    connection.execute(CreateIndex(index, if_not_exists=True))
        return engine


def _note(connection: Connection, key: str) -> bool:
    """Note that a document is opened now; False where there is none any more."""
    seen = update(DOCUMENTS).where(DOCUMENTS.c.key == key).values(kept_at=time())
    return bool(connection.execute(seen).rowcount)


def _known_since(connection: Connection, rule: str, now: float) -> float:
    """Return since when a database knows a rule: since now, where nobody has asked before."""
    wanted = select(KNOWN_SINCE.c.since).where(KNOWN_SINCE.c.rule == rule)
    since = connection.execute(wanted).scalar()
    if since is None:
        connection.execute(insert(KNOWN_SINCE).values(rule=rule, since=now))
    return now if since is None else since


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise StoreAway(str(folder), problem.strerror) from None


def _patient(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own class
    """Let readers go on while somebody writes, and writers wait for each other."""
    connection.execute(f"PRAGMA busy_timeout = {round(BUSY_SECONDS * 1000)}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
