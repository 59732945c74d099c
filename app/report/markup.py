"""Elements written as HTML and SVG: every text is escaped, and nothing that is run can be made."""

import re
from collections.abc import Iterable
from html import escape
from typing import Final

VOID: Final = frozenset({"br", "meta", "circle", "line", "path", "polygon", "polyline", "rect"})
"""Elements that hold nothing here."""

RUN: Final = frozenset({"base", "embed", "iframe", "link", "object", "script"})
ATTRIBUTE: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9]*([-:][a-zA-Z]+)*")


class Markup(str):
    """A text that is HTML already."""

    __slots__ = ()


Child = str | None | Iterable["Child"]
"""A plain text is escaped, `Markup` is not; None is nothing."""


def written(child: Child) -> str:
    """Return texts and elements as HTML."""
    if child is None:
        return ""
    if isinstance(child, Markup):
        return str(child)
    if isinstance(child, str):
        return escape(child, quote=False)
    return "".join(map(written, child))


def joined(*children: Child) -> Markup:
    """Return texts and elements as one piece of HTML."""
    return Markup(written(children))


def element(tag: str, *children: Child, **attributes: str | float | None) -> Markup:
    """Return an element.

    Args:
        tag: its name.
        children: what stands in it.
        attributes: by name; an underscore at the end is dropped, any other is a hyphen; one of
            None is left out. They stand in the order given.

    Raises:
        TypeError: an element that loads or runs something, content of one that holds none, or an
            attribute that is no plain name or listens to events.
    """
    if tag in RUN or (tag in VOID and children):
        raise TypeError(tag)
    said = "".join(_attribute(n, v) for n, v in attributes.items() if v is not None)
    inner = written(children)
    return Markup(f"<{tag}{said}/>" if tag in VOID else f"<{tag}{said}>{inner}</{tag}>")


def _attribute(name: str, value: str | float) -> str:
    plain = name.rstrip("_").replace("_", "-")
    if not ATTRIBUTE.fullmatch(plain) or plain.startswith("on"):
        raise TypeError(name)
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return f' {plain}="{escape(text)}"'
