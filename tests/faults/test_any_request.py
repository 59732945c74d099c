"""Whatever is asked, and whoever asks: no failure of the program, and no traceback in its log."""

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pytest
from dash import Dash
from hypothesis import given, settings
from hypothesis import strategies as st

from app.access import limits
from app.access.sessions import Sessions
from app.access.user import Role
from app.access.users import Users
from app.factory import create_app
from app.jobs.jobs import Jobs
from app.pages.centres.screens import screen
from app.visit import visit
from tests.extent import extent
from tests.faults.known_here import Known, opened
from tests.faults.requests_made import Made, addresses, callbacks, sent

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

    def status(self, made: Made, cookie: str) -> int:
        """Return the status of the answer; the body is read to its end."""
        headers = {**SAME, **({"Cookie": cookie} if cookie else {}), **dict(made.headers)}
        client = self.app.server.test_client(use_cookies=False)
        answer = client.open(
            made.path, method=made.method, data=made.body, headers=headers, content_type=made.kind
        )
        answer.get_data()
        return int(answer.status_code)


@pytest.fixture(scope="module")
def written() -> Iterator[Written]:
    handler, root = Written(), logging.getLogger()
    root.addHandler(handler)
    yield handler
    root.removeHandler(handler)


@pytest.fixture(scope="module")
def quiet() -> Iterator[None]:
    """Runs wait and are not begun; whoever asks often is answered."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Jobs, "resume", lambda _self: None)
        patch.setattr(Jobs, "warm", lambda _self, _first: None)
        for name in ("A_SESSION", "AN_ADDRESS", "A_FILE", "AN_UPLOAD"):
            patch.setattr(limits, name, OPEN)
        yield


@pytest.fixture(scope="module", params=[False, True], ids=["nobody logs in", "users log in"])
def asked(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    written: Written,
    quiet: None,
) -> Iterator[Asked]:
    with opened(tmp_path_factory.mktemp("any"), login=request.param) as known:
        app = create_app(known.services.settings, known.services)
        app.server.config["PROPAGATE_EXCEPTIONS"] = False
        yield Asked(app, known, cookies(known) if request.param else ("",), written)


def cookies(known: Known) -> tuple[str, ...]:
    users, sessions = Users(known.services.store), Sessions(known.services.store)
    for role in ROLES:
        users.add(role.value, role, "correct horse battery")
    tokens = [sessions.begin(role.value, time.time()) for role in ROLES]
    return ("", "tirkeu-session=x", *(f"tirkeu-session={token}" for token in tokens))


def usual(known: Known) -> Mapping[str, Any]:
    shown = screen(visit("/centres", {}, "en"), known.services)
    assert shown is not None
    return shown.shown.usual


KINDS: Final[Mapping[str, Callable[[Asked], st.SearchStrategy[Made]]]] = {
    "callback": lambda on: callbacks(on.app, on.known.values),
    "address": lambda on: addresses(on.app, on.known.values),
    "sent": lambda on: sent(on.app, on.known.values, usual(on.known)),
}
SHARES: Final = {"callback": (150, 2_600), "address": (100, 1_800), "sent": (50, 600)}
"""Requests of each kind for each of the two dashboards: every time, and before a release."""


@pytest.mark.parametrize("kind", KINDS)
def test_no_request_fails(asked: Asked, kind: str) -> None:
    requests = KINDS[kind](asked)

    @settings(max_examples=extent(*SHARES[kind]))
    @given(made=requests, cookie=st.sampled_from(asked.cookies[-2:] or asked.cookies))
    def ask(made: Made, cookie: str) -> None:
        asked.written.lines.clear()
        status = asked.status(made, cookie)
        assert status < 500 or status == 503, (status, made)
        assert not asked.written.lines, "\n".join(asked.written.lines)

    ask()


@pytest.mark.parametrize("kind", KINDS)
def test_who_has_not_logged_in_is_sent_to_the_login_whatever_is_asked(
    asked: Asked, kind: str
) -> None:
    if len(asked.cookies) == 1:
        pytest.skip("nobody needs to log in here")

    @settings(max_examples=extent(20, 100))
    @given(made=KINDS[kind](asked), cookie=st.sampled_from(asked.cookies[:2]))
    def ask(made: Made, cookie: str) -> None:
        asked.written.lines.clear()
        assert asked.status(made, cookie) < 500, made
        assert not asked.written.lines

    ask()
