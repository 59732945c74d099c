"""Buttons that a viewer cannot use: they say why, in a line that stands beside them."""

from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from app.access.user import may_change
from app.components.attributes import attributes
from app.i18n import Words

HEAD: Final = "head"
"""Place of the line in the head of a page."""


def barred(words: Words, place: str = HEAD, *, otherwise: bool = False) -> dict[str, Any]:
    """Return what a button is told of whether it can be used, as keyword arguments.

    Args:
        words: the visitor's.
        place: where the line of `why_barred` stands that says why.
        otherwise: whether it cannot be used for another reason.
    """
    if may_change():
        return {"disabled": otherwise}
    said = attributes({"title": words("access.problem.viewer"), "aria-describedby": _line(place)})
    return {"disabled": True, **said}


def why_barred(words: Words, place: str = HEAD) -> Component | None:
    """Return the line that says why buttons cannot be used; None for whoever may use them.

    Args:
        words: the visitor's.
        place: part of the page; each has a line of its own, so that it stands beside its buttons.
    """
    if may_change():
        return None
    return html.P(words("access.problem.viewer"), id=_line(place), className="barred")


def _line(place: str) -> str:
    return f"barred-{place}"
