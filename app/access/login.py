"""The login page, logging in and out."""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from http import HTTPStatus
from math import ceil
from time import time
from typing import Final

from flask import Flask, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from app.access.attempts import Attempts, limits_of
from app.access.cookies import forget_session, form_cookie, give_form, give_session, held
from app.access.plain_page import own_words, plain_page
from app.access.sessions import Sessions, form_token
from app.access.tables import LONGEST_NAME
from app.access.users import Users
from app.i18n import Words
from app.visit import address

LOGIN_PATH: Final = "/login"
LOGOUT_PATH: Final = "/logout"
MOST_BYTES: Final = 10_000
LONGEST_NEXT: Final = 2_000
TOKEN_BYTES: Final = 16

FORM: Final = """<h1 class="headline">{title}</h1>
{problem}<form method="post" action="{action}">
<input type="hidden" name="token" value="{token}">
<label>{name}<input name="name" autocomplete="username" maxlength="{longest}" \
autocapitalize="none" spellcheck="false" required autofocus value="{typed}"></label>
<label>{password}<input name="password" type="password" autocomplete="current-password" \
required></label>
<button class="button primary" type="submit">{go}</button>
</form>
<p class="quiet small">{hint}</p>"""


@dataclass(frozen=True)
class Access:
    """What a login stands on.

    Attributes:
        users: who there is.
        sessions: who has logged in.
        attempts: who has tried.
    """

    users: Users
    sessions: Sessions
    attempts: Attempts


def attach_login(server: Flask, access: Access) -> None:
    """Attach the login page, and the ways in and out.

    Args:
        server: the server behind the dashboard.
        access: users, sessions, attempts.
    """

    @server.get(LOGIN_PATH)
    def login() -> AnyResponse:
        token = held()
        if token and access.sessions.user(token, time()) is not None:
            return redirect(_next())
        return _page(own_words())

    @server.post(LOGIN_PATH)
    def logged_in() -> AnyResponse:
        request.max_content_length = MOST_BYTES
        return _answer(access, request.form)

    @server.post(LOGOUT_PATH)
    def logged_out() -> AnyResponse:
        request.max_content_length = MOST_BYTES
        token = held()
        if not _is(request.form.get("token", ""), form_token(token)):
            return redirect("/", HTTPStatus.SEE_OTHER)
        access.sessions.end(token)
        return forget_session(redirect(LOGIN_PATH, HTTPStatus.SEE_OTHER))


def _answer(access: Access, form: Mapping[str, str]) -> AnyResponse:
    said = own_words()
    name, password = form.get("name", ""), form.get("password", "")
    if not form_cookie() or not _is(form.get("token", ""), form_token(form_cookie())):
        return _page(said, said("access.problem.form"), name, HTTPStatus.FORBIDDEN)
    limits = limits_of(name, request.remote_addr or "")
    wait = access.attempts.begin(limits, time())
    if wait > 0:
        return _slowed(said, name, wait)
    user = access.users.known(name, password)
    if user is None:
        return _page(said, said("access.problem.wrong"), name, HTTPStatus.UNAUTHORIZED)
    access.attempts.succeeded(limits)
    token = access.sessions.begin(user, time(), held())
    return give_session(redirect(_next(), HTTPStatus.SEE_OTHER), token)


def _slowed(said: Words, name: str, wait: float) -> Response:
    minutes = ceil(wait / 60)
    problem = said.count("access.problem.slow", minutes)
    page = _page(said, problem, name, HTTPStatus.TOO_MANY_REQUESTS)
    page.headers["Retry-After"] = str(ceil(wait))
    return page


def _page(
    said: Words, problem: str = "", typed: str = "", status: HTTPStatus = HTTPStatus.OK
) -> Response:
    token = form_cookie() or secrets.token_urlsafe(TOKEN_BYTES)
    content = FORM.format(
        title=escape(said("access.login.title")),
        problem=f'<p class="problem" role="alert">{escape(problem)}</p>\n' if problem else "",
        action=escape(address(LOGIN_PATH, {"next": _next(), "lang": said.language})),
        token=form_token(token),
        name=escape(said("access.login.name")),
        typed=escape(typed[:LONGEST_NAME]),
        longest=LONGEST_NAME,
        password=escape(said("access.login.password")),
        go=escape(said("access.login.go")),
        hint=escape(said("access.login.hint")),
    )
    return give_form(plain_page(said, said("access.login.title"), content, status), token)


def _next() -> str:
    """Return where to go after the login: a path of this server, whatever the address says."""
    asked = request.args.get("next", "")
    is_own = asked.startswith("/") and not asked.startswith(("//", "/\\", LOGIN_PATH))
    plain = asked.isprintable() and "\\" not in asked and len(asked) <= LONGEST_NEXT
    return asked if is_own and plain else "/"


def _is(came: str, right: str) -> bool:
    return hmac.compare_digest(came.encode(errors="replace"), right.encode())
