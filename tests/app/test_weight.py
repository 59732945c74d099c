"""What is sent at a first visit, without a browser."""

import time
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from flask import Flask, Response

from app import quick_scripts, weight

PATH = "/_dash-component-suites/some/library.js"
LIBRARY = b"function add(a, b) { return a + b; }\n" * 400
PATIENCE_SECONDS = 10


@pytest.fixture
def server() -> Flask:
    server = Flask("light")

    @server.get(PATH)
    def library() -> Response:
        return Response(LIBRARY, mimetype="text/javascript")

    @server.get("/assets/old.js")
    def old() -> Response:
        return Response(LIBRARY, mimetype="text/javascript", headers={"Cache-Control": "no-store"})

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


@pytest.mark.parametrize("path", ["/changing", "/assets/old.js"])
def test_what_changes_and_what_nobody_may_keep_is_not_kept(server: Flask, path: str) -> None:
    assert pressed(server, path) is None


def test_who_cannot_read_brotli_is_sent_none(server: Flask) -> None:
    assert pressed(server, PATH)
    answer = server.test_client().get(PATH, headers={"Accept-Encoding": "gzip"})
    assert answer.data == LIBRARY


def test_a_part_of_plotly_of_the_version_of_the_package_is_sent(server: Flask) -> None:
    import plotly.offline

    said = quick_scripts.PLOTLY.read_bytes()
    version = plotly.offline.get_plotlyjs_version()
    assert f"plotly.js (basic - minified) v{version}".encode() in said[:200]
    answer = server.test_client().get(quick_scripts.PLOTLY_PATH)
    assert answer.data == quick_scripts.hinted(said)


@pytest.mark.parametrize(
    ("script", "sent"),
    [
        (
            b"!function(e,n){n()}(self,(e,n)=>(()=>{})());\n",
            b"!function(e,n){n()}(self,((e,n)=>(()=>{})()));",
        ),
        (b"!function(){}();", b"!function(){}();"),
        (b"f(self,(e,n)=>(()=>{})())", b"f(self,(e,n)=>(()=>{})())"),
    ],
)
def test_the_maker_of_a_library_is_put_into_brackets_where_it_is_found(
    script: bytes, sent: bytes
) -> None:
    assert quick_scripts.at_once(script) == sent


@pytest.mark.parametrize(("path", "file", "sent"), quick_scripts.SENT)
def test_every_library_that_is_sent_otherwise_is_there_and_is_changed(
    path: str, file: Path, sent: Callable[[bytes], bytes]
) -> None:
    found = file.read_bytes()
    assert (sent(found) == found) == (file == quick_scripts.GENERATORS), path


def test_a_library_is_kept_under_its_own_version_and_by_nobody_under_another(
    server: Flask,
) -> None:
    plain = f"{quick_scripts.SUITES}dash_mantine_components/dash_mantine_components.js"
    own = quick_scripts.own_address(plain)
    asked = server.test_client()
    typed = [plain.replace(".js", f".{version}.js") for version in ("v2_8_1m1", "v0m0", "vxm99")]
    for path in (own, *typed):
        answer, head = asked.get(path), asked.head(path)
        assert answer.status_code == 200
        assert head.headers == answer.headers
        assert (answer.cache_control.max_age is not None) == (path == own), path
        assert answer.cache_control.no_store == (path != own), path
    assert asked.get(plain).cache_control.no_cache
    assert asked.get(plain.replace(".js", ".version.js")).status_code == 404
    assert asked.get(f"{quick_scripts.SUITES}dash/deps/polyfill@0.js").status_code == 404


def test_the_head_of_what_is_pressed_is_that_of_its_answer(server: Flask) -> None:
    assert pressed(server, PATH)
    asked, read = server.test_client(), {"Accept-Encoding": "br"}
    assert asked.head(PATH, headers=read).headers == asked.get(PATH, headers=read).headers


def test_a_library_without_a_version_in_its_path_is_asked_for_again_and_not_sent_twice(
    server: Flask,
) -> None:
    path = "/_dash-component-suites/dash_ag_grid/async-community.js"
    asked = server.test_client()
    first = asked.get(path)
    again = asked.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.data) == (200, 304, b"")


def test_the_head_of_a_library_is_that_of_its_answer(server: Flask) -> None:
    asked = server.test_client()
    found, head = asked.get(quick_scripts.PLOTLY_PATH), asked.head(quick_scripts.PLOTLY_PATH)
    assert (head.headers, head.data) == (found.headers, b"")
