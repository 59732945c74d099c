"""Libraries of others, sent so that a browser reads them once and beside what it draws.

A browser skims a function when it sees it and reads it when it is called: what a library does at
its start is read twice, before anything can be drawn. A function in brackets is read at once; a
script that begins with `HINT` is read whole, in another thread, while the page goes on. Nothing
else is changed, save that of the features that Dash brings for browsers of 2015 only the one is
sent that its scripts still need.
"""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import dash
import dash_ag_grid
import dash_mantine_components
from dash.fingerprint import build_fingerprint, check_fingerprint
from flask import Flask, Response, request
from werkzeug.wrappers import Response as AnyResponse

from app.bundles import ASSETS, KEEPABLE, READING, YEAR_SECONDS

HINT: Final = b"//# allFunctionsCalledOnLoad\n"
"""Read as advice by Chromium from 136 on, by others as a remark."""

VENDOR: Final = ASSETS / "vendor"
PLOTLY: Final = VENDOR / "plotly-basic.min.js"
SUITES: Final = "/_dash-component-suites/"
PLOTLY_PATH: Final = f"{SUITES}plotly/package_data/plotly.min.js"
PARTS: Final = ("dash.dcc", "dash.html", "dash.dash_table")
"""Packages within Dash, with versions of their own."""

GENERATORS: Final = VENDOR / "regenerator-runtime.js"
DAY_SECONDS: Final = 86_400

FACTORY: Final = re.compile(rb"\(self,(?=\(\w+,\w+\)=>\(\(\)=>\{)")
"""Where a library hands over the function that makes it."""

END: Final = b");"


def hinted(script: bytes) -> bytes:
    """Return a script that is read whole in another thread: for what nothing waits for."""
    return HINT + script


def at_once(script: bytes) -> bytes:
    """Return a script whose maker stands in brackets; as it is, where none is found."""
    found = FACTORY.search(script)
    body = script.rstrip()
    if found is None or not body.endswith(END):
        return script
    begin = found.end()
    return b"%b(%b)%b" % (body[:begin], body[begin : -len(END)], END)


def as_it_is(script: bytes) -> bytes:
    """Return a script."""
    return script


def _folder(module: object) -> Path:
    return Path(str(vars(module)["__file__"])).parent


def _lies(module: object, name: str) -> Path:
    return _folder(module) / name


def _polyfill() -> Path:
    """Return what Dash brings for old browsers, whose name holds the version of it."""
    return next((_folder(dash) / "deps").glob("polyfill@*.js"))


Sent = tuple[str, Path, Callable[[bytes], bytes]]

SENT: Final[tuple[Sent, ...]] = (
    (f"dash/deps/{_polyfill().name}", GENERATORS, as_it_is),
    (
        "dash_mantine_components/dash_mantine_components.js",
        _lies(dash_mantine_components, "dash_mantine_components.js"),
        at_once,
    ),
    ("dash/dcc/dash_core_components.js", _lies(dash, "dcc/dash_core_components.js"), hinted),
    (PLOTLY_PATH.removeprefix(SUITES), PLOTLY, hinted),
    *(
        (f"dash_ag_grid/{name}", _lies(dash_ag_grid, name), hinted)
        for name in ("dash_ag_grid.min.js", "async-community.js")
    ),
)
"""Path below the packages' scripts, without a version, file, and how it is sent."""

PATHS: Final = {f"{SUITES}{path}": (file, sent) for path, file, sent in SENT}


def send_quickly(server: Flask) -> None:
    """Answer with the libraries in this form.

    Args:
        server: the server behind the dashboard.
    """

    @server.before_request
    def library() -> Response | None:
        path, is_versioned = check_fingerprint(request.path)
        if request.method not in READING or path not in PATHS:
            return None
        file, sent = PATHS[path]
        answer = Response(sent(file.read_bytes()), mimetype="text/javascript")
        if not is_versioned:
            _ask_again(answer, file)
        return answer

    @server.after_request
    def keep(response: AnyResponse) -> AnyResponse:
        path, is_versioned = check_fingerprint(request.path)
        if path.startswith(SUITES) and is_versioned and response.status_code in KEEPABLE:
            _keep(response, is_own=request.path == own_address(path))
        return response


def own_address(path: str) -> str:
    """Return the address under which the pages of today name a script of a package.

    Args:
        path: the address without a version; Dash has a file there.
    """
    package, _, name = path.removeprefix(SUITES).partition("/")
    part = f"{package}.{name.partition('/')[0]}"
    module = sys.modules[part if part in PARTS else package]
    changed = int((_folder(sys.modules[package]) / name).stat().st_mtime)
    return SUITES + str(
        build_fingerprint(f"{package}/{name}", vars(module)["__version__"], changed)
    )


def _keep(answer: AnyResponse, *, is_own: bool) -> None:
    """Let it be kept for good under its own version; under any other, typed or old, by nobody."""
    kept = answer.cache_control
    if is_own:
        kept.public, kept.max_age = True, YEAR_SECONDS
    else:
        kept.max_age, kept.no_store = None, True


def _ask_again(answer: Response, file: Path) -> None:
    """Say that what is named without a version may have changed."""
    if file == PLOTLY:
        answer.cache_control.max_age = DAY_SECONDS
        return
    answer.cache_control.no_cache = True
    answer.set_etag(f"{file.stat().st_mtime_ns}-{len(answer.get_data())}")
    answer.make_conditional(request)
