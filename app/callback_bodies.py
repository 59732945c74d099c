"""The bodies of callbacks, looked at before Dash takes them apart.

Dash trusts what its own renderer sends. Anything else gets 400 here instead of a traceback: what
is no list of the callback's own inputs, in their order, is nothing that a page has sent.
"""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

from dash import Dash
from flask import Flask, request

PATH: Final = "/_dash-update-component"
MOST_BYTES: Final = 1_000_000
"""Longer bodies get 413: the longest that a page sends has a few kilobytes."""

ADDRESS: Final = "_pages_location"
"""Where Dash keeps the address; its parts are text, and the path of a page begins with a slash."""


def refuse_malformed(app: Dash, server: Flask) -> None:
    """Answer 400 to callbacks that no page sends, 413 to bodies that are too long.

    Args:
        app: knows the callbacks, once its first request has set them up.
        server: the server behind it.
    """
    server.config["MAX_CONTENT_LENGTH"] = MOST_BYTES

    @server.before_request
    def malformed() -> tuple[str, HTTPStatus] | None:
        if request.path != PATH or request.method != "POST" or _is_readable(app.callback_map):
            return None
        return "This is no callback of the dashboard.\n", HTTPStatus.BAD_REQUEST


def _is_readable(callbacks: Mapping[str, Any]) -> bool:
    try:
        body = request.get_json()
        json.dumps(body, ensure_ascii=False).encode()  # fails for halves of a letter
    except (RecursionError, UnicodeEncodeError):
        return False
    return is_body(body, callbacks)


def is_body(body: object, callbacks: Mapping[str, Any]) -> bool:
    """Say whether a body calls one of the callbacks.

    Args:
        body: as it came.
        callbacks: Dash's map of callbacks by their output.
    """
    if not isinstance(body, dict) or not isinstance(body.get("output"), str):
        return False
    called = callbacks.get(body["output"])
    if called is None or "callback" not in called:
        return False
    changed = body.get("changedPropIds", [])
    return (
        _are_parts(body.get("inputs", []), called["inputs"])
        and _are_parts(body.get("state", []), called["state"])
        and _are_outputs(body.get("outputs"), body["output"])
        and isinstance(changed, list)
        and all(isinstance(name, str) for name in changed)
    )


def _are_parts(came: object, declared: Sequence[Mapping[str, str]]) -> bool:
    return (
        isinstance(came, list) and len(came) == len(declared) and all(map(_is_part, came, declared))
    )


def _is_part(came: object, declared: Mapping[str, str]) -> bool:
    if not isinstance(came, dict):
        return False
    if any(came.get(name) != declared[name] for name in ("id", "property")):
        return False
    return declared["id"] != ADDRESS or _is_address(declared["property"], came.get("value"))


def _is_address(part: str, value: object) -> bool:
    """Say whether a value is a part of an address; a browser sends none before it is known."""
    if value is None:
        return True
    return isinstance(value, str) and (part != "pathname" or value.startswith("/"))


def _are_outputs(came: object, named: str) -> bool:
    parts = came if isinstance(came, list) else [came]
    written = [
        f"{part.get('id')}.{part.get('property')}" for part in parts if isinstance(part, dict)
    ] or [""]
    return named == (f"..{'...'.join(written)}.." if isinstance(came, list) else written[0])
