"""Strict reading of JSON: what a value must look like, said once and checked everywhere alike.

A `Reader` takes a value with the place it stands at and returns what the program works with, or
raises `BadInput` that names the place. Readers are put together: a record of fields, rows of a
record. Nothing is converted silently: true is no number, "5" no count. JSON has one type of number,
so 2.0 is the whole number 2.
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from sys import float_info
from typing import Any, Final, NamedTuple, TypeGuard

from domain.errors import BadInput

Reader = Callable[[Any, str], Any]
"""Takes a value and its place."""

FILE_BYTES = 5_000_000
"""The largest file read: a thousand times an ordinary case."""

LIST_RECORDS = 10_000
"""The longest list read."""

INTEGER_DIGITS = 18
"""Longer whole numbers fit no column and are beyond every count; they are kept as decimals."""

ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
DECIMAL = re.compile(r"[0-9]{1,12}(\.[0-9]{1,12})?")
REQUIRED: Final = object()
NOTHING: Final = ""
"""How a value that is not there is told in a message."""


class Field(NamedTuple):
    """A field of a record: its reader, and what it is when left out or null."""

    reader: Reader
    default: Any = None


def needed(reader: Reader) -> Field:
    """Return a field that must not be left out."""
    return Field(reader, REQUIRED)


def part(fields: Mapping[str, Field]) -> Field:
    """Return a field that is an object of its own; left out, all its fields are left out."""
    return Field(record(fields), {name: field.default for name, field in fields.items()})


def inside(where: str, name: str) -> str:
    """Return the place of a part: ``case.json: application`` and ``side`` make one path."""
    return f"{where}{name}" if where.endswith(": ") else f"{where}.{name}"


def shown(value: object) -> object:
    """Return a value as its author wrote it: a text in quotes, so that "3" is seen to be no 3."""
    if value is None:
        return NOTHING
    return (
        value
        if isinstance(value, Decimal)
        else json.dumps(value, default=_told, ensure_ascii=False)
    )


def _told(value: object) -> object:
    """Return what a message shows of a value inside a list or object that is not JSON's own."""
    if not isinstance(value, Decimal):
        return str(value)
    return float(value) if abs(value) <= float_info.max else str(value)


def text(value: Any, where: str) -> str:  # noqa: ANN401 - any JSON value
    """Read any text, the empty one too."""
    if not isinstance(value, str):
        raise BadInput(where, "a text", shown(value))
    try:
        value.encode()
    except UnicodeEncodeError:
        raise BadInput(where, "letters that UTF-8 can write", ascii(value)) from None
    return value


def word(value: Any, where: str) -> str:  # noqa: ANN401 - any JSON value
    """Read a text that is not blank: a key, a place."""
    if not isinstance(value, str) or not value.strip():
        raise BadInput(where, "a word", shown(value))
    return text(value, where)


def choice(*options: str) -> Reader:
    """Return a reader of one of the words."""

    def read(value: Any, where: str) -> str:  # noqa: ANN401 - any JSON value
        if not isinstance(value, str) or value not in options:
            raise BadInput(where, " or ".join(options), shown(value))
        return value

    return read


def flag(value: Any, where: str) -> bool:  # noqa: ANN401 - any JSON value
    """Read true or false."""
    if not isinstance(value, bool):
        raise BadInput(where, "true or false", shown(value))
    return value


def whole(low: int, high: int) -> Reader:
    """Return a reader of a whole number, both ends included; 2.0 is one, true and "2" are none."""

    def read(value: Any, where: str) -> int:  # noqa: ANN401 - any JSON value
        # the range first: whoever writes 1e3000000 should not wait for its digits
        if not is_number(value) or not low <= value <= high or value != int(value):
            raise BadInput(where, f"a whole number from {low} to {high}", shown(value))
        return int(value)

    return read


def is_number(value: object) -> TypeGuard[float]:
    """Say whether a JSON value is a number; true and false are none."""
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def scaled(parts: int, high: int, what: str) -> Reader:
    """Return a reader of an exact decimal above 0, as a number of parts.

    Args:
        parts: how many parts make one, 10 or 1000; finer values are refused, never rounded.
        high: the largest value.
        what: what it is and how many decimals it may have, for the message.
    """
    expected = f"{what}, above 0 and at most {high}"

    def read(value: Any, where: str) -> int:  # noqa: ANN401 - any JSON value
        number = _decimal(value)
        if number is None or not 0 < number <= high or (number * parts) % 1:
            raise BadInput(where, expected, shown(value))
        return int(number * parts)

    return read


