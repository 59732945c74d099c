"""The user whose request is answered, and what a role may do."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from flask import current_app, g, has_request_context

from domain.errors import TirkeuError

LOGIN: Final = "TIRKEU_LOGIN"
"""Key of the server's settings: true where a login is demanded."""

KEY: Final = "tirkeu_user"
"""Where the user of a request is kept while it is answered."""


class Role(StrEnum):
    """What a user may do: a viewer looks and moves levers, an analyst also runs and saves."""

    VIEWER = "viewer"
    ANALYST = "analyst"


@dataclass(frozen=True, slots=True)
class User:
    """A user.

    Attributes:
        name: as it was given to ``tirkeu users add``; empty where no login is demanded.
        role: what the user may do.
    """

    name: str
    role: Role


HERE: Final = User("", Role.ANALYST)
"""Everybody at this machine, where no login is demanded."""

NOBODY: Final = User("", Role.VIEWER)
"""Whoever has not logged in where a login is demanded; no page is shown to them."""


class NotAllowed(TirkeuError):
    """The user's role does not run, save or delete."""


def current_user() -> User:
    """Return the user whose request is answered; outside of requests, whoever is at the machine."""
    if not has_request_context():
        return HERE
    known = g.get(KEY)
    if isinstance(known, User):
        return known
    return NOBODY if current_app.config.get(LOGIN) else HERE


def may_change() -> bool:
    """Say whether the current user may run, save, delete and upload."""
    return current_user().role is Role.ANALYST


def demand_change() -> None:
    """Go on only where the current user may run, save, delete and upload.

    Raises:
        NotAllowed: a viewer asks.
    """
    if not may_change():
        raise NotAllowed("this needs the role of an analyst")
