"""What the browser remembers between visits."""

from typing import Final

from flask import has_request_context, request

LANGUAGE_COOKIE: Final = "tirkeu-language"


def remembered_language() -> str | None:
    """Return the language chosen on an earlier visit, as the browser's cookie says."""
    return request.cookies.get(LANGUAGE_COOKIE) if has_request_context() else None
