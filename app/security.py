"""What every answer of the server says about safety.

Nothing is loaded from elsewhere and no inline script runs except those that Dash itself writes,
which are named by their hashes.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Final

from flask import Flask, Response

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
