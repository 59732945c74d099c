"""Bringing the registries of a city into a SQLite file that may hold other tables."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import MetaData

from synthetic_data.registry.sqlite_file import statements
from synthetic_data.registry.sqlite_pages import PAGE

PATIENCE_SECONDS = 5
"""How long to wait for another writer, as SQLAlchemy waits."""


def take_over(path: Path, aside: Path, tables: MetaData) -> None:
    """Copy the tables of a file into another in one transaction, and remove the file.

    Tables of these names are replaced, others are left alone. Whatever fails or is killed, the
    file is left as it was. SQLite copies without sorting or decoding a row as long as both tables
    and all their indexes are the same, and the own ones are empty.

    Args:
        path: a SQLite file; made if it is not there.
        aside: the file that is copied.
        tables: the tables.

    Raises:
        sqlite3.Error: the file cannot be written.
    """
    connection = sqlite3.connect(path, PATIENCE_SECONDS, isolation_level=None)
    with closing(connection):
        connection.execute(f"PRAGMA page_size = {PAGE}")  # of a file that is new
        connection.execute("PRAGMA cache_size = -16000")  # KiB
        connection.execute("ATTACH ? AS aside", (str(aside),))
        connection.execute("BEGIN IMMEDIATE")
        for table in reversed(tables.sorted_tables):
            # a name alone would also mean a table of the attached file
            connection.execute(f'DROP TABLE IF EXISTS main."{table.name}"')
        for statement in statements(tables):
            connection.execute(statement)
        for name in tables.tables:
            copy = f'INSERT INTO main."{name}" SELECT * FROM aside."{name}"'  # noqa: S608 - own names
            connection.execute(copy)
        connection.execute("COMMIT")
    aside.unlink()