def _decimal(value: object) -> Decimal | None:
    """Return a number, or a text that is one, as written; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        return None
    if isinstance(value, str) and not DECIMAL.fullmatch(value):
        return None
    number = Decimal(str(value))
    return number if number.is_finite() and number.adjusted() > -INTEGER_DIGITS else None


def day(value: Any, where: str) -> date:  # noqa: ANN401 - any JSON value
    """Read a day that exists, written YYYY-MM-DD."""
    expected = "a day written YYYY-MM-DD"
    if not isinstance(value, str) or not ISO_DAY.fullmatch(value):
        raise BadInput(where, expected, shown(value))
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise BadInput(where, expected, shown(value)) from None


def two_days(value: Any, where: str) -> tuple[date, date]:  # noqa: ANN401 - any JSON value
    """Read a first and a last day."""
    first, last = pair(day)(value, where)
    if last < first:
        raise BadInput(where, "the first day, then the last", shown(value))
    return first, last


def pair(reader: Reader) -> Reader:
    """Return a reader of a list of exactly two."""

    def read(value: Any, where: str) -> tuple[Any, Any]:  # noqa: ANN401 - any JSON value
        if not isinstance(value, list | tuple) or len(value) != 2:  # noqa: PLR2004 - a pair
            raise BadInput(where, "a list of two", shown(value))
        return reader(value[0], f"{where}[0]"), reader(value[1], f"{where}[1]")

    return read


def rows(reader: Reader) -> Reader:
    """Return a reader of a list."""

    def read(value: Any, where: str) -> tuple[Any, ...]:  # noqa: ANN401 - any JSON value
        if not isinstance(value, list | tuple):
            raise BadInput(where, "a list", shown(value))
        if len(value) > LIST_RECORDS:
            raise BadInput(where, f"at most {LIST_RECORDS} records", len(value))
        return tuple(reader(item, f"{where}[{n}]") for n, item in enumerate(value))

    return read


def record(fields: Mapping[str, Field]) -> Reader:
    """Return a reader of an object that has these keys only."""

    def read(value: Any, where: str) -> dict[str, Any]:  # noqa: ANN401 - any JSON value
        for key in keys(value, where):
            if key not in fields:
                raise BadInput(where.removesuffix(": "), f"the keys {', '.join(fields)}", key)
        return {name: _field(value.get(name), f, where, name) for name, f in fields.items()}

    return read


def keys(value: Any, where: str) -> Mapping[str, Any]:  # noqa: ANN401 - any JSON value
    """Read an object with any keys."""
    if not isinstance(value, Mapping):
        raise BadInput(where.removesuffix(": "), "an object", shown(value))
    return value


def _field(value: Any, field: Field, where: str, name: str) -> Any:  # noqa: ANN401 - any JSON value
    if value is None and field.default is not REQUIRED:
        return field.default
    return field.reader(value, inside(where, name))


def load(path: Path) -> Any:  # noqa: ANN401 - any JSON value
    """Read a JSON file; numbers with a point stay exact decimals.

    NaN and Infinity, which are no JSON, are read as such: no reader takes them, and its message
    says where they stand.

    Args:
        path: a UTF-8 file of at most `FILE_BYTES`.

    Raises:
        BadInput: for a file that cannot be read, is too large or no strict JSON: a key twice,
            endless nesting.
    """
    where = str(path)
    try:
        with path.open("rb") as file:
            content = file.read(FILE_BYTES + 1)
    except (OSError, ValueError) as reason:
        problem = getattr(reason, "strerror", None) or reason
        raise BadInput(where, "a file that can be read", problem) from None
    if len(content) > FILE_BYTES:
        raise BadInput(where, f"at most {FILE_BYTES} bytes", "more")
    return _parsed(content, where)


def _parsed(content: bytes, where: str) -> Any:  # noqa: ANN401 - any JSON value
    try:
        return json.loads(
            content.decode("utf-8-sig"),
            object_pairs_hook=lambda pairs: _each_once(pairs, where),
            parse_float=_exact,
            parse_int=_whole,
        )
    except UnicodeDecodeError as reason:
        raise BadInput(where, "UTF-8 text", f"a wrong byte at {reason.start}") from None
    except RecursionError:
        raise BadInput(where, "an object a few levels deep", "endless nesting") from None
    except ValueError as reason:
        raise BadInput(where, "JSON", reason) from None


def _each_once(pairs: list[tuple[str, Any]], where: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise BadInput(where, "every key once in an object", f"{key} twice")
        found[key] = value
    return found


def _whole(digits: str) -> int | Decimal:
    return int(digits) if len(digits) <= INTEGER_DIGITS else _exact(digits)


def _exact(digits: str) -> Decimal:
    try:
        return Decimal(digits)
    except InvalidOperation:
        raise ValueError(f"no number this long: {digits[:20]}") from None
