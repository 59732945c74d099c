"""What every answer of the server says about safety.

Nothing is loaded from elsewhere and no inline script runs except those that Dash itself writes,
which are named by their hashes. Only names of this machine are answered: a name of elsewhere that
was made to point here would let a foreign page read the answers (DNS rebinding).
"""

import ipaddress
from collections.abc import Callable, Sequence
from functools import cache
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

from flask import Flask, Response, request

HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def content_policy(script_hashes: Sequence[str]) -> str:
    """Return the content security policy.

    Args:
        script_hashes: quoted hashes of the inline scripts that may run.
    """
    scripts = " ".join(["'self'", *script_hashes])
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src {scripts}",
            "style-src 'self' 'unsafe-inline'",  # Mantine sets its variables in style elements
            "img-src 'self' data: blob:",
            "font-src 'self'",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )


def is_own(host: str, listens_at: str) -> bool:
    """Say whether a ``Host`` header names this machine.

    Args:
        host: as it came, with or without a port; an IPv6 address stands in brackets.
        listens_at: the host that the dashboard was told to listen at.
    """
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    if name in ("localhost", listens_at.lower()):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def answer_own_names(server: Flask, listens_at: str) -> None:
    """Refuse requests that name another host with 421, before anything else looks at them.

    Args:
        server: the server behind the dashboard.
        listens_at: the host that it was told to listen at.
    """

    @server.before_request
    def misdirected() -> tuple[str, HTTPStatus] | None:
        if is_own(request.headers.get("Host", ""), listens_at):
            return None
        return "This host is not served here.\n", HTTPStatus.MISDIRECTED_REQUEST


def protect(server: Flask, script_hashes: Callable[[], Sequence[str]]) -> None:
    """Put the headers on every answer of the server.

    Args:
        server: the server behind the dashboard.
        script_hashes: gives the hashes; Dash writes its scripts down at the first request, so it
            is called once, with the first answer.
    """

    @cache
    def policy() -> str:
        return content_policy(script_hashes())

    @server.after_request
    def add_headers(response: Response) -> Response:
        response.headers.update(HEADERS)
        response.headers["Content-Security-Policy"] = policy()
        return response
