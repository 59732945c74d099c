"""Keeps the first load of a page small: only what it shows is sent, and pressed well.

Of plotly.js the part that draws lines and bars is sent, a quarter of the whole
(`app.quick_scripts`); the grid's library comes with the first grid (``assets/grid.js``), Dash's own
table, which no page uses, not at all. What is sent to everybody alike is pressed hard once, aside,
and kept; until then it goes out pressed quickly.
"""

from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import Final

import brotli
import dash_ag_grid
from dash import dash_table
from flask import Flask, Response, request

from app.bundles import READING
from app.quick_scripts import send_quickly

KEPT: Final = ("/_dash-component-suites/", "/assets/")
"""Where the answers lie that are the same for everybody; a file that changes has a new tag."""

LEAST_BYTES: Final = 1_024
QUICK_LEVEL: Final = 9
HARD_QUALITY: Final = 10
"""Brotli's best but one: a twentieth more bytes than the best, in a third of its time."""

MOST_KEPT: Final = 256
LEFT_OUT: Final = ("dash_ag_grid.min.js", "dash_table/bundle.js")


Key = tuple[str, str]
"""Path of an answer, and its tag."""

TYPES: Final = frozenset({"text/javascript", "application/javascript", "text/css"})


def lighten(server: Flask) -> None:
    """Make the answers of a dashboard small; to be called last, so that it sees answers first.

    Args:
        server: the server behind the dashboard.
    """
    _leave_out_of_heads()
    server.config["COMPRESS_ZSTD_LEVEL"] = QUICK_LEVEL
    _keep_pressed(server)
    send_quickly(server)  # says first what nobody may keep
    _count_no_heads(server)


def _leave_out_of_heads() -> None:
    """Take what few pages need out of the head of every page; it is still served when asked for."""
    for module in (dash_ag_grid, dash_table):
        for resource in module._js_dist:  # noqa: SLF001 - where components say what they need
            if resource["relative_package_path"] in LEFT_OUT:
                resource["dynamic"] = True


def _keep_pressed(server: Flask) -> None:
    ready: dict[Key, bytes] = {}
    begun: set[Key] = set()
    lock = Lock()
    presses = ThreadPoolExecutor(max_workers=1, thread_name_prefix="press")

    def press(key: Key, data: bytes) -> None:
        ready[key] = brotli.compress(data, quality=HARD_QUALITY)

    def is_new(key: Key) -> bool:
        with lock:
            if key in begun or len(begun) >= MOST_KEPT:
                return False
            begun.add(key)
            return True

    @server.after_request
    def pressed(response: Response) -> Response:
        if not _is_kept(response) or not request.accept_encodings["br"]:
            return response
        response.direct_passthrough = False
        key = (request.path, response.headers.get("ETag", ""))
        if key in ready:
            response.set_data(ready[key])
            response.headers["Content-Encoding"] = "br"
            response.vary.add("Accept-Encoding")
        elif is_new(key):
            presses.submit(press, key, response.get_data())
        return response


def _count_no_heads(server: Flask) -> None:
    """Leave the length out where a page is only asked about: each has another number in it.

    To be done last of all, as pages are pressed by what Dash has put first.
    """

    def uncounted(response: Response) -> Response:
        if request.method == "HEAD" and response.mimetype == "text/html":
            response.automatically_set_content_length = False
            response.headers.pop("Content-Length", None)
        return response

    server.after_request_funcs.setdefault(None, []).insert(0, uncounted)


def _is_kept(response: Response) -> bool:
    return (
        request.method in READING
        and request.path.startswith(KEPT)
        and response.mimetype in TYPES
        and response.status_code == 200  # noqa: PLR2004 - a whole answer, not a part of one
        and (response.content_length or 0) >= LEAST_BYTES
        and "Content-Encoding" not in response.headers
        and not response.cache_control.no_store  # any number of addresses may give the same
    )
