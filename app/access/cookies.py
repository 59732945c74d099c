"""The cookies of a login: no script reads them, no page of elsewhere has them sent along."""

from typing import Final, TypeVar

from flask import request
from werkzeug.wrappers import Response as AnyResponse

from app.access.sessions import LONGEST_SECONDS

SESSION: Final = "tirkeu-session"
FORM: Final = "tirkeu-form"
PREFIX: Final = "__Host-"
"""A browser takes such a cookie over https from this very host alone, and gives it to no other."""

LONGEST: Final = 200
R = TypeVar("R", bound=AnyResponse)


def held() -> str:
    """Return the token of the session that the browser holds, empty where it holds none."""
    return request.cookies.get(_named(SESSION), "")[:LONGEST]


def form_cookie() -> str:
    """Return what the browser holds since it was shown the login page, empty where nothing."""
    return request.cookies.get(_named(FORM), "")[:LONGEST]


def give_session(answer: R, token: str) -> R:
    """Let the browser hold a session; a link from elsewhere leads into it, a form does not."""
    return _given(answer, SESSION, token, "Lax")


def give_form(answer: R, token: str) -> R:
    """Let the browser hold what its next login form is known by."""
    return _given(answer, FORM, token, "Strict")


def forget_session(answer: R) -> R:
    """Let the browser forget its session."""
    answer.delete_cookie(
        _named(SESSION), path="/", secure=request.is_secure, httponly=True, samesite="Lax"
    )
    return answer


def _given(answer: R, name: str, value: str, same_site: str) -> R:
    answer.set_cookie(
        _named(name),
        value,
        max_age=LONGEST_SECONDS,
        path="/",
        secure=request.is_secure,
        httponly=True,
        samesite=same_site,
    )
    return answer


def _named(name: str) -> str:
    return PREFIX + name if request.is_secure else name
