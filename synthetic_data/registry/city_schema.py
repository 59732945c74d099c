"""The tables as a city has them in a SQLite file, and by what a version of them is known."""

from functools import cache
from hashlib import sha256

from sqlalchemy import Integer, MetaData
from sqlalchemy.schema import CreateIndex, CreateTable

from synthetic_data.registry.column_types import RecordId
from synthetic_data.registry.schema import Table


@cache
def numbered() -> MetaData:
    """Return the tables with whole numbers for keys, as a city has them in a SQLite file.

    A key of one column is then the number by which SQLite keeps the rows anyway. Read and written
    they are the same tables.
    """
    made = MetaData()
    for table in Table.metadata.sorted_tables:
        copied = table.to_metadata(made)
        for column in copied.columns:
            if isinstance(column.type, RecordId):
                column.type = Integer()
        if len(copied.primary_key.columns) == 1:
            copied.dialect_options["sqlite"]["with_rowid"] = True
        kept = {index.name: index.info for index in table.indexes}
        for index in copied.indexes:
            index.info.update(kept[index.name])  # which rows it has
    return made


@cache
def form() -> str:
    """Return a digest of what makes the tables and indexes: a change of any of them changes it."""
    digest = sha256()
    for table in numbered().sorted_tables:
        digest.update(str(CreateTable(table)).encode())
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            digest.update(str(CreateIndex(index)).encode())
    return digest.hexdigest()
