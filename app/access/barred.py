"""Buttons that a viewer cannot use: they say why."""

from typing import Any

from app.access.user import may_change
from app.i18n import Words


def barred(words: Words, *, otherwise: bool = False) -> dict[str, Any]:
    """Return what a button is told of whether it can be used, as keyword arguments.

    Args:
        words: the visitor's.
        otherwise: whether it cannot be used for another reason.
    """
    if may_change():
        return {"disabled": otherwise}
    return {"disabled": True, "title": words("access.problem.viewer")}
