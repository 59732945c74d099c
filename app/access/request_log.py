"""What the server writes down: a line for each request, and what went wrong.

Nothing of what a visitor typed or looked at is in it: the path is the route's pattern without its
query, a user is a number that changes with every start, and of a failure stand the kind and the
places in the program, not its message, which may repeat what was typed.
"""

import json
import logging
import re
import secrets
import sys
import traceback
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from hashlib import blake2b
from time import monotonic
from typing import Any, Final, TextIO

from flask import Flask, Response, g, has_request_context, request

from app.access.user import current_user
from domain.errors import BadInput

FORMATS: Final = ("text", "json")
REQUESTS: Final = logging.getLogger("tirkeu.requests")
ID: Final = "tirkeu_request"
BEGAN: Final = "tirkeu_began"
PLAIN: Final = re.compile(r"[0-9a-f]{16}")
"""Ids of runs and of requests; an IIN is shorter."""

GIVEN: Final = re.compile(r": \{| from ip=| /")
"""Where, in a message that is no pattern, begins what came from outside: a body, who, a path."""

LARGEST: Final = 10**9
"""Numbers below are counts and processes."""

GIVEN_ID: Final = re.compile(r"[A-Za-z0-9-]{8,64}")
ANY: Final = "/<path:path>"
MOST_FRAMES: Final = 12
HIDDEN: Final = "…"

_key = secrets.token_bytes(16)


def write_log(form: str, stream: TextIO | None = None, *, requests: bool = True) -> None:
    """Write the log of this process.

    Args:
        form: one of `FORMATS`.
        stream: where to; None: standard error.
        requests: whether each request has a line; else only what went wrong.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(Lines(form))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    REQUESTS.setLevel(logging.INFO if requests else logging.WARNING)


class Lines(logging.Formatter):
    """A record as one line.

    Args:
        form: ``json`` or ``text``.
    """

    def __init__(self, form: str) -> None:
        super().__init__()
        self._is_json = form == "json"

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record."""
        told = {"time": _time(record.created), "level": record.levelname.lower(), **_told(record)}
        if self._is_json:
            return json.dumps(told, ensure_ascii=False)
        return " ".join(_shown(name, value) for name, value in told.items())


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")


def _shown(name: str, value: object) -> str:
    shown = " < ".join(map(str, value)) if isinstance(value, list) else str(value)
    return shown if name in ("time", "level", "message") else f"{name}={shown or '-'}"


def _told(record: logging.LogRecord) -> dict[str, Any]:
    request_line = getattr(record, "request", None)
    if isinstance(request_line, dict):
        return {"message": "request", **request_line}
    told: dict[str, Any] = {"logger": record.name, "message": _message(record)}
    if request_id():
        told["id"] = request_id()
    if record.exc_info and record.exc_info[1] is not None:
        told |= _failure(record.exc_info[1])
    return told


def _message(record: logging.LogRecord) -> str:
    """Return what a record says, with nothing in it that came from outside."""
    if record.name.startswith("gunicorn") and record.levelno < logging.WARNING:
        return record.getMessage()  # of its own start and end
    text = GIVEN.split(str(record.msg), maxsplit=1)[0]
    given = record.args if isinstance(record.args, tuple) else ()
    try:
        return text % tuple(map(_safe, given)) if given else text
    except (TypeError, ValueError):
        return text


def _safe(value: object) -> object:
    is_number = isinstance(value, (int, float)) and abs(value) < LARGEST
    if is_number or PLAIN.fullmatch(str(value)):
        return value
    return f"expected {value.expected}" if isinstance(value, BadInput) else HIDDEN


def _failure(problem: BaseException) -> dict[str, Any]:
    frames = traceback.extract_tb(problem.__traceback__)[-MOST_FRAMES:]
    places = [f"{_short(one.filename)}:{one.lineno} {one.name}" for one in frames]
    return {"failure": type(problem).__name__, "at": list(reversed(places))}


def _short(path: str) -> str:
    return "/".join(path.replace("\\", "/").split("/")[-3:])


def request_id() -> str:
    """Return what the request that is answered is known by; empty outside of one."""
    return str(g.get(ID, "")) if has_request_context() else ""


def log_requests(server: Flask, paths: Iterable[str], *, behind_proxy: bool = False) -> None:
    """Give every request an id, and write it down when it is answered; to be attached first.

    Args:
        server: the server behind the dashboard.
        paths: of the pages: the routes that may be named as they are.
        behind_proxy: whether a proxy stands before it, whose ids are taken over.
    """
    known = frozenset(paths)

    @server.before_request
    def begun() -> None:
        given = request.headers.get("X-Request-ID", "") if behind_proxy else ""
        setattr(g, ID, given if GIVEN_ID.fullmatch(given) else secrets.token_hex(8))
        setattr(g, BEGAN, monotonic())

    @server.after_request
    def ended(response: Response) -> Response:
        response.headers["X-Request-ID"] = request_id()
        if REQUESTS.isEnabledFor(logging.INFO):
            REQUESTS.info("request", extra={"request": _line(response, known.__contains__)})
        return response


def _line(response: Response, is_known: Callable[[str], bool]) -> dict[str, Any]:
    user = current_user()
    number = blake2b(user.name.encode(), key=_key, digest_size=4).hexdigest() if user.name else ""
    return {
        "id": request_id(),
        "method": request.method,
        "path": _path(is_known),
        "status": response.status_code,
        "milliseconds": round(1000 * (monotonic() - g.get(BEGAN, monotonic())), 1),
        "user": number,
        "role": user.role.value,
    }


def _path(is_known: Callable[[str], bool]) -> str:
    rule = request.url_rule.rule if request.url_rule is not None else ANY
    if rule != ANY:
        return rule
    return request.path if is_known(request.path) else HIDDEN
