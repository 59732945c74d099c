"""What is sent at a first visit, without a browser."""

import time
from pathlib import Path

import brotli
import pytest
from flask import Flask, Response

from app import weight

PATH = "/_dash-component-suites/some/library.js"
LIBRARY = b"function add(a, b) { return a + b; }\n" * 400
PATIENCE_SECONDS = 10


@pytest.fixture
def server() -> Flask:
    server = Flask("light")

    @server.get(PATH)
    def library() -> Response:
        return Response(LIBRARY, mimetype="text/javascript")

    @server.get("/changing")
    def changing() -> Response:
        return Response(LIBRARY, mimetype="text/javascript")

    weight.lighten(server)
    return server


def pressed(server: Flask, path: str) -> bytes | None:
    """What comes back pressed in the end; None: it never does."""
    last = time.monotonic() + (PATIENCE_SECONDS if path == PATH else 0.3)
    while time.monotonic() < last:
        answer = server.test_client().get(path, headers={"Accept-Encoding": "gzip, br"})
        if answer.headers.get("Content-Encoding") == "br":
            return bytes(answer.data)
        assert answer.data == LIBRARY
        time.sleep(0.02)
    return None


def test_a_library_is_sent_as_it_is_until_it_is_pressed_and_pressed_from_then_on(
    server: Flask,
) -> None:
    found = pressed(server, PATH)
    assert found is not None
    assert brotli.decompress(found) == LIBRARY
    assert len(found) < len(LIBRARY) / 10


def test_what_changes_is_not_kept(server: Flask) -> None:
    assert pressed(server, "/changing") is None


def test_who_cannot_read_brotli_is_sent_none(server: Flask) -> None:
    assert pressed(server, PATH)
    answer = server.test_client().get(PATH, headers={"Accept-Encoding": "gzip"})
    assert answer.data == LIBRARY


def test_a_part_of_plotly_of_the_version_of_the_package_is_sent(server: Flask) -> None:
    import plotly.offline

    said = weight.PLOTLY.read_text(encoding="utf-8")[:200]
    assert f"plotly.js (basic - minified) v{plotly.offline.get_plotlyjs_version()}" in said
    answer = server.test_client().get(weight.PLOTLY_PATH)
    assert len(answer.data) == Path(weight.PLOTLY).stat().st_size
