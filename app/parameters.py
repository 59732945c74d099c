"""Values of an address, each read strictly: what can be meant, else it is named and left out."""

from collections.abc import Callable
from typing import Any

from app.visit import Visit, without


class Unusable(ValueError):
    """A value of the address that cannot be meant."""


Reader = Callable[[str], Any]
"""Makes a value of what stands in the address; raises `Unusable`."""


def read(here: Visit, name: str, reader: Reader) -> tuple[Any, Visit]:
    """Read one parameter.

    Args:
        here: the visit.
        name: of the parameter.
        reader: of its value.

    Returns:
        The value, None where there is none or none that can be used, and the visit; where the
        value cannot be used, without it and with a complaint about it.
    """
    if name not in here.query:
        return None, here
    try:
        return reader(here.query[name]), here
    except Unusable:
        return None, without(here, name)


def whole(low: int, high: int) -> Reader:
    """Return a reader of whole numbers from one to another, both inside, 0 or above."""

    def number(text: str) -> int:
        digits = text.isascii() and text.isdigit() and len(text) <= len(str(high))
        if not digits or not low <= int(text) <= high:
            raise Unusable(text)
        return int(text)

    return number


def one_of(*values: str) -> Reader:
    """Return a reader of nothing but these."""

    def word(text: str) -> str:
        if text not in values:
            raise Unusable(text)
        return text

    return word


def sought(longest: int) -> Reader:
    """Return a reader of what is searched for, at most so many signs; none of them moves a line."""

    def line(text: str) -> str:
        if len(text) > longest:
            raise Unusable(text)
        return "".join(c if c.isprintable() else " " for c in text).strip()

    return line
