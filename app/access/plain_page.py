"""Pages of plain HTML, shown before and beside the dashboard: the login, and what went wrong."""

from html import escape
from http import HTTPStatus
from math import ceil
from typing import Final
from urllib.parse import parse_qs, urlsplit

from flask import Response, request

from app.i18n import DEFAULT_LANGUAGE, LANGUAGES, Words, words
from app.remembered import remembered_language
from app.visit import address

PAGE: Final = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>{title} · {brand}</title>
<link rel="icon" href="/assets/icons/brand.svg" type="image/svg+xml">
<script src="/assets/theme.js"></script>
<link rel="stylesheet" href="/assets/app.css">
<link rel="stylesheet" href="/assets/plain_page.css">
</head>
<body>
<header class="plain-header">
<p class="brand"><strong>{brand}</strong><span>{city}</span></p>
<p class="banner">{synthetic}</p>
<nav class="languages" aria-label="{choose}">{languages}</nav>
</header>
<main class="plain-main"><section class="card plain-card">
{content}
</section></main>
</body>
</html>
"""


def own_words() -> Words:
    """Return the words of the visitor's language.

    It is as the address says, or that of the page whose script asks, else as remembered.
    """
    asked = (request.args.get("lang"), _of_the_page(), remembered_language())
    return words(next((one for one in asked if one in LANGUAGES), DEFAULT_LANGUAGE))


def _of_the_page() -> str | None:
    try:
        query = urlsplit(request.referrer or "").query
    except ValueError:
        return None
    return parse_qs(query).get("lang", [None])[0]


def plain_page(said: Words, title: str, content: str, status: HTTPStatus) -> Response:
    """Return a page.

    Args:
        said: the visitor's words.
        title: of the document, as plain text.
        content: HTML, escaped already.
        status: of the answer.
    """
    text = PAGE.format(
        language=said.language,
        title=escape(title),
        brand=escape(said("shell.brand")),
        city=escape(said("shell.city")),
        synthetic=escape(said("shell.synthetic")),
        choose=escape(said("shell.language")),
        languages="".join(_language(said, language) for language in LANGUAGES),
        content=content,
    )
    return Response(text, status, content_type="text/html; charset=utf-8")


def _language(said: Words, language: str) -> str:
    here = ' aria-current="true"' if language == said.language else ""
    target = escape(address(request.path, {**request.args.to_dict(), "lang": language}))
    name = escape(said(f"shell.languages.{language}"))
    return f'<a href="{target}" lang="{language}"{here}>{name}</a>'


SPOKEN: Final = "/_"
"""What the scripts of the dashboard ask begins so; the browser does not show the answer itself."""

TOLD: Final = """<h1 class="headline">{title}</h1>
<p role="alert">{sentence}</p>
<p><a class="button primary" href="{again}">{go}</a></p>"""


AWAY: Final = '\n<script src="/assets/access.js" defer></script><i data-away="true" hidden></i>'
"""Draws the page as soon as the server can."""


def is_looked_at() -> bool:
    """Say whether the browser shows the answer itself; else a script of a page takes it."""
    if request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate":
        return False
    return request.method == "GET" and not request.path.startswith(SPOKEN)


def told(status: HTTPStatus, sentence: str, wait: float = 0.0) -> Response:
    """Return one sentence: as a page where it is looked at, else as text for the page's script.

    Args:
        status: of the answer.
        sentence: in the visitor's language.
        wait: seconds after which it is worth to ask again; 0: nothing is said of it.
    """
    if is_looked_at():
        said, query = own_words(), request.args.to_dict()
        title = said("access.told")
        content = TOLD.format(
            title=escape(title),
            sentence=escape(sentence),
            again=escape(address(request.path, query)),
            go=escape(said("access.again")),
        )
        more = AWAY if status is HTTPStatus.SERVICE_UNAVAILABLE else ""
        answer = plain_page(said, title, content + more, status)
    else:
        answer = Response(sentence, status, content_type="text/plain; charset=utf-8")
    answer.headers["Cache-Control"] = "no-store"
    if wait > 0:
        answer.headers["Retry-After"] = str(ceil(wait))
    return answer
