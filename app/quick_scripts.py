"""Libraries of others, sent so that a browser reads them once and beside what it draws.

A browser skims a function when it sees it and reads it when it is called: what a library does at
its start is read twice, before anything can be drawn. A function in brackets is read at once; a
script that begins with `HINT` is read whole, in another thread, while the page goes on. Nothing
else is changed, save that of the features that Dash brings for browsers of 2015 only the one is
sent that its scripts still need.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

import dash
import dash_ag_grid
import dash_mantine_components
from flask import Flask, Response, request

from app.bundles import ASSETS, READING, YEAR_SECONDS

HINT: Final = b"//# allFunctionsCalledOnLoad\n"
"""Read as advice by Chromium from 136 on, by others as a remark."""

VENDOR: Final = ASSETS / "vendor"
PLOTLY: Final = VENDOR / "plotly-basic.min.js"
PLOTLY_PATH: Final = "/_dash-component-suites/plotly/package_data/plotly.min.js"
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


SENT: Final[tuple[tuple[str, Path, Callable[[bytes], bytes]], ...]] = (
    (r"dash/deps/polyfill@[^/]*\.js", GENERATORS, as_it_is),
    (
        r"dash_mantine_components/dash_mantine_components\.v[^/.]*\.js",
        _folder(dash_mantine_components) / "dash_mantine_components.js",
        at_once,
    ),
    (
        r"dash/dcc/dash_core_components\.v[^/.]*\.js",
        _folder(dash) / "dcc" / "dash_core_components.js",
        hinted,
    ),
    (r"plotly/package_data/plotly\.min\.js", PLOTLY, hinted),
    *(
        (re.escape(f"dash_ag_grid/{name}"), _folder(dash_ag_grid) / name, hinted)
        for name in ("dash_ag_grid.min.js", "async-community.js")
    ),
)
"""Path below the packages' scripts, file, and how it is sent."""

PATHS: Final = tuple(
    (re.compile(f"/_dash-component-suites/{path}"), file, sent) for path, file, sent in SENT
)


def send_quickly(server: Flask) -> None:
    """Answer with the libraries in this form.

    Args:
        server: the server behind the dashboard.
    """

    @server.before_request
    def library() -> Response | None:
        path = request.path
        found = next((each for each in PATHS if each[0].fullmatch(path)), None)
        if request.method not in READING or found is None:
            return None
        _, file, sent = found
        answer = Response(sent(file.read_bytes()), mimetype="text/javascript")
        _keep(answer, path, file)
        return answer


def _keep(answer: Response, path: str, file: Path) -> None:
    """Say how long it is kept: for good where its path names its version."""
    if ".v" in path or "@" in path:
        answer.cache_control.public = True
        answer.cache_control.max_age = YEAR_SECONDS
    elif file == PLOTLY:
        answer.cache_control.max_age = DAY_SECONDS
    else:
        answer.cache_control.no_cache = True
        answer.set_etag(f"{file.stat().st_mtime_ns}-{len(answer.get_data())}")
        answer.make_conditional(request)
