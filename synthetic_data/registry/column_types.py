"""The types of the registries' columns: keys, days and identification numbers.

SQLite keeps days and identification numbers as whole numbers, which are half as long as text,
compare as quickly and go in without being written out first.
"""

from datetime import date
from typing import Any

from sqlalchemy import BigInteger, Date, Dialect, Integer, String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import TypeDecorator, TypeEngine, UserDefinedType

from domain.iin import LENGTH
from domain.records import Id

NOBODY = -1
"""What SQLite compares with where a number sought is none: it is nobody's."""


class RecordId(UserDefinedType[Id]):
    """A record's key: a whole number in a city, a word in a case file.

    In SQLite the column has BLOB affinity, which converts nothing, so that the word ``"12"``
    stays text and the number 12 a number. Elsewhere it is BIGINT: only cities are kept there.
    """

    cache_ok = True

    def get_col_spec(self, **_options: object) -> str:
        """Return the type's name in SQL."""
        return "BIGINT"


@compiles(RecordId, "sqlite")
def _without_affinity(_kind: RecordId, _compiler: object, **_options: object) -> str:
    return "BLOB"


class Day(TypeDecorator[date]):
    """A day: `date` in Python, a whole number ``yyyymmdd`` in SQLite, DATE elsewhere.

    Written it may also be ISO text, as case files have it, or ``yyyymmdd``, as a city has it.
    """

    impl = Date
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the type behind it in a kind of database."""
        return dialect.type_descriptor(Integer() if _has_numbers(dialect) else Date())

    def process_bind_param(self, value: Any, dialect: Dialect) -> int | date | None:  # noqa: ANN401 - see the class
        """Return what goes to the database."""
        if value is None:
            return None
        day = value if isinstance(value, date) else date.fromisoformat(str(value))
        return day.year * 10_000 + day.month * 100 + day.day if _has_numbers(dialect) else day

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:  # noqa: ANN401 - see the class
        """Return what came from the database as a day."""
        if value is None or not _has_numbers(dialect):
            return value  # type: ignore[no-any-return]  # the driver's own date
        return date(value // 10_000, value // 100 % 100, value % 100)


class Iin(TypeDecorator[str]):
    """An identification number: twelve digits, as a whole number in SQLite.

    Written it may also be a number, as a city has it. It compares for equality; a text that is
    no such number is equal to none.
    """

    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the type behind it in a kind of database."""
        kept = BigInteger() if _has_numbers(dialect) else String(LENGTH)
        return dialect.type_descriptor(kept)

    def process_bind_param(self, value: Any, dialect: Dialect) -> int | str | None:  # noqa: ANN401 - see the class
        """Return what goes to the database."""
        if value is None:
            return None
        digits = str(value).zfill(LENGTH) if isinstance(value, int) else value
        if not _has_numbers(dialect):
            return str(digits)
        is_number = len(digits) == LENGTH and digits.isascii() and digits.isdigit()
        return int(digits) if is_number else NOBODY

    def process_result_value(self, value: Any, _dialect: Dialect) -> str | None:  # noqa: ANN401 - see the class
        """Return what came from the database as twelve digits."""
        return None if value is None else str(value).zfill(LENGTH)


def _has_numbers(dialect: Dialect) -> bool:
    return dialect.name == "sqlite"
