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

from app.settings import Settings

HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

FORWARDED: Final = (
    "Forwarded",
    "Via",
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-Forwarded-Proto",
    "X-Forwarded-Server",
    "X-Real-IP",
)
"""What a proxy adds to a request that it sends on."""

MISDIRECTED: Final = HTTPStatus.MISDIRECTED_REQUEST
SECURE_SECONDS: Final = 365 * 24 * 3600
"""How long a browser that has come over https comes in no other way."""


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


def is_own(host: str, *names: str) -> bool:
    """Say whether a ``Host`` header names this machine.

    Args:
        host: as it came, with or without a port; an IPv6 address stands in brackets.
        names: the host that the dashboard was told to listen at, and further names of it.
    """
    name = _name(host)
    if name == "localhost" or name in {own.lower() for own in names}:
        return bool(name)
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def is_address(host: str) -> bool:
    """Say whether a ``Host`` header is an address in numbers: no name can be made to lead there."""
    try:
        return bool(ipaddress.ip_address(_name(host)))
    except ValueError:
        return False


def _name(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def answer_own_names(server: Flask, settings: Settings) -> None:
    """Refuse requests that name another host with 421, before anything else looks at them.

    Where no login is demanded, everybody is taken for somebody at this machine; so whatever a
    proxy sends on from elsewhere is refused too.

    Args:
        server: the server behind the dashboard.
        settings: where it listens, and what else it is called.
    """
    names = (settings.host, *settings.names)

    @server.before_request
    def misdirected() -> tuple[str, HTTPStatus] | None:
        host = request.headers.get("Host", "")
        if not settings.login and any(name in request.headers for name in FORWARDED):
            return "A proxy stands before: start with --behind-proxy.\n", MISDIRECTED
        if is_own(host, *names) or (settings.login and is_address(host)):
            return None
        return "This host is not served here.\n", MISDIRECTED


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
        if request.is_secure:
            response.headers["Strict-Transport-Security"] = f"max-age={SECURE_SECONDS}"
        return response
