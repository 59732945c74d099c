"""A dashboard that is asked from outside, and what it writes down of failures."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from dash import Dash

from app.access import limits
from app.access.sessions import Sessions
from app.access.user import Role
from app.access.users import Users
from app.factory import create_app
from app.jobs.jobs import Jobs
from tests.faults.known_here import Known, opened
from tests.faults.requests_made import Made

OPEN: Final = limits.Rate(1e6, 1_000_000)
SAME: Final = {"Origin": "http://localhost"}
ROLES: Final = (Role.VIEWER, Role.ANALYST)
SHOWN: Final = "could not be shown"


class Written(logging.Handler):
    """What the program writes down of failures that it has not foreseen."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        is_failure = record.levelno >= logging.ERROR or record.exc_info is not None
        if is_failure or SHOWN in record.getMessage():
            self.lines.append(logging.Formatter().format(record))


@dataclass(frozen=True)
class Asked:
    """A dashboard that is asked.

    Attributes:
        app: the dashboard.
        known: what there is to find.
        cookies: of whoever may ask.
        written: what went wrong in it.
    """

    app: Dash
    known: Known
    cookies: tuple[str, ...]
    written: Written

    def answer(self, made: Made, cookie: str = "") -> tuple[int, str]:
        """Return status and text of an answer."""
        headers = {**SAME, **({"Cookie": cookie} if cookie else {}), **dict(made.headers)}
        client = self.app.server.test_client(use_cookies=False)
        answer = client.open(
            made.path, method=made.method, data=made.body, headers=headers, content_type=made.kind
        )
        text = answer.get_data().decode(errors="replace")
        answer.close()
        return int(answer.status_code), text

    def status(self, made: Made, cookie: str = "") -> int:
        """Return the status of an answer; its body is read to its end."""
        return self.answer(made, cookie)[0]


@contextmanager
def asked_at(home: Path, *, login: bool = False) -> Iterator[Asked]:
    """Open a dashboard: its runs wait and are not begun, and whoever asks often is answered."""
    handler, root = Written(), logging.getLogger()
    with pytest.MonkeyPatch.context() as patch, opened(home, login=login) as known:
        patch.setattr(Jobs, "resume", lambda _self: None)
        patch.setattr(Jobs, "warm", lambda _self, _first: None)
        for name in ("A_SESSION", "AN_ADDRESS", "A_FILE", "AN_UPLOAD"):
            patch.setattr(limits, name, OPEN)
        app = create_app(known.services.settings, known.services)
        app.server.config["PROPAGATE_EXCEPTIONS"] = False
        root.addHandler(handler)
        yield Asked(app, known, cookies(known) if login else ("",), handler)
        root.removeHandler(handler)


def cookies(known: Known) -> tuple[str, ...]:
    """Return what a browser sends of nobody, of a stranger, of a viewer and of an analyst."""
    users, sessions = Users(known.services.store), Sessions(known.services.store)
    for role in ROLES:
        users.add(role.value, role, "correct horse battery")
    tokens = [sessions.begin(role.value, time.time()) for role in ROLES]
    return ("", "tirkeu-session=x", *(f"tirkeu-session={token}" for token in tokens))
