"""Refuses what a page of elsewhere makes a browser send here (CSRF).

A browser says where a request comes from in headers that no page can change: ``Sec-Fetch-Site``
(on https and at this machine), ``Origin`` with everything but plain reading, ``Referer`` else.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

from flask import Flask, request

from app.access.user import LOGIN

READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
OWN_SITES: Final = frozenset({"same-origin", "none"})
"""``none``: typed into the address bar, or a bookmark."""

PORTS: Final = {"http": 80, "https": 443}


def is_same_origin(headers: Mapping[str, str], own: str) -> bool | None:
    """Say whether a request comes from a page of an origin; None where its headers do not say.

    Args:
        headers: of the request.
        own: the origin, ``https://planner.example.kz``.
    """
    if headers.get("Sec-Fetch-Site", "none") not in OWN_SITES:
        return False
    came = headers.get("Origin") or headers.get("Referer")
    if came:
        return _origin(came) is not None and _origin(came) == _origin(own)
    return True if headers.get("Sec-Fetch-Site") == "same-origin" else None


def _origin(address: str) -> tuple[str, str, int | None] | None:
    try:
        parts = urlsplit(address)
        if parts.scheme not in PORTS or not parts.hostname:
            return None
        return parts.scheme, parts.hostname, parts.port or PORTS[parts.scheme]
    except ValueError:
        return None


def refuse_foreign(server: Flask) -> None:
    """Answer 403 to whatever a page of elsewhere sends to change something.

    A request that does not say where it comes from is sent by no browser. It is answered where no
    login is demanded, as it cannot use one that is not its own; else it is refused.

    Args:
        server: the server behind the dashboard.
    """

    @server.before_request
    def foreign() -> tuple[str, HTTPStatus] | None:
        if request.method in READING:
            return None
        said = is_same_origin(dict(request.headers), request.host_url)
        if said or (said is None and not server.config.get(LOGIN)):
            return None
        return "This was asked by a page of elsewhere.\n", HTTPStatus.FORBIDDEN
