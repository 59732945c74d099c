"""Writing a city into PostgreSQL: rows by COPY, which takes Arrow's CSV as it is."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import psycopg
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow.csv import WriteOptions, write_csv
from sqlalchemy import Connection, MetaData, Table
from sqlalchemy.exc import OperationalError

from domain.iin import LENGTH
from synthetic_data.registry import schema
from synthetic_data.registry.column_types import Iin
from synthetic_data.registry.load import make_indexes

WITHOUT_NAMES = WriteOptions(include_header=False)


class PostgresqlWriter:
    """Writes tables within the transaction of a connection.

    Args:
        connection: through psycopg, in a transaction.
    """

    tables: MetaData = schema.Table.metadata

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def write(self, table: Table, batches: Iterator[Any]) -> None:
        """Add rows; a day ``yyyymmdd`` is ISO 8601 for PostgreSQL as it stands.

        Raises:
            OperationalError: the server refuses them or is gone; ``orig`` says why.
        """
        driver: Any = self._connection.connection.driver_connection
        first = next(batches)
        try:
            with driver.cursor() as cursor, cursor.copy(self._statement(table, first)) as copy:
                copy.write(_csv(table, first))
                for batch in batches:
                    copy.write(_csv(table, batch))
        except psycopg.Error as problem:
            raise OperationalError(None, None, problem) from problem

    def _statement(self, table: Table, batch: Any) -> str:  # noqa: ANN401 - an Arrow batch
        quote = self._connection.dialect.identifier_preparer.quote
        columns = ", ".join(quote(name) for name in batch.schema.names)
        return f"COPY {quote(table.name)} ({columns}) FROM STDIN (FORMAT csv)"

    def index(self, table: Table) -> None:
        """Make the indexes, and let the planner know what the table holds."""
        make_indexes(self._connection, table)
        self._connection.exec_driver_sql(f"ANALYZE {table.name}")


def _csv(table: Table, batch: Any) -> memoryview:  # noqa: ANN401 - an Arrow batch
    for place, name in enumerate(batch.schema.names):
        if isinstance(table.columns[name].type, Iin):
            digits = batch.column(place).cast(pa.string())
            batch = batch.set_column(place, name, pc.utf8_lpad(digits, LENGTH, "0"))
    made = BytesIO()
    write_csv(batch, made, WITHOUT_NAMES)
    return made.getbuffer()
