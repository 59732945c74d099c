"""Lets nobody in who has not logged in, where a login is demanded."""

from http import HTTPStatus
from time import time
from typing import Final

from flask import Flask, Response, g, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from app.access.cookies import held
from app.access.health import HEALTH_PATH, READY_PATH
from app.access.login import LOGIN_PATH, LOGOUT_PATH, Access, attach_login
from app.access.plain_page import is_looked_at, own_words, told
from app.access.user import KEY, LOGIN
from app.visit import address

OPEN_PATHS: Final = frozenset({LOGIN_PATH, LOGOUT_PATH, HEALTH_PATH, READY_PATH})
LOOKS: Final = "/assets/"
"""Style sheets, scripts, letters and icons of the program: the login page needs them."""


def demand_login(server: Flask, access: Access) -> None:
    """Answer nobody but those who have logged in, and say who asks.

    Args:
        server: the server behind the dashboard.
        access: users, sessions, attempts.
    """
    server.config[LOGIN] = True

    @server.before_request
    def known() -> AnyResponse | None:
        if request.path in OPEN_PATHS or request.path.startswith(LOOKS):
            return None
        token = held()
        user = access.sessions.user(token, time()) if token else None
        if user is None:
            return _to_login()
        setattr(g, KEY, user)
        return None

    @server.after_request
    def kept_nowhere(response: Response) -> Response:
        """Let no browser and no proxy keep what was shown to somebody."""
        if not request.path.startswith((LOOKS, "/_dash-component-suites/")):
            response.headers["Cache-Control"] = "no-store"
        return response

    attach_login(server, access)


def _to_login() -> AnyResponse:
    if is_looked_at():
        query = request.query_string.decode("ascii", "replace")
        wanted = f"{request.path}?{query}" if query else request.path
        return redirect(address(LOGIN_PATH, {"next": wanted, "lang": own_words().language}))
    return told(HTTPStatus.UNAUTHORIZED, own_words()("access.problem.over"))
